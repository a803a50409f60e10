# SPDX-License-Identifier: Apache-2.0
# What is installed: the program, its plugins and rule sets, its man pages and completions,
# and what a third party needs to build a plugin - the header, stet.pc, a CMake package and a
# template. The installed tree can be moved: both packages find it from where they stand, and
# so does the program.
include(CMakePackageConfigHelpers)

# stet loads no plugin from a folder that others than its owner may write to, so the folders
# that are made here do not depend on the umask.
set(CMAKE_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)

set(plugin_folder ${CMAKE_INSTALL_LIBDIR}/stet/plugins)
set(package_folder ${CMAKE_INSTALL_LIBDIR}/cmake/stet)
set(generated ${PROJECT_BINARY_DIR}/generated)

# The program writes its own pages: a command is a file core/cli/command_<name>.c.
function(stet_add_page folder name)
  set(page ${generated}/${folder}/${name})
  add_custom_command(
    OUTPUT ${page}
    COMMAND ${CMAKE_COMMAND} -E make_directory ${generated}/${folder}
    COMMAND stet ${ARGN} > ${page}
    DEPENDS stet
    VERBATIM)
  set(STET_PAGES ${STET_PAGES} ${page} PARENT_SCOPE)
  install(FILES ${page} DESTINATION ${CMAKE_INSTALL_DATAROOTDIR}/${folder})
endfunction()

if(TARGET stet)
  install(TARGETS stet RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
  set(STET_PAGES "")
  stet_add_page(man/man1 stet.1 man)
  file(GLOB files CONFIGURE_DEPENDS core/cli/command_*.c)
  foreach(file IN LISTS files)
    cmake_path(GET file STEM command)
    string(REGEX REPLACE "^command_" "" command ${command})
    string(REPLACE _ - command ${command})
    stet_add_page(man/man1 stet-${command}.1 man ${command})
  endforeach()
  stet_add_page(bash-completion/completions stet completion bash)
  stet_add_page(zsh/site-functions _stet completion zsh)
  stet_add_page(fish/vendor_completions.d stet.fish completion fish)
  add_custom_target(pages ALL DEPENDS ${STET_PAGES})
endif()
if(STET_PLUGIN_TARGETS)
  install(TARGETS ${STET_PLUGIN_TARGETS} LIBRARY DESTINATION ${plugin_folder})
endif()
install(DIRECTORY rules/ DESTINATION ${CMAKE_INSTALL_DATADIR}/stet/rules)
install(DIRECTORY docs/plugin-template/ DESTINATION ${CMAKE_INSTALL_DATADIR}/stet/template)
install(DIRECTORY include/stet/ DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/stet)

install(TARGETS stet_plugin EXPORT stetTargets)
install(EXPORT stetTargets NAMESPACE stet:: DESTINATION ${package_folder})
configure_package_config_file(
  core/cmake/stetConfig.cmake.in ${generated}/stetConfig.cmake
  INSTALL_DESTINATION ${package_folder}
  PATH_VARS plugin_folder)
write_basic_package_version_file(
  ${generated}/stetConfigVersion.cmake
  COMPATIBILITY SameMajorVersion ARCH_INDEPENDENT)
install(FILES ${generated}/stetConfig.cmake ${generated}/stetConfigVersion.cmake
        DESTINATION ${package_folder})

file(RELATIVE_PATH up /${CMAKE_INSTALL_LIBDIR}/pkgconfig /)
string(REGEX REPLACE "/$" "" up "${up}")
configure_file(core/cmake/stet.pc.in ${generated}/stet.pc @ONLY)
install(FILES ${generated}/stet.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
