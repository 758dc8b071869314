// SPDX-License-Identifier: MIT
#include "op/evolve.h"

#include "retort/error.h"

#include "op/evolve_table.h"
#include "op/rebuild.h"
#include "schema/lookup.h"
#include "schema/resolve.h"

#include <algorithm>
#include <utility>
#include <variant>

namespace retort {
namespace {

[[noreturn]] void fail(const std::string& message) {
  throw Error(message, ErrorCode::invalid_request);
}

Table& existing_table(Schema& schema, const TableName& name) {
  if (auto* table = find_table(schema.tables, name)) return *table;
  fail("Table '" + full_name(name) + "' is not in the schema");
}

void for_each_reference(Schema& schema, const TableName& to, auto&& change) {
  for (auto& table : schema.tables) {
    for (auto& constraint : table.constraints) {
      auto* key = std::get_if<ForeignKey>(&constraint);
      if (key && same_table(key->referred_table, to)) change(*key);
    }
  }
}

template <class Item, class Same>
void add_unique(std::vector<Item>& items, const Item& item, bool skip, const std::string& what,
                Same same) {
  const bool there = std::any_of(items.begin(), items.end(), same);
  if (there && skip) return;
  if (there) fail(what + " is already in the schema");
  items.push_back(item);
}

template <class Item, class Same>
void remove(std::vector<Item>& items, bool skip, const std::string& what, Same same) {
  const auto found = std::find_if(items.begin(), items.end(), same);
  if (found != items.end()) {
    items.erase(found);
  } else if (!skip) {
    fail(what + " is not in the schema");
  }
}

auto same_enum(const type::Enum& wanted) {
  return [&wanted](const type::Enum& type) {
    return type.name == wanted.name && type.schema.value_or("") == wanted.schema.value_or("");
  };
}

auto same_sequence(const std::string& name, const std::optional<std::string>& in_schema) {
  return [&name, &in_schema](const Sequence& sequence) {
    return sequence.name == name && sequence.schema.value_or("") == in_schema.value_or("");
  };
}

// One overload for each operation; those about the inside of a table are evolve_table's.
struct SchemaEvolver {
  Schema& schema;
  const EvolveOptions& options;

  void operator()(const op::CreateTable& op) const {
    Table table = resolve(op.table).table;
    drop_type_bound_checks(table);
    add_unique(schema.tables, table, op.if_not_exists, "Table '" + full_name(op.table.name) + "'",
               [&](const Table& other) { return same_table(other.name, op.table.name); });
  }
  void operator()(const op::DropTable& op) const {
    remove(schema.tables, op.if_exists, "Table '" + full_name(op.table) + "'",
           [&](const Table& other) { return same_table(other.name, op.table); });
  }
  void operator()(const op::RenameTable& op) const {
    auto& table = existing_table(schema, op.table);
    for_each_reference(schema, op.table,
                       [&](ForeignKey& key) { key.referred_table.name = op.new_name; });
    table.name.name = op.new_name;
  }
  void operator()(const op::AlterColumn& op) const {
    evolve_table(existing_table(schema, op.table), op);
    if (op.new_column_name) rename_references(op.table, {{op.column, *op.new_column_name}});
  }
  void operator()(const op::DropIndex& op) const {
    if (op.table) {
      evolve_table(existing_table(schema, *op.table), op);
      return;
    }
    for (auto& table : schema.tables) {
      if (find_index(table, op.name.text)) return evolve_table(table, op);
    }
    if (!op.if_exists) fail("No such index: '" + op.name.text + "'");
  }
  void operator()(const op::AddColumn& op) const { in_table(op.table, op); }
  void operator()(const op::DropColumn& op) const { in_table(op.table, op); }
  void operator()(const op::CreateIndex& op) const { in_table(op.table, op); }
  void operator()(const op::AddConstraint& op) const { in_table(op.table, op); }
  void operator()(const op::DropConstraint& op) const { in_table(op.table, op); }
  void operator()(const op::CreateTableComment& op) const { in_table(op.table, op); }
  void operator()(const op::DropTableComment& op) const { in_table(op.table, op); }
  void operator()(const op::BulkInsert&) const {}
  void operator()(const op::Execute&) const {}
  void operator()(const op::CreateSequence& op) const {
    add_unique(schema.sequences, op.sequence, op.if_not_exists,
               "Sequence '" + op.sequence.name + "'",
               same_sequence(op.sequence.name, op.sequence.schema));
  }
  void operator()(const op::DropSequence& op) const {
    remove(schema.sequences, op.if_exists, "Sequence '" + op.name + "'",
           same_sequence(op.name, op.schema));
  }
  void operator()(const op::CreateEnum& op) const {
    add_unique(schema.enums, op.type, op.checkfirst, "Type '" + op.type.name + "'",
               same_enum(op.type));
  }
  void operator()(const op::DropEnum& op) const {
    remove(schema.enums, op.checkfirst, "Type '" + op.type.name + "'", same_enum(op.type));
  }
  void operator()(const op::AlterTableBatch& op) const {
    auto& table = existing_table(schema, op.table);
    auto rebuilt = rebuild(table, op, {.follow_columns = true});
    table = std::move(rebuilt.table);
    ColumnRenames renames;
    for (const auto& column : rebuilt.copied) {
      if (column.from != column.to) renames.emplace(column.from, column.to);
    }
    if (!renames.empty()) rename_references(op.table, renames);
  }
  void operator()(const op::Custom& op) const {
    for (const auto& operation : op.operation->expand(options.dialect)) {
      evolve(schema, operation, options);
    }
  }

 private:
  template <class Op>
  void in_table(const TableName& name, const Op& op) const {
    evolve_table(existing_table(schema, name), op);
  }
  void rename_references(const TableName& to, const ColumnRenames& renames) const {
    for_each_reference(schema, to, [&](ForeignKey& key) {
      for (auto& column : key.referred_columns) {
        if (const auto found = renames.find(column); found != renames.end()) column = found->second;
      }
    });
  }
};

}  // namespace

void evolve(Schema& schema, const Operation& operation, const EvolveOptions& options) {
  std::visit(SchemaEvolver{.schema = schema, .options = options}, operation.base());
}

void evolve(Table& table, const Operation& operation, const EvolveOptions& options) {
  Schema schema;
  schema.tables.push_back(table);
  evolve(schema, operation, options);
  if (schema.tables.size() != 1) fail("The operation does not leave one table");
  table = std::move(schema.tables.front());
}

}  // namespace retort
