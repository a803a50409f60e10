# SPDX-License-Identifier: Apache-2.0
# Finds GNU libltdl and defines LTDL::LTDL. Debian has neither a .pc file nor a CMake
# config for it, so the header and the library are looked for themselves.
find_path(LTDL_INCLUDE_DIR ltdl.h)
find_library(LTDL_LIBRARY ltdl)
mark_as_advanced(LTDL_INCLUDE_DIR LTDL_LIBRARY)

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(
  LTDL
  REQUIRED_VARS LTDL_LIBRARY LTDL_INCLUDE_DIR
  REASON_FAILURE_MESSAGE "On Debian: apt install libltdl-dev")

if(LTDL_FOUND AND NOT TARGET LTDL::LTDL)
  add_library(LTDL::LTDL UNKNOWN IMPORTED)
  set_target_properties(
    LTDL::LTDL PROPERTIES IMPORTED_LOCATION ${LTDL_LIBRARY}
                          INTERFACE_INCLUDE_DIRECTORIES ${LTDL_INCLUDE_DIR}
                          INTERFACE_LINK_LIBRARIES "${CMAKE_DL_LIBS}")
endif()
