// SPDX-License-Identifier: MIT
// What a program and the migrations that it loads at run time must agree on, and the two macros
// by which a migration file and an env file hand over their functions.
#pragma once

#include "retort/api.h"
#include "retort/environment.h"
#include "retort/migration_index.h"
#include "retort/operations.h"
#include "retort/version.h"

#include <cstddef>
#include <cstdint>

namespace retort {

/// Raised when Plugin itself, or the meaning of its fields, changes.
inline constexpr std::uint32_t plugin_abi = 1;

/// What compiled code tells of itself. The fields up to `layout` are compared with the program's
/// own before any of the code is called; they keep their places in every version.
struct Plugin {
  std::uint32_t abi = plugin_abi;
  std::uint32_t pointer_size = sizeof(void*);
  const char* library = version.data();    ///< Retort's version
  const char* compiler = __VERSION__;      ///< for messages only: compilers share the ABI
  const char* standard_library = nullptr;  ///< which one, and its binary variant
  std::uint64_t layout = 0;                ///< a digest of the sizes of what is passed over
  const MigrationIndex* migrations = nullptr;
  void (*configure)(Environment& environment) = nullptr;
};

/// The standard library of the code that asks, and those of its settings that change its ABI.
constexpr const char* standard_library_name() {
#if defined(_LIBCPP_VERSION)
  return "libc++";
#elif defined(_GLIBCXX_DEBUG)
  return "libstdc++ in debug mode";
#elif defined(_GLIBCXX_USE_CXX11_ABI) && !_GLIBCXX_USE_CXX11_ABI
  return "libstdc++ with the strings of before C++11";
#else
  return "libstdc++";
#endif
}

/// A digest of the sizes of the values that migrations and the program hand to each other, which
/// tells headers apart that call themselves the same version.
constexpr std::uint64_t plugin_layout() {
  constexpr std::size_t sizes[] = {
      sizeof(Value),
      sizeof(Type),
      sizeof(Column),
      sizeof(Table),
      sizeof(Constraint),
      sizeof(Index),
      sizeof(OptionValue),
      sizeof(Expression),
      sizeof(ForeignKey),
      sizeof(Check),
      sizeof(Exclude),
      sizeof(TableItem),
      sizeof(Operation),
      sizeof(Operations),
      sizeof(BatchOperations),
      sizeof(BatchOptions),
      sizeof(AddColumnOptions),
      sizeof(AlterColumnOptions),
      sizeof(CreateTableOptions),
      sizeof(CreateForeignKeyOptions),
      sizeof(Row),
      sizeof(Result),
      sizeof(RevisionIdentity),
      sizeof(MigrationEntry),
      sizeof(EnvironmentOptions),
      sizeof(Environment),
      sizeof(MetaData),
  };
  std::uint64_t digest = 14695981039346656037U;  // FNV-1a
  for (const std::size_t size : sizes) digest = (digest ^ size) * 1099511628211U;
  return digest;
}

/// A Plugin of this file's compiler and headers.
constexpr Plugin describe_plugin(const MigrationIndex* migrations,
                                 void (*configure)(Environment&) = nullptr) {
  return {.standard_library = standard_library_name(),
          .layout = plugin_layout(),
          .migrations = migrations,
          .configure = configure};
}

}  // namespace retort

/// The function that a loadable file exports, and the name it is looked up by.
#define RETORT_PLUGIN_FUNCTION retort_plugin_v1
#define RETORT_PLUGIN_SYMBOL "retort_plugin_v1"

#define RETORT_EXPORT_PLUGIN(index_pointer, configure_function)            \
  extern "C" RETORT_API const ::retort::Plugin* RETORT_PLUGIN_FUNCTION();  \
  extern "C" RETORT_API const ::retort::Plugin* RETORT_PLUGIN_FUNCTION() { \
    static constexpr ::retort::Plugin plugin =                             \
        ::retort::describe_plugin(index_pointer, configure_function);      \
    return &plugin;                                                        \
  }

/// Ends a migration file: RETORT_MIGRATION(identity, upgrade, downgrade)
/// Where retort_add_migrations builds the file, RETORT_MIGRATION_ENTRY names the function by
/// which the generated index finds it; else the file becomes a plugin of its own.
#ifdef RETORT_MIGRATION_ENTRY
#define RETORT_MIGRATION(identity, upgrade, downgrade)      \
  ::retort::MigrationEntry RETORT_MIGRATION_ENTRY();        \
  ::retort::MigrationEntry RETORT_MIGRATION_ENTRY() {       \
    return {&(identity), &(upgrade), &(downgrade), {}, {}}; \
  }
#else
#define RETORT_MIGRATION(identity, upgrade, downgrade)                                          \
  static constexpr ::retort::MigrationEntry retort_migration_entry[] = {                        \
      {&(identity), &(upgrade), &(downgrade), {}, {}}};                                         \
  static constexpr ::retort::MigrationIndex retort_migration_index{retort_migration_entry, {}}; \
  RETORT_EXPORT_PLUGIN(&retort_migration_index, nullptr)
#endif

/// Ends an env file: RETORT_ENVIRONMENT(configure) where `configure` is a function
/// void(retort::Environment&). Where retort_add_migrations builds the file,
/// RETORT_ENVIRONMENT_ENTRY names the function by which the generated index finds it.
#ifdef RETORT_ENVIRONMENT_ENTRY
#define RETORT_ENVIRONMENT(configure)                                \
  void RETORT_ENVIRONMENT_ENTRY(::retort::Environment& environment); \
  void RETORT_ENVIRONMENT_ENTRY(::retort::Environment& environment) { (configure)(environment); }
#else
#define RETORT_ENVIRONMENT(configure) RETORT_EXPORT_PLUGIN(nullptr, &(configure))
#endif
