// SPDX-License-Identifier: MIT
// Types of PostgreSQL: as SQL text, and as format_type() of its catalog shows them.
#include "retort/error.h"

#include "base/text.h"
#include "dialect/postgresql/sql.h"
#include "sql/type_text.h"

#include <algorithm>
#include <array>
#include <utility>

namespace retort::postgresql {
namespace {

// Names that are written as they are.
constexpr std::array<std::string_view, 37> plain_names{"TSVECTOR",
                                                       "TSQUERY",
                                                       "INET",
                                                       "CIDR",
                                                       "CITEXT",
                                                       "MACADDR",
                                                       "MACADDR8",
                                                       "MONEY",
                                                       "OID",
                                                       "REGCONFIG",
                                                       "REGCLASS",
                                                       "HSTORE",
                                                       "JSON",
                                                       "JSONB",
                                                       "JSONPATH",
                                                       "INT4RANGE",
                                                       "INT8RANGE",
                                                       "NUMRANGE",
                                                       "DATERANGE",
                                                       "TSRANGE",
                                                       "TSTZRANGE",
                                                       "INT4MULTIRANGE",
                                                       "INT8MULTIRANGE",
                                                       "NUMMULTIRANGE",
                                                       "DATEMULTIRANGE",
                                                       "TSMULTIRANGE",
                                                       "TSTZMULTIRANGE",
                                                       "INTEGER",
                                                       "SMALLINT",
                                                       "BIGINT",
                                                       "REAL",
                                                       "DOUBLE",
                                                       "DATE",
                                                       "DATETIME",
                                                       "BYTEA",
                                                       "BOOLEAN",
                                                       "UUID"};

std::string time_type(std::string_view name, std::optional<int> precision, bool timezone) {
  std::string text(name);
  if (precision) text += "(" + std::to_string(*precision) + ")";
  return text + (timezone ? " WITH TIME ZONE" : " WITHOUT TIME ZONE");
}

std::string bit_type(const type::Native& native) {
  const auto length = number_argument(native, "length");
  if (flag_argument(native, "varying")) return with_length("BIT VARYING", length);
  return "BIT(" + std::to_string(length.value_or(1)) + ")";
}

std::string interval_type(const std::string& fields, std::optional<int> precision) {
  std::string text = "INTERVAL";
  if (!fields.empty()) text += " " + fields;
  if (precision) text += " (" + std::to_string(*precision) + ")";
  return text;
}

class Formatter {
 public:
  explicit Formatter(const PostgresqlSql& sql) : sql_(sql) {}

