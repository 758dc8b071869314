// SPDX-License-Identifier: MIT
#include "oracle/read_operation.h"

#include "oracle/read_expression.h"

#include <nlohmann/json.hpp>

#include <map>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace retort::oracle {
namespace {

using Json = nlohmann::json;

std::string text(const Json& json, const char* key) { return json.value(key, std::string()); }
bool flag(const Json& json, const char* key) { return json.value(key, false); }
std::optional<std::string> optional_text(const Json& json, const char* key) {
  if (!json.contains(key) || json.at(key).is_null()) return std::nullopt;
  return json.at(key).get<std::string>();
}
std::optional<bool> optional_flag(const Json& json, const char* key) {
  if (!json.contains(key)) return std::nullopt;
  return json.at(key).get<bool>();
}
std::optional<std::int64_t> optional_number(const Json& json, const char* key) {
  if (!json.contains(key)) return std::nullopt;
  return json.at(key).get<std::int64_t>();
}
std::optional<Type> optional_type(const Json& json, const char* key) {
  if (!json.contains(key)) return std::nullopt;
  return read_type(json.at(key));
}
std::vector<std::string> texts(const Json& json, const char* key) {
  return json.value(key, std::vector<std::string>());
}
// The items of a list that may be absent.
template <class T>
std::vector<T> many(const Json& json, const char* key, T (*read)(const Json&)) {
  std::vector<T> made;
  if (!json.contains(key)) return made;
  for (const Json& item : json.at(key)) made.push_back(read(item));
  return made;
}

Name read_name(const Json& json) { return {text(json, "text"), flag(json, "final")}; }
std::optional<Name> optional_name(const Json& json, const char* key) {
  if (!json.contains(key) || json.at(key).is_null()) return std::nullopt;
  return read_name(json.at(key));
}

TableName read_table_name(const Json& json) {
  TableName made(text(json, "name"), optional_text(json, "schema"));
  made.quote = optional_flag(json, "quote");
  made.quote_schema = optional_flag(json, "quote_schema");
  return made;
}

OptionValue read_option(const Json& json) {
  if (json.is_null()) return Null{};
  if (json.is_boolean()) return json.get<bool>();
  if (json.is_number_integer()) return json.get<std::int64_t>();
  if (json.is_string()) return json.get<std::string>();
  if (json.contains("expr")) return read_expression(json.at("expr"));
  if (json.contains("exprs")) return many<Expression>(json, "exprs", &read_expression);
  if (json.contains("list")) return texts(json, "list");
  if (json.contains("pairs")) {
    return json.at("pairs").get<std::vector<std::pair<std::string, std::string>>>();
  }
  std::vector<std::pair<std::string, std::string>> pairs;
  std::vector<std::pair<std::string, std::int64_t>> numbers;
  for (const auto& [key, value] : json.at("map").items()) {
    pairs.emplace_back(key, value.is_string() ? value.get<std::string>() : value.dump());
    if (value.is_number_integer()) numbers.emplace_back(key, value.get<std::int64_t>());
  }
  if (!pairs.empty() && numbers.size() == pairs.size()) return numbers;
  return pairs;
}

Options read_options(const Json& json, const char* key = "options") {
  Options made;
  if (!json.contains(key)) return made;
  for (const auto& [name, value] : json.at(key).items()) made.emplace(name, read_option(value));
  return made;
}

SequenceOptions read_sequence_options(const Json& json) {
  SequenceOptions made;
  if (!json.contains("options")) return made;
  const Json& options = json.at("options");
  made.start = optional_number(options, "start");
  made.increment = optional_number(options, "increment");
  made.minvalue = optional_number(options, "minvalue");
  made.maxvalue = optional_number(options, "maxvalue");
  made.nominvalue = flag(options, "nominvalue");
  made.nomaxvalue = flag(options, "nomaxvalue");
  made.cycle = optional_flag(options, "cycle");
  made.cache = optional_number(options, "cache");
  made.order = optional_flag(options, "order");
  return made;
}

Sequence read_sequence(const Json& json) {
  return {text(json, "name"), optional_text(json, "schema"), read_sequence_options(json),
          optional_type(json, "data_type"), flag(json, "optional")};
}

ServerDefault read_default(const Json& json) {
  if (json.contains("text")) return text(json, "text");
  if (json.contains("expr")) return read_expression(json.at("expr"));
  if (json.contains("computed")) {
    const Json& computed = json.at("computed");
    return Computed{read_expression(computed.at("expression")),
                    optional_flag(computed, "persisted")};
  }
  if (json.contains("identity")) {
    const Json& identity = json.at("identity");
    return Identity{flag(identity, "always"), optional_flag(identity, "on_null"),
                    read_sequence_options(identity)};
  }
  if (json.contains("fetched")) return FetchedValue{};
  throw std::runtime_error("unknown server default");
}

ForeignKeyOptions read_rules(const Json& json) {
  ForeignKeyOptions made;
  if (!json.contains("rules")) return made;
  const Json& rules = json.at("rules");
  made.onupdate = optional_text(rules, "onupdate");
  made.ondelete = optional_text(rules, "ondelete");
  made.deferrable = optional_flag(rules, "deferrable");
  made.initially = optional_text(rules, "initially");
  made.match = optional_text(rules, "match");
  made.use_alter = flag(rules, "use_alter");
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

Check read_check(const Json& json) {
  return {optional_name(json, "name"),
          read_expression(json.at("condition")),
          optional_flag(json, "deferrable"),
          optional_text(json, "initially"),
          false,
          read_options(json)};
}

ForeignKey read_foreign_key(const Json& json) {
  ForeignKey made{optional_name(json, "name"), texts(json, "columns")};
  if (json.contains("targets")) {
    for (const std::string& target : texts(json, "targets")) {
      const Target parts = split_target(target);
      made.referred_table = parts.table;
      if (!parts.column.empty()) made.referred_columns.push_back(parts.column);
    }
  } else {
    made.referred_table = read_table_name(json.at("referred_table"));
    made.referred_columns = texts(json, "referred_columns");
  }
  made.rules = read_rules(json);
  made.options = read_options(json);
  return made;
}

Exclude read_exclude(const Json& json) {
  Exclude made{optional_name(json, "name")};
  for (const Json& item : json.at("elements")) {
    ExcludeElement element;
    element.column = text(item, "column");
    if (item.contains("expression")) element.expression = read_expression(item.at("expression"));
    element.operator_name = text(item, "operator_name");
    made.elements.push_back(std::move(element));
  }
  made.using_method = text(json, "using_method");
  if (json.contains("where")) made.where = read_expression(json.at("where"));
  if (json.contains("ops")) {
    for (const auto& [column, oper] : json.at("ops").items()) {
      made.ops.emplace_back(column, oper.get<std::string>());
    }
  }
  made.deferrable = optional_flag(json, "deferrable");
  made.initially = optional_text(json, "initially");
  made.options = read_options(json);
  return made;
}

Constraint read_constraint(const Json& json) {
  const std::string kind = text(json, "kind");
  const auto name = optional_name(json, "name");
  const auto deferrable = optional_flag(json, "deferrable");
  const auto initially = optional_text(json, "initially");
  if (kind == "primary_key") {
    return PrimaryKey{name, texts(json, "columns"), deferrable, initially, read_options(json)};
  }
  if (kind == "unique") {
    return Unique{name, texts(json, "columns"), deferrable, initially, read_options(json)};
  }
  if (kind == "foreign_key") return read_foreign_key(json);
  if (kind == "check") return read_check(json);
  if (kind == "exclude") return read_exclude(json);
  throw std::runtime_error("unknown constraint " + kind);
}

IndexElement read_index_element(const Json& json) {
  if (json.contains("expression")) return {read_expression(json.at("expression"))};
  return {text(json, "column")};
}

Index read_index(const Json& json) {
  return {optional_name(json, "name"), many<IndexElement>(json, "elements", &read_index_element),
          flag(json, "unique"), read_options(json)};
}

ColumnReference read_reference(const Json& json) {
  const Target target = split_target(text(json, "target"));
  return {optional_name(json, "name"), target.table, target.column, read_rules(json),
          read_options(json)};
}

Autoincrement read_autoincrement(const Json& json) {
  const std::string name = text(json, "autoincrement");
  if (name == "always") return Autoincrement::always;
  if (name == "never") return Autoincrement::never;
  if (name == "ignore_foreign_key") return Autoincrement::ignore_foreign_key;
  return Autoincrement::automatic;
}

Column read_column(const Json& json) {
  Column made{text(json, "name"), read_type(json.at("type")), optional_flag(json, "nullable"),
              flag(json, "primary_key")};
  if (json.contains("server_default")) made.server_default = read_default(json["server_default"]);
  made.autoincrement = read_autoincrement(json);
  made.comment = optional_text(json, "comment");
  made.unique = flag(json, "unique");
  made.index = flag(json, "index");
  made.references = many<ColumnReference>(json, "references", &read_reference);
  made.checks = many<Check>(json, "checks", &read_check);
  if (json.contains("sequence")) made.sequence = read_sequence(json.at("sequence"));
  made.system = flag(json, "system");
  made.quote = optional_flag(json, "quote");
  made.options = read_options(json);
  return made;
}

TableName table_of(const Json& json) { return read_table_name(json.at("table")); }

op::AlterColumn read_alter_column(const Json& json) {
  op::AlterColumn made{table_of(json), text(json, "column"), optional_flag(json, "nullable")};
  if (json.contains("server_default")) {
    const Json& change = json.at("server_default");
    if (change.contains("remove")) {
      made.server_default = op::Remove{};
    } else {
      made.server_default = read_default(change);
    }
  }
  if (json.contains("comment")) {
    const Json& change = json.at("comment");
    if (change.is_string()) {
      made.comment = change.get<std::string>();
    } else {
      made.comment = op::Remove{};
    }
  }
  made.new_column_name = optional_text(json, "new_column_name");
  made.type = optional_type(json, "type");
  made.autoincrement = optional_flag(json, "autoincrement");
  made.existing_type = optional_type(json, "existing_type");
  if (json.contains("existing_server_default")) {
    const Json& existing = json.at("existing_server_default");
    if (existing.contains("remove")) {
      made.existing_server_default = op::Remove{};
    } else {
      made.existing_server_default = read_default(existing);
    }
  }
  made.existing_nullable = optional_flag(json, "existing_nullable");
  made.existing_comment = optional_text(json, "existing_comment");
  made.existing_autoincrement = optional_flag(json, "existing_autoincrement");
  made.options = read_options(json);
  made.insert_before = optional_text(json, "insert_before");
  made.insert_after = optional_text(json, "insert_after");
  return made;
}

op::ConstraintType read_constraint_type(const Json& json) {
  const std::string name = text(json, "type");
  if (name == "primary") return op::ConstraintType::primary;
  if (name == "unique") return op::ConstraintType::unique;
  if (name == "foreign_key") return op::ConstraintType::foreign_key;
  if (name == "check") return op::ConstraintType::check;
  return op::ConstraintType::unspecified;
}

op::BulkInsert read_bulk_insert(const Json& json) {
  op::BulkInsert made{table_of(json), many<Column>(json, "columns", &read_column)};
  for (const Json& row : json.at("rows")) {
    op::BulkInsert::Row cells;
    for (const Json& cell : row) {
      const Json& held = cell[1];
      if (held.contains("expr")) {
        cells.emplace_back(cell[0].get<std::string>(), read_expression(held.at("expr")));
      } else {
        cells.emplace_back(cell[0].get<std::string>(), read_value(held.at("value")));
      }
    }
    made.rows.push_back(std::move(cells));
  }
  made.multiinsert = flag(json, "multiinsert");
  return made;
}

op::AlterTableBatch read_batch(const Json& json) {
  op::AlterTableBatch made(table_of(json), many<Operation>(json, "operations", &read_operation));
  const std::string recreate = text(json, "recreate");
  if (recreate == "always") made.recreate = op::Recreate::always;
  if (recreate == "never") made.recreate = op::Recreate::never;
  made.partial_reordering =
      json.value("partial_reordering", std::vector<std::vector<std::string>>());
  if (json.contains("copy_from")) made.copy_from = read_table(json.at("copy_from"));
  made.reflected_columns = many<Column>(json, "reflected_columns", &read_column);
  made.table_constraints = many<Constraint>(json, "table_constraints", &read_constraint);
  made.table_options = read_options(json, "table_options");
  if (json.contains("naming_convention")) {
    NamingConvention convention;
    convention.templates.clear();
    for (const auto& [kind, name] : json.at("naming_convention").items()) {
      convention.templates.emplace(kind, name.get<std::string>());
    }
    made.naming_convention = std::move(convention);
  }
  return made;
}

type::Enum read_enum(const Json& json) {
  return std::get<type::Enum>(read_type(json.at("type")).kind);
}

using Reader = Operation (*)(const Json&);

const std::map<std::string, Reader>& readers() {
  static const std::map<std::string, Reader> made{
      {"CreateTable",
       [](const Json& j) -> Operation {
         return op::CreateTable{read_table(j.at("table")), flag(j, "if_not_exists")};
       }},
      {"DropTable",
       [](const Json& j) -> Operation {
         return op::DropTable{table_of(j), flag(j, "if_exists"), read_options(j)};
       }},
      {"RenameTable",
       [](const Json& j) -> Operation {
         return op::RenameTable{table_of(j), text(j, "new_name")};
       }},
      {"AddColumn",
       [](const Json& j) -> Operation {
         return op::AddColumn{table_of(j),
                              read_column(j.at("column")),
                              flag(j, "if_not_exists"),
                              flag(j, "inline_references"),
                              flag(j, "inline_primary_key"),
                              optional_text(j, "insert_before"),
                              optional_text(j, "insert_after")};
       }},
      {"DropColumn",
       [](const Json& j) -> Operation {
         return op::DropColumn{table_of(j), text(j, "column"), flag(j, "if_exists"),
                               read_options(j)};
       }},
      {"AlterColumn", [](const Json& j) -> Operation { return read_alter_column(j); }},
      {"CreateIndex",
       [](const Json& j) -> Operation {
         return op::CreateIndex{table_of(j), read_index(j.at("index")), flag(j, "if_not_exists")};
       }},
      {"DropIndex",
       [](const Json& j) -> Operation {
         op::DropIndex drop{read_name(j.at("name"))};
         if (j.contains("table")) drop.table = table_of(j);
         drop.schema = optional_text(j, "schema");
         drop.if_exists = flag(j, "if_exists");
         drop.options = read_options(j);
         return drop;
       }},
      {"AddConstraint",
       [](const Json& j) -> Operation {
         return op::AddConstraint{table_of(j), read_constraint(j.at("constraint"))};
       }},
      {"DropConstraint",
       [](const Json& j) -> Operation {
         return op::DropConstraint{optional_name(j, "name"), table_of(j), read_constraint_type(j),
                                   flag(j, "if_exists"), read_options(j)};
       }},
      {"CreateTableComment",
       [](const Json& j) -> Operation {
         return op::CreateTableComment{table_of(j), optional_text(j, "comment"),
                                       optional_text(j, "existing_comment")};
       }},
      {"DropTableComment",
       [](const Json& j) -> Operation {
         return op::DropTableComment{table_of(j), optional_text(j, "existing_comment")};
       }},
      {"BulkInsert", [](const Json& j) -> Operation { return read_bulk_insert(j); }},
      {"Execute",
       [](const Json& j) -> Operation { return op::Execute{read_expression(j.at("statement"))}; }},
      {"CreateSequence",
       [](const Json& j) -> Operation {
         return op::CreateSequence{read_sequence(j.at("sequence")), flag(j, "if_not_exists")};
       }},
      {"DropSequence",
       [](const Json& j) -> Operation {
         return op::DropSequence{text(j, "name"), optional_text(j, "schema"), flag(j, "if_exists")};
       }},
      {"CreateEnum", [](const Json& j) -> Operation { return op::CreateEnum{read_enum(j)}; }},
      {"DropEnum", [](const Json& j) -> Operation { return op::DropEnum{read_enum(j)}; }},
      {"AlterTableBatch", [](const Json& j) -> Operation { return read_batch(j); }},
  };
  return made;
}

}  // namespace

Table read_table(const Json& json) {
  Table made{read_table_name(json.at("name")), many<Column>(json, "columns", &read_column),
             many<Constraint>(json, "constraints", &read_constraint),
             many<Index>(json, "indexes", &read_index)};
  made.comment = optional_text(json, "comment");
  made.prefixes = texts(json, "prefixes");
  made.options = read_options(json);
  return made;
}

Operation read_operation(const Json& json) {
  const auto reader = readers().find(text(json, "op"));
  if (reader == readers().end()) throw std::runtime_error("unknown operation " + text(json, "op"));
  return reader->second(json);
}

}  // namespace retort::oracle
