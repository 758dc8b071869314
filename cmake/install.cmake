# Installation, the exported package (find_package, from an installation or from the build tree)
# and the pkg-config file.
include(CMakePackageConfigHelpers)
set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/retort)

install(TARGETS retort EXPORT retort-targets FILE_SET HEADERS)
install(EXPORT retort-targets NAMESPACE retort:: DESTINATION ${package_dir})
install(DIRECTORY templates/ DESTINATION ${CMAKE_INSTALL_DATADIR}/retort/templates)
install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})
if(RETORT_PYTHON)
  install(TARGETS retort_python LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}/retort)
endif()
if(RETORT_CLI)
  install(TARGETS retort-cli)
  if(RETORT_ALEMBIC_NAME)
    install(FILES ${PROJECT_BINARY_DIR}/bin/alembic TYPE BIN)
  endif()
endif()

configure_package_config_file(cmake/retort-config.cmake.in retort-config.cmake
  INSTALL_DESTINATION ${package_dir})
# Before 1.0 a minor version may change the API.
write_basic_package_version_file(retort-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES
  ${PROJECT_BINARY_DIR}/retort-config.cmake
  ${PROJECT_BINARY_DIR}/retort-config-version.cmake
  DESTINATION ${package_dir})
# The build tree's package is found in the build folder, beside its configuration.
install(FILES cmake/RetortMigrations.cmake DESTINATION ${package_dir})
configure_file(cmake/RetortMigrations.cmake ${PROJECT_BINARY_DIR}/RetortMigrations.cmake COPYONLY)
export(EXPORT retort-targets NAMESPACE retort:: FILE retort-targets.cmake)

# A static library hands its dependencies on to whoever links it, a shared one keeps them.
set(retort_pc_packages fmt)
if(RETORT_SQLITE)
  list(APPEND retort_pc_packages sqlite3)
endif()
list(JOIN retort_pc_packages ", " retort_pc_packages)
if(BUILD_SHARED_LIBS)
  set(retort_pc_dependencies "Requires.private: ${retort_pc_packages}")
  set(retort_pc_libs "")
else()
  set(retort_pc_dependencies "Requires: ${retort_pc_packages}")
  set(retort_pc_libs "${CMAKE_THREAD_LIBS_INIT} -l${CMAKE_DL_LIBS}")
endif()
file(RELATIVE_PATH retort_pc_prefix
  ${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig ${CMAKE_INSTALL_PREFIX})
configure_file(cmake/retort.pc.in retort.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/retort.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
