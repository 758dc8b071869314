// SPDX-License-Identifier: MIT
// Types of MySQL and MariaDB: as SQL text, and as COLUMN_TYPE of the catalog shows them.
#include "retort/error.h"

#include "base/text.h"
#include "dialect/mysql/sql.h"
#include "sql/type_text.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <utility>

namespace retort::mysql {
namespace {

constexpr std::array<std::string_view, 9> plain_names{
    "DATE", "JSON", "TINYBLOB", "MEDIUMBLOB", "LONGBLOB", "UUID", "CLOB", "NCLOB", "INT"};

constexpr std::array<std::string_view, 5> integer_names{"INTEGER", "BIGINT", "SMALLINT", "TINYINT",
                                                        "MEDIUMINT"};

std::string extend_number(const type::Native& type, std::string text) {
  if (flag_argument(type, "unsigned")) text += " UNSIGNED";
  if (flag_argument(type, "zerofill")) text += " ZEROFILL";
  return text;
}

// CHARACTER SET and COLLATE, and the old words that stand for some of them.
std::string extend_string(const type::Native& type, std::string text, bool national) {
  const std::string charset = text_argument(type, "charset");
  const std::string collation = text_argument(type, "collation");
  std::string tail;
  if (!collation.empty()) {
    tail = " COLLATE " + collation;
  } else if (flag_argument(type, "binary")) {
    tail = " BINARY";
  }
  if (national || flag_argument(type, "national")) return "NATIONAL " + text + tail;
  if (!charset.empty()) {
    text += " CHARACTER SET " + charset;
  } else if (flag_argument(type, "ascii")) {
    text += " ASCII";
  } else if (flag_argument(type, "unicode")) {
    text += " UNICODE";
  }
  return text + tail;
}

class Formatter {
 public:
  explicit Formatter(const MysqlSql& sql) : sql_(sql) {}

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
  // DOUBLE(p) alone is not MySQL's, and a scale is not in the generic type.
  std::string operator()(const type::Double& type) const {
    if (type.precision) {
      throw Error("You must specify both precision and scale or omit both altogether.",
                  ErrorCode::argument);
    }
    return "DOUBLE";
  }
  std::string operator()(const type::String& type) const {
    return varchar("VARCHAR", type.length, type.collation);
  }
  std::string operator()(const type::Unicode& type) const {
    return varchar("VARCHAR", type.length, type.collation);
  }
  std::string operator()(const type::Text& type) const { return text(type.length, type.collation); }
  std::string operator()(const type::UnicodeText& type) const {
    return text(type.length, type.collation);
  }
  std::string operator()(const type::LargeBinary& type) const {
    return with_precision("BLOB", type.length, std::nullopt);
  }
  std::string operator()(const type::Boolean&) const { return "BOOL"; }
  std::string operator()(const type::Date&) const { return "DATE"; }
  std::string operator()(const type::Time&) const { return "TIME"; }
  std::string operator()(const type::DateTime&) const { return "DATETIME"; }
  std::string operator()(const type::Interval&) const { return "DATETIME"; }
  // A server of an unknown version may have no UUID type.
  std::string operator()(const type::Uuid&) const { return "CHAR(32)"; }
  std::string operator()(const type::Json&) const { return "JSON"; }
  std::string operator()(const type::Pickle&) const { return "BLOB"; }
  std::string operator()(const type::Enum& type) const {
    std::string made = type.native_enum ? enumerated("ENUM", type.values) : enum_length(type);
    if (!type.collation.empty()) made += " COLLATE " + type.collation;
    return made;
  }
  std::string operator()(const type::Array&) const { refuse_type(sql_.name(), "ARRAY"); }
  std::string operator()(const type::Native& type) const;
  std::string operator()(const type::Domain&) const { refuse_type(sql_.name(), "DOMAIN"); }
  std::string operator()(const type::Verbatim& type) const { return type.text; }

 private:
  std::string varchar(const std::string& name, std::optional<int> length,
                      const std::string& collation) const {
    require_length(name, length);
    std::string made = name + "(" + std::to_string(*length) + ")";
    if (!collation.empty()) made += " COLLATE " + collation;
    return made;
  }
  void require_length(const std::string& name, std::optional<int> length) const {
    if (length) return;
    throw Error(name + " requires a length on dialect " + std::string(sql_.name()),
                ErrorCode::compile);
  }
  static std::string text(std::optional<int> length, const std::string& collation) {
    std::string made = with_precision("TEXT", length, std::nullopt);
    if (!collation.empty()) made += " COLLATE " + collation;
    return made;
  }
  // Even no characters are a length here.
  static std::string enum_length(const type::Enum& type) {
    return with_precision("VARCHAR", enum_varchar_length(type), std::nullopt);
  }
  std::string enumerated(std::string_view name, const std::vector<std::string>& values) const {
    std::string made = std::string(name) + "(";
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (i > 0) made += ",";
      made += sql_.string_literal(values[i]);
    }
    return made + ")";
  }
  std::optional<std::string> string_family(const type::Native& type) const;
  std::optional<std::string> number_family(const type::Native& type) const;

