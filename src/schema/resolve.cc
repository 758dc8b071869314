// SPDX-License-Identifier: MIT
// The order of what comes out is SQLAlchemy's: it shows in every CREATE TABLE.
#include "schema/resolve.h"

#include "retort/error.h"

#include "base/text.h"
#include "schema/affinity.h"
#include "schema/lookup.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>
#include <variant>

namespace retort {

namespace {

[[noreturn]] void fail(const std::string& message) { throw Error(message, ErrorCode::argument); }

void require_unique_columns(const Table& table) {
  if (table.name.name.empty()) {
    fail("A table needs a name");
  }
  std::set<std::string_view> seen;
  for (const Column& column : table.columns) {
    if (column.name.empty()) {
      fail(
          "Column must be constructed with a non-blank name or assign a non-blank .name before "
          "adding to a Table.");
    }
    if (!seen.insert(column.name).second) {
      fail("A column with name '" + column.name + "' is already present in table '" +
           table.name.name + "'.");
    }
  }
}

const char* kind_name(const Constraint& constraint) {
  struct Kind {
    const char* operator()(const PrimaryKey&) const { return "PrimaryKeyConstraint"; }
    const char* operator()(const Unique&) const { return "UniqueConstraint"; }
    const char* operator()(const ForeignKey&) const { return "ForeignKeyConstraint"; }
    const char* operator()(const Check&) const { return "CheckConstraint"; }
    const char* operator()(const Exclude&) const { return "ExcludeConstraint"; }
  };
  return std::visit(Kind{}, constraint);
}

void require_columns(const Table& table, const std::vector<std::string>& names, const char* kind) {
  for (const std::string& name : names) {
    if (!find_column(table, name)) {
      fail("Can't create " + std::string(kind) + " on table '" + table.name.name +
           "': no column named '" + name + "' is present.");
    }
  }
}

std::string quoted_list(const std::vector<std::string>& names) {
  std::vector<std::string> quoted;
  std::transform(names.begin(), names.end(), std::back_inserter(quoted),
                 [](const std::string& name) { return "'" + name + "'"; });
  return join(quoted, ", ");
}

/// A column without a type takes that of the column of its own table that it refers to. "a.b" may
/// mean table b in schema a or the table "a.b": if that is this one, it is this one.
void resolve_self_references(Table& table) {
  for (Column& column : table.columns) {
    for (ColumnReference& reference : column.references) {
      if (full_name(reference.table) != full_name(table.name)) {
        continue;
      }
      reference.table = table.name;
      const Column* referred = find_column(table, reference.column);
      if (referred && std::holds_alternative<type::Null>(column.type.kind)) {
        column.type = Type(referred->type);
      }
    }
  }
}

ForeignKey foreign_key_of(const Column& column, const ColumnReference& reference) {
  ForeignKey key;
  key.name = reference.name;
  key.columns = {column.name};
  key.referred_table = reference.table;
  if (!reference.column.empty()) {
    key.referred_columns = {reference.column};
  }
  key.rules = reference.rules;
  key.options = reference.options;
  return key;
}

bool has_foreign_key(const Table& table, const std::string& column) {
  return std::any_of(
      table.constraints.begin(), table.constraints.end(), [&](const Constraint& constraint) {
        const auto* key = std::get_if<ForeignKey>(&constraint);
        return key &&
               std::find(key->columns.begin(), key->columns.end(), column) != key->columns.end();
      });
}

/// Whether the database may number the column. The rules are those of SQLAlchemy's "auto".
bool can_count(const Table& table, const Column& column, const std::string& dialect) {
  const Type& type = dialect.empty() ? column.type : column.type.on(dialect);
  const Affinity affinity = affinity_of(type);
  const bool forced = column.autoincrement == Autoincrement::always;
  if (affinity != Affinity::integer && affinity != Affinity::numeric) {
    return false;
  }
  if (forced) {
    return true;
  }
  if (column.server_default && !std::holds_alternative<Identity>(*column.server_default)) {
    return false;
  }
  return column.autoincrement == Autoincrement::ignore_foreign_key ||
         !has_foreign_key(table, column.name);
}

[[noreturn]] void fail_cannot_count(const Table& table, const Column& column,
                                    const ResolveOptions& options) {
  const std::string type = options.format_type ? options.format_type(column.type) + " " : "";
  fail("Column type " + type + "on column '" + full_name(table.name) + "." + column.name +
       "' is not compatible with autoincrement=True");
}

/// Moves the primary key to the front, made of flags when no constraint says it.
void resolve_primary_key(ResolvedTable& resolved) {
  Table& table = resolved.table;
  std::vector<std::string> flagged;
  for (const Column& column : table.columns) {
    if (column.primary_key) {
      flagged.push_back(column.name);
    }
  }
  auto at = std::find_if(
      table.constraints.begin(), table.constraints.end(),
      [](const Constraint& constraint) { return std::holds_alternative<PrimaryKey>(constraint); });
  if (at == table.constraints.end()) {
    if (flagged.empty()) {
      return;
    }
    resolved.implied_primary_key = true;
    PrimaryKey key;
    key.columns = flagged;
    table.constraints.insert(table.constraints.begin(), std::move(key));
    return;
  }
  PrimaryKey key = std::get<PrimaryKey>(*at);
  table.constraints.erase(at);
  if (key.columns.empty()) {
    key.columns = flagged;
  } else if (!flagged.empty() &&
             std::set<std::string>(flagged.begin(), flagged.end()) !=
                 std::set<std::string>(key.columns.begin(), key.columns.end())) {
    const std::string given = quoted_list(key.columns);
    resolved.warnings.push_back("Table '" + table.name.name + "' specifies columns " +
                                quoted_list(flagged) +
                                " as primary_key=True, not matching locally specified columns " +
                                given + "; setting the current primary key columns to " + given +
                                ". This warning may become an exception in a future release");
  }
  require_columns(table, key.columns, "PrimaryKeyConstraint");
  for (const std::string& name : key.columns) {
    Column& column = *find_column(table, name);
    column.primary_key = true;
  }
  table.constraints.insert(table.constraints.begin(), std::move(key));
}

/// Gives enum types that follow their table the table's schema.
void inherit_schema(Type& type, const std::optional<std::string>& schema) {
  if (auto* enumeration = std::get_if<type::Enum>(&type.kind)) {
    if (enumeration->inherit_schema) {
      enumeration->schema = schema;
    }
  } else if (auto* array = std::get_if<type::Array>(&type.kind)) {
    Type item = *array->item;
    inherit_schema(item, schema);
    array->item = Box<Type>(std::move(item));
  }
  for (TypeVariant& variant : type.variants) {
    Type other = *variant.type;
    inherit_schema(other, schema);
    variant.type = Box<Type>(std::move(other));
  }
}

void resolve_column(Table& table, Column& column, const ResolveOptions& options) {
  if (column.index) {
    Index index;
    index.elements.emplace_back(column.name);
    index.unique = column.unique;
    table.indexes.push_back(std::move(index));
  } else if (column.unique) {
    Unique unique;
    unique.columns = {column.name};
    table.constraints.emplace_back(std::move(unique));
  }
  if (std::optional<Check> check = type_bound_check(column, options)) {
    table.constraints.emplace_back(std::move(*check));
  }
  for (const ColumnReference& reference : column.references) {
    table.constraints.emplace_back(foreign_key_of(column, reference));
  }
  inherit_schema(column.type, table.name.schema);
  column.unique = false;
  column.index = false;
  column.references.clear();
  if (column.server_default && std::holds_alternative<Identity>(*column.server_default)) {
    column.nullable = column.nullable.value_or(false);
  }
  // MariaDB has its own notion of NULL in generated columns: an unset flag must stay unset.
  const bool generated =
      column.server_default && std::holds_alternative<Computed>(*column.server_default);
  if (!generated) {
    column.nullable = column.is_nullable();
  }
}

Check make_check(const Column& column, const std::string& name, bool name_is_final,
                 std::vector<Value> values) {
  Check check{.name = std::nullopt,
              .condition = retort::column(column.name).in_(std::move(values)),
              .deferrable = std::nullopt,
              .initially = std::nullopt,
              .type_bound = true,
              .options = {}};
  if (!name.empty()) {
    check.name = Name(name, name_is_final);
  }
  return check;
}

}  // namespace

std::optional<std::string> autoincrement_column(const Table& table, const ResolveOptions& options) {
  const std::vector<std::string> key = primary_key_columns(table);
  if (key.size() == 1) {
    const Column* column = find_column(table, key.front());
    if (!column || column->autoincrement == Autoincrement::never) {
      return std::nullopt;
    }
    const bool counts = can_count(table, *column, options.dialect);
    if (!counts && column->autoincrement == Autoincrement::always) {
      fail_cannot_count(table, *column, options);
    }
    return counts ? std::optional(column->name) : std::nullopt;
  }
  std::optional<std::string> found;
  for (const std::string& name : key) {
    const Column* column = find_column(table, name);
    if (!column || column->autoincrement != Autoincrement::always) {
      continue;
    }
    if (!can_count(table, *column, options.dialect)) {
      fail_cannot_count(table, *column, options);
    }
    if (found) {
      fail("Only one Column may be marked autoincrement=True, found both " + name + " and " +
           *found + ".");
    }
    found = name;
  }
  return found;
}

std::optional<Check> type_bound_check(const Column& column, const ResolveOptions& options) {
  const Type& type = options.dialect.empty() ? column.type : column.type.on(options.dialect);
  if (const auto* boolean = std::get_if<type::Boolean>(&type.kind)) {
    if (!boolean->create_constraint || options.native_boolean) {
      return std::nullopt;
    }
    return make_check(column, boolean->name, boolean->name_is_final, {Value(0), Value(1)});
  }
  const auto* enumeration = std::get_if<type::Enum>(&type.kind);
  if (const auto* array = std::get_if<type::Array>(&type.kind)) {
    enumeration = std::get_if<type::Enum>(&array->item->kind);
  }
  if (!enumeration || !enumeration->create_constraint ||
      (enumeration->native_enum && options.native_enum)) {
    return std::nullopt;
  }
  std::vector<Value> values(enumeration->values.begin(), enumeration->values.end());
  return make_check(column, enumeration->name, enumeration->name_is_final, std::move(values));
}

ResolvedTable resolve(const Table& table, const ResolveOptions& options) {
  require_unique_columns(table);
  ResolvedTable resolved;
  resolved.table = table;
  for (const Constraint& constraint : table.constraints) {
    if (!std::holds_alternative<Check>(constraint) &&
        !std::holds_alternative<Exclude>(constraint)) {
      require_columns(table, columns_of(constraint), kind_name(constraint));
    }
  }
  resolve_primary_key(resolved);
  resolve_self_references(resolved.table);
  for (Column& column : resolved.table.columns) {
    resolve_column(resolved.table, column, options);
  }
  resolved.autoincrement_column = autoincrement_column(resolved.table, options);
  return resolved;
}

}  // namespace retort
