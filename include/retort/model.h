// SPDX-License-Identifier: MIT
// The tables that an application expects, as a value: checked when it is built, created in a
// database, and compared with one (autogenerate.h).
#pragma once

#include "retort/api.h"
#include "retort/connection.h"
#include "retort/reporter.h"
#include "retort/schema.h"

#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace retort {

struct ModelOptions {
  /// Tables that are not part of the model, but that it may refer to.
  ListOf<TableName> external_tables = {};
};

/// Checks a model and fills in what is said elsewhere in it: tables and references get the model's
/// schema, references the key of the table they refer to, and columns without a type that of the
/// column they refer to. Throws Error (argument) that tells of all mistakes: unknown tables and
/// columns, names given twice, types with impossible arguments.
RETORT_API MetaData model(MetaData metadata, const ModelOptions& options = {});

/// What is often said of a column, in a form that compilers take quickly: a model of 50 tables must
/// compile in a fraction of a second. The rest is said in a Column.
struct ColumnOptions {
  std::optional<bool> nullable = {};
  bool primary_key = false;
  bool unique = false;
  bool index = false;
  const char* server_default = nullptr;     ///< a literal
  const char* server_expression = nullptr;  ///< a default as SQL: "CURRENT_TIMESTAMP"
  const char* comment = nullptr;
  const char* references = nullptr;  ///< "customer" (its key), "customer.id", "crm.customer.id"
  const char* ondelete = nullptr;
  const char* onupdate = nullptr;
};

struct ModelTableOptions {
  std::optional<std::string> comment = {};
  Options options = {};
};

/// A table of a model, made of what stands in its braces: columns in the form of ColumnOptions, and
/// Column, constraint and Index values.
class RETORT_API ModelTable {
  class Item;

 public:
  /// The program ends when memory does: compilers take long for what may throw a thousand times.
  ModelTable(const char* name, std::initializer_list<Item> items) noexcept;
  ModelTable(TableName name, std::initializer_list<Item> items,
             const ModelTableOptions& options = {});
  ModelTable(const ModelTable& other);
  ModelTable& operator=(const ModelTable& other);
  ~ModelTable();
  const Table& table() const { return *table_; }

 private:
  std::shared_ptr<const Table> table_;
};

/// One thing that a table is made of. It refers to what it is given, and so can only stand in the
/// braces: without anything to take down again, compilers take a model in half the time.
class RETORT_API ModelTable::Item {
 public:
  // NOLINTBEGIN(google-explicit-constructor)
  Item(const char* column, const Type& type, const ColumnOptions& options = {}) noexcept;
  template <class T>
  requires type::is_alternative<T, type::Kind> Item(const char* column, const T& type,
                                                    const ColumnOptions& options = {})
  noexcept;
  Item(const Column& column) noexcept;
  Item(const PrimaryKey& constraint) noexcept;
  Item(const Unique& constraint) noexcept;
  Item(const ForeignKey& constraint) noexcept;
  Item(const Check& constraint) noexcept;
  Item(const Exclude& constraint) noexcept;
  Item(const Index& index) noexcept;
  // NOLINTEND(google-explicit-constructor)
  Item(const Item&) = delete;
  Item& operator=(const Item&) = delete;

 private:
  friend class ModelTable;
  template <class T>
  static void add_value(const Item& item, Table& table);
  template <class T>
  static void add_column(const Item& item, Table& table);

  void (*add_)(const Item& item, Table& table);
  const void* subject_;
  const char* column_ = nullptr;
  const ColumnOptions* options_ = nullptr;
};

struct DefineModelOptions {
  std::optional<std::string> schema = {};  ///< of tables that say none
  NamingConvention naming_convention = {};
  ListOf<Sequence> sequences = {};
  ListOf<TableName> external_tables = {};
};

/// The checked model of some tables. Throws as `model` does.
///
///     const MetaData shop = define_model({
///         {"customer", {
///             {"id", type::Integer{}, {.primary_key = true}},
///             {"email", type::String{80}, {.nullable = false, .unique = true}},
///         }},
///         {"purchase", {
///             {"id", type::Integer{}, {.primary_key = true}},
///             {"customer_id", {}, {.references = "customer", .ondelete = "CASCADE"}},
///         }},
///     });
RETORT_API MetaData define_model(std::initializer_list<ModelTable> tables,
                                 const DefineModelOptions& options = {});

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
