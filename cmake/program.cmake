# What makes an executable the program `retort`.
#
# The program finds its templates, the public headers (for migrations that it compiles) and the
# Python door by paths relative to itself. The build tree therefore has the same shape as an installation: bin/,
# lib/retort/, include/ and share/retort/ lie beside each other, the last two as links to the
# sources.
#
# Migrations that it loads take the whole public API from the program itself: all of the library is
# linked into it and what is marked RETORT_API is exported.
function(retort_program target)
  cmake_path(ABSOLUTE_PATH CMAKE_INSTALL_BINDIR BASE_DIRECTORY ${CMAKE_INSTALL_PREFIX}
    NORMALIZE OUTPUT_VARIABLE bin)
  cmake_path(ABSOLUTE_PATH CMAKE_INSTALL_DATADIR BASE_DIRECTORY ${CMAKE_INSTALL_PREFIX}
    NORMALIZE OUTPUT_VARIABLE data)
  cmake_path(ABSOLUTE_PATH CMAKE_INSTALL_LIBDIR BASE_DIRECTORY ${CMAKE_INSTALL_PREFIX}
    NORMALIZE OUTPUT_VARIABLE lib)
  cmake_path(ABSOLUTE_PATH CMAKE_INSTALL_INCLUDEDIR BASE_DIRECTORY ${CMAKE_INSTALL_PREFIX}
    NORMALIZE OUTPUT_VARIABLE include)
  cmake_path(RELATIVE_PATH data BASE_DIRECTORY ${bin})
  cmake_path(RELATIVE_PATH include BASE_DIRECTORY ${bin})
  cmake_path(RELATIVE_PATH lib BASE_DIRECTORY ${bin})
  target_compile_definitions(${target} PRIVATE
    RETORT_DATA_DIR="${data}/retort" RETORT_INCLUDE_DIR="${include}"
    RETORT_LIBRARY_DIR="${lib}/retort")

  set(build_bin ${PROJECT_BINARY_DIR}/bin)
  set_target_properties(${target} PROPERTIES
    OUTPUT_NAME retort
    RUNTIME_OUTPUT_DIRECTORY ${build_bin}
    ENABLE_EXPORTS ON
    LINK_LIBRARY_OVERRIDE WHOLE_ARCHIVE,retort
    CXX_EXTENSIONS OFF)
  file(MAKE_DIRECTORY ${build_bin}/${data}/retort)
  file(CREATE_LINK ${PROJECT_SOURCE_DIR}/templates ${build_bin}/${data}/retort/templates SYMBOLIC)
  if(TARGET retort_python)
    # The Python door is loaded from there when a .py must be run.
    set_target_properties(retort_python PROPERTIES
      LIBRARY_OUTPUT_DIRECTORY ${build_bin}/${lib}/retort)
    add_dependencies(${target} retort_python)
  endif()
  file(CREATE_LINK ${PROJECT_SOURCE_DIR}/include ${build_bin}/${include} SYMBOLIC)
  retort_habits(${target} ${build_bin})
  add_custom_command(TARGET ${target} POST_BUILD VERBATIM
    COMMAND ${CMAKE_COMMAND} -E create_symlink retort ${build_bin}/alembic)
endfunction()

# The manual page and what shells need to complete command lines: the program writes them itself,
# as soon as it is built.
function(retort_habits target bin)
  if(CMAKE_CROSSCOMPILING)
    return()
  endif()
  set(programs retort)
  if(RETORT_ALEMBIC_NAME)
    list(APPEND programs alembic)
  endif()
  set(folder ${PROJECT_BINARY_DIR}/habits)
  file(MAKE_DIRECTORY ${folder}/bash ${folder}/zsh ${folder}/fish ${folder}/man1)
  foreach(program ${programs})
    # A link of its own: the program writes for the name by which it is called.
    add_custom_command(TARGET ${target} POST_BUILD VERBATIM
      COMMAND ${CMAKE_COMMAND} -E create_symlink ${bin}/retort ${folder}/${program}
      COMMAND ${folder}/${program} completions bash > ${folder}/bash/${program}
      COMMAND ${folder}/${program} completions zsh > ${folder}/zsh/_${program}
      COMMAND ${folder}/${program} completions fish > ${folder}/fish/${program}.fish)
    if(RETORT_INSTALL)
      install(FILES ${folder}/bash/${program}
        DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
      install(FILES ${folder}/zsh/_${program}
        DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions)
      install(FILES ${folder}/fish/${program}.fish
        DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
      install(FILES ${folder}/man1/${program}.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
    endif()
  endforeach()
  file(WRITE ${folder}/man1/alembic.1 ".so man1/retort.1\n")
  add_custom_command(TARGET ${target} POST_BUILD VERBATIM
    COMMAND ${folder}/retort manual > ${folder}/man1/retort.1)
endfunction()
