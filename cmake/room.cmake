# residuum_room(NAME USES room...): the library of src/NAME, its sources being every .cpp there, and, beside it,
# one test program of every *_test.cpp.
function(residuum_room name)
  cmake_parse_arguments(arg "" "" "USES" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
  file(GLOB tests CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*_test.cpp)
  list(REMOVE_ITEM sources ${tests})
  add_library(residuum_${name} STATIC ${sources})
  target_include_directories(residuum_${name} PUBLIC ${CMAKE_SOURCE_DIR}/src)
  list(TRANSFORM arg_USES PREPEND residuum_)
  target_link_libraries(residuum_${name} PUBLIC ${arg_USES})
  if(RESIDUUM_TESTS AND tests)
    residuum_tests(${name}_tests ROOM residuum_${name} SOURCES ${tests})
  endif()
endfunction()

# LibTorch's header takes 15 s to read: the rooms that use it, and their tests, share nn's precompiled one.
function(residuum_share_torch_header name)
  foreach(target residuum_${name} ${name}_tests)
    if(TARGET ${target})
      target_precompile_headers(${target} REUSE_FROM residuum_nn)
    endif()
  endforeach()
endfunction()

# Sources whose headers take longer to read than anything of their own to compile, several at once.
function(residuum_join_sources target)
  set_target_properties(${target} PROPERTIES UNITY_BUILD ${RESIDUUM_TOGETHER} UNITY_BUILD_BATCH_SIZE 16)
endfunction()

# residuum_compile_together(NAME BUT source...): those of a room and of its tests. BUT: those that need a name of their
# own.
function(residuum_compile_together name)
  cmake_parse_arguments(arg "" "" "BUT" ${ARGN})
  foreach(target residuum_${name} ${name}_tests)
    if(TARGET ${target})
      residuum_join_sources(${target})
    endif()
  endforeach()
  if(arg_BUT)
    set_source_files_properties(${arg_BUT} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
  endif()
endfunction()

# What arranges, reads or writes, and waits for other rooms' work or for the disk: a fifth quicker to build, and as quick
# to run.
function(residuum_build_quickly)
  foreach(target ${ARGN})
    target_compile_options(${target} PRIVATE -O1)
  endforeach()
endfunction()

# residuum_test(NAME TARGET FILTER filter LABEL label [property value...]): suites of a test program as one ctest.
# Studies of a few small images give threads work for microseconds at a time. That they sleep instead of spinning
# for milliseconds after each makes such a study 1.4 times as fast on two cores; networks of the usual size gain
# nothing.
function(residuum_test name target)
  cmake_parse_arguments(arg "" "FILTER;LABEL" "" ${ARGN})
  add_test(NAME ${name} COMMAND ${target} --gtest_filter=${arg_FILTER})
  set_tests_properties(${name} PROPERTIES LABELS ${arg_LABEL} ${arg_UNPARSED_ARGUMENTS}
                       ENVIRONMENT "GOMP_SPINCOUNT=1000;OPENBLAS_THREAD_TIMEOUT=4")
endfunction()

# residuum_tests(TARGET ROOM library SOURCES source...): a test program. A program with LibTorch takes a second to
# start and suites make what their tests share once, so all tests of a kind are one ctest: `unit`; `integration`, for
# suites whose names end so; for "Slow" see residuum_slow_tests. Two run at once, though each may train on every core:
# training alone leaves a quarter of them idle.
function(residuum_tests target)
  cmake_parse_arguments(arg "" "" "ROOM;SOURCES" ${ARGN})
  add_executable(${target} ${arg_SOURCES})
  target_include_directories(${target} PRIVATE ${CMAKE_SOURCE_DIR}/tests/support)
  target_link_libraries(${target} PRIVATE ${arg_ROOM} GTest::gtest GTest::gtest_main)
  residuum_build_quickly(${target})
  target_compile_definitions(${target} PRIVATE RESIDUUM_SOURCE_DIR="${CMAKE_SOURCE_DIR}"
                                               RESIDUUM_PROGRAM="${CMAKE_BINARY_DIR}/bin/residuum"
                                               RESIDUUM_PAGE_DRIVER="${CMAKE_BINARY_DIR}/page_tests/node_modules")
  residuum_test(${target}_unit ${target} FILTER -*Integration.*:*Slow.* LABEL unit TIMEOUT 900)
  foreach(source ${arg_SOURCES})
    file(STRINGS ${source} suites REGEX "^TEST.*Integration, ")
    if(suites)
      residuum_test(${target}_integration ${target} FILTER *Integration.* LABEL integration TIMEOUT 1800)
      break()
    endif()
  endforeach()
endfunction()

# residuum_slow_tests(TARGET [APART suite...]): its slow suites as one test, but for those that are long and share
# nothing with others.
function(residuum_slow_tests target)
  cmake_parse_arguments(arg "" "" "APART" ${ARGN})
  set(slow *Slow.*)
  if(arg_APART)
    list(JOIN arg_APART ".*:" apart)
    string(APPEND slow -${apart}.*)
  endif()
  residuum_test(${target}_slow ${target} FILTER ${slow} LABEL slow TIMEOUT 2400)
  foreach(suite ${arg_APART})
    residuum_test(${suite} ${target} FILTER ${suite}.* LABEL slow TIMEOUT 2400)
  endforeach()
endfunction()
