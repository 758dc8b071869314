// SPDX-License-Identifier: MIT
#include "frontend/python/read_schema.h"

#include "retort/error.h"

#include "frontend/python/read_expression.h"
#include "frontend/python/read_type.h"
#include "schema/index_options.h"

#include <string>
#include <utility>
#include <vector>

namespace retort::python {
namespace {

OptionValue read_option(const Notation& notation) {
  if (notation.is_none()) return Null{};
  if (notation.is_flag()) return notation.flag();
  if (notation.is_integer()) return notation.integer();
  if (notation.is_text()) return notation.text();
  if (notation.is_list()) return notation.texts();
  if (notation.contains("expr")) return read_expression(notation.at("expr"));
  if (notation.contains("exprs")) return notation.many("exprs", &read_expression);
  if (notation.contains("list")) return notation.texts("list");
  std::vector<std::pair<std::string, std::string>> pairs;
  if (notation.contains("pairs")) {
    for (const Notation& pair : notation.at("pairs").elements()) {
      pairs.emplace_back(pair.element(0).text(), pair.element(1).text());
    }
    return pairs;
  }
  std::vector<std::pair<std::string, std::int64_t>> numbers;
  for (const auto& [key, value] : notation.at("map").items()) {
    pairs.emplace_back(key, std::string(py::str(value.object())));
    if (value.is_integer()) numbers.emplace_back(key, value.integer());
  }
  if (!pairs.empty() && numbers.size() == pairs.size()) return numbers;
  return pairs;
}

SequenceOptions read_sequence_options(const Notation& notation) {
  SequenceOptions made;
  if (!notation.contains("options")) return made;
  const Notation options = notation.at("options");
  made.start = options.optional_large("start");
  made.increment = options.optional_large("increment");
  made.minvalue = options.optional_large("minvalue");
  made.maxvalue = options.optional_large("maxvalue");
  made.nominvalue = options.flag("nominvalue");
  made.nomaxvalue = options.flag("nomaxvalue");
  made.cycle = options.optional_flag("cycle");
  made.cache = options.optional_large("cache");
  made.order = options.optional_flag("order");
  return made;
}

ForeignKeyOptions read_rules(const Notation& notation) {
  ForeignKeyOptions made;
  if (!notation.contains("rules")) return made;
  const Notation rules = notation.at("rules");
  made.onupdate = rules.optional_text("onupdate");
  made.ondelete = rules.optional_text("ondelete");
  made.deferrable = rules.optional_flag("deferrable");
  made.initially = rules.optional_text("initially");
  made.match = rules.optional_text("match");
  made.use_alter = rules.flag("use_alter");
  return made;
}

struct Target {
  TableName table;
  std::string column;
};

// "schema.table.column", "table.column" or "table".
Target split_target(const std::string& target) {
  std::vector<std::string> parts;
  std::size_t begin = 0;
  for (std::size_t dot = target.find('.'); dot != std::string::npos;
       dot = target.find('.', begin)) {
    parts.push_back(target.substr(begin, dot - begin));
    begin = dot + 1;
  }
  parts.push_back(target.substr(begin));
  if (parts.size() == 1) return {TableName(parts[0]), ""};
  Target made{TableName(parts[parts.size() - 2]), parts.back()};
  std::string schema;
  for (std::size_t i = 0; i + 2 < parts.size(); ++i) schema += (i > 0 ? "." : "") + parts[i];
  if (!schema.empty()) made.table.schema = schema;
  return made;
}

Check read_check(const Notation& notation) {
  return {read_optional_name(notation, "name"),
          read_expression(notation.at("condition")),
          notation.optional_flag("deferrable"),
          notation.optional_text("initially"),
          false,
          read_options(notation)};
}

ForeignKey read_foreign_key(const Notation& notation) {
  ForeignKey made{read_optional_name(notation, "name"), notation.texts("columns")};
  if (notation.contains("targets")) {
    for (const std::string& target : notation.texts("targets")) {
      const Target parts = split_target(target);
      made.referred_table = parts.table;
      if (!parts.column.empty()) made.referred_columns.push_back(parts.column);
    }
  } else {
    made.referred_table = read_table_name(notation.at("referred_table"));
    made.referred_columns = notation.texts("referred_columns");
  }
  made.rules = read_rules(notation);
  made.options = read_options(notation);
  return made;
}

Exclude read_exclude(const Notation& notation) {
  Exclude made{read_optional_name(notation, "name")};
  for (const Notation& item : notation.at("elements").elements()) {
    ExcludeElement element;
    element.column = item.text("column");
    if (item.contains("expression")) element.expression = read_expression(item.at("expression"));
    element.operator_name = item.text("operator_name");
    made.elements.push_back(std::move(element));
  }
  made.using_method = notation.text("using_method");
  if (notation.contains("where")) made.where = read_expression(notation.at("where"));
  if (notation.contains("ops")) {
    for (const auto& [column, oper] : notation.at("ops").items()) {
      made.ops.emplace_back(column, oper.text());
    }
  }
  made.deferrable = notation.optional_flag("deferrable");
  made.initially = notation.optional_text("initially");
  made.options = read_options(notation);
  return made;
}

IndexElement read_index_element(const Notation& notation) {
  if (notation.contains("expression")) return {read_expression(notation.at("expression"))};
  return {notation.text("column")};
}

ColumnReference read_reference(const Notation& notation) {
  const Target target = split_target(notation.text("target"));
  return {read_optional_name(notation, "name"), target.table, target.column, read_rules(notation),
          read_options(notation)};
}

Autoincrement read_autoincrement(const Notation& notation) {
  const std::string name = notation.text("autoincrement");
  if (name == "always") return Autoincrement::always;
  if (name == "never") return Autoincrement::never;
  if (name == "ignore_foreign_key") return Autoincrement::ignore_foreign_key;
  return Autoincrement::automatic;
}

}  // namespace

Name read_name(const Notation& notation) {
  if (notation.is_text()) return {notation.text(), false};
  return {notation.text("text"), notation.flag("final")};
}

std::optional<Name> read_optional_name(const Notation& notation, const char* key) {
  if (!notation.contains(key)) return std::nullopt;
  return read_name(notation.at(key));
}

TableName read_table_name(const Notation& notation) {
  if (notation.is_text()) return {notation.text()};
  TableName made(notation.text("name"), notation.optional_text("schema"));
  made.quote = notation.optional_flag("quote");
  made.quote_schema = notation.optional_flag("quote_schema");
  return made;
}

Options read_options(const Notation& notation, const char* key) {
  Options made;
  if (!notation.contains(key)) return made;
  for (const auto& [name, value] : notation.at(key).items()) made.emplace(name, read_option(value));
  return made;
}

Sequence read_sequence(const Notation& notation) {
  return {notation.text("name"), notation.optional_text("schema"), read_sequence_options(notation),
          read_optional_type(notation, "data_type"), notation.flag("optional")};
}

ServerDefault read_default(const Notation& notation) {
  if (notation.contains("text")) return notation.text("text");
  if (notation.contains("expr")) return read_expression(notation.at("expr"));
  if (notation.contains("computed")) {
    const Notation computed = notation.at("computed");
    return Computed{read_expression(computed.at("expression")),
                    computed.optional_flag("persisted")};
  }
  if (notation.contains("identity")) {
    const Notation identity = notation.at("identity");
    return Identity{identity.flag("always"), identity.optional_flag("on_null"),
                    read_sequence_options(identity)};
  }
  if (notation.contains("fetched")) return FetchedValue{};
  throw Error("A server default of an unknown kind", ErrorCode::internal);
}

Constraint read_constraint(const Notation& notation) {
  const std::string kind = notation.text("kind");
  const auto name = read_optional_name(notation, "name");
  const auto deferrable = notation.optional_flag("deferrable");
  const auto initially = notation.optional_text("initially");
  if (kind == "primary_key") {
    return PrimaryKey{name, notation.texts("columns"), deferrable, initially,
                      read_options(notation)};
  }
  if (kind == "unique") {
    return Unique{name, notation.texts("columns"), deferrable, initially, read_options(notation)};
  }
  if (kind == "foreign_key") return read_foreign_key(notation);
  if (kind == "check") return read_check(notation);
  if (kind == "exclude") return read_exclude(notation);
  throw Error("The constraint " + kind + " is not known", ErrorCode::internal);
}

Index read_index(const Notation& notation) {
  Index made{read_optional_name(notation, "name"), notation.many("elements", &read_index_element),
             notation.flag("unique"), read_options(notation)};
  if (made.name && !notation.at("name").is_text()) {
    if (const auto quote = notation.at("name").optional_flag("quote")) {
      made.options[quote_name_option] = *quote;
    }
  }
  return made;
}

Column read_column(const Notation& notation) {
  Column made{notation.text("name"), read_type(notation.at("type")),
              notation.optional_flag("nullable"), notation.flag("primary_key")};
  if (notation.contains("server_default"))
    made.server_default = read_default(notation.at("server_default"));
  made.autoincrement = read_autoincrement(notation);
  made.comment = notation.optional_text("comment");
  made.unique = notation.flag("unique");
  made.index = notation.flag("index");
  made.references = notation.many("references", &read_reference);
  made.checks = notation.many("checks", &read_check);
  if (notation.contains("sequence")) made.sequence = read_sequence(notation.at("sequence"));
  made.system = notation.flag("system");
  made.quote = notation.optional_flag("quote");
  made.options = read_options(notation);
  return made;
}

Table read_table(const Notation& notation) {
  Table made{read_table_name(notation.at("name")), notation.many("columns", &read_column),
             notation.many("constraints", &read_constraint), notation.many("indexes", &read_index)};
  made.comment = notation.optional_text("comment");
  made.prefixes = notation.texts("prefixes");
  made.options = read_options(notation);
  return made;
}

}  // namespace retort::python
