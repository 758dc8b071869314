// SPDX-License-Identifier: MIT
#include "op/data_loss.h"

#include "schema/lookup.h"

#include <variant>

namespace retort {
namespace {

void append(std::string& list, const std::string& name) {
  list += (list.empty() ? "'" : ", '") + name + "'";
}

/// Columns that are added to a table, as a list for people.
std::string added_columns(const TableName& table, const std::vector<Operation>& migration) {
  std::string names;
  for (const Operation& operation : migration) {
    if (const auto* batch = std::get_if<op::AlterTableBatch>(&operation.base())) {
      const std::string inner = added_columns(table, batch->operations);
      if (!inner.empty()) names += (names.empty() ? "" : ", ") + inner;
    }
    const auto* add = std::get_if<op::AddColumn>(&operation.base());
    if (add != nullptr && same_table(add->table, table)) append(names, add->column.name);
  }
  return names;
}

std::string added_tables(const std::vector<Operation>& migration) {
  std::string names;
  for (const Operation& operation : migration) {
    const auto* create = std::get_if<op::CreateTable>(&operation.base());
    if (create != nullptr) append(names, full_name(create->table.name));
  }
  return names;
}

}  // namespace

std::string rename_warning(const Operation& operation, const std::vector<Operation>& migration) {
  if (const auto* drop = std::get_if<op::DropColumn>(&operation.base())) {
    const std::string names = added_columns(drop->table, migration);
    if (names.empty()) return {};
    return "Data loss: if column '" + drop->column + "' of table '" + full_name(drop->table) +
           "' was renamed to " + names + ", rename it instead.";
  }
  if (const auto* drop = std::get_if<op::DropTable>(&operation.base())) {
    const std::string names = added_tables(migration);
    if (names.empty()) return {};
    return "Data loss: if table '" + full_name(drop->table) + "' was renamed to " + names +
           ", rename it instead.";
  }
  return {};
}

}  // namespace retort
