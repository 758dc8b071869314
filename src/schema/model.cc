// SPDX-License-Identifier: MIT
// Checking and completing a model.
#include "retort/model.h"

#include "retort/error.h"

#include "base/text.h"
#include "schema/check_type.h"
#include "schema/lookup.h"
#include "schema/naming.h"
#include "schema/resolve.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <utility>

namespace retort {
namespace {

bool has_no_type(const Column& column) {
  return std::holds_alternative<type::Null>(column.type.kind);
}

/// Collects everything that is wrong with a model, so that it is put right in one go.
class ModelCheck {
 public:
  ModelCheck(MetaData& metadata, const ModelOptions& options)
      : metadata_(metadata), options_(options) {}

  void run() {
    complete_names();
    check_names();
    for (Table& table : metadata_.tables) complete_references(table);
    for (Table& table : metadata_.tables) complete_types(table, 0);
    for (const Table& table : metadata_.tables) check_table(table);
    if (!mistakes_.empty()) throw Error(join(mistakes_, "; "), ErrorCode::argument);
  }

 private:
  template <class... Arguments>
  void mistake(fmt::format_string<Arguments...> format, Arguments&&... arguments) {
    std::string text = fmt::format(format, std::forward<Arguments>(arguments)...);
    if (std::find(mistakes_.begin(), mistakes_.end(), text) == mistakes_.end()) {
      mistakes_.push_back(std::move(text));
    }
  }

  void complete_schema(TableName& name) const {
    if (!name.schema) name.schema = metadata_.schema;
  }

  void complete_names() {
    // What SQLAlchemy's own convention is for; without it `index` at a column has no name.
    metadata_.naming_convention.templates.emplace("ix", "ix_%(column_0_label)s");
    for (Table& table : metadata_.tables) {
      complete_schema(table.name);
      for (Column& column : table.columns) {
        for (ColumnReference& reference : column.references) complete_schema(reference.table);
      }
      for (Constraint& constraint : table.constraints) {
        if (auto* key = std::get_if<ForeignKey>(&constraint)) complete_schema(key->referred_table);
      }
    }
  }

  void check_names() {
    std::set<std::string> tables;
    for (const Table& table : metadata_.tables) {
      if (!tables.insert(full_name(table.name)).second) {
        mistake("table '{}' is there twice", full_name(table.name));
      }
    }
    std::set<std::string> sequences;
    for (const Sequence& sequence : metadata_.sequences) {
      const std::string name = full_name(TableName(sequence.name, sequence.schema));
      if (!sequences.insert(name).second) mistake("sequence '{}' is there twice", name);
    }
  }

  bool is_external(const TableName& name) const {
    const auto& names = options_.external_tables;
    return std::any_of(names.begin(), names.end(),
                       [&name](const TableName& external) { return same_table(external, name); });
  }

  /// The referred table; null where there is nothing to look into.
  const Table* find_referred(const TableName& name, const Table& table) {
    const Table* referred = find_table(metadata_.tables, name);
    if (referred == nullptr && !is_external(name)) {
      mistake("table '{}' refers to table '{}', which the model does not have",
              full_name(table.name), full_name(name));
    }
    return referred;
  }

  void check_referred_column(const Table& table, const Table& referred, const std::string& column) {
    if (find_column(referred, column) != nullptr) return;
    mistake("table '{}' refers to column '{}' of table '{}', which has no such column",
            full_name(table.name), column, full_name(referred.name));
  }

  void complete_references(Table& table) {
    for (Column& column : table.columns) {
      for (ColumnReference& reference : column.references) {
        const Table* referred = find_referred(reference.table, table);
        if (referred == nullptr) continue;
        if (!reference.column.empty()) {
          check_referred_column(table, *referred, reference.column);
          continue;
        }
        const std::vector<std::string> key = primary_key_columns(*referred);
        if (key.size() == 1) {
          reference.column = key.front();
        } else {
          mistake(
              "column '{}.{}' refers to table '{}', whose primary key is of {} columns; name one",
              full_name(table.name), column.name, full_name(referred->name), key.size());
        }
      }
    }
    for (Constraint& constraint : table.constraints) {
      if (auto* key = std::get_if<ForeignKey>(&constraint)) complete_foreign_key(table, *key);
    }
  }

  void complete_foreign_key(const Table& table, ForeignKey& key) {
    const Table* referred = find_referred(key.referred_table, table);
    if (referred == nullptr) return;
    if (key.referred_columns.empty()) key.referred_columns = primary_key_columns(*referred);
    for (const std::string& column : key.referred_columns) {
      check_referred_column(table, *referred, column);
    }
    if (key.columns.size() != key.referred_columns.size()) {
      mistake("a foreign key of table '{}' has {} columns and refers to {} of table '{}'",
              full_name(table.name), key.columns.size(), key.referred_columns.size(),
              full_name(referred->name));
    }
  }

