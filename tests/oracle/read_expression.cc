// SPDX-License-Identifier: MIT
#include "oracle/read_expression.h"

#include "retort/expression_node.h"

#include <nlohmann/json.hpp>

#include <cstdlib>
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
std::optional<int> number(const Json& json, const char* key) {
  if (!json.contains(key)) return std::nullopt;
  return json.at(key).get<int>();
}
std::optional<std::string> optional_text(const Json& json, const char* key) {
  if (!json.contains(key)) return std::nullopt;
  return json.at(key).get<std::string>();
}
std::optional<bool> optional_flag(const Json& json, const char* key) {
  if (!json.contains(key)) return std::nullopt;
  return json.at(key).get<bool>();
}

std::string unhex(const std::string& hex) {
  std::string out;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
    out += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
  }
  return out;
}

Time read_time(const Json& json, std::size_t from) {
  Time time{json[from].get<int>(), json[from + 1].get<int>(), json[from + 2].get<int>(),
            json[from + 3].get<int>()};
  if (!json[from + 4].is_null()) time.utc_offset = json[from + 4].get<int>();
  return time;
}

Date read_date(const Json& json) {
  return {json[0].get<int>(), json[1].get<int>(), json[2].get<int>()};
}

type::Enum read_enum(const Json& json) {
  type::Enum made;
  if (json.contains("values")) made.values = json["values"].get<std::vector<std::string>>();
  made.name = text(json, "name");
  made.name_is_final = flag(json, "name_is_final");
  made.schema = optional_text(json, "schema");
  made.native_enum = !flag(json, "no_native_enum");
  made.create_constraint = flag(json, "create_constraint");
  made.create_type = !flag(json, "no_create_type");
  made.postgresql_enum = flag(json, "postgresql_enum");
  made.length = number(json, "length");
  made.inherit_schema = flag(json, "inherit_schema");
  made.collation = text(json, "collation");
  return made;
}

type::Domain read_domain(const Json& json) {
  type::Domain made{text(json, "name"), read_type(json.at("data_type"))};
  made.schema = optional_text(json, "schema");
  made.collation = text(json, "collation");
  made.default_text = text(json, "default_text");
  made.constraint_name = text(json, "constraint_name");
  made.not_null = optional_flag(json, "not_null");
  made.check = text(json, "check");
  made.create_type = !flag(json, "no_create_type");
  return made;
}

type::Native read_native(const Json& json) {
  type::Native made{text(json, "dialect"), text(json, "name")};
  if (json.contains("arguments")) {
    for (const auto& [name, value] : json["arguments"].items()) {
      made.arguments.push_back({name, read_value(value)});
    }
  }
  return made;
}

type::Kind read_kind(const Json& json) {
  const std::string kind = text(json, "type");
  const auto length = number(json, "length");
  const auto precision = number(json, "precision");
  const std::string collation = text(json, "collation");
  if (kind == "Null") return type::Null{};
  if (kind == "Integer") return type::Integer{};
  if (kind == "SmallInteger") return type::SmallInteger{};
  if (kind == "BigInteger") return type::BigInteger{};
  if (kind == "Numeric") {
    return type::Numeric{precision, number(json, "scale"), !flag(json, "float_result")};
  }
  if (kind == "Float") return type::Float{precision, flag(json, "asdecimal")};
  if (kind == "Double") return type::Double{precision, flag(json, "asdecimal")};
  if (kind == "String") return type::String{length, collation};
  if (kind == "Text") return type::Text{length, collation};
  if (kind == "Unicode") return type::Unicode{length, collation};
  if (kind == "UnicodeText") return type::UnicodeText{length, collation};
  if (kind == "LargeBinary") return type::LargeBinary{length};
  if (kind == "Boolean") {
    return type::Boolean{flag(json, "create_constraint"), text(json, "name"),
                         flag(json, "name_is_final")};
  }
  if (kind == "Date") return type::Date{};
  if (kind == "Time") return type::Time{flag(json, "timezone")};
  if (kind == "DateTime") return type::DateTime{flag(json, "timezone")};
  if (kind == "Interval") {
    return type::Interval{json.value("native", 1) != 0, number(json, "second_precision"),
                          number(json, "day_precision")};
  }
  if (kind == "Uuid") return type::Uuid{!flag(json, "as_text"), !flag(json, "not_native")};
  if (kind == "Json") return type::Json{flag(json, "none_as_null")};
  if (kind == "Pickle") return type::Pickle{};
  if (kind == "Enum") return read_enum(json);
  if (kind == "Array") {
    return type::Array{read_type(json.at("item")), number(json, "dimensions"),
                       flag(json, "postgresql_array")};
  }
  if (kind == "Native") return read_native(json);
  if (kind == "Domain") return read_domain(json);
  if (kind == "Verbatim") return type::Verbatim{text(json, "text")};
  throw std::runtime_error("unknown type " + kind);
}

