// SPDX-License-Identifier: MIT
// Types of Oracle Database: as SQL text, and the catalog's text as a type.
// https://docs.oracle.com/en/database/oracle/oracle-database/23/sqlrf/Data-Types.html
#include "retort/error.h"

#include "base/text.h"
#include "dialect/oracle/sql.h"
#include "sql/type_text.h"

#include <algorithm>
#include <array>
#include <utility>

namespace retort::oracle {
namespace {

constexpr std::array<std::string_view, 18> plain_names{
    "INTEGER", "SMALLINT", "BIGINT", "REAL", "DATE",    "TIME", "DATETIME", "CLOB",   "NCLOB",
    "BLOB",    "LONG",     "ROWID",  "TEXT", "BOOLEAN", "UUID", "BFILE",    "DOUBLE", "LONG RAW"};

// Lengths are in characters, whatever the server's default is.
std::string varchar(std::string_view name, std::optional<int> length) {
  std::string text(name);
  if (length.value_or(0) != 0) text += "(" + std::to_string(*length) + " CHAR)";
  return text;
}

// FLOAT counts binary digits here, so that a precision in decimal ones would mean something else.
std::string float_type(std::string_view written, std::optional<int> precision) {
  if (precision.value_or(0) == 0) return "FLOAT";
  const std::string given = std::to_string(*precision);
  const std::string binary = std::to_string(static_cast<int>(*precision / 0.30103));
  throw Error(
      "Oracle Database FLOAT types use 'binary precision', which does not convert cleanly from "
      "decimal 'precision'.  Please specify this type with a separate Oracle Database variant, "
      "such as " +
          std::string(written) + "(precision=" + given +
          ").with_variant(oracle.FLOAT(binary_precision=" + binary +
          "), 'oracle'), so that the Oracle Database specific 'binary_precision' may be specified "
          "accurately.",
      ErrorCode::argument);
}

std::string interval_type(std::optional<int> day, std::optional<int> second) {
  const auto digits = [](std::optional<int> number) {
    return number ? "(" + std::to_string(*number) + ")" : std::string();
  };
  return "INTERVAL DAY" + digits(day) + " TO SECOND" + digits(second);
}

class Formatter {
 public:
  explicit Formatter(const OracleSql& sql) : sql_(sql) {}

  std::string operator()(const type::Null&) const { refuse_null_type(); }
  std::string operator()(const type::Integer&) const { return "INTEGER"; }
  std::string operator()(const type::SmallInteger&) const { return "SMALLINT"; }
  std::string operator()(const type::BigInteger&) const { return "NUMBER(19)"; }
  std::string operator()(const type::Numeric& type) const {
    return with_precision("NUMERIC", type.precision, type.scale);
  }
  std::string operator()(const type::Float& type) const {
    return float_type("Float", type.precision);
  }
  std::string operator()(const type::Double& type) const {
    return with_precision("DOUBLE PRECISION", type.precision, std::nullopt);
  }
  std::string operator()(const type::String& type) const {
    return varchar("VARCHAR2", type.length);
  }
  std::string operator()(const type::Unicode& type) const {
    return sql_.settings().national_unicode ? with_length("NVARCHAR2", type.length)
                                            : varchar("VARCHAR2", type.length);
  }
  std::string operator()(const type::Text&) const { return "CLOB"; }
  std::string operator()(const type::UnicodeText&) const {
    return sql_.settings().national_unicode ? "NCLOB" : "CLOB";
  }
  std::string operator()(const type::LargeBinary&) const { return "BLOB"; }
  std::string operator()(const type::Boolean&) const { return "SMALLINT"; }
  std::string operator()(const type::Date&) const { return "DATE"; }
  std::string operator()(const type::Time&) const { return "TIME"; }
  std::string operator()(const type::DateTime&) const { return "DATE"; }
  std::string operator()(const type::Interval& type) const {
    return type.native ? interval_type(type.day_precision, type.second_precision) : "DATE";
  }
  std::string operator()(const type::Uuid&) const { return "CHAR(32)"; }
  std::string operator()(const type::Json&) const { refuse_type(sql_.name(), "JSON"); }
  std::string operator()(const type::Pickle&) const { return "BLOB"; }
  std::string operator()(const type::Enum& type) const {
    return varchar("VARCHAR", enum_varchar_length(type));
  }
  std::string operator()(const type::Array&) const { refuse_type(sql_.name(), "ARRAY"); }
  std::string operator()(const type::Native& type) const;
  std::string operator()(const type::Domain&) const { refuse_type(sql_.name(), "DOMAIN"); }
  std::string operator()(const type::Verbatim& type) const { return type.text; }

 private:
  static std::optional<std::string> text_family(const type::Native& type);
  static std::optional<std::string> number_family(const type::Native& type);
  static std::optional<std::string> time_family(const type::Native& type);

