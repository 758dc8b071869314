// SPDX-License-Identifier: MIT
// Random schemas, and operations that can be carried out on them and undone.
#pragma once

#include "retort/operation.h"
#include "retort/schema.h"

#include "op/column_mentions.h"
#include "schema/lookup.h"

#include <optional>
#include <random>
#include <string>
#include <variant>
#include <vector>

namespace retort::testing {

class RandomSchema {
 public:
  explicit RandomSchema(unsigned seed) : random_(seed) {
    const auto count = 2 + below(3);
    for (std::size_t i = 0; i < count; ++i) schema_.tables.push_back(table());
  }

  const Schema& schema() const { return schema_; }

  /// An operation with all that its reverse needs.
  Operation operation() {
    auto& table = schema_.tables[below(schema_.tables.size())];
    switch (below(12)) {
      case 0:
        return op::CreateTable{.table = this->table()};
      case 1: {
        auto& last = schema_.tables.back();
        return op::DropTable{.table = last.name, .original = last};
      }
      case 2:
        return op::RenameTable{.table = table.name, .new_name = fresh("t")};
      case 3:
        return op::AddColumn{.table = table.name, .column = column()};
      case 4:
        return drop_column(table);
      case 5:
        return alter_column(table);
      case 6:
        return op::AlterColumn{
            .table = table.name, .column = any_column(table), .new_column_name = fresh("c")};
      case 7:
        return op::CreateIndex{.table = table.name, .index = index(table)};
      case 8:
        return drop_index(table);
      case 9:
        return op::AddConstraint{.table = table.name, .constraint = constraint(table)};
      case 10:
        return drop_constraint(table);
      default:
        return op::CreateTableComment{
            .table = table.name, .comment = fresh("about"), .existing_comment = table.comment};
    }
  }

 private:
  std::size_t below(std::size_t limit) {
    return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random_);
  }
  std::string fresh(const std::string& stem) { return stem + std::to_string(++counter_); }

  Type type() {
    switch (below(5)) {
      case 0:
        return type::Integer{};
      case 1:
        return type::String{.length = static_cast<int>(1 + below(50))};
      case 2:
        return type::Numeric{.precision = 10, .scale = 2};
      case 3:
        return type::Boolean{};
      default:
        return type::DateTime{};
    }
  }
  Column column() {
    Column result{.name = fresh("c"), .type = type()};
    result.nullable = below(2) == 0;
    if (below(3) == 0) result.server_default = ServerDefault("x" + std::to_string(below(9)));
    if (below(4) == 0) result.comment = fresh("note");
    return result;
  }
  const std::string& any_column(const Table& table) {
    return table.columns[below(table.columns.size())].name;
  }
  Table table() {
    Table result{.name = fresh("t")};
    const auto count = 2 + below(4);
    for (std::size_t i = 0; i < count; ++i) result.columns.push_back(column());
    auto& key = result.columns.front();
    key.primary_key = true;
    key.nullable = false;
    result.constraints.emplace_back(
        PrimaryKey{.name = Name("pk_" + result.name.name), .columns = {key.name}});
    if (below(2) == 0) result.constraints.push_back(constraint(result));
    if (below(2) == 0) result.indexes.push_back(index(result));
    return result;
  }
  Index index(const Table& table) {
    Index result{.name = Name(fresh("ix")), .elements = {any_column(table)}};
    result.unique = below(2) == 0;
    if (below(3) == 0) result.options["sqlite_where"] = text(any_column(table) + " > 1");
    return result;
  }
  Constraint constraint(const Table& table) {
    switch (below(3)) {
      case 0:
        return Unique{.name = Name(fresh("uq")), .columns = {any_column(table)}};
      case 1:
        return Check{.name = Name(fresh("ck")), .condition = text(any_column(table) + " <> 0")};
      default: {
        const auto& other = schema_.tables.empty() ? table : schema_.tables.front();
        ForeignKey key{.name = Name(fresh("fk")), .columns = {any_column(table)}};
        key.referred_table = other.name;
        key.referred_columns = {other.columns.front().name};
        return key;
      }
    }
  }
  // Only the last column, and one that nothing speaks of: what else a drop takes along is not in
  // the operation.
  Operation drop_column(const Table& table) {
    const auto& last = table.columns.back();
    bool used = table.columns.size() < 2;
    for (const auto& other : schema_.tables) {
      for (const auto& constraint : other.constraints) {
        used = used || mentions_column(constraint, last.name);
      }
      for (const auto& index : other.indexes) used = used || mentions_column(index, last.name);
    }
    if (used) return op::AddColumn{.table = table.name, .column = column()};
    return op::DropColumn{.table = table.name, .column = last.name, .original = last};
  }
  Operation alter_column(const Table& table) {
    const auto& before = table.columns[below(table.columns.size())];
    op::AlterColumn result{.table = table.name, .column = before.name};
    result.nullable = !before.is_nullable();
    result.existing_nullable = before.is_nullable();
    result.type = type();
    result.existing_type = before.type;
    if (before.server_default) {
      result.server_default = op::Remove{};
      result.existing_server_default = *before.server_default;
    } else {
      result.server_default = ServerDefault("new");
      result.existing_server_default = op::Remove{};
    }
    result.comment = fresh("note");
    result.existing_comment = before.comment;
    if (below(2) == 0) result.new_column_name = fresh("c");
    return result;
  }
  Operation drop_index(const Table& table) {
    if (table.indexes.empty()) return op::CreateIndex{.table = table.name, .index = index(table)};
    const auto& last = table.indexes.back();
    return op::DropIndex{.name = *last.name, .table = table.name, .original = last};
  }
  Operation drop_constraint(const Table& table) {
    const auto& last = table.constraints.back();
    const auto kind = std::holds_alternative<Unique>(last)       ? op::ConstraintType::unique
                      : std::holds_alternative<Check>(last)      ? op::ConstraintType::check
                      : std::holds_alternative<ForeignKey>(last) ? op::ConstraintType::foreign_key
                                                                 : op::ConstraintType::primary;
    return op::DropConstraint{
        .name = name_of(last), .table = table.name, .type = kind, .original = last};
  }

  std::mt19937 random_;
  unsigned counter_ = 0;
  Schema schema_;
};

}  // namespace retort::testing
