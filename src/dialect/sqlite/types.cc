// SPDX-License-Identifier: MIT
// Types of SQLite: as SQL text, and as columns declare them. SQLite takes any name for a type.
#include "base/text.h"
#include "dialect/sqlite/sql.h"
#include "sql/type_text.h"

#include <algorithm>
#include <array>
#include <utility>

namespace retort::sqlite {
namespace {

constexpr std::array<std::string_view, 14> plain_names{
    "INTEGER", "SMALLINT", "BIGINT", "REAL", "DOUBLE", "FLOAT",   "TIMESTAMP",
    "JSON",    "UUID",     "BLOB",   "CLOB", "NCLOB",  "BOOLEAN", "INT"};

// The types of SQLite that store dates as text say so in their name when the text is all digits.
std::string stored_type(const type::Native& native) {
  const std::string format = text_argument(native, "storage_format");
  if (format.empty()) return native.name;
  std::string constant;
  for (std::size_t i = 0; i < format.size(); ++i) {
    if (format[i] == '%' && i + 1 < format.size() && format[i + 1] == '(') {
      i = format.find(')', i);
      if (i == std::string::npos) break;
      while (i + 1 < format.size() && format[i + 1] != 'd') ++i;
      ++i;
      continue;
    }
    constant += format[i];
  }
  const bool digits_only = std::all_of(constant.begin(), constant.end(), is_digit);
  return digits_only ? native.name + "_CHAR" : native.name;
}

class Formatter {
 public:
  explicit Formatter(const SqliteSql& sql) : sql_(sql) {}

  std::string operator()(const type::Null&) const { refuse_null_type(); }
  std::string operator()(const type::Integer&) const { return "INTEGER"; }
  std::string operator()(const type::SmallInteger&) const { return "SMALLINT"; }
  std::string operator()(const type::BigInteger&) const { return "BIGINT"; }
  std::string operator()(const type::Numeric& type) const {
    return with_precision("NUMERIC", type.precision, type.scale);
  }
  std::string operator()(const type::Float&) const { return "FLOAT"; }
  std::string operator()(const type::Double&) const { return "DOUBLE"; }
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
  std::string operator()(const type::LargeBinary&) const { return "BLOB"; }
  std::string operator()(const type::Boolean&) const { return "BOOLEAN"; }
  std::string operator()(const type::Date&) const { return "DATE"; }
  std::string operator()(const type::Time&) const { return "TIME"; }
  std::string operator()(const type::DateTime&) const { return "DATETIME"; }
  std::string operator()(const type::Interval&) const { return "DATETIME"; }
  std::string operator()(const type::Uuid&) const { return "CHAR(32)"; }
  std::string operator()(const type::Json&) const { return "JSON"; }
  std::string operator()(const type::Pickle&) const { return "BLOB"; }
  std::string operator()(const type::Enum& type) const { return enum_varchar(type); }
  std::string operator()(const type::Array&) const { refuse_type(sql_.name(), "ARRAY"); }
  std::string operator()(const type::Native& type) const;
  std::string operator()(const type::Domain&) const { refuse_type(sql_.name(), "DOMAIN"); }
  std::string operator()(const type::Verbatim& type) const { return type.text; }

 private:
  const SqliteSql& sql_;
};

std::string Formatter::operator()(const type::Native& type) const {
  const std::string& name = type.name;
  const auto length = number_argument(type, "length");
  if (name == "VARCHAR" || name == "CHAR" || name == "TEXT" || name == "NCHAR" ||
      name == "NVARCHAR") {
    return string_type(name, length, text_argument(type, "collation"));
  }
  if (name == "BINARY" || name == "VARBINARY") return with_length(name, length);
  if (name == "NUMERIC" || name == "DECIMAL") {
    return with_precision(name, number_argument(type, "precision"), number_argument(type, "scale"));
  }
  if (name == "DOUBLE_PRECISION") return "DOUBLE PRECISION";
  if (name == "DATE" || name == "TIME" || name == "DATETIME") {
    return type.dialect == "sqlite" ? stored_type(type) : name;
  }
  if (std::find(plain_names.begin(), plain_names.end(), name) != plain_names.end()) return name;
  refuse_type(sql_.name(), name);
}

}  // namespace

std::string SqliteSql::format_type(const Type& type) const {
  return std::visit(Formatter(*this), type.on(name()).kind);
}

Type parse_type(std::string_view text) {
  const TypeText parts = split_type(text);
  const std::string name = upper_ascii(parts.name);
  std::vector<type::Argument> arguments;
  if (name == "VARCHAR" || name == "CHAR" || name == "TEXT" || name == "NCHAR" ||
      name == "NVARCHAR") {
    add_argument(arguments, "length", parts.number(0));
    return native("", name, std::move(arguments));
  }
  if (name == "BINARY" || name == "VARBINARY") {
    add_argument(arguments, "length", parts.number(0));
    return native("", name, std::move(arguments));
  }
  if (name == "NUMERIC" || name == "DECIMAL") {
    add_argument(arguments, "precision", parts.number(0));
    add_argument(arguments, "scale", parts.number(1));
    return native("", name, std::move(arguments));
  }
  if (!parts.has_arguments && parts.rest.empty()) {
    if (name == "INT") return native("", "INTEGER");
    if (name == "BOOL") return native("", "BOOLEAN");
    if (name == "DOUBLE PRECISION") return native("", "DOUBLE_PRECISION");
    if (name == "DATE" || name == "TIME" || name == "DATETIME") return native("", name);
    if (std::find(plain_names.begin(), plain_names.end(), name) != plain_names.end()) {
      return native("", name);
    }
  }
  // SQLite keeps any text; the next CREATE TABLE must say the same.
  return type::Verbatim{std::string(strip(text))};
}

}  // namespace retort::sqlite
