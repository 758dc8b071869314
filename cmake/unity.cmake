# With RETORT_UNITY several sources of a target are compiled as one: builds for tests take a fraction
# of the time. The groups are made when the build is configured; what cannot be read together stays
# apart. Where sources have come to define the same name since, configure again.
if(RETORT_UNITY)
  find_package(Python3 REQUIRED COMPONENTS Interpreter)
endif()

# retort_unite(<target> [<source>...]): called when it has all of its sources; those named stay apart.
function(retort_unite target)
  if(NOT RETORT_UNITY)
    return()
  endif()
  get_target_property(sources ${target} SOURCES)
  get_target_property(folder ${target} SOURCE_DIR)
  list(FILTER sources INCLUDE REGEX "\\.cc$")
  list(TRANSFORM sources PREPEND "${folder}/" REGEX "^[^/]")
  foreach(apart IN LISTS ARGN)
    list(REMOVE_ITEM sources ${CMAKE_CURRENT_SOURCE_DIR}/${apart})
  endforeach()
  list(JOIN sources "\n" lines)
  file(WRITE ${CMAKE_CURRENT_BINARY_DIR}/${target}_sources.txt "${lines}\n")
  execute_process(
    COMMAND ${Python3_EXECUTABLE} ${PROJECT_SOURCE_DIR}/tools/source_groups.py
      ${PROJECT_SOURCE_DIR} 8
    INPUT_FILE ${CMAKE_CURRENT_BINARY_DIR}/${target}_sources.txt
    OUTPUT_VARIABLE rows
    OUTPUT_STRIP_TRAILING_WHITESPACE
    COMMAND_ERROR_IS_FATAL ANY)
  string(REPLACE "\n" ";" rows "${rows}")
  foreach(row IN LISTS rows)
    string(REGEX MATCH "^([^\t]*)\t(.*)$" row "${row}")
    set_source_files_properties(${CMAKE_MATCH_2} TARGET_DIRECTORY ${target}
      PROPERTIES UNITY_GROUP ${CMAKE_MATCH_1})
  endforeach()
  set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
endfunction()
