# SPDX-License-Identifier: Apache-2.0
# How our own code is compiled: stet_warnings is for everything, stet_flags for what goes
# into the program and its tests.
set(CMAKE_C_STANDARD 17)
set(CMAKE_C_STANDARD_REQUIRED ON)
set(CMAKE_C_EXTENSIONS OFF)
set(CMAKE_CXX_STANDARD 17)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_C_VISIBILITY_PRESET hidden)
set(CMAKE_CXX_VISIBILITY_PRESET hidden)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_C_FLAGS_RELEASE "-O2 -DNDEBUG")
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -DNDEBUG")

add_library(stet_warnings INTERFACE)
target_compile_options(
  stet_warnings
  INTERFACE -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wundef -Wvla -Wformat=2
            -Wcast-qual -Wwrite-strings
            $<$<COMPILE_LANGUAGE:C>:-Wstrict-prototypes -Wmissing-prototypes>
            $<$<BOOL:${STET_WERROR}>:-Werror>)
if(CMAKE_C_COMPILER_ID STREQUAL Clang)
  # clang-format breaks long strings in two, which is what this warns of.
  target_compile_options(
    stet_warnings INTERFACE $<$<COMPILE_LANGUAGE:C>:-Wno-string-concatenation>)
endif()
target_compile_definitions(stet_warnings INTERFACE _POSIX_C_SOURCE=200809L _XOPEN_SOURCE=700)

# Vectorscan wants SSE4.2 and so does the ASCII fast path; every x86-64 since 2009 has it.
if(CMAKE_SYSTEM_PROCESSOR MATCHES "^(x86_64|AMD64)$")
  target_compile_options(stet_warnings INTERFACE -march=x86-64-v2)
endif()

if(STET_SANITIZE)
  set(sanitize -fsanitize=${STET_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_compile_options(stet_warnings INTERFACE ${sanitize})
  target_link_options(stet_warnings INTERFACE ${sanitize})
endif()
if(STET_COVERAGE)
  target_compile_options(stet_warnings INTERFACE --coverage)
  target_link_options(stet_warnings INTERFACE --coverage)
endif()
if(STET_FUZZ)
  if(NOT CMAKE_C_COMPILER_ID STREQUAL Clang)
    message(FATAL_ERROR "STET_FUZZ needs libFuzzer: configure with CC=clang")
  endif()
  target_compile_options(stet_warnings INTERFACE -fsanitize=fuzzer-no-link)
endif()

add_library(stet_flags INTERFACE)
target_link_libraries(stet_flags INTERFACE stet_warnings)
target_include_directories(stet_flags INTERFACE ${PROJECT_SOURCE_DIR}/core
                                                ${PROJECT_SOURCE_DIR}/include)
target_compile_definitions(
  stet_flags
  INTERFACE STET_VERSION="${PROJECT_VERSION}"
            STET_PLUGIN_FOLDER="${CMAKE_INSTALL_FULL_LIBDIR}/stet/plugins"
            STET_RULES_FOLDER="${CMAKE_INSTALL_FULL_DATADIR}/stet/rules"
            $<$<BOOL:${STET_VECTORSCAN}>:STET_VECTORSCAN=1>
            $<$<BOOL:${STET_STATIC_PLUGINS}>:STET_STATIC_PLUGINS=1>)

# Link-time optimisation was measured and gained nothing: CMAKE_INTERPROCEDURAL_OPTIMIZATION
# is there for who wants to measure again.
