// SPDX-License-Identifier: MIT
#include "op/enum_types.h"

#include "op/evolve.h"
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

EnumTypes types_of(std::span<const Table> tables, std::string_view dialect) {
  EnumTypes types;
  for (const Table& table : tables) {
    for (const Column& column : table.columns) {
      const type::Enum* type = find_enum(column.type, dialect);
      if (type != nullptr) types.emplace(key_of(*type), *type);
    }
  }
  return types;
}

/// A copy whose CREATE TABLE creates the type, or leaves it alone.
Type with_creation(const Type& type, bool create) {
  if (const auto* array = std::get_if<type::Array>(&type.kind)) {
    type::Array copy = *array;
    copy.item = with_creation(*array->item, create);
    return copy;
  }
  auto copy = std::get<type::Enum>(type.kind);
  copy.create_type = create;
  return copy;
}

class TypeWriter {
 public:
  explicit TypeWriter(const EnumTypeOptions& options)
      : options_(options),
        reflected_(types_of(options.reflected, options.dialect->name)),
        present_(own_types(options.before)) {}

  void add(Operation operation) {
    if (auto* create = std::get_if<op::CreateTable>(&operation)) {
      for (Column& column : create->table.columns) create_with_table(column);
    } else {
      need_of(operation);
    }
    made_.push_back(std::move(operation));
  }

  /// Drops what is there and no longer wanted.
  std::vector<Operation> finish() {
    const EnumTypes wanted = own_types(options_.after);
    for (const auto& [name, type] : present_) {
      if (wanted.count(name) == 0) made_.emplace_back(op::DropEnum{.type = type});
    }
    return std::move(made_);
  }

 private:
  bool is_own(const type::Enum& type) const {
    return type.create_type || reflected_.count(key_of(type)) != 0;
  }

  EnumTypes own_types(std::span<const Table> tables) const {
    EnumTypes types = types_of(tables, options_.dialect->name);
    std::erase_if(types, [this](const auto& entry) { return !is_own(entry.second); });
    return types;
  }

  void create_with_table(Column& column) {
    const type::Enum* type = find_enum(column.type, options_.dialect->name);
    if (type == nullptr || !is_own(*type)) return;
    const bool is_new = present_.emplace(key_of(*type), *type).second;
    if (column.type.variants.empty()) column.type = with_creation(column.type, is_new);
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
    const type::Enum* found = find_enum(type, options_.dialect->name);
    if (found == nullptr || !is_own(*found)) return;
    if (!present_.emplace(key_of(*found), *found).second) return;
    made_.emplace_back(op::CreateEnum{.type = *found});
  }

  const EnumTypeOptions& options_;
  EnumTypes reflected_;
  EnumTypes present_;
  std::vector<Operation> made_;
};

}  // namespace

std::vector<Operation> with_enum_types(std::vector<Operation> operations,
                                       const EnumTypeOptions& options) {
  if (!options.dialect->has_named_types) return operations;
  TypeWriter writer(options);
  for (Operation& operation : operations) writer.add(std::move(operation));
  return writer.finish();
}

void add_enum_types(EnumTypeWays ways, const std::vector<Table>& database,
                    const DialectInfo& dialect) {
  if (!dialect.has_named_types || (ways.upgrade.empty() && ways.downgrade.empty())) return;
  Schema after{.tables = database};
  for (const Operation& operation : ways.upgrade)
    evolve(after, operation, {.dialect = dialect.name});
  ways.upgrade = with_enum_types(
      std::move(ways.upgrade),
      {.dialect = &dialect, .before = database, .after = after.tables, .reflected = database});
  ways.downgrade = with_enum_types(
      std::move(ways.downgrade),
      {.dialect = &dialect, .before = after.tables, .after = database, .reflected = database});
}

}  // namespace retort
