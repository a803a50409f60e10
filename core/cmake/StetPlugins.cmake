# SPDX-License-Identifier: Apache-2.0
# Every folder of plugins/ that holds C files is a plugin: a module
# lib/stet/plugins/<name>.so that links the C library and nothing else, or, with
# STET_STATIC_PLUGINS, a part of the program.
#
# A plugin may include <stet/plugin.h> and headers of its own folder; a large one has rooms,
# folders in it, whose headers are included as "room/header.h".
add_library(stet_plugin INTERFACE)
add_library(stet::plugin ALIAS stet_plugin)
set_target_properties(stet_plugin PROPERTIES EXPORT_NAME plugin)
target_include_directories(
  stet_plugin INTERFACE $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include>
                        $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)

# stet does not load what others than its owner may write, whatever the umask was.
function(stet_add_plugin_module target name folder)
  add_library(${target} MODULE ${ARGN})
  target_link_libraries(${target} PRIVATE stet_warnings stet::plugin m)
  add_custom_command(TARGET ${target} POST_BUILD COMMAND chmod go-w ${folder} $<TARGET_FILE:${target}>)
  target_link_options(${target} PRIVATE -Wl,--as-needed)
  set_target_properties(${target} PROPERTIES PREFIX "" OUTPUT_NAME ${name} SUFFIX .so
                                             LIBRARY_OUTPUT_DIRECTORY ${folder})
endfunction()

set(STET_PLUGINS "")
set(STET_PLUGIN_TARGETS "")
set(externs "")
set(symbols "")
file(GLOB folders CONFIGURE_DEPENDS plugins/*)
foreach(folder IN LISTS folders)
  file(GLOB sources CONFIGURE_DEPENDS ${folder}/*.c ${folder}/*/*.c)
  if(NOT sources)
    continue()
  endif()
  cmake_path(GET folder FILENAME name)
  list(APPEND STET_PLUGINS ${name})

  # The objects are built once, for the module, the program and the plugin's own tests.
  add_library(plugin_${name}_objects OBJECT ${sources})
  target_link_libraries(plugin_${name}_objects PRIVATE stet_warnings stet::plugin)
  target_include_directories(plugin_${name}_objects PRIVATE ${folder})

  if(STET_STATIC_PLUGINS)
    string(APPEND externs "extern const stet_plugin ${name}_LTX_stet_plugin;\n")
    string(APPEND symbols "    { \"${name}.a\", NULL },\n"
                          "    { \"${name}_LTX_stet_plugin\", (void *)&${name}_LTX_stet_plugin },\n")
  else()
    stet_add_plugin_module(plugin_${name} ${name} ${PROJECT_BINARY_DIR}/lib/stet/plugins
                           $<TARGET_OBJECTS:plugin_${name}_objects>)
    set_target_properties(plugin_${name} PROPERTIES LINKER_LANGUAGE C)
    # A sanitizer's functions are in the program, so only plain builds can insist that
    # nothing is left undefined.
    if(NOT STET_SANITIZE AND NOT STET_FUZZ)
      target_link_options(plugin_${name} PRIVATE -Wl,-z,defs -Wl,-z,now)
    endif()
    list(APPEND STET_PLUGIN_TARGETS plugin_${name})
  endif()
endforeach()

# What libtool's -dlpreopen would write: the symbols that libltdl finds without opening a
# file. file(GENERATE), because configure_file would replace @PROGRAM@.
file(
  GENERATE
  OUTPUT ${PROJECT_BINARY_DIR}/generated/preload.c
  CONTENT
    "#include <ltdl.h>
#include <stet/plugin.h>
${externs}
extern LT_DLSYM_CONST lt_dlsymlist lt__PROGRAM__LTX_preloaded_symbols[];
LT_DLSYM_CONST lt_dlsymlist lt__PROGRAM__LTX_preloaded_symbols[] = {
    { \"@PROGRAM@\", NULL },
${symbols}    { NULL, NULL },
};
")
add_library(stet_preload STATIC ${PROJECT_BINARY_DIR}/generated/preload.c)
target_link_libraries(stet_preload PRIVATE stet::plugin LTDL::LTDL)
if(STET_STATIC_PLUGINS)
  foreach(name IN LISTS STET_PLUGINS)
    target_sources(stet_preload PRIVATE $<TARGET_OBJECTS:plugin_${name}_objects>)
  endforeach()
  target_link_libraries(stet_preload PUBLIC m)
endif()
