// SPDX-License-Identifier: MIT
// Types of SQL Server: as SQL text, and the catalog's text as a type.
// https://learn.microsoft.com/sql/t-sql/data-types/data-types-transact-sql
#include "base/text.h"
#include "dialect/mssql/sql.h"
#include "sql/type_text.h"

#include <algorithm>
#include <array>
#include <utility>

namespace retort::mssql {
namespace {

constexpr std::array<std::string_view, 23> plain_names{
    "INTEGER", "INT",   "SMALLINT",    "BIGINT",    "TINYINT",    "REAL",
    "BIT",     "MONEY", "SMALLMONEY",  "DATE",      "DATETIME",   "SMALLDATETIME",
    "IMAGE",   "XML",   "SQL_VARIANT", "TIMESTAMP", "ROWVERSION", "UNIQUEIDENTIFIER",
    "BOOLEAN", "BLOB",  "CLOB",        "NCLOB",     "UUID"};

std::string collated(const std::string& text, const std::string& collation) {
  return collation.empty() ? text : text + " COLLATE " + collation;
}

std::string or_max(std::string_view name, std::optional<int> length) {
  return std::string(name) +
         (length.value_or(0) != 0 ? "(" + std::to_string(*length) + ")" : std::string("(max)"));
}

class Formatter {
 public:
  explicit Formatter(const MssqlSql& sql) : sql_(sql) {}

  std::string operator()(const type::Null&) const { refuse_null_type(); }
  std::string operator()(const type::Integer&) const { return "INTEGER"; }
  std::string operator()(const type::SmallInteger&) const { return "SMALLINT"; }
  std::string operator()(const type::BigInteger&) const { return "BIGINT"; }
  std::string operator()(const type::Numeric& type) const {
    return with_precision("NUMERIC", type.precision, type.scale);
  }
  std::string operator()(const type::Float& type) const {
    return with_precision("FLOAT", type.precision, std::nullopt);
  }
  std::string operator()(const type::Double&) const { return "DOUBLE PRECISION"; }
  std::string operator()(const type::String& type) const {
    return collated(or_max("VARCHAR", type.length), type.collation);
  }
  std::string operator()(const type::Unicode& type) const {
    return collated(or_max("NVARCHAR", type.length), type.collation);
  }
  std::string operator()(const type::Text& type) const {
    return collated(large("VARCHAR", "TEXT", type.length), type.collation);
  }
  std::string operator()(const type::UnicodeText& type) const {
    return collated(large("NVARCHAR", "NTEXT", type.length), type.collation);
  }
  std::string operator()(const type::LargeBinary& type) const {
    return sql_.settings().max_lengths ? or_max("VARBINARY", type.length) : "IMAGE";
  }
  std::string operator()(const type::Boolean&) const { return "BIT"; }
  // Servers before 2008 know no DATE and no TIME.
  std::string operator()(const type::Date&) const { return "DATETIME"; }
  std::string operator()(const type::Time&) const { return "DATETIME"; }
  std::string operator()(const type::DateTime& type) const {
    return type.timezone ? "DATETIMEOFFSET" : "DATETIME";
  }
  std::string operator()(const type::Interval&) const { return "DATETIME"; }
  std::string operator()(const type::Uuid& type) const {
    return type.native_uuid ? "UNIQUEIDENTIFIER" : "CHAR(32)";
  }
  std::string operator()(const type::Json&) const { return "NVARCHAR(max)"; }
  std::string operator()(const type::Pickle&) const { return (*this)(type::LargeBinary{}); }
  std::string operator()(const type::Enum& type) const {
    return collated(or_max("VARCHAR", enum_varchar_length(type)), type.collation);
  }
  std::string operator()(const type::Array&) const { refuse_type(sql_.name(), "ARRAY"); }
  std::string operator()(const type::Native& type) const;
  std::string operator()(const type::Domain&) const { refuse_type(sql_.name(), "DOMAIN"); }
  std::string operator()(const type::Verbatim& type) const { return type.text; }