std::optional<Type> optional_type(const Json& json, const char* key) {
  if (!json.contains(key)) return std::nullopt;
  return read_type(json.at(key));
}

expr::Operator read_operator(const std::string& name) {
  using O = expr::Operator;
  static const std::map<std::string, O> names{
      {"add", O::add},
      {"subtract", O::subtract},
      {"multiply", O::multiply},
      {"divide", O::divide},
      {"floor_divide", O::floor_divide},
      {"modulo", O::modulo},
      {"negate", O::negate},
      {"equal", O::equal},
      {"not_equal", O::not_equal},
      {"less", O::less},
      {"less_equal", O::less_equal},
      {"greater", O::greater},
      {"greater_equal", O::greater_equal},
      {"is", O::is},
      {"is_not", O::is_not},
      {"is_distinct_from", O::is_distinct_from},
      {"is_not_distinct_from", O::is_not_distinct_from},
      {"like", O::like},
      {"not_like", O::not_like},
      {"ilike", O::ilike},
      {"not_ilike", O::not_ilike},
      {"starts_with", O::starts_with},
      {"not_starts_with", O::not_starts_with},
      {"istarts_with", O::istarts_with},
      {"not_istarts_with", O::not_istarts_with},
      {"ends_with", O::ends_with},
      {"not_ends_with", O::not_ends_with},
      {"iends_with", O::iends_with},
      {"not_iends_with", O::not_iends_with},
      {"contains", O::contains},
      {"not_contains", O::not_contains},
      {"icontains", O::icontains},
      {"not_icontains", O::not_icontains},
      {"in", O::in},
      {"not_in", O::not_in},
      {"between", O::between},
      {"not_between", O::not_between},
      {"concat", O::concat},
      {"match", O::match},
      {"not_match", O::not_match},
      {"regexp_match", O::regexp_match},
      {"not_regexp_match", O::not_regexp_match},
      {"regexp_replace", O::regexp_replace},
      {"bitwise_and", O::bitwise_and},
      {"bitwise_or", O::bitwise_or},
      {"bitwise_xor", O::bitwise_xor},
      {"bitwise_not", O::bitwise_not},
      {"shift_left", O::shift_left},
      {"shift_right", O::shift_right},
      {"json_get", O::json_get},
      {"json_path_get", O::json_path_get},
      {"get_item", O::get_item},
      {"and_", O::and_},
      {"or_", O::or_},
      {"not_", O::not_},
      {"exists", O::exists},
      {"distinct", O::distinct},
      {"any", O::any},
      {"all", O::all},
      {"is_true", O::is_true},
      {"is_false", O::is_false},
      {"ascending", O::ascending},
      {"descending", O::descending},
      {"nulls_first", O::nulls_first},
      {"nulls_last", O::nulls_last},
      {"collate", O::collate},
      {"comma", O::comma},
      {"filter", O::filter},
      {"over", O::over},
      {"custom", O::custom},
  };
  return names.at(name);
}

expr::CustomOperator read_custom(const Json& json) {
  if (!json.contains("custom")) return {};
  const Json& custom = json.at("custom");
  return {text(custom, "text"), custom.value("precedence", 0), flag(custom, "is_comparison"),
          flag(custom, "natural_self_precedent"), flag(custom, "eager_grouping")};
}

std::vector<Expression> many(const Json& json, const char* key) {
  std::vector<Expression> made;
  if (!json.contains(key)) return made;
  for (const Json& item : json.at(key)) made.push_back(read_expression(item));
  return made;
}
std::optional<Expression> maybe(const Json& json, const char* key) {
  if (!json.contains(key)) return std::nullopt;
  return read_expression(json.at(key));
}
std::vector<std::string> texts(const Json& json, const char* key) {
  return json.value(key, std::vector<std::string>());
}
Expression one(const Json& json, const char* key) { return read_expression(json.at(key)); }

expr::Label read_label(const Json& json, const char* key) {
  if (!json.contains(key)) return {};
  const Json& held = json.at(key);
  return {text(held, "text"), held.value("anonymous", 0), text(held, "suffix")};
}

