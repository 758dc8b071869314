// SPDX-License-Identifier: MIT
// Linear searches: tables have few columns, and the vectors keep the author's order.
#include "schema/lookup.h"

#include "schema/expression_columns.h"

#include <algorithm>
#include <cstdint>
#include <variant>

namespace retort {

namespace {

template <class Items>
auto* find_named(Items& items, std::string_view name) {
  auto at = std::find_if(items.begin(), items.end(),
                         [&](const auto& item) { return item.name && item.name->text == name; });
  return at == items.end() ? nullptr : &*at;
}

template <class Tables>
auto* find_table_in(Tables& tables, const TableName& name) {
  auto at = std::find_if(tables.begin(), tables.end(),
                         [&](const Table& table) { return same_table(table.name, name); });
  return at == tables.end() ? nullptr : &*at;
}

template <class Owner>
auto* find_column_in(Owner& table, std::string_view name) {
  auto at = std::find_if(table.columns.begin(), table.columns.end(),
                         [&](const Column& column) { return column.name == name; });
  return at == table.columns.end() ? nullptr : &*at;
}

}  // namespace

const Column* find_column(const Table& table, std::string_view name) {
  return find_column_in(table, name);
}
Column* find_column(Table& table, std::string_view name) { return find_column_in(table, name); }

const Table* find_table(const std::vector<Table>& tables, const TableName& name) {
  return find_table_in(tables, name);
}
Table* find_table(std::vector<Table>& tables, const TableName& name) {
  return find_table_in(tables, name);
}

const Index* find_index(const Table& table, std::string_view name) {
  return find_named(table.indexes, name);
}

const Constraint* find_constraint(const Table& table, std::string_view name) {
  for (const Constraint& constraint : table.constraints) {
    const std::optional<Name>& own = name_of(constraint);
    if (own && own->text == name) {
      return &constraint;
    }
  }
  return nullptr;
}

const PrimaryKey* find_primary_key(const Table& table) {
  for (const Constraint& constraint : table.constraints) {
    if (const auto* key = std::get_if<PrimaryKey>(&constraint)) {
      return key;
    }
  }
  return nullptr;
}

std::vector<std::string> primary_key_columns(const Table& table) {
  if (const PrimaryKey* key = find_primary_key(table); key && !key->columns.empty()) {
    return key->columns;
  }
  std::vector<std::string> names;
  for (const Column& column : table.columns) {
    if (column.primary_key) {
      names.push_back(column.name);
    }
  }
  return names;
}

const std::optional<Name>& name_of(const Constraint& constraint) {
  return std::visit([](const auto& kind) -> const std::optional<Name>& { return kind.name; },
                    constraint);
}

void set_name(Constraint& constraint, std::optional<Name> name) {
  std::visit([&](auto& kind) { kind.name = std::move(name); }, constraint);
}

namespace {

struct ConstraintColumns {
  std::vector<std::string> operator()(const PrimaryKey& key) const { return key.columns; }
  std::vector<std::string> operator()(const Unique& unique) const { return unique.columns; }
  std::vector<std::string> operator()(const ForeignKey& key) const { return key.columns; }
  std::vector<std::string> operator()(const Check& check) const {
    return column_names(check.condition);
  }
  std::vector<std::string> operator()(const Exclude& exclude) const {
    std::vector<std::string> names;
    for (const ExcludeElement& element : exclude.elements) {
      if (!element.expression) {
        names.push_back(element.column);
        continue;
      }
      for (std::string& name : column_names(*element.expression)) {
        names.push_back(std::move(name));
      }
    }
    return names;
  }
};

}  // namespace

std::vector<std::string> columns_of(const Constraint& constraint) {
  return std::visit(ConstraintColumns{}, constraint);
}

std::vector<std::string> columns_of(const Index& index) {
  std::vector<std::string> names;
  for (const IndexElement& element : index.elements) {
    if (!element.expression) {
      names.push_back(element.column);
      continue;
    }
    std::vector<std::string> found = column_names(*element.expression);
    names.push_back(found.empty() ? std::string() : found.front());
  }
  return names;
}

bool same_table(const TableName& left, const TableName& right) {
  return left.name == right.name && left.schema.value_or("") == right.schema.value_or("");
}

std::string full_name(const TableName& table) {
  return table.schema && !table.schema->empty() ? *table.schema + "." + table.name : table.name;
}

const OptionValue* find_option(const Options& options, std::string_view name) {
  auto at = options.find(name);
  if (at == options.end() || std::holds_alternative<Null>(at->second.base())) {
    return nullptr;
  }
  return &at->second;
}

std::optional<bool> bool_option(const Options& options, std::string_view name) {
  const OptionValue* value = find_option(options, name);
  const bool* flag = value ? std::get_if<bool>(&value->base()) : nullptr;
  return flag ? std::optional<bool>(*flag) : std::nullopt;
}

bool is_on(const Options& options, std::string_view name) {
  return bool_option(options, name).value_or(false);
}

std::optional<std::string> text_option(const Options& options, std::string_view name) {
  const OptionValue* value = find_option(options, name);
  if (!value) {
    return std::nullopt;
  }
  if (const auto* text = std::get_if<std::string>(&value->base())) {
    return *text;
  }
  if (const auto* number = std::get_if<std::int64_t>(&value->base())) {
    return std::to_string(*number);
  }
  return std::nullopt;
}

}  // namespace retort
