# Builds the migrations of a folder, so that nothing is compiled where they run.
#
#   retort_add_migrations(<target> DIRECTORY <folder>... [ENVIRONMENT <env.cc>] [MODULE])
#
# Without MODULE the .cc, .cpp and .sql revisions in the folders become part of <target>, an
# executable or library that there is already and that links retort::retort. It gets the header
# <target>_migrations.h, which declares
#
#   const retort::MigrationIndex& <target>_migrations();
#
# for retort::Session::migrations (characters that no C++ name can have become underscores).
#
# With MODULE the C++ revisions become a new loadable module <target>. Name its file in the
# configuration, as cxx_module, and the program runs it instead of a compiler. It must be built
# with the headers and for the standard library of the program that loads it.
#
# ENVIRONMENT names the project's env.cc, which sets up runs and hands over the models that
# autogenerate compares; what the target links and includes is there for it.
function(retort_add_migrations target)
  cmake_parse_arguments(PARSE_ARGV 1 arg "MODULE" "ENVIRONMENT" "DIRECTORY")
  if(NOT arg_DIRECTORY OR arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR
      "Write retort_add_migrations(<target> DIRECTORY <folder>... "
      "[ENVIRONMENT <env.cc>] [MODULE]); "
      "not understood: ${arg_UNPARSED_ARGUMENTS}")
  endif()
  string(MAKE_C_IDENTIFIER ${target} name)
  set(folder ${CMAKE_CURRENT_BINARY_DIR}/${name}_migrations)
  set(index ${folder}/${name}_migrations.cc)

  set(sources "")
  set(scripts "")
  foreach(directory ${arg_DIRECTORY})
    cmake_path(ABSOLUTE_PATH directory NORMALIZE)
    if(NOT IS_DIRECTORY ${directory})
      message(FATAL_ERROR "retort_add_migrations: there is no folder ${directory}")
    endif()
    file(GLOB found CONFIGURE_DEPENDS ${directory}/*.cc ${directory}/*.cpp)
    foreach(source ${found})
      file(STRINGS ${source} ending REGEX "^RETORT_MIGRATION *\\(" LIMIT_COUNT 1)
      if(ending)
        list(APPEND sources ${source})
      endif()
    endforeach()
    file(GLOB found CONFIGURE_DEPENDS ${directory}/*.sql)
    list(APPEND scripts ${found})
  endforeach()

  if(arg_MODULE)
    add_library(${target} MODULE)
    # The library itself is in the program that loads the module; here only its headers count.
    target_include_directories(${target} PRIVATE
      $<TARGET_PROPERTY:retort::retort,INTERFACE_INCLUDE_DIRECTORIES>)
    target_compile_features(${target} PRIVATE cxx_std_20)
  endif()
  retort_write_index()
  target_sources(${target} PRIVATE ${sources} ${environment} ${index})
  target_include_directories(${target} PRIVATE ${folder})
endfunction()

# Writes the header and the source of the index; part of retort_add_migrations.
macro(retort_write_index)
  set(declarations "")
  set(entries "")
  foreach(source ${sources})
    retort_leading_comment(${source} doc)
    cmake_path(RELATIVE_PATH source BASE_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR} OUTPUT_VARIABLE path)
    # Named after the file, not the target: a source has one set of definitions for all targets.
    string(MD5 digest ${path})
    set(entry retort_migration_${digest})
    set_source_files_properties(${source} TARGET_DIRECTORY ${target} PROPERTIES
      COMPILE_DEFINITIONS RETORT_MIGRATION_ENTRY=${entry})
    string(APPEND declarations "retort::MigrationEntry ${entry}();\n")
    string(APPEND entries
      "      described(${entry}(), R\"retort(${doc})retort\", \"${path}\"),\n")
  endforeach()
  set(environment "")
  set(configure nullptr)
  if(arg_ENVIRONMENT)
    cmake_path(ABSOLUTE_PATH arg_ENVIRONMENT NORMALIZE OUTPUT_VARIABLE environment)
    cmake_path(RELATIVE_PATH environment BASE_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR}
      OUTPUT_VARIABLE path)
    string(MD5 digest ${path})
    set(configure retort_environment_${digest})
    set_source_files_properties(${environment} TARGET_DIRECTORY ${target} PROPERTIES
      COMPILE_DEFINITIONS RETORT_ENVIRONMENT_ENTRY=${configure})
    string(APPEND declarations "void ${configure}(retort::Environment& environment);\n")
  endif()
  set(texts "")
  if(NOT arg_MODULE)
    foreach(script ${scripts})
      file(READ ${script} text)
      cmake_path(RELATIVE_PATH script BASE_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR} OUTPUT_VARIABLE path)
      string(APPEND texts "      {\"${path}\", R\"retort(${text})retort\"},\n")
    endforeach()
  endif()
  # The index holds the comments of the sources and the text of the scripts.
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${sources} ${scripts})

  set(plugin "")
  if(arg_MODULE)
    string(CONCAT plugin
      "\nextern \"C\" RETORT_API const retort::Plugin* RETORT_PLUGIN_FUNCTION();\n"
      "extern \"C\" RETORT_API const retort::Plugin* RETORT_PLUGIN_FUNCTION() {\n"
      "  static const retort::Plugin plugin = retort::describe_plugin(\n"
      "      &${name}_migrations(), ${name}_migrations().configure);\n"
      "  return &plugin;\n}\n")
  endif()
  retort_write_file(${folder}/${name}_migrations.h
    "// Made by retort_add_migrations.\n#pragma once\n\n#include <retort/migration_index.h>\n
/// The migrations of ${target}.\nconst retort::MigrationIndex& ${name}_migrations();\n")
  retort_write_file(${index}
    "// Made by retort_add_migrations.\n#include \"${name}_migrations.h\"\n
#include <retort/plugin.h>\n\n#include <string_view>\n#include <vector>\n\n${declarations}
[[maybe_unused]] static retort::MigrationEntry described(
    retort::MigrationEntry entry, std::string_view doc, std::string_view path) {
  entry.doc = doc;\n  entry.path = path;\n  return entry;\n}\n
const retort::MigrationIndex& ${name}_migrations() {
  static const std::vector<retort::MigrationEntry> entries = {\n${entries}  };
  static const std::vector<retort::SqlEntry> scripts = {\n${texts}  };
  static const retort::MigrationIndex index{entries, scripts, ${configure}};\n  return index;\n}\n${plugin}")
endmacro()

# The // lines that a file begins with, without the slashes and without what is said to tools.
function(retort_leading_comment source variable)
  file(READ ${source} text)
  string(REGEX MATCH "^(//[^\n]*\n)+" text "${text}")
  string(REGEX REPLACE "(^|\n)// ?SPDX-[^\n]*" "\\1" text "${text}")
  string(REGEX REPLACE "(^|\n)// ?" "\\1" text "${text}")
  string(STRIP "${text}" text)
  set(${variable} "${text}" PARENT_SCOPE)
endfunction()

# Leaves a file alone that holds the text already, so that nothing is compiled in vain.
function(retort_write_file path text)
  if(EXISTS ${path})
    file(READ ${path} present)
    if(present STREQUAL text)
      return()
    endif()
  endif()
  file(WRITE ${path} "${text}")
endfunction()