 private:
  std::string large(std::string_view with_max, std::string_view old,
                    std::optional<int> length) const {
    return sql_.settings().max_lengths ? or_max(with_max, length) : with_length(old, length);
  }
  static std::optional<std::string> text_family(const type::Native& type);

  const MssqlSql& sql_;
};

std::optional<std::string> Formatter::text_family(const type::Native& type) {
  const std::string& name = type.name;
  // Without a length, and with the word "max", there is no bound.
  const auto length = number_argument(type, "length");
  const std::string collation = text_argument(type, "collation");
  if (name == "VARCHAR" || name == "NVARCHAR") return collated(or_max(name, length), collation);
  if (name == "CHAR" || name == "NCHAR" || name == "TEXT" || name == "NTEXT") {
    return collated(with_length(name, length), collation);
  }
  if (name == "VARBINARY") {
    return or_max(name, length) + (flag_argument(type, "filestream") ? " FILESTREAM" : "");
  }
  if (name == "BINARY") return with_length(name, length);
  if (name == "JSON") return "NVARCHAR(max)";
  return std::nullopt;
}

std::string Formatter::operator()(const type::Native& type) const {
  const std::string& name = type.name;
  // SQLite's types are the generic ones, with a format of their own for the text that they store.
  if (type.dialect == "sqlite" && (name == "DATE" || name == "TIME")) return "DATETIME";
  if (const auto text = text_family(type)) return *text;
  const auto precision = number_argument(type, "precision");
  if (name == "NUMERIC" || name == "DECIMAL") {
    return with_precision(name, precision, number_argument(type, "scale"));
  }
  if (name == "FLOAT" || name == "TIME" || name == "DATETIME2" || name == "DATETIMEOFFSET") {
    return with_precision(name, precision, std::nullopt);
  }
  if (name == "DOUBLE") return name;
  if (name == "DOUBLE_PRECISION") return "DOUBLE PRECISION";
  if (name == "INT") return "INTEGER";
  if (std::find(plain_names.begin(), plain_names.end(), name) != plain_names.end()) return name;
  refuse_type(sql_.name(), name);
}

}  // namespace

std::string MssqlSql::format_type(const Type& type) const {
  return std::visit(Formatter(*this), type.on(name()).kind);
}

Type parse_type(std::string_view text) {
  const TypeText parts = split_type(text);
  std::string name = upper_ascii(parts.name);
  if (name == "INT") name = "INTEGER";
  if (name == "DOUBLE PRECISION") name = "DOUBLE_PRECISION";
  std::vector<type::Argument> arguments;
  const bool is_max = parts.has_arguments && lower_ascii(parts.arguments.at(0)) == "max";
  if (name == "VARCHAR" || name == "NVARCHAR" || name == "CHAR" || name == "NCHAR" ||
      name == "BINARY" || name == "VARBINARY") {
    // No length means "max" where a type is written, but 1 where the catalog leaves it out.
    if (!is_max) add_argument(arguments, "length", parts.number(0).value_or(1));
  } else if (name == "NUMERIC" || name == "DECIMAL") {
    add_argument(arguments, "precision", parts.number(0));
    add_argument(arguments, "scale", parts.number(1));
  } else if (name == "FLOAT" || name == "TIME" || name == "DATETIME2" || name == "DATETIMEOFFSET") {
    add_argument(arguments, "precision", parts.number(0));
  } else if (parts.has_arguments ||
             (name != "TEXT" && name != "NTEXT" && name != "DOUBLE_PRECISION" &&
              std::find(plain_names.begin(), plain_names.end(), name) == plain_names.end())) {
    return type::Verbatim{std::string(strip(text))};
  }
  if (parts.rest.starts_with("collate ")) {
    arguments.push_back({"collation", Value(parts.rest.substr(8))});
  }
  return native("mssql", std::move(name), std::move(arguments));
}

}  // namespace retort::mssql