  const OracleSql& sql_;
};

std::optional<std::string> Formatter::text_family(const type::Native& type) {
  const std::string& name = type.name;
  const auto length = number_argument(type, "length");
  if (name == "VARCHAR2" || name == "VARCHAR") return varchar(name, length);
  if (name == "NVARCHAR2" || name == "NVARCHAR") return with_length("NVARCHAR2", length);
  if (name == "CHAR" || name == "NCHAR") {
    return string_type(name, length, text_argument(type, "collation"));
  }
  if (name == "RAW" || name == "BINARY" || name == "VARBINARY") return with_length(name, length);
  return std::nullopt;
}

std::optional<std::string> Formatter::number_family(const type::Native& type) {
  const std::string& name = type.name;
  const auto precision = number_argument(type, "precision");
  const auto scale = number_argument(type, "scale");
  if (name == "NUMBER" || name == "NUMERIC" || name == "DECIMAL") {
    return with_precision(name, precision, scale);
  }
  if (name == "BINARY_DOUBLE" || name == "BINARY_FLOAT") {
    return with_precision(name, precision, scale);
  }
  if (name == "DOUBLE_PRECISION") return with_precision("DOUBLE PRECISION", precision, scale);
  if (name == "INT") return "INTEGER";
  if (name == "FLOAT") {
    const auto digits = number_argument(type, "binary_precision");
    return digits ? with_precision("FLOAT", digits, std::nullopt) : float_type("FLOAT", precision);
  }
  return std::nullopt;
}

std::optional<std::string> Formatter::time_family(const type::Native& type) {
  if (type.name == "TIMESTAMP") {
    if (flag_argument(type, "local_timezone")) return "TIMESTAMP WITH LOCAL TIME ZONE";
    return flag_argument(type, "timezone") ? "TIMESTAMP WITH TIME ZONE" : "TIMESTAMP";
  }
  if (type.name == "INTERVAL") {
    return interval_type(number_argument(type, "day_precision"),
                         number_argument(type, "second_precision"));
  }
  return std::nullopt;
}

std::string Formatter::operator()(const type::Native& type) const {
  const std::string& name = type.name;
  // SQLite's types are the generic ones, with a format of their own for the text that they store.
  if (type.dialect == "sqlite" && name == "DATETIME") return "DATE";
  if (const auto text = text_family(type)) return *text;
  if (const auto text = number_family(type)) return *text;
  if (const auto text = time_family(type)) return *text;
  if (name == "VECTOR") {
    const auto word = [&](std::string_view argument) {
      const std::string text = text_argument(type, argument);
      return text.empty() ? std::string("*") : text;
    };
    const auto dimensions = number_argument(type, "dim");
    return "VECTOR(" + (dimensions ? std::to_string(*dimensions) : std::string("*")) + "," +
           word("storage_format") + "," + word("storage_type") + ")";
  }
  if (name != "BFILE" &&
      std::find(plain_names.begin(), plain_names.end(), name) != plain_names.end()) {
    return name;
  }
  refuse_type(sql_.name(), name);
}

}  // namespace

std::string OracleSql::format_type(const Type& type) const {
  return std::visit(Formatter(*this), type.on(name()).kind);
}

namespace {

Type parse_timestamp(const TypeText& parts, std::string_view text) {
  std::string words = parts.name + (parts.rest.empty() ? "" : " " + parts.rest);
  std::vector<type::Argument> arguments;
  if (parts.has_arguments) return type::Verbatim{std::string(strip(text))};
  if (words == "timestamp with time zone") arguments.push_back({"timezone", Value(true)});
  if (words == "timestamp with local time zone") {
    arguments.push_back({"local_timezone", Value(true)});
  }
  return native("oracle", "TIMESTAMP", std::move(arguments));
}

}  // namespace

Type parse_type(std::string_view text) {
  const TypeText parts = split_type(text);
  std::string name = upper_ascii(parts.name);
  std::vector<type::Argument> arguments;
  if (name.starts_with("TIMESTAMP")) return parse_timestamp(parts, text);
  if (name == "DOUBLE PRECISION") name = "DOUBLE_PRECISION";
  if (name == "VARCHAR2" || name == "VARCHAR" || name == "NVARCHAR2" || name == "CHAR" ||
      name == "NCHAR" || name == "RAW") {
    // "20CHAR" is what is left of "20 CHAR"; a length in bytes is another type.
    if (parts.has_arguments && parts.arguments.at(0).ends_with("BYTE")) {
      return type::Verbatim{std::string(strip(text))};
    }
    const std::string length = parts.has_arguments ? parts.arguments.at(0) : "";
    const auto number = parse_integer(length.substr(0, length.find("CHAR")));
    if (number) arguments.push_back({"length", Value(static_cast<int>(*number))});
  } else if (name == "NUMBER" || name == "NUMERIC" || name == "DECIMAL") {
    add_argument(arguments, "precision", parts.number(0));
    add_argument(arguments, "scale", parts.number(1));
  } else if (name == "FLOAT") {
    add_argument(arguments, "binary_precision", parts.number(0));
  } else if (parts.has_arguments ||
             (name != "BINARY_DOUBLE" && name != "BINARY_FLOAT" && name != "DOUBLE_PRECISION" &&
              std::find(plain_names.begin(), plain_names.end(), name) == plain_names.end())) {
    return type::Verbatim{std::string(strip(text))};
  }
  return native("oracle", std::move(name), std::move(arguments));
}

}  // namespace retort::oracle
