// SPDX-License-Identifier: MIT
// What authors write in short form is written out, so that it can be compared part by part.
#include "autogenerate/models.h"

#include "retort/error.h"

#include "base/text.h"
#include "schema/lookup.h"
#include "schema/naming.h"
#include "schema/resolve.h"

#include <algorithm>
#include <functional>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>

namespace retort {
namespace {

using TableIndex = std::unordered_map<std::string, const Table*>;

[[noreturn]] void fail(const std::string& message) { throw Error(message, ErrorCode::argument); }

void give_schema(TableName& name, const std::optional<std::string>& schema) {
  if (!name.schema) {
    name.schema = schema;
  }
}

/// Tables without a schema are in the model's own, and so is what they refer to.
void give_schema(Table& table, const std::optional<std::string>& schema) {
  give_schema(table.name, schema);
  for (Constraint& constraint : table.constraints) {
    if (auto* key = std::get_if<ForeignKey>(&constraint)) {
      give_schema(key->referred_table, schema);
    }
  }
  for (Column& column : table.columns) {
    for (ColumnReference& reference : column.references) {
      give_schema(reference.table, schema);
    }
  }
}

/// Tells which columns a foreign key is about, where it leaves that to the primary key, and that
/// they are there. Columns without a type take that of the column they refer to.
void complete_foreign_key(ForeignKey& key, Table& table, const TableIndex& tables) {
  const auto at = tables.find(full_name(key.referred_table));
  const std::string source = key.columns.empty() ? std::string() : key.columns.front();
  if (at == tables.end()) {
    const std::string target = key.referred_columns.empty() ? "" : key.referred_columns.front();
    fail("Foreign key associated with column '" + table.name.name + "." + source +
         "' could not find table '" + full_name(key.referred_table) +
         "' with which to generate a foreign key to target column '" + target + "'");
  }
  const Table& referred = *at->second;
  if (key.referred_columns.empty()) {
    key.referred_columns = primary_key_columns(referred);
  }
  for (std::size_t i = 0; i < key.referred_columns.size() && i < key.columns.size(); ++i) {
    const Column* target = find_column(referred, key.referred_columns[i]);
    if (!target) {
      fail("Could not initialize target column for ForeignKey '" + full_name(referred.name) + "." +
           key.referred_columns[i] + "' on table '" + table.name.name + "': table '" +
           referred.name.name + "' has no column named '" + key.referred_columns[i] + "'");
    }
    Column* column = find_column(table, key.columns[i]);
    if (column && std::holds_alternative<type::Null>(column->type.kind)) {
      column->type = Type(target->type);
    }
  }
}

void resolve_model(const MetaData& model, const Dialect& dialect, std::vector<Table>& tables,
                   Reporter& reporter) {
  ResolveOptions options;
  options.dialect = dialect.info().name;
  options.format_type = [&](const Type& type) { return dialect.format_type(type); };
  TableIndex by_name;
  for (Table& table : tables) {
    give_schema(table, model.schema);
    ResolvedTable resolved = resolve(table, options);
    for (const std::string& warning : resolved.warnings) {
      reporter.warn(warning);
    }
    table = std::move(resolved.table);
    by_name.emplace(full_name(table.name), &table);
  }
  for (Table& table : tables) {
    for (Constraint& constraint : table.constraints) {
      if (auto* key = std::get_if<ForeignKey>(&constraint)) {
        complete_foreign_key(*key, table, by_name);
      }
    }
    apply_naming_convention(table, model.naming_convention);
  }
}

void require_new_keys(const std::set<std::string>& known, const std::vector<Table>& tables) {
  std::set<std::string> twice;
  for (const Table& table : tables) {
    const std::string key = full_name(table.name);
    if (known.count(key) != 0) {
      twice.insert("\"" + key + "\"");
    }
  }
  if (!twice.empty()) {
    fail("Duplicate table keys across multiple MetaData objects: " +
         join({twice.begin(), twice.end()}, ", "));
  }
}

}  // namespace

ModelTables gather_models(std::vector<MetaData> models, const Dialect& dialect,
                          const CompareOptions& options, Reporter& reporter) {
  ModelTables gathered;
  std::set<std::string> known;
  for (MetaData& model : models) {
    std::vector<Table>& tables = model.tables;
    if (!options.resolved) {
      resolve_model(model, dialect, tables, reporter);
    }
    require_new_keys(known, tables);
    for (const Table& table : tables) {
      if (!known.insert(full_name(table.name)).second) {
        fail("Table '" + full_name(table.name) + "' is already defined for this MetaData instance");
      }
    }
    const std::size_t before = gathered.tables.size();
    // Who has resolved the tables has sorted them, too, and told of what it found.
    for (const std::size_t position :
         creation_order(tables, options.resolved ? nullptr : &reporter)) {
      gathered.creation_order.push_back(before + position);
    }
    std::move(tables.begin(), tables.end(), std::back_inserter(gathered.tables));
  }
  return gathered;
}

}  // namespace retort