  const MysqlSql& sql_;
};

std::optional<std::string> Formatter::string_family(const type::Native& type) const {
  const std::string& name = type.name;
  const auto length = number_argument(type, "length");
  if (name == "VARCHAR" || name == "NVARCHAR") {
    require_length(name, length);
    return extend_string(type, "VARCHAR(" + std::to_string(*length) + ")", name == "NVARCHAR");
  }
  if (name == "CHAR" || name == "NCHAR") {
    return extend_string(type, with_precision("CHAR", length, std::nullopt), name == "NCHAR");
  }
  if (name == "TEXT") {
    return extend_string(type, with_precision(name, length, std::nullopt), false);
  }
  if (name == "TINYTEXT" || name == "MEDIUMTEXT" || name == "LONGTEXT") {
    return extend_string(type, name, false);
  }
  if (name == "ENUM" || name == "SET") {
    return extend_string(type, enumerated(name, list_argument(type, "values")), false);
  }
  return std::nullopt;
}

std::optional<std::string> Formatter::number_family(const type::Native& type) const {
  const std::string& name = type.name;
  const auto precision = number_argument(type, "precision");
  const auto scale = number_argument(type, "scale");
  if (std::find(integer_names.begin(), integer_names.end(), name) != integer_names.end()) {
    return extend_number(
        type, with_precision(name, number_argument(type, "display_width"), std::nullopt));
  }
  if (name == "NUMERIC" || name == "DECIMAL") {
    return extend_number(type, with_precision(name, precision, scale));
  }
  if (name == "DOUBLE" || name == "REAL") {
    return extend_number(type, scale ? with_precision(name, precision, scale) : name);
  }
  if (name == "DOUBLE_PRECISION") return "DOUBLE PRECISION";
  if (name == "FLOAT") return extend_number(type, with_precision(name, precision, scale));
  return std::nullopt;
}

std::string Formatter::operator()(const type::Native& type) const {
  const std::string& name = type.name;
  if (const auto text = string_family(type)) return *text;
  if (const auto text = number_family(type)) return *text;
  const auto length = number_argument(type, "length");
  if (name == "BIT" && type.dialect != "mssql") {
    return with_precision(name, length, std::nullopt);
  }
  if (name == "DATETIME" || name == "TIME" || name == "TIMESTAMP") {
    return with_length(name, number_argument(type, "fsp"));
  }
  if (name == "YEAR") {
    return with_precision(name, number_argument(type, "display_width"), std::nullopt);
  }
  if (name == "VARBINARY") {
    if (!length) throw Error("VARBINARY requires a length", ErrorCode::compile);
    return with_precision(name, length, std::nullopt);
  }
  if (name == "BINARY") return with_length(name, length);
  if (name == "BLOB") return with_precision(name, length, std::nullopt);
  if (name == "BOOLEAN") return "BOOL";
  if ((name == "INET4" || name == "INET6") && sql_.flavor() == Flavor::mariadb) return name;
  if (std::find(plain_names.begin(), plain_names.end(), name) != plain_names.end()) return name;
  refuse_type(sql_.name(), name);
}

bool is_among(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// CAST knows few types; what is not MySQL's own is the one of them that it is a kind of.
std::optional<std::string> foreign_cast_type(const type::Native& type) {
  if (type.dialect == "mysql") return std::nullopt;
  if (is_among(type.name, {"VARCHAR", "NVARCHAR", "NCHAR", "CHAR", "CLOB", "TEXT", "CITEXT",
                           "VARCHAR2", "NVARCHAR2", "NTEXT", "XML"})) {
    return with_precision("CHAR", number_argument(type, "length"), std::nullopt);
  }
  if (is_among(type.name, {"BINARY", "VARBINARY", "BLOB", "BYTEA", "ROWVERSION", "IMAGE", "RAW"})) {
    return "BINARY";
  }
  if (type.name == "JSONB") return "JSON";
  return std::nullopt;
}

// The catalog's own words for a type's attributes.
void add_attributes(std::vector<type::Argument>& arguments, const std::string& rest) {
  for (const std::string& word : split_words(rest)) {
    if (word == "unsigned" || word == "zerofill" || word == "ascii" || word == "unicode" ||
        word == "binary") {
      arguments.push_back({word, Value(true)});
    }
  }
  const std::vector<std::string> words = split_words(rest);
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    if (words[i] == "collate") arguments.push_back({"collation", Value(words[i + 1])});
    if (words[i] == "charset") arguments.push_back({"charset", Value(words[i + 1])});
    if (words[i] == "set" && i > 0 && words[i - 1] == "character") {
      arguments.push_back({"charset", Value(words[i + 1])});
    }
  }
}

}  // namespace

