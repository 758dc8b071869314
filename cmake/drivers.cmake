# A driver is one source file in an object library of its own, so that the client library's include
# path reaches that file and no other; the objects become part of the library.
#
#   retort_add_driver(<dialect> <source> <imported target of the client library>)
function(retort_add_driver dialect source client)
  set(target retort_driver_${dialect})
  add_library(${target} OBJECT ${source})
  target_compile_features(${target} PRIVATE cxx_std_20)
  target_include_directories(${target} PRIVATE
    ${PROJECT_SOURCE_DIR}/include ${PROJECT_SOURCE_DIR}/src)
  target_link_libraries(${target} PRIVATE ${client} fmt::fmt retort_warnings)
  set_target_properties(${target} PROPERTIES CXX_EXTENSIONS OFF POSITION_INDEPENDENT_CODE ON)
  if(NOT BUILD_SHARED_LIBS)
    set_target_properties(${target} PROPERTIES
      CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON)
  endif()
  target_sources(retort PRIVATE $<TARGET_OBJECTS:${target}>)
  target_link_libraries(retort PRIVATE $<LINK_ONLY:${client}>)
endfunction()