  std::string operator()(const type::Null&) const { refuse_null_type(); }
  std::string operator()(const type::Integer&) const { return "INTEGER"; }
  std::string operator()(const type::SmallInteger&) const { return "SMALLINT"; }
  std::string operator()(const type::BigInteger&) const { return "BIGINT"; }
  std::string operator()(const type::Numeric& type) const {
    return with_precision("NUMERIC", type.precision, type.scale);
  }
  std::string operator()(const type::Float& type) const {
    return with_length("FLOAT", type.precision);
  }
  std::string operator()(const type::Double&) const { return "DOUBLE PRECISION"; }
  std::string operator()(const type::String& type) const {
    return string_type("VARCHAR", type.length, type.collation);
  }
  std::string operator()(const type::Text& type) const {
    return string_type("TEXT", type.length, type.collation);
  }
  std::string operator()(const type::Unicode& type) const {
    return string_type("VARCHAR", type.length, type.collation);
  }
  std::string operator()(const type::UnicodeText& type) const {
    return string_type("TEXT", type.length, type.collation);
  }
  std::string operator()(const type::LargeBinary&) const { return "BYTEA"; }
  std::string operator()(const type::Boolean&) const { return "BOOLEAN"; }
  std::string operator()(const type::Date&) const { return "DATE"; }
  std::string operator()(const type::Time& type) const {
    return time_type("TIME", std::nullopt, type.timezone);
  }
  std::string operator()(const type::DateTime& type) const {
    return time_type("TIMESTAMP", std::nullopt, type.timezone);
  }
  std::string operator()(const type::Interval& type) const {
    if (!type.native) return time_type("TIMESTAMP", std::nullopt, false);
    return interval_type("", type.second_precision);
  }
  std::string operator()(const type::Uuid& type) const {
    return type.native_uuid ? "UUID" : "CHAR(32)";
  }
  std::string operator()(const type::Json&) const { return "JSON"; }
  std::string operator()(const type::Pickle&) const { return "BYTEA"; }
  std::string operator()(const type::Enum& type) const {
    if (!type.native_enum) return enum_varchar(type);
    if (type.name.empty()) {
      throw Error("PostgreSQL Enum type requires a name.", ErrorCode::compile);
    }
    return qualified(type.schema, type.name);
  }
  std::string operator()(const type::Array& type) const {
    const auto* item_enum = std::get_if<type::Enum>(&type.item->on(sql_.name()).kind);
    if (item_enum != nullptr && !item_enum->native_enum && item_enum->create_constraint) {
      throw Error(
          "PostgreSQL dialect cannot produce the CHECK constraint for ARRAY of non-native ENUM; "
          "please specify create_constraint=False on this Enum datatype.",
          ErrorCode::compile);
    }
    // A collation stands after the brackets.
    const std::string item = sql_.format_type(*type.item);
    std::string brackets;
    for (int i = 0; i < type.dimensions.value_or(1); ++i) brackets += "[]";
    const std::size_t collation = item.find(" COLLATE");
    if (collation == std::string::npos) return item + brackets;
    return item.substr(0, collation) + brackets + item.substr(collation);
  }
  std::string operator()(const type::Native& type) const;
  std::string operator()(const type::Domain& type) const {
    return qualified(type.schema, type.name);
  }
  std::string operator()(const type::Verbatim& type) const { return type.text; }

 private:
  std::string qualified(const std::optional<std::string>& schema, const std::string& name) const {
    return (schema ? sql_.quote(*schema) + "." : std::string()) + sql_.quote(name);
  }