expr::Literal read_literal(const Json& json) {
  expr::Literal made{read_value(json.at("value")), optional_type(json, "type")};
  made.always_inline = flag(json, "always_inline");
  made.expanding = flag(json, "expanding");
  made.required = flag(json, "required");
  made.name = read_label(json, "name");
  return made;
}

std::vector<expr::Prefix> read_prefixes(const Json& json, const char* key) {
  std::vector<expr::Prefix> made;
  if (!json.contains(key)) return made;
  for (const Json& item : json.at(key)) made.push_back({text(item, "text"), text(item, "dialect")});
  return made;
}

std::vector<expr::Assignment> read_assignments(const Json& json) {
  std::vector<expr::Assignment> made;
  for (const Json& item : json) {
    made.push_back({text(item, "column"), one(item, "value"), optional_flag(item, "quote"),
                    maybe(item, "target")});
  }
  return made;
}
std::vector<expr::Assignment> read_assignments(const Json& json, const char* key) {
  if (!json.contains(key)) return {};
  return read_assignments(json.at(key));
}

std::vector<std::pair<std::string, Value>> read_options(const Json& json, const char* key) {
  std::vector<std::pair<std::string, Value>> made;
  if (!json.contains(key)) return made;
  for (const auto& [name, value] : json.at(key).items()) made.push_back({name, read_value(value)});
  return made;
}

expr::FrameBound read_bound(const Json& json) {
  expr::FrameBound made;
  if (json.contains("offset")) made.offset = json.at("offset").get<std::int64_t>();
  return made;
}

using Reader = expr::Node (*)(const Json&);

expr::Node read_text(const Json& json) {
  expr::Text made{text(json, "sql")};
  if (json.contains("parameters")) {
    for (const Json& item : json.at("parameters")) {
      made.parameters.push_back({text(item, "name"), read_literal(item.at("literal"))});
    }
  }
  return expr::Node(std::move(made));
}

expr::Node read_case(const Json& json) {
  expr::Case made{maybe(json, "value"), {}, maybe(json, "otherwise")};
  for (const Json& item : json.at("whens")) {
    made.whens.push_back({one(item, "condition"), one(item, "result")});
  }
  return expr::Node(std::move(made));
}

expr::Node read_over(const Json& json) {
  expr::Over made{one(json, "element"), many(json, "partition_by"), many(json, "order_by")};
  if (json.contains("frame")) {
    const Json& frame = json.at("frame");
    made.frame =
        expr::Frame{text(frame, "unit"), read_bound(frame.at("from")), read_bound(frame.at("to"))};
  }
  return expr::Node(std::move(made));
}

expr::Node read_select(const Json& json) {
  expr::Select made{many(json, "columns"),    many(json, "from"),    many(json, "where"),
                    many(json, "group_by"),   many(json, "having"),  many(json, "order_by"),
                    maybe(json, "limit"),     maybe(json, "offset"), flag(json, "distinct"),
                    many(json, "distinct_on")};
  made.prefixes = read_prefixes(json, "prefixes");
  made.suffixes = read_prefixes(json, "suffixes");
  made.correlate = many(json, "correlate");
  if (json.contains("correlate_except")) made.correlate_except = many(json, "correlate_except");
  made.auto_correlate = !flag(json, "no_auto_correlate");
  if (json.contains("fetch")) {
    const Json& fetch = json.at("fetch");
    made.fetch = expr::Fetch{one(fetch, "count"), flag(fetch, "percent"), flag(fetch, "with_ties")};
  }
  made.ctes = many(json, "ctes");
  if (json.contains("for_update")) {
    const Json& lock = json.at("for_update");
    made.for_update =
        expr::ForUpdate{flag(lock, "read"), flag(lock, "key_share"), flag(lock, "nowait"),
                        flag(lock, "skip_locked"), many(lock, "of")};
  }
  return expr::Node(std::move(made));
}

std::vector<std::pair<std::string, std::optional<Type>>> read_columns(const Json& json) {
  std::vector<std::pair<std::string, std::optional<Type>>> made;
  if (!json.contains("columns")) return made;
  for (const Json& column : json.at("columns")) {
    made.push_back({text(column, "name"), optional_type(column, "type")});
  }
  return made;
}

expr::Node read_alias(const Json& json) {
  expr::Alias made{read_label(json, "name"), one(json, "element"), flag(json, "lateral"),
                   read_columns(json), flag(json, "with_ordinality")};
  if (json.contains("sample")) {
    const Json& sample = json.at("sample");
    made.sample = expr::Sample{one(sample, "method"), maybe(sample, "seed")};
  }
  return expr::Node(std::move(made));
}