  /// The column that a column refers to, written at it or as a constraint.
  Column* find_referred_column(const Table& table, const Column& column) {
    for (const ColumnReference& reference : column.references) {
      if (Table* referred = find_table(metadata_.tables, reference.table)) {
        return find_column(*referred, reference.column);
      }
    }
    for (const Constraint& constraint : table.constraints) {
      const auto* key = std::get_if<ForeignKey>(&constraint);
      if (key == nullptr || key->columns.size() != key->referred_columns.size()) continue;
      const auto at = std::find(key->columns.begin(), key->columns.end(), column.name);
      Table* referred = find_table(metadata_.tables, key->referred_table);
      if (at == key->columns.end() || referred == nullptr) continue;
      const auto position = static_cast<std::size_t>(at - key->columns.begin());
      return find_column(*referred, key->referred_columns[position]);
    }
    return nullptr;
  }

  void complete_types(Table& table, std::size_t depth) {
    for (Column& column : table.columns) {
      if (has_no_type(column)) complete_type(table, column, depth);
    }
  }

  /// The column referred to may itself have its type from another one.
  void complete_type(const Table& table, Column& column, std::size_t depth) {
    Column* referred = find_referred_column(table, column);
    if (referred == nullptr || referred == &column || depth > metadata_.tables.size()) return;
    if (has_no_type(*referred)) {
      for (Table& other : metadata_.tables) {
        const bool holds = !other.columns.empty() && referred >= other.columns.data() &&
                           referred < other.columns.data() + other.columns.size();
        if (holds) complete_type(other, *referred, depth + 1);
      }
    }
    column.type = Type(referred->type);
  }

  void check_table(const Table& table) {
    for (const Column& column : table.columns) {
      const std::string name = full_name(table.name) + "." + column.name;
      if (has_no_type(column)) {
        mistake("column '{}' has no type", name);
      } else if (const std::string wrong = type_mistake(column.type); !wrong.empty()) {
        mistake("column '{}': {}", name, wrong);
      }
    }
    check_members(table);
    try {
      Table resolved = resolve(table).table;
      apply_naming_convention(resolved, metadata_.naming_convention);
      check_given_names(resolved);
    } catch (const Error& error) {
      mistake("table '{}': {}", full_name(table.name), error.what());
    }
  }

  /// What `resolve` does not look at.
  void check_members(const Table& table) {
    std::size_t keys = 0;
    for (const Constraint& constraint : table.constraints) {
      if (std::holds_alternative<PrimaryKey>(constraint)) ++keys;
      const bool expressions =
          std::holds_alternative<Check>(constraint) || std::holds_alternative<Exclude>(constraint);
      if (expressions) {
        check_columns(table, columns_of(constraint), "constraint", name_of(constraint));
      } else if (columns_of(constraint).empty() &&
                 !std::holds_alternative<PrimaryKey>(constraint)) {
        mistake("table '{}': constraint {} has no columns", full_name(table.name),
                quoted(name_of(constraint)));
      }
    }
    if (keys > 1) mistake("table '{}' has {} primary keys", full_name(table.name), keys);
    for (const Index& index : table.indexes) {
      if (index.elements.empty()) {
        mistake("table '{}': index {} has no columns", full_name(table.name), quoted(index.name));
      }
      std::vector<std::string> columns;
      for (const IndexElement& element : index.elements) {
        if (!element.expression) columns.push_back(element.column);
      }
      check_columns(table, columns, "index", index.name);
    }
  }

  static std::string quoted(const std::optional<Name>& name) {
    return name ? "'" + name->text + "'" : std::string("without a name");
  }

  void check_columns(const Table& table, const std::vector<std::string>& columns, const char* kind,
                     const std::optional<Name>& name) {
    for (const std::string& column : columns) {
      if (find_column(table, column) == nullptr) {
        mistake("table '{}': {} {} is about column '{}', which the table does not have",
                full_name(table.name), kind, quoted(name), column);
      }
    }
  }

  void check_given_names(const Table& table) {
    std::set<std::string> constraints;
    for (const Constraint& constraint : table.constraints) {
      const std::optional<Name>& name = name_of(constraint);
      if (name && !constraints.insert(name->text).second) {
        mistake("table '{}' has two constraints '{}'", full_name(table.name), name->text);
      }
    }
    std::set<std::string> indexes;
    for (const Index& index : table.indexes) {
      if (!index.name) {
        mistake("table '{}': an index needs a name, or a naming convention for 'ix'",
                full_name(table.name));
      } else if (!indexes.insert(index.name->text).second) {
        mistake("table '{}' has two indexes '{}'", full_name(table.name), index.name->text);
      }
    }
  }

  MetaData& metadata_;
  const ModelOptions& options_;
  std::vector<std::string> mistakes_;
};

}  // namespace

MetaData model(MetaData metadata, const ModelOptions& options) {
  ModelCheck(metadata, options).run();
  return metadata;
}

}  // namespace retort