  const PostgresqlSql& sql_;
};

std::string Formatter::operator()(const type::Native& type) const {
  const std::string& name = type.name;
  const auto length = number_argument(type, "length");
  const auto precision = number_argument(type, "precision");
  const std::string collation = text_argument(type, "collation");
  if (name == "VARCHAR" || name == "CHAR" || name == "TEXT" || name == "NCHAR" ||
      name == "NVARCHAR" || name == "CITEXT") {
    return string_type(name, name == "CITEXT" ? std::nullopt : length, collation);
  }
  if (name == "CLOB" || name == "BLOB") return name;
  if (name == "BINARY" || name == "VARBINARY") return with_length(name, length);
  if (name == "NUMERIC" || name == "DECIMAL") {
    return with_precision(name, precision, number_argument(type, "scale"));
  }
  if (name == "FLOAT") return with_length("FLOAT", precision);
  if (name == "DOUBLE_PRECISION") return "DOUBLE PRECISION";
  if (name == "TIMESTAMP" || name == "TIME") {
    return time_type(name, precision, flag_argument(type, "timezone"));
  }
  if (name == "INTERVAL") return interval_type(text_argument(type, "fields"), precision);
  if (name == "BIT") return bit_type(type);
  if (name == "JSON_INDEX") return "TEXT";
  if (name == "JSON_PATH") return "JSONPATH";
  if ((type.dialect.empty() || type.dialect == "postgresql") &&
      std::find(plain_names.begin(), plain_names.end(), name) != plain_names.end()) {
    return name;
  }
  refuse_type(sql_.name(), name);
}

// The part of "timestamp(3) with time zone" that is in the middle of the name.
Type parse_time(const TypeText& text, std::string name) {
  std::vector<type::Argument> arguments;
  const std::string words = text.has_arguments ? text.rest : text.name;
  if (words.find("with time zone") != std::string::npos) {
    arguments.push_back({"timezone", Value(true)});
  }
  add_argument(arguments, "precision", text.number(0));
  return native("postgresql", std::move(name), std::move(arguments));
}

Type parse_interval(const TypeText& text) {
  std::vector<type::Argument> arguments;
  const std::string fields =
      std::string(strip(std::string_view(text.name).substr(std::string_view("interval").size())));
  if (!fields.empty()) arguments.push_back({"fields", Value(upper_ascii(fields))});
  add_argument(arguments, "precision", text.number(0));
  return native("postgresql", "INTERVAL", std::move(arguments));
}

Type parse_scalar(const TypeText& text, std::string_view original) {
  const std::string& name = text.name;
  std::vector<type::Argument> arguments;
  if (name == "character varying" || name == "varchar" || name == "character" || name == "char" ||
      name == "bpchar") {
    add_argument(arguments, "length", text.number(0));
    const bool varying = name == "character varying" || name == "varchar";
    return native("", varying ? "VARCHAR" : "CHAR", std::move(arguments));
  }
  if (name == "numeric" || name == "decimal") {
    add_argument(arguments, "precision", text.number(0));
    add_argument(arguments, "scale", text.number(1));
    return native("", "NUMERIC", std::move(arguments));
  }
  if (name == "bit" || name == "bit varying") {
    add_argument(arguments, "length", text.number(0));
    if (name == "bit varying") arguments.push_back({"varying", Value(true)});
    return native("postgresql", "BIT", std::move(arguments));
  }
  if (name.compare(0, 9, "timestamp") == 0) return parse_time(text, "TIMESTAMP");
  if (name == "time" || name.compare(0, 5, "time ") == 0) return parse_time(text, "TIME");
  if (name == "interval" || name.compare(0, 9, "interval ") == 0) return parse_interval(text);
  if (text.has_arguments) return type::Verbatim{std::string(original)};
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 20> standard{{
      {"integer", "INTEGER"},
      {"int", "INTEGER"},
      {"int4", "INTEGER"},
      {"bigint", "BIGINT"},
      {"int8", "BIGINT"},
      {"smallint", "SMALLINT"},
      {"int2", "SMALLINT"},
      {"text", "TEXT"},
      {"real", "REAL"},
      {"float4", "REAL"},
      {"double precision", "DOUBLE_PRECISION"},
      {"float8", "DOUBLE_PRECISION"},
      {"float", "FLOAT"},
      {"date", "DATE"},
      {"boolean", "BOOLEAN"},
      {"bool", "BOOLEAN"},
      {"uuid", "UUID"},
      {"clob", "CLOB"},
      {"blob", "BLOB"},
      {"name", "VARCHAR"},
  }};
  for (const auto& [from, to] : standard) {
    if (name == from) return native("", std::string(to));
  }
  const std::string upper = upper_ascii(name);
  if (std::find(plain_names.begin(), plain_names.end(), upper) != plain_names.end()) {
    return native("postgresql", upper);
  }
  return type::Verbatim{std::string(original)};
}

}  // namespace

std::string PostgresqlSql::format_type(const Type& type) const {
  return std::visit(Formatter(*this), type.on(name()).kind);
}

Type parse_type(std::string_view text) {
  std::string_view item = strip(text);
  int dimensions = 0;
  while (item.size() > 2 && item.substr(item.size() - 2) == "[]") {
    item.remove_suffix(2);
    ++dimensions;
  }
  Type made = parse_scalar(split_type(item), item);
  if (dimensions == 0) return made;
  type::Array array{std::move(made)};
  if (dimensions > 1) array.dimensions = dimensions;
  array.postgresql_array = true;
  return array;
}

}  // namespace retort::postgresql