expr::Node read_values_clause(const Json& json) {
  expr::Values made;
  made.columns = read_columns(json);
  for (const Json& row : json.at("rows")) {
    std::vector<Expression> items;
    for (const Json& item : row) items.push_back(read_expression(item));
    made.rows.push_back(std::move(items));
  }
  made.name = read_label(json, "name");
  return expr::Node(std::move(made));
}

expr::Node read_insert(const Json& json) {
  expr::Insert made{one(json, "table")};
  if (json.contains("rows")) {
    for (const Json& row : json.at("rows")) made.rows.push_back(read_assignments(row));
  }
  made.select = maybe(json, "select");
  made.select_columns = texts(json, "select_columns");
  made.prefixes = read_prefixes(json, "prefixes");
  made.returning = many(json, "returning");
  if (json.contains("on_conflict")) {
    const Json& conflict = json.at("on_conflict");
    made.on_conflict =
        expr::OnConflict{text(conflict, "dialect"),         many(conflict, "elements"),
                         text(conflict, "constraint"),      maybe(conflict, "index_where"),
                         read_assignments(conflict, "set"), maybe(conflict, "where")};
  }
  made.on_duplicate_key = read_assignments(json, "on_duplicate_key");
  made.row_alias = text(json, "row_alias");
  made.multi_row = flag(json, "multi_row");
  made.ctes = many(json, "ctes");
  return expr::Node(std::move(made));
}

const std::map<std::string, Reader>& readers() {
  static const std::map<std::string, Reader> made{
      {"Null", [](const Json&) { return expr::Node(expr::Null{}); }},
      {"Boolean", [](const Json& j) { return expr::Node(expr::Boolean{flag(j, "value")}); }},
      {"Literal", [](const Json& j) { return expr::Node(read_literal(j)); }},
      {"Column",
       [](const Json& j) {
         return expr::Node(expr::Column{text(j, "name"), maybe(j, "from"), optional_type(j, "type"),
                                        flag(j, "verbatim"), optional_flag(j, "quote"),
                                        read_label(j, "made_up"), flag(j, "row")});
       }},
      {"Text", &read_text},
      {"Function",
       [](const Json& j) {
         return expr::Node(expr::Function{text(j, "name"), texts(j, "package"),
                                          many(j, "arguments"), optional_type(j, "type"),
                                          flag(j, "generic"), optional_flag(j, "quote")});
       }},
      {"Unary",
       [](const Json& j) {
         return expr::Node(expr::Unary{read_operator(text(j, "op")), one(j, "operand"),
                                       flag(j, "modifier"), read_custom(j),
                                       optional_type(j, "type")});
       }},
      {"Binary",
       [](const Json& j) {
         return expr::Node(expr::Binary{read_operator(text(j, "op")), one(j, "left"),
                                        one(j, "right"), read_custom(j), optional_text(j, "escape"),
                                        optional_text(j, "flags"), flag(j, "symmetric"),
                                        optional_type(j, "type")});
       }},
      {"ClauseList",
       [](const Json& j) {
         return expr::Node(expr::ClauseList{read_operator(text(j, "op")), many(j, "clauses"),
                                            flag(j, "grouped")});
       }},
      {"Grouping", [](const Json& j) { return expr::Node(expr::Grouping{one(j, "element")}); }},
      {"Tuple", [](const Json& j) { return expr::Node(expr::Tuple{many(j, "elements")}); }},
      {"Cast",
       [](const Json& j) {
         return expr::Node(
             expr::Cast{one(j, "operand"), read_type(j.at("type")), flag(j, "try_cast")});
       }},
      {"TypeCoerce",
       [](const Json& j) {
         return expr::Node(expr::TypeCoerce{one(j, "operand"), read_type(j.at("type"))});
       }},
      {"Case", &read_case},
      {"Collation", [](const Json& j) { return expr::Node(expr::Collation{text(j, "name")}); }},
      {"Labelled",
       [](const Json& j) {
         return expr::Node(expr::Labelled{read_label(j, "name"), one(j, "element")});
       }},
      {"Extract",
       [](const Json& j) {
         return expr::Node(expr::Extract{text(j, "field"), one(j, "operand")});
       }},
      {"Over", &read_over},
      {"Filter",
       [](const Json& j) {
         return expr::Node(expr::Filter{one(j, "function"), one(j, "condition")});
       }},
      {"WithinGroup",
       [](const Json& j) {
         return expr::Node(expr::WithinGroup{one(j, "function"), many(j, "order_by")});
       }},
      {"Ordered",
       [](const Json& j) {
         return expr::Node(expr::Ordered{one(j, "element"), many(j, "order_by")});
       }},
      {"Array",
       [](const Json& j) {
         return expr::Node(expr::Array{many(j, "elements"), optional_type(j, "type")});
       }},
      {"Slice",
       [](const Json& j) {
         return expr::Node(expr::Slice{maybe(j, "start"), maybe(j, "stop")});
       }},
      {"NextValue",
       [](const Json& j) {
         return expr::Node(expr::NextValue{text(j, "sequence"), optional_text(j, "schema")});
       }},
      {"ScalarSubquery",
       [](const Json& j) { return expr::Node(expr::ScalarSubquery{one(j, "select")}); }},
      {"Table",
       [](const Json& j) {
         return expr::Node(
             expr::Table{text(j, "name"), optional_text(j, "schema"), optional_flag(j, "quote")});
       }},
      {"Alias", &read_alias},
      {"Join",
       [](const Json& j) {
         return expr::Node(expr::Join{one(j, "left"), one(j, "right"), maybe(j, "condition"),
                                      flag(j, "outer"), flag(j, "full")});
       }},
      {"Cte",
       [](const Json& j) {
         return expr::Node(expr::Cte{read_label(j, "name"), one(j, "element"), flag(j, "recursive"),
                                     optional_flag(j, "materialized"), texts(j, "columns")});
       }},
      {"Values", &read_values_clause},
      {"Select", &read_select},
      {"CompoundSelect",
       [](const Json& j) {
         return expr::Node(expr::CompoundSelect{text(j, "keyword"), many(j, "selects"),
                                                many(j, "order_by"), maybe(j, "limit"),
                                                maybe(j, "offset")});
       }},
      {"Insert", &read_insert},
      {"Update",
       [](const Json& j) {
         return expr::Node(expr::Update{one(j, "table"), read_assignments(j, "set"),
                                        many(j, "where"), read_prefixes(j, "prefixes"),
                                        many(j, "returning"), read_options(j, "dialect_options"),
                                        many(j, "ctes")});
       }},
      {"Delete",
       [](const Json& j) {
         return expr::Node(expr::Delete{one(j, "table"), many(j, "where"),
                                        read_prefixes(j, "prefixes"), many(j, "returning"),
                                        read_options(j, "dialect_options"), many(j, "ctes")});
       }},
      {"ProposedColumn",
       [](const Json& j) {
         return expr::Node(expr::ProposedColumn{text(j, "name"), optional_type(j, "type")});
       }},
      {"DdlText",
       [](const Json& j) {
         return expr::Node(expr::DdlText{text(j, "sql"), text(j, "dialect")});
       }},
  };
  return made;
}

}  // namespace

