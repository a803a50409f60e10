# SPDX-License-Identifier: Apache-2.0
# Third-party libraries, gathered in stet_dependencies. docs/dependencies.md says what each
# is for. Their headers are system headers, so our warnings do not apply to them; the
# linker drops those that a program does not use.
find_package(PkgConfig REQUIRED)
find_package(LTDL REQUIRED)
find_package(CLD2 REQUIRED)
set(THREADS_PREFER_PTHREAD_FLAG ON)
find_package(Threads REQUIRED)

set(modules yaml-0.1 libpcre2-8 hunspell md4c libutf8proc yajl expat sqlite3)
if(STET_VECTORSCAN)
  list(APPEND modules libhs)
endif()

add_library(stet_dependencies INTERFACE)
foreach(module IN LISTS modules)
  pkg_check_modules(STET_${module} REQUIRED QUIET IMPORTED_TARGET ${module})
  target_link_libraries(stet_dependencies INTERFACE PkgConfig::STET_${module})
endforeach()
target_link_libraries(stet_dependencies INTERFACE LTDL::LTDL CLD2::CLD2 Threads::Threads m)
target_link_options(stet_dependencies INTERFACE -Wl,--as-needed)

if(BUILD_TESTING)
  pkg_check_modules(CMOCKA REQUIRED QUIET IMPORTED_TARGET cmocka)
endif()
