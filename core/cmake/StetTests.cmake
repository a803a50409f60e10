# SPDX-License-Identifier: Apache-2.0
# What the folders of tests/ become. Each file is found by its name:
#
#   unit/<room>/test_*.c     a cmocka program linked to that room and those below it
#   unit/<plugin>/test_*.c   the same, with the objects of that plugin and its headers
#   plugins/*.c              a plugin for tests, in ${build}/tests/plugins
#   cli/*.bats               a run of bats against the built program
#   cluster/*.bats           the same on engines of others, where those are installed
#   browser/test_*.c         a cmocka program that drives Chromium, where there is one
#   golden/run               one test, if it is there
#   oracle/run               one test, which does nothing unless STET_ORACLES is set
#   install/run              installs the build and builds a plugin against that
#   fuzz/fuzz_*.c            a libFuzzer target, or a replay of fuzz/corpus/<name>/
#   bench/*.c                a program for the benchmarks, in ${build}/tests/bench
#   house/*                  the rules of the house, as scripts over the sources
#
# Every test runs with STET (the program), STET_BUILD and STET_SOURCE in its environment,
# and with a cache folder of its own; STET_TEST_SLOWNESS says how many times longer the
# build takes for the same than an ordinary one. C tests have STET_TEST_SOURCE and
# STET_TEST_BUILD too. What else programs heed of the environment of whoever starts the
# tests is not there.
set(STET_TEST_ENVIRONMENT STET=${PROJECT_BINARY_DIR}/bin/stet STET_BUILD=${PROJECT_BINARY_DIR}
                          STET_SOURCE=${PROJECT_SOURCE_DIR}
                          XDG_CACHE_HOME=${PROJECT_BINARY_DIR}/tests/cache)
if(STET_SANITIZE)
  list(APPEND STET_TEST_ENVIRONMENT STET_TEST_SLOWNESS=20)
endif()
list(APPEND STET_TEST_ENVIRONMENT LC_ALL=C)
set(stet_test_unset "")
foreach(name IN ITEMS SOURCE_DATE_EPOCH STET_PLUGIN_PATH COLUMNS CDPATH BASH_ENV POSIXLY_CORRECT DESTDIR
                      CMAKE_GENERATOR PARALLEL GIT_DIR GIT_INDEX_FILE GIT_WORK_TREE GIT_OBJECT_DIRECTORY
                      GIT_AUTHOR_DATE GIT_COMMITTER_DATE GIT_CONFIG_COUNT GIT_CONFIG_PARAMETERS)
  list(APPEND stet_test_unset ${name}=unset:)
endforeach()
set(stet_tests ${PROJECT_SOURCE_DIR}/tests)

# The time is for what hangs; the longest test takes a tenth of it on a slow machine.
function(stet_add_test name)
  add_test(NAME ${name} COMMAND ${ARGN})
  set_tests_properties(
    ${name} PROPERTIES ENVIRONMENT "${STET_TEST_ENVIRONMENT}" ENVIRONMENT_MODIFICATION "${stet_test_unset}"
                       TIMEOUT 3600)
endfunction()

# stet_add_test_program(TARGET FOLDER SOURCE...)
function(stet_add_test_program target folder)
  add_executable(${target} ${ARGN})
  target_include_directories(${target} PRIVATE ${stet_tests}/unit)
  target_compile_definitions(${target} PRIVATE STET_TEST_SOURCE="${PROJECT_SOURCE_DIR}"
                                               STET_TEST_BUILD="${PROJECT_BINARY_DIR}")
  set_target_properties(${target} PROPERTIES RUNTIME_OUTPUT_DIRECTORY
                                             ${PROJECT_BINARY_DIR}/tests/${folder})
endfunction()

foreach(room IN LISTS STET_ROOMS STET_PLUGINS)
  file(GLOB files CONFIGURE_DEPENDS ${stet_tests}/unit/${room}/test_*.c)
  foreach(file IN LISTS files)
    cmake_path(GET file STEM target)
    string(REGEX REPLACE "^test_" "" noun ${target})
    if(TARGET ${target})
      set(target test_${room}_${noun})
    endif()
    stet_add_test_program(${target} unit/${room} ${file})
    if(room IN_LIST STET_ROOMS)
      target_link_libraries(${target} PRIVATE stet_${room})
    else()
      target_include_directories(${target} PRIVATE ${PROJECT_SOURCE_DIR}/plugins/${room})
      target_link_libraries(${target} PRIVATE stet_cli)
      if(NOT STET_STATIC_PLUGINS)
        target_sources(${target} PRIVATE $<TARGET_OBJECTS:plugin_${room}_objects>)
      endif()
    endif()
    target_link_libraries(${target} PRIVATE PkgConfig::CMOCKA)
    stet_add_test(unit.${room}.${noun} ${target})
  endforeach()
endforeach()

# Pages in a real browser. ./bootstrap installs it; who builds without it does without.
find_program(CHROMIUM NAMES chromium chromium-browser google-chrome)
file(GLOB files CONFIGURE_DEPENDS ${stet_tests}/browser/test_*.c)
if(NOT CHROMIUM)
  message(STATUS "No Chromium: pages are not tested in a browser (on Debian: apt install chromium)")
  set(files)