Value read_value(const Json& json) {
  if (json.is_null()) return Value(nullptr);
  if (json.is_boolean()) return Value(json.get<bool>());
  if (json.is_number_integer()) return Value(json.get<std::int64_t>());
  if (json.is_string()) return Value(json.get<std::string>());
  const std::string& kind = json.begin().key();
  const Json& held = json.begin().value();
  if (kind == "float") return Value(std::strtod(held.get<std::string>().c_str(), nullptr));
  if (kind == "decimal") return Value(Decimal{held.get<std::string>()});
  if (kind == "date") return Value(read_date(held));
  if (kind == "time") return Value(read_time(held, 0));
  if (kind == "datetime") return Value(DateTime{read_date(held), read_time(held, 3)});
  if (kind == "interval") {
    return Value(Interval{held[0].get<std::int64_t>(), held[1].get<std::int64_t>(),
                          held[2].get<std::int64_t>()});
  }
  if (kind == "uuid") return Value(Uuid{held.get<std::string>()});
  if (kind == "bytes") return Value(Bytes{unhex(held.get<std::string>())});
  if (kind == "json") return Value(retort::Json{held.get<std::string>()});
  if (kind == "list") {
    List list;
    for (const Json& item : held) list.items.push_back(read_value(item));
    return Value(std::move(list));
  }
  throw std::runtime_error("unknown value " + kind);
}

Type read_type(const Json& json) {
  Type made;
  made.kind = read_kind(json);
  if (json.contains("variants")) {
    for (const auto& [dialect, type] : json.at("variants").items()) {
      made.variants.push_back({dialect, read_type(type)});
    }
  }
  return made;
}

Expression read_expression(const Json& json) {
  const auto reader = readers().find(text(json, "node"));
  if (reader == readers().end()) {
    throw std::runtime_error("unknown expression " + text(json, "node"));
  }
  return Expression(reader->second(json));
}

}  // namespace retort::oracle
