// SPDX-License-Identifier: MIT
#include "op/enum_types.h"

#include "schema/lookup.h"

#include <map>
#include <string>
#include <utility>
#include <variant>

namespace retort {
namespace {

using EnumTypes = std::map<std::string, type::Enum>;

std::string key_of(const type::Enum& type) { return full_name(TableName(type.name, type.schema)); }

/// The type that a column's type needs in the database; null when it needs none.
const type::Enum* find_enum(const Type& type, std::string_view dialect) {
  const Type& chosen = type.on(dialect);
  const auto* array = std::get_if<type::Array>(&chosen.kind);
  const auto* found = std::get_if<type::Enum>(array != nullptr ? &array->item->kind : &chosen.kind);
  return found != nullptr && found->native_enum && !found->name.empty() ? found : nullptr;
}

EnumTypes types_of(const std::vector<Table>& tables, std::string_view dialect) {
  EnumTypes types;
  for (const Table& table : tables) {
    for (const Column& column : table.columns) {
      const type::Enum* type = find_enum(column.type, dialect);
      if (type != nullptr) types.emplace(key_of(*type), *type);
    }
  }
  return types;
}

/// A copy whose CREATE TABLE leaves the type alone.
Type without_creation(const Type& type) {
  if (const auto* array = std::get_if<type::Array>(&type.kind)) {
    type::Array copy = *array;
    copy.item = without_creation(*array->item);
    return copy;
  }
  auto copy = std::get<type::Enum>(type.kind);
  copy.create_type = false;
  return copy;
}

class TypeWriter {
 public:
  TypeWriter(EnumTypes present, std::string_view dialect)
      : present_(std::move(present)), dialect_(dialect) {}

  void add(Operation operation) {
    if (auto* create = std::get_if<op::CreateTable>(&operation)) {
      for (Column& column : create->table.columns) create_with_table(column);
    } else {
      need_of(operation);
    }
    made_.push_back(std::move(operation));
  }

  /// Drops what is there and no longer wanted.
  std::vector<Operation> finish(const EnumTypes& wanted) {
    for (const auto& [name, type] : present_) {
      if (wanted.count(name) == 0) made_.emplace_back(op::DropEnum{.type = type});
    }
    return std::move(made_);
  }

 private:
  void create_with_table(Column& column) {
    const type::Enum* type = find_enum(column.type, dialect_);
    if (type == nullptr || present_.emplace(key_of(*type), *type).second) return;
    if (column.type.variants.empty()) column.type = without_creation(column.type);
  }

  void need_of(const Operation& operation) {
    if (const auto* batch = std::get_if<op::AlterTableBatch>(&operation.base())) {
      for (const Operation& part : batch->operations) need_of(part);
    } else if (const auto* add = std::get_if<op::AddColumn>(&operation.base())) {
      need(add->column.type);
    } else if (const auto* alter = std::get_if<op::AlterColumn>(&operation.base())) {
      if (alter->type) need(*alter->type);
    }
  }

  void need(const Type& type) {
    const type::Enum* found = find_enum(type, dialect_);
    if (found == nullptr || !present_.emplace(key_of(*found), *found).second) return;
    made_.emplace_back(op::CreateEnum{.type = *found});
  }

  EnumTypes present_;
  std::string_view dialect_;
  std::vector<Operation> made_;
};

}  // namespace

std::vector<Operation> with_enum_types(std::vector<Operation> operations,
                                       const std::vector<Table>& before,
                                       const std::vector<Table>& after, std::string_view dialect) {
  if (dialect != "postgresql") return operations;
  TypeWriter writer(types_of(before, dialect), dialect);
  for (Operation& operation : operations) writer.add(std::move(operation));
  return writer.finish(types_of(after, dialect));
}

}  // namespace retort