std::string MysqlSql::format_type(const Type& type) const {
  return std::visit(Formatter(*this), type.on(name()).kind);
}

std::optional<std::string> MysqlSql::format_cast_type(const Type& type) const {
  const Type& own = type.on(name());
  // A column needs the length, a cast does not.
  if (const auto* string = std::get_if<type::String>(&own.kind);
      string != nullptr && !string->length) {
    return "CHAR";
  }
  if (const auto* string = std::get_if<type::Unicode>(&own.kind);
      string != nullptr && !string->length) {
    return "CHAR";
  }
  if (const auto* native = std::get_if<type::Native>(&own.kind)) {
    if (auto text = foreign_cast_type(*native)) return text;
  }
  const std::string text = format_type(own);
  const std::string head = text.substr(0, text.find_first_of(" ("));
  if (std::find(integer_names.begin(), integer_names.end(), head) != integer_names.end()) {
    return text.find("UNSIGNED") == std::string::npos ? "SIGNED INTEGER" : "UNSIGNED INTEGER";
  }
  if (head == "TIMESTAMP") return "DATETIME";
  if (head == "DECIMAL" || head == "DATETIME" || head == "DATE" || head == "TIME") return text;
  if (head == "NUMERIC") return replace_all(text, "NUMERIC", "DECIMAL");
  if (std::holds_alternative<type::Uuid>(own.kind)) return std::nullopt;
  if (head == "VARCHAR" || head == "CHAR" || head == "NATIONAL" || head == "TEXT" ||
      head == "TINYTEXT" || head == "MEDIUMTEXT" || head == "LONGTEXT") {
    if (const auto* native = std::get_if<type::Native>(&own.kind)) {
      type::Native made = *native;
      made.name = "CHAR";
      made.arguments.erase(
          std::remove_if(made.arguments.begin(), made.arguments.end(),
                         [](const type::Argument& a) { return a.name == "national"; }),
          made.arguments.end());
      return format_type(made);
    }
    const std::size_t open = text.find('(');
    const std::size_t close = text.find(')');
    return open == std::string::npos ? "CHAR" : "CHAR" + text.substr(open, close - open + 1);
  }
  if (head == "BLOB" || head == "BINARY" || head == "VARBINARY" || head == "TINYBLOB" ||
      head == "MEDIUMBLOB" || head == "LONGBLOB") {
    return "BINARY";
  }
  if (head == "JSON") return "JSON";
  return std::nullopt;
}

Type parse_type(std::string_view text) {
  TypeText parts = split_type(text);
  // Without parentheses the attributes follow the name at once.
  std::string word = parts.name;
  std::string rest = parts.rest;
  if (!parts.has_arguments) {
    const std::size_t blank = word.find(' ');
    if (blank != std::string::npos && word != "double precision") {
      rest = word.substr(blank + 1);
      word = word.substr(0, blank);
    }
  }
  std::string name = upper_ascii(word);
  if (name == "INT") name = "INTEGER";
  if (name == "BOOL") name = "BOOLEAN";
  if (name == "DEC" || name == "FIXED") name = "DECIMAL";
  if (name == "DOUBLE PRECISION") name = "DOUBLE";
  std::vector<type::Argument> arguments;
  if (name == "ENUM" || name == "SET") {
    List values;
    for (const std::string& value : parts.arguments) values.items.emplace_back(value);
    arguments.push_back({"values", Value(std::move(values))});
  } else if (std::find(integer_names.begin(), integer_names.end(), name) != integer_names.end() ||
             name == "YEAR") {
    add_argument(arguments, "display_width", parts.number(0));
  } else if (name == "NUMERIC" || name == "DECIMAL" || name == "FLOAT" || name == "DOUBLE" ||
             name == "REAL") {
    add_argument(arguments, "precision", parts.number(0));
    add_argument(arguments, "scale", parts.number(1));
  } else if (name == "DATETIME" || name == "TIME" || name == "TIMESTAMP") {
    add_argument(arguments, "fsp", parts.number(0));
  } else if (name == "VARCHAR" || name == "CHAR" || name == "TEXT" || name == "BINARY" ||
             name == "VARBINARY" || name == "BLOB" || name == "BIT") {
    add_argument(arguments, "length", parts.number(0));
  } else if (parts.has_arguments) {
    return type::Verbatim{std::string(strip(text))};
  } else if (name != "TINYTEXT" && name != "MEDIUMTEXT" && name != "LONGTEXT" &&
             name != "BOOLEAN" && name != "INET4" && name != "INET6" &&
             std::find(plain_names.begin(), plain_names.end(), name) == plain_names.end()) {
    return type::Verbatim{std::string(strip(text))};
  }
  add_attributes(arguments, rest);
  return native("mysql", std::move(name), std::move(arguments));
}

}  // namespace retort::mysql
