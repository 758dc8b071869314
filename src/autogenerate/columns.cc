// SPDX-License-Identifier: MIT
// Columns by their names: new ones, those that change, those that go.
#include "autogenerate/parts.h"
#include "autogenerate/renames.h"
#include "schema/resolve.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace retort {
namespace {

using ColumnIndex = std::unordered_map<std::string_view, std::size_t>;

/// The column as ALTER TABLE adds it: what is a constraint of the table comes by itself.
Column plain_column(const Column& column) {
  Column plain = column;
  plain.nullable = column.is_nullable();
  plain.primary_key = false;
  plain.unique = false;
  plain.index = false;
  plain.references.clear();
  plain.options.erase(renamed_from);
  plain.checks.erase(std::remove_if(plain.checks.begin(), plain.checks.end(),
                                    [](const Check& check) { return check.name.has_value(); }),
                     plain.checks.end());
  return plain;
}

bool changes(const op::AlterColumn& alter) {
  return alter.nullable || alter.type || alter.new_column_name ||
         !std::holds_alternative<op::Keep>(alter.server_default) ||
         !std::holds_alternative<op::Keep>(alter.comment);
}

bool is_computed(const Column& column) {
  return column.server_default && std::holds_alternative<Computed>(*column.server_default);
}

bool is_identity(const Column& column) {
  return column.server_default && std::holds_alternative<Identity>(*column.server_default);
}

class ColumnComparison {
 public:
  ColumnComparison(const CompareContext& context, const TablePair& pair,
                   std::vector<Difference>& differences)
      : context_(context), pair_(pair), differences_(differences) {
    for (std::size_t i = 0; i < pair.model_table->columns.size(); ++i) {
      const Column& column = pair.model_table->columns[i];
      if (!column.system) {
        model_.emplace(column.name, i);
        order_.push_back(i);
      }
    }
    for (std::size_t i = 0; i < pair.database_table->columns.size(); ++i) {
      const std::string& name = pair.database_table->columns[i].name;
      if (context.takes(pair.found(ObjectKind::column, name))) {
        database_.emplace(name, i);
      }
    }
  }

  void add() {
    for (const std::size_t position : order_) {
      const Column& column = pair_.model_table->columns[position];
      if (database_.count(column.name) != 0 ||
          !context_.takes(pair_.object(ObjectKind::column, column.name, position, std::nullopt))) {
        continue;
      }
      differences_.push_back(
          {.operation = op::AddColumn{.table = pair_.name, .column = plain_column(column)},
           .model = pair_.model_position(position)});
      context_.info("tables", "Detected added column '" + pair_.shown + "." + column.name + "'");
    }
  }

  void alter() {
    numbered_ = autoincrement_column(*pair_.model_table);
    for (const std::size_t position : order_) {
      const std::string& name = pair_.model_table->columns[position].name;
      const auto found = database_.find(name);
      if (found != database_.end() &&
          context_.takes(pair_.object(ObjectKind::column, name, position, found->second))) {
        alter(position, found->second);
      }
    }
  }

  void remove() {
    std::vector<std::pair<std::string_view, std::size_t>> gone;
    std::copy_if(database_.begin(), database_.end(), std::back_inserter(gone),
                 [&](const auto& entry) { return model_.count(entry.first) == 0; });
    std::sort(gone.begin(), gone.end());
    // A database keeps a column while another is computed from it.
    std::stable_partition(gone.begin(), gone.end(), [&](const auto& entry) {
      return is_computed(pair_.database_table->columns[entry.second]);
    });
    for (const auto& [name, position] : gone) {
      const Column& column = pair_.database_table->columns[position];
      ComparedObject object = pair_.object(ObjectKind::column, column.name, std::nullopt, position);
      object.reflected = true;
      if (!context_.takes(object)) {
        continue;
      }
      op::DropColumn drop{.table = pair_.name, .column = column.name};
      drop.original = plain_column(column);
      differences_.push_back(
          {.operation = std::move(drop), .database = pair_.database_position(position)});
      context_.info("tables", "Detected removed column '" + pair_.shown + "." + column.name + "'");
    }
  }

 private:
  void alter(std::size_t in_model, std::size_t in_database) {
    const Column& model = pair_.model_table->columns[in_model];
    ColumnPair column{.table = pair_,
                      .model = model,
                      .database = pair_.database_table->columns[in_database],
                      .compared = {},
                      .shown = pair_.name.name + "." + model.name,
                      .numbered = numbered_ == model.name};
    column.compared.model_table = pair_.model_table;
    column.compared.database_table = pair_.database_table;
    column.compared.model = *pair_.model_position(in_model);
    column.compared.database = *pair_.database_position(in_database);
    op::AlterColumn alter{.table = pair_.name, .column = model.name};
    compare(column, alter);
    if (context_.options.hooks.on_column) {
      context_.options.hooks.on_column(column.compared, alter);
    }
    if (changes(alter)) {
      differences_.push_back({.operation = std::move(alter),
                              .model = column.compared.model,
                              .database = column.compared.database});
    }
  }

  /// The order of Alembic's comparators: hooks first, what only dialects know last.
  void compare(const ColumnPair& column, op::AlterColumn& alter) const {
    const ActivePlugins& plugins = context_.plugins;
    std::optional<DefaultComparison> defaults;
    HookSays types = HookSays::decided;
    if (plugins.types) {
      types = ask_about_type(context_, column, alter);
    }
    if (plugins.defaults) {
      defaults.emplace(context_, column, alter);
      defaults->ask_hook();
    }
    if (plugins.constraints) {
      compare_nullable(context_, column, alter);
    }
    if (defaults) {
      defaults->compare_generated();
    }
    if (plugins.comments) {
      compare_column_comment(context_, column, alter);
    }
    if (types == HookSays::nothing) {
      compare_type(context_, column, alter);
    }
    if (defaults) {
      defaults->compare_values();
    }
  }

  const CompareContext& context_;
  const TablePair& pair_;
  std::vector<Difference>& differences_;
  std::vector<std::size_t> order_;  // the model's columns, those of the system left out
  ColumnIndex model_;
  ColumnIndex database_;
  std::optional<std::string> numbered_;
};

}  // namespace

void compare_nullable(const CompareContext& context, const ColumnPair& pair,
                      op::AlterColumn& alter) {
  const bool wanted = pair.model.is_nullable();
  const bool found = pair.database.is_nullable();
  alter.existing_nullable = found;
  if (wanted == found) {
    return;
  }
  const bool computed = is_computed(pair.model) || is_computed(pair.database);
  if ((computed && !pair.model.nullable) || is_identity(pair.model) || is_identity(pair.database)) {
    context.info("constraints", "Ignoring nullable change on identity column '" + pair.shown + "'");
    return;
  }
  alter.nullable = wanted;
  context.info("constraints", std::string("Detected ") + (wanted ? "NULL" : "NOT NULL") +
                                  " on column '" + pair.shown + "'");
}

void compare_columns(const CompareContext& context, const TablePair& pair,
                     std::vector<Difference>& differences,
                     const std::function<void()>& compare_the_table) {
  ColumnComparison comparison(context, pair, differences);
  comparison.add();
  comparison.alter();
  compare_the_table();
  comparison.remove();
}

}  // namespace retort