endif()
foreach(file IN LISTS files)
  cmake_path(GET file STEM target)
  string(REGEX REPLACE "^test_" "" noun ${target})
  set(target test_browser_${noun})
  stet_add_test_program(${target} browser ${file} ${stet_tests}/browser/browser.c)
  target_include_directories(${target} PRIVATE ${stet_tests}/browser)
  target_compile_definitions(${target} PRIVATE STET_CHROMIUM="${CHROMIUM}")
  target_link_libraries(${target} PRIVATE stet_account PkgConfig::CMOCKA)
  stet_add_test(browser.${noun} ${target})
endforeach()

# Some of these are broken on purpose, so they may leave symbols undefined.
file(GLOB files CONFIGURE_DEPENDS ${stet_tests}/plugins/*.c)
foreach(file IN LISTS files)
  cmake_path(GET file STEM name)
  stet_add_plugin_module(test_plugin_${name} ${name} ${PROJECT_BINARY_DIR}/tests/plugins ${file})
endforeach()

find_program(BATS bats)
file(GLOB files CONFIGURE_DEPENDS ${stet_tests}/cli/*.bats)
set(missing)
foreach(program IN ITEMS bats git jq sqlite3 patch)
  unset(found)
  find_program(found ${program} NO_CACHE)
  if(NOT found)
    list(APPEND missing ${program})
  endif()
endforeach()
if(files AND missing)
  list(JOIN missing ", " missing)
  message(FATAL_ERROR "The tests need: ${missing} (on Debian: ./bootstrap packages)")
endif()
foreach(file IN LISTS files)
  cmake_path(GET file STEM name)
  stet_add_test(cli.${name} ${BATS} ${file})
endforeach()

# What each needs; ssh.bats makes a network of its own, which not everybody may, and the
# daemons of Slurm are root's.
set(stet_cluster_parallel parallel)
set(stet_cluster_ssh parallel sshd ssh scp ssh-keygen ip unshare)
set(stet_cluster_slurm munged slurmctld slurmd sbatch sinfo squeue)
execute_process(COMMAND parallel --version OUTPUT_VARIABLE version ERROR_QUIET)
if(NOT version MATCHES "GNU parallel") # moreutils have another one of this name
  list(APPEND stet_cluster_parallel GNU-parallel)
  list(APPEND stet_cluster_ssh GNU-parallel)
endif()
execute_process(COMMAND unshare --net --mount --pid --fork ip link set lo up
                RESULT_VARIABLE status OUTPUT_QUIET ERROR_QUIET)
if(NOT status EQUAL 0)
  list(APPEND stet_cluster_ssh a-network-of-its-own)
  list(APPEND stet_cluster_slurm root)
endif()
file(GLOB files CONFIGURE_DEPENDS ${stet_tests}/cluster/*.bats)
foreach(file IN LISTS files)
  cmake_path(GET file STEM name)
  set(missing)
  foreach(program IN LISTS stet_cluster_${name})
    unset(found)
    find_program(found ${program} PATHS /usr/sbin /sbin NO_CACHE)
    if(NOT found)
      list(APPEND missing ${program})
    endif()
  endforeach()
  if(missing)
    list(JOIN missing ", " missing)
    message(STATUS "Without the test cluster.${name}, which needs: ${missing}")
  else()
    stet_add_test(cluster.${name} ${BATS} ${file})
  endif()
endforeach()

if(EXISTS ${stet_tests}/golden/run)
  stet_add_test(golden ${stet_tests}/golden/run)
endif()

if(EXISTS ${stet_tests}/oracle/run)
  stet_add_test(oracle ${stet_tests}/oracle/run --quiet)
endif()

file(GLOB files CONFIGURE_DEPENDS ${stet_tests}/fuzz/fuzz_*.c)
foreach(file IN LISTS files)
  cmake_path(GET file STEM target)
  string(REGEX REPLACE "^fuzz_" "" name ${target})
  stet_add_test_program(${target} fuzz ${file})
  target_include_directories(${target} PRIVATE ${stet_tests}/fuzz)
  target_link_libraries(${target} PRIVATE stet_cli)
  set(corpus ${stet_tests}/fuzz/corpus/${name})
  if(STET_FUZZ)
    # A thousand runs is a check that the target works; real fuzzing is started by hand.
    # New inputs go to the first folder, which is why it is not the corpus.
    target_link_options(${target} PRIVATE -fsanitize=fuzzer)
    set(found ${PROJECT_BINARY_DIR}/tests/fuzz/found/${name})
    file(MAKE_DIRECTORY ${found})
    stet_add_test(fuzz.${name} ${target} -runs=1000 -seed=1 -timeout=20
                  -artifact_prefix=${PROJECT_BINARY_DIR}/tests/fuzz/ ${found} ${corpus})
  else()
    target_sources(${target} PRIVATE ${stet_tests}/fuzz/replay.c)
    stet_add_test(fuzz.${name} ${target} ${corpus})
  endif()
endforeach()

file(GLOB files CONFIGURE_DEPENDS ${stet_tests}/bench/*.c)
foreach(file IN LISTS files)
  cmake_path(GET file STEM name)
  stet_add_test_program(bench_${name} bench ${file})
  target_link_libraries(bench_${name} PRIVATE stet_cli)
endforeach()

if(TARGET stet)
  stet_add_test(install ${stet_tests}/install/run)
endif()

file(GLOB files CONFIGURE_DEPENDS ${stet_tests}/house/*)
foreach(file IN LISTS files)
  cmake_path(GET file FILENAME name)
  stet_add_test(${name} ${file})
endforeach()
