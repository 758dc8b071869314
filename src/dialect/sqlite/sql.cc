// SPDX-License-Identifier: MIT
// Clauses that SQLite spells its own way.
#include "dialect/sqlite/sql.h"

#include "retort/error.h"

#include "sql/expression_writer.h"
#include "sql/literal.h"

#include <fmt/format.h>

#include <array>
#include <utility>

namespace retort::sqlite {

using expr::Operator;

namespace {

IdentifierRules identifier_rules() {
  IdentifierRules rules;
  rules.reserved_words = reserved_words();
  return rules;
}

// Dates and times are text, always with six digits of microseconds; a column may have a format of
// its own, in Python's notation.
std::string stored_text(const std::string& format, const Date& date, const Time& time) {
  const std::array<std::pair<std::string_view, int>, 7> fields{{{"year", date.year},
                                                                {"month", date.month},
                                                                {"day", date.day},
                                                                {"hour", time.hour},
                                                                {"minute", time.minute},
                                                                {"second", time.second},
                                                                {"microsecond", time.microsecond}}};
  std::string text;
  for (std::size_t i = 0; i < format.size(); ++i) {
    const std::size_t close = format.find(')', i);
    if (format.compare(i, 2, "%(") != 0 || close == std::string::npos) {
      text += format[i];
      continue;
    }
    const std::string name = format.substr(i + 2, close - i - 2);
    std::size_t end = close + 1;
    std::size_t width = 0;
    while (end < format.size() && format[end] != 'd' && format[end] != 's') {
      width = width * 10 + static_cast<std::size_t>(format[end] - '0');
      ++end;
    }
    for (const auto& [field, number] : fields) {
      if (field == name) text += fmt::format("{:0{}}", number, width);
    }
    i = end;
  }
  return text;
}

std::string storage_format(const Type& type, std::string_view standard) {
  const auto* native = std::get_if<type::Native>(&type.kind);
  if (native != nullptr) {
    for (const type::Argument& argument : native->arguments) {
      const auto* text = std::get_if<std::string>(&argument.value.base());
      if (argument.name == "storage_format" && text != nullptr) return *text;
    }
  }
  return std::string(standard);
}

constexpr std::string_view date_format = "%(year)04d-%(month)02d-%(day)02d";
constexpr std::string_view time_format = "%(hour)02d:%(minute)02d:%(second)02d.%(microsecond)06d";

}  // namespace

SqliteSql::SqliteSql(Paramstyle paramstyle)
    : SqlDialect("sqlite", identifier_rules(), SqlOptions{paramstyle, false}) {}

std::string SqliteSql::typed_literal(const Value& value, const Type& type) const {
  const LiteralForm form = literal_form(type);
  const auto* moment = std::get_if<DateTime>(&value.base());
  const auto* date = std::get_if<Date>(&value.base());
  const auto* time = std::get_if<Time>(&value.base());
  if (form == LiteralForm::datetime && (moment != nullptr || date != nullptr)) {
    const std::string format =
        storage_format(type, std::string(date_format) + " " + std::string(time_format));
    return "'" +
           stored_text(format, moment != nullptr ? moment->date : *date,
                       moment != nullptr ? moment->time : Time{}) +
           "'";
  }
  if (form == LiteralForm::date && (moment != nullptr || date != nullptr)) {
    return "'" +
           stored_text(storage_format(type, date_format), moment != nullptr ? moment->date : *date,
                       Time{}) +
           "'";
  }
  if (form == LiteralForm::time && (moment != nullptr || time != nullptr)) {
    return "'" +
           stored_text(storage_format(type, time_format), Date{},
                       moment != nullptr ? moment->time : *time) +
           "'";
  }
  return SqlDialect::typed_literal(value, type);
}

bool SqliteSql::write_binary(ExpressionWriter& out, const expr::Binary& node) const {
  if (node.op == Operator::divide) {
    out.write_operand(node.left, {node.op}).raw(" / (").write_operand(node.right, {node.op});
    out.raw(" + 0.0)");
  } else if (node.op == Operator::is_distinct_from) {
    out.write_around(node, " IS NOT ");
  } else if (node.op == Operator::is_not_distinct_from) {
    out.write_around(node, " IS ");
  } else if (node.op == Operator::regexp_match || node.op == Operator::not_regexp_match) {
    out.write_around(node, node.op == Operator::regexp_match ? " REGEXP " : " NOT REGEXP ");
  } else if (node.op == Operator::json_get || node.op == Operator::json_path_get) {
    const bool document = !node.type || literal_form(*node.type) == LiteralForm::json;
    out.raw(document ? "JSON_QUOTE(JSON_EXTRACT(" : "JSON_EXTRACT(").write(node.left);
    out.raw(", ").write(node.right).raw(document ? "))" : ")");
  } else if (node.op == Operator::bitwise_xor) {
    // a XOR b is (a | b) - (a & b).
    out.raw("(");
    out.write_around(node, " | ");
    out.raw(") - (");
    out.write_around(node, " & ");
    out.raw(")");
  } else if (node.op == Operator::floor_divide && both_integers(node)) {
    out.write_around(node, " / ");
  } else {
    return false;
  }
  return true;
}

bool SqliteSql::write_function(ExpressionWriter& out, const expr::Function& node) const {
  if (node.name == "now") {
    out.raw("CURRENT_TIMESTAMP");
  } else if (node.name == "localtimestamp" && node.generic) {
    out.raw("DATETIME(CURRENT_TIMESTAMP, 'localtime')");
  } else if (node.name == "char_length") {
    out.raw("length");
    out.write_arguments(node);
  } else if (node.name == "aggregate_strings" && node.generic) {
    out.raw("group_concat");
    out.write_arguments(node);
  } else {
    return false;
  }
  return true;
}

std::string SqliteSql::empty_set(const std::vector<Type>& types) const {
  std::string ones;
  for (std::size_t i = 0; i < types.size(); ++i) ones += i > 0 ? ", 1" : "1";
  return "SELECT " + ones + " FROM (SELECT " + ones + ") WHERE 1!=1";
}

void SqliteSql::write_extract(ExpressionWriter& out, const expr::Extract& node) const {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 10> formats{{
      {"month", "%m"},
      {"day", "%d"},
      {"year", "%Y"},
      {"second", "%S"},
      {"hour", "%H"},
      {"doy", "%j"},
      {"minute", "%M"},
      {"epoch", "%s"},
      {"dow", "%w"},
      {"week", "%W"},
  }};
  for (const auto& [field, format] : formats) {
    if (field != node.field) continue;
    out.raw("CAST(STRFTIME('").raw(format).raw("', ").write(node.operand).raw(") AS INTEGER)");
    return;
  }
  throw Error(node.field + " is not a valid extract argument.", ErrorCode::compile);
}

void SqliteSql::write_limit(ExpressionWriter& out, const std::optional<Expression>& limit,
                            const std::optional<Expression>& offset) const {
  out.raw("\n LIMIT ");
  if (limit) {
    out.write(*limit);
  } else {
    out.raw("-1");
  }
  out.raw(" OFFSET ");
  if (offset) {
    out.write(*offset);
  } else {
    out.raw("0");
  }
}

// SQLite locks the whole database.
void SqliteSql::write_for_update(ExpressionWriter&, const expr::ForUpdate&) const {}

void SqliteSql::write_on_conflict(ExpressionWriter& out, const expr::Insert& node) const {
  out.write_conflict_clause(node);
}

}  // namespace retort::sqlite
