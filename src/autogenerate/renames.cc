// SPDX-License-Identifier: MIT
// Renaming comes first: all that is compared afterwards has its new name already.
#include "autogenerate/renames.h"

#include "op/evolve.h"
#include "schema/lookup.h"

#include <map>
#include <optional>
#include <set>
#include <utility>

namespace retort {
namespace {

class Renaming {
 public:
  Renaming(const CompareContext& context, const std::string& default_schema,
           const std::vector<Table>& model, std::vector<Table>& database)
      : context_(context), default_schema_(default_schema), model_(model), database_(database) {}

  std::vector<DifferenceGroup> run() {
    if (!has_hints()) {
      return {};
    }
    schema_.tables = std::move(database_);
    for (std::size_t i = 0; i < schema_.tables.size(); ++i) {
      found_.emplace(full_name(schema_.tables[i].name), i);
    }
    for (const Table& table : model_) {
      wanted_.insert(full_name(database_name(table)));
    }
    for (std::size_t i = 0; i < model_.size(); ++i) {
      rename_table(i);
    }
    for (std::size_t i = 0; i < model_.size(); ++i) {
      rename_columns(i);
    }
    database_ = std::move(schema_.tables);
    return std::move(differences_);
  }

 private:
  bool has_hints() const {
    for (const Table& table : model_) {
      if (text_option(table.options, renamed_from)) {
        return true;
      }
      for (const Column& column : table.columns) {
        if (text_option(column.options, renamed_from)) {
          return true;
        }
      }
    }
    return false;
  }

  TableName database_name(const Table& table) const {
    TableName name = table.name;
    if (name.schema && *name.schema == default_schema_) {
      name.schema.reset();
    }
    return name;
  }

  void rename_table(std::size_t position) {
    const std::optional<std::string> old_name = text_option(model_[position].options, renamed_from);
    const TableName name = database_name(model_[position]);
    if (!old_name || found_.count(full_name(name)) != 0) {
      return;
    }
    TableName before = name;
    before.name = *old_name;
    const std::string old_key = full_name(before);
    const auto at = found_.find(old_key);
    if (at == found_.end() || wanted_.count(old_key) != 0) {
      return;
    }
    const std::size_t reflected = at->second;
    const Operation operation = op::RenameTable{.table = before, .new_name = name.name};
    evolve(schema_, operation);
    found_.erase(at);
    found_.emplace(full_name(name), reflected);
    differences_.emplace_back(Difference{.operation = operation,
                                         .model = ObjectPosition{.table = position},
                                         .database = ObjectPosition{.table = reflected}});
    context_.info("tables",
                  "Detected renamed table '" + old_key + "', now '" + full_name(name) + "'");
  }

  void rename_columns(std::size_t position) {
    const Table& wanted = model_[position];
    const TableName name = database_name(wanted);
    const auto at = found_.find(full_name(name));
    if (at == found_.end()) {
      return;
    }
    TableDifferences group{.table = name};
    for (std::size_t i = 0; i < wanted.columns.size(); ++i) {
      const Column& column = wanted.columns[i];
      const std::optional<std::string> old_name = text_option(column.options, renamed_from);
      const Table& table = schema_.tables[at->second];
      const Column* before = old_name ? find_column(table, *old_name) : nullptr;
      if (!before || find_column(table, column.name) || find_column(wanted, *old_name)) {
        continue;
      }
      op::AlterColumn alter{.table = name, .column = *old_name};
      alter.new_column_name = column.name;
      alter.existing_type = before->type;
      alter.existing_nullable = before->is_nullable();
      const auto element = static_cast<std::size_t>(before - table.columns.data());
      evolve(schema_, alter);
      group.differences.push_back(
          {.operation = std::move(alter),
           .model = ObjectPosition{.table = position, .element = i},
           .database = ObjectPosition{.table = at->second, .element = element}});
      context_.info("tables", "Detected renamed column '" + full_name(name) + "." + *old_name +
                                  "', now '" + column.name + "'");
    }
    if (!group.differences.empty()) {
      differences_.emplace_back(std::move(group));
    }
  }

  const CompareContext& context_;
  const std::string& default_schema_;
  const std::vector<Table>& model_;
  std::vector<Table>& database_;
  Schema schema_;
  std::map<std::string, std::size_t> found_;  // reflected tables by their present names
  std::set<std::string> wanted_;
  std::vector<DifferenceGroup> differences_;
};

}  // namespace

std::vector<DifferenceGroup> apply_renames(const CompareContext& context,
                                           const std::string& default_schema,
                                           const std::vector<Table>& model,
                                           std::vector<Table>& database) {
  return Renaming(context, default_schema, model, database).run();
}

}  // namespace retort
