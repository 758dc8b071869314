# A driver is an object library of its own, so that the client library's include path reaches its
# files and no others; the objects become part of the library.
#
#   retort_add_driver(<dialect> SOURCES <source>... LIBRARY|HEADERS_OF <imported target>)
#
# HEADERS_OF: the driver loads the client library itself.
function(retort_add_driver dialect)
  cmake_parse_arguments(PARSE_ARGV 1 driver "" "LIBRARY;HEADERS_OF" "SOURCES")
  set(target retort_driver_${dialect})
  add_library(${target} OBJECT ${driver_SOURCES})
  target_compile_features(${target} PRIVATE cxx_std_20)
  target_include_directories(${target} PRIVATE
    ${PROJECT_SOURCE_DIR}/include ${PROJECT_SOURCE_DIR}/src)
  target_link_libraries(${target} PRIVATE
    ${driver_LIBRARY} ${driver_HEADERS_OF} fmt::fmt retort_warnings)
  set_target_properties(${target} PROPERTIES CXX_EXTENSIONS OFF POSITION_INDEPENDENT_CODE ON)
  if(NOT BUILD_SHARED_LIBS)
    set_target_properties(${target} PROPERTIES
      CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON)
  endif()
  target_sources(retort PRIVATE $<TARGET_OBJECTS:${target}>)
  if(driver_LIBRARY)
    target_link_libraries(retort PRIVATE $<LINK_ONLY:${driver_LIBRARY}>)
  endif()
endfunction()
