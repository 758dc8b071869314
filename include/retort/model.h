// SPDX-License-Identifier: MIT
// The tables that an application expects, as a value: checked when it is built, created in a
// database, and compared with one (autogenerate.h).
#pragma once

#include "retort/api.h"
#include "retort/connection.h"
#include "retort/reporter.h"
#include "retort/schema.h"

#include <vector>

namespace retort {

struct ModelOptions {
  /// Tables that are not part of the model, but that it may refer to.
  std::vector<TableName> external_tables = {};
};

/// Checks a model and fills in what is said elsewhere in it: tables and references get the model's
/// schema, references the key of the table they refer to, and columns without a type that of the
/// column they refer to. Throws Error (argument) that tells of all mistakes: unknown tables and
/// columns, names given twice, types with impossible arguments.
///
///     const MetaData shop = model({.tables = {
///         {.name = "customer",
///          .columns = {
///              {.name = "id", .type = type::Integer{}, .primary_key = true},
///              {.name = "email", .type = type::String{80}, .nullable = false, .unique = true},
///          }},
///         {.name = "purchase",
///          .columns = {
///              {.name = "id", .type = type::Integer{}, .primary_key = true},
///              {.name = "customer_id", .references = {{.table = "customer"}}},
///          }},
///     }});
RETORT_API MetaData model(MetaData metadata, const ModelOptions& options = {});

struct CreateAllOptions {
  /// What is there already stays as it is. Without it the database fails on it.
  bool checkfirst = true;
  Reporter* reporter = nullptr;  ///< for warnings; null: silence
};
/// Creates enumeration types, sequences, tables and indexes, in the order in which they depend on
/// each other. Neither begins nor commits a transaction. Throws DatabaseError, Error.
RETORT_API void create_all(Connection& connection, const MetaData& metadata,
                           const CreateAllOptions& options = {});

struct DropAllOptions {
  bool checkfirst = true;        ///< what is not there is passed over
  Reporter* reporter = nullptr;  ///< for warnings; null: silence
};
/// Drops what create_all creates, in the opposite order.
RETORT_API void drop_all(Connection& connection, const MetaData& metadata,
                         const DropAllOptions& options = {});

}  // namespace retort
