// SPDX-License-Identifier: MIT
// The forms and clauses of standard SQL; dialects override what they spell otherwise.
#include "sql/sql_dialect.h"

#include "retort/error.h"

#include "base/text.h"
#include "sql/expression_writer.h"
#include "sql/literal.h"
#include "sql/type_text.h"

#include <utility>

namespace retort {
namespace {

std::string describe(const SqlDialect& dialect, const Type& type) {
  try {
    return dialect.format_type(type);
  } catch (const Error&) {
    return "NULL";
  }
}

[[noreturn]] void refuse(const SqlDialect& dialect, const Value& value, const Type& type) {
  const std::string shown = std::holds_alternative<std::string>(value.base())
                                ? std::get<std::string>(value.base())
                                : value_repr(value);
  throw Error("Could not render literal value \"" + shown + "\" with datatype " +
                  describe(dialect, type) + "; see parent stack trace for more detail.",
              ErrorCode::compile);
}

bool is_number(std::string_view text) {
  bool digits = false;
  for (const char c : text) {
    if (is_digit(c)) {
      digits = true;
    } else if (c != '+' && c != '-' && c != '.' && c != 'e' && c != 'E') {
      return text == "NaN" || text == "Infinity" || text == "-Infinity" || text == "inf" ||
             text == "-inf" || text == "nan";
    }
  }
  return digits;
}

// Values in the form of their own kind; the type of a typed literal has had its say.
class OwnForm {
 public:
  explicit OwnForm(const SqlDialect& dialect) : dialect_(dialect) {}

  std::string operator()(const Null&) const { return "NULL"; }
  std::string operator()(bool value) const {
    return std::string(value ? dialect_.true_text() : dialect_.false_text());
  }
  std::string operator()(std::int64_t value) const { return std::to_string(value); }
  std::string operator()(double value) const { return float_text(value); }
  std::string operator()(const std::string& value) const { return dialect_.string_literal(value); }
  std::string operator()(const Decimal& value) const { return value.digits; }
  std::string operator()(const Date& value) const { return typed(value, type::Date{}); }
  std::string operator()(const Time& value) const { return typed(value, type::Time{}); }
  std::string operator()(const DateTime& value) const { return typed(value, type::DateTime{}); }
  std::string operator()(const Interval& value) const { return typed(value, type::Interval{}); }
  std::string operator()(const Uuid& value) const { return typed(value, type::Uuid{}); }
  std::string operator()(const Bytes& value) const { return typed(value, type::LargeBinary{}); }
  std::string operator()(const Json& value) const { return typed(value, type::Json{}); }
  std::string operator()(const List& value) const {
    throw Error("Don't know how to render literal SQL value: " + value_repr(Value(value)),
                ErrorCode::compile);
  }

 private:
  // The other kinds have types of their own, whose forms dialects override.
  std::string typed(const Value& value, const Type& type) const {
    return dialect_.literal(value, &type);
  }

  const SqlDialect& dialect_;
};

std::string integer_text(const SqlDialect& dialect, const Value& value, const Type& type) {
  if (const auto* number = std::get_if<std::int64_t>(&value.base())) {
    return std::to_string(*number);
  }
  if (const auto* flag = std::get_if<bool>(&value.base())) return *flag ? "1" : "0";
  if (const auto* real = std::get_if<double>(&value.base())) {
    return std::to_string(static_cast<std::int64_t>(*real));
  }
  if (const auto* decimal = std::get_if<Decimal>(&value.base())) {
    return decimal->digits.substr(0, decimal->digits.find('.'));
  }
  if (const auto* text = std::get_if<std::string>(&value.base())) {
    if (const auto parsed = parse_integer(*text)) return std::to_string(*parsed);
  }
  refuse(dialect, value, type);
}

std::string number_text(const SqlDialect& dialect, const Value& value, const Type& type) {
  if (const auto* number = std::get_if<std::int64_t>(&value.base())) {
    return std::to_string(*number);
  }
  if (const auto* real = std::get_if<double>(&value.base())) return float_text(*real);
  if (const auto* decimal = std::get_if<Decimal>(&value.base())) return decimal->digits;
  if (const auto* flag = std::get_if<bool>(&value.base())) return *flag ? "True" : "False";
  if (const auto* text = std::get_if<std::string>(&value.base())) {
    if (is_number(*text)) return *text;
  }
  refuse(dialect, value, type);
}

std::string boolean_text(const SqlDialect& dialect, const Value& value, const Type& type) {
  const auto write = [&](bool flag) {
    return std::string(flag ? dialect.true_text() : dialect.false_text());
  };
  if (const auto* flag = std::get_if<bool>(&value.base())) return write(*flag);
  if (const auto* number = std::get_if<std::int64_t>(&value.base())) {
    if (*number == 0 || *number == 1) return write(*number == 1);
  }
  refuse(dialect, value, type);
}

std::string quoted(const std::string& text) { return "'" + text + "'"; }

std::string date_text(const SqlDialect& dialect, const Value& value, const Type& type) {
  if (const auto* date = std::get_if<Date>(&value.base())) return quoted(iso_date(*date));
  if (const auto* time = std::get_if<DateTime>(&value.base())) return quoted(iso_date(time->date));
  refuse(dialect, value, type);
}

std::string time_text(const SqlDialect& dialect, const Value& value, const Type& type) {
  if (const auto* time = std::get_if<Time>(&value.base())) return quoted(iso_time(*time));
  if (const auto* moment = std::get_if<DateTime>(&value.base())) {
    return quoted(iso_time(moment->time));
  }
  refuse(dialect, value, type);
}

std::string datetime_text(const SqlDialect& dialect, const Value& value, const Type& type) {
  if (const auto* moment = std::get_if<DateTime>(&value.base())) {
    return quoted(iso_datetime(*moment));
  }
  if (const auto* date = std::get_if<Date>(&value.base())) return quoted(iso_date(*date));
  if (const auto* time = std::get_if<Time>(&value.base())) return quoted(iso_time(*time));
  refuse(dialect, value, type);
}

std::string binary_text(const SqlDialect& dialect, const Value& value, const Type& type) {
  const auto* bytes = std::get_if<Bytes>(&value.base());
  if (bytes == nullptr || !is_valid_utf8(bytes->octets)) refuse(dialect, value, type);
  return quoted(replace_all(bytes->octets, "'", "''"));
}

std::string uuid_text(const SqlDialect& dialect, const Value& value, const Type& type) {
  const auto* kind = std::get_if<type::Uuid>(&type.kind);
  const auto* native = std::get_if<type::Native>(&type.kind);
  const bool as_uuid =
      kind != nullptr ? kind->as_uuid : !native || !flag_argument(*native, "as_text");
  if (const auto* uuid = std::get_if<Uuid>(&value.base())) return quoted(uuid->hex);
  const auto* text = std::get_if<std::string>(&value.base());
  if (text == nullptr || as_uuid) refuse(dialect, value, type);
  return quoted(replace_all(replace_all(*text, "-", ""), "'", "''"));
}

std::string json_text(const SqlDialect& dialect, const Value& value, const Type& type) {
  if (const auto* json = std::get_if<Json>(&value.base())) {
    return dialect.string_literal(json->text);
  }
  if (const auto* text = std::get_if<std::string>(&value.base())) {
    return dialect.string_literal(*text);
  }
  refuse(dialect, value, type);
}

// What JSON_EXTRACT takes: $."key", $[1].
std::string json_path_step(const Value& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value.base())) {
    return "[" + std::to_string(*number) + "]";
  }
  if (const auto* text = std::get_if<std::string>(&value.base())) return ".\"" + *text + "\"";
  return "";
}

std::string json_path(const Value& value) {
  std::string path = "$";
  if (const auto* list = std::get_if<List>(&value.base())) {
    for (const Value& item : list->items) path += json_path_step(item);
  } else {
    path += json_path_step(value);
  }
  return path;
}

}  // namespace

SqlDialect::SqlDialect(std::string_view name, IdentifierRules rules, SqlOptions options)
    : name_(name), rules_(rules), options_(options) {
  rules_.double_percents =
      options.paramstyle == Paramstyle::format || options.paramstyle == Paramstyle::pyformat;
}

Value SqlDialect::bound_value(const expr::Literal& literal) const {
  if (!literal.type || literal.value.is_null()) return literal.value;
  const LiteralForm form = literal_form(*literal.type);
  const bool is_path = form == LiteralForm::json_index || form == LiteralForm::json_path;
  return is_path ? Value(json_path(literal.value)) : literal.value;
}

std::string SqlDialect::escape_percents(std::string_view text) const {
  return double_percents() ? replace_all(text, "%", "%%") : std::string(text);
}

std::optional<std::string> SqlDialect::format_cast_type(const Type& type) const {
  return format_type(type);
}

std::string SqlDialect::string_literal(std::string_view text) const {
  return quoted(escape_percents(replace_all(text, "'", "''")));
}

std::string SqlDialect::literal(const Value& value, const Type* type) const {
  if (value.is_null()) return "NULL";
  std::string text = type == nullptr ? std::visit(OwnForm(*this), value.base())
                                     : typed_literal(value, type->on(name_));
  // A literal without a type comes back here for the kinds that have one.
  const bool again = type == nullptr && value.index() >= Value(Date{}).index() &&
                     !std::holds_alternative<List>(value.base());
  if (doubles_backslashes() && !again) text = replace_all(text, "\\", "\\\\");
  return text;
}

std::string SqlDialect::typed_literal(const Value& value, const Type& type) const {
  switch (literal_form(type)) {
    case LiteralForm::unknown:
      return std::visit(OwnForm(*this), value.base());
    case LiteralForm::string:
      if (const auto* text = std::get_if<std::string>(&value.base())) return string_literal(*text);
      refuse(*this, value, type);
    case LiteralForm::integer:
      return integer_text(*this, value, type);
    case LiteralForm::number:
      return number_text(*this, value, type);
    case LiteralForm::boolean:
      return boolean_text(*this, value, type);
    case LiteralForm::date:
      return date_text(*this, value, type);
    case LiteralForm::time:
      return time_text(*this, value, type);
    case LiteralForm::datetime:
      return datetime_text(*this, value, type);
    case LiteralForm::binary:
      return binary_text(*this, value, type);
    case LiteralForm::interval: {
      const auto* interval = std::get_if<Interval>(&value.base());
      if (interval == nullptr) refuse(*this, value, type);
      const DateTime moment = epoch_plus(*interval);
      return typed_literal(Value(moment), type::DateTime{});
    }
    case LiteralForm::uuid:
      return uuid_text(*this, value, type);
    case LiteralForm::json:
      return json_text(*this, value, type);
    case LiteralForm::json_index:
    case LiteralForm::json_path:
      return string_literal(json_path(value));
    case LiteralForm::array:
    case LiteralForm::none:
      break;
  }
  const std::string shown = std::holds_alternative<std::string>(value.base())
                                ? std::get<std::string>(value.base())
                                : value_repr(value);
  throw Error("No literal value renderer is available for literal value \"" + shown +
                  "\" with datatype " + describe(*this, type),
              ErrorCode::compile);
}

std::optional<expr::Select> SqlDialect::rewritten(const expr::Select&, int&) const {
  return std::nullopt;
}
void SqlDialect::write_before_columns(ExpressionWriter&, const expr::Select&) const {}
bool SqlDialect::leaves_out_order(const expr::Select&) const { return false; }

bool SqlDialect::write_binary(ExpressionWriter&, const expr::Binary&) const { return false; }
bool SqlDialect::write_function(ExpressionWriter&, const expr::Function&) const { return false; }
bool SqlDialect::write_cast(ExpressionWriter&, const expr::Cast&) const { return false; }

std::string SqlDialect::empty_set(const std::vector<Type>&) const {
  throw Error("Dialect '" + std::string(name_) + "' does not support empty set expression.",
              ErrorCode::not_implemented);
}

void SqlDialect::write_extract(ExpressionWriter& out, const expr::Extract& node) const {
  out.raw("EXTRACT(").raw(node.field).raw(" FROM ");
  out.write(node.operand);
  out.raw(")");
}

void SqlDialect::write_next_value(ExpressionWriter&, const expr::NextValue&) const {
  throw Error("Dialect '" + std::string(name_) + "' does not support sequence increments.",
              ErrorCode::not_implemented);
}

void SqlDialect::write_limit(ExpressionWriter& out, const std::optional<Expression>& limit,
                             const std::optional<Expression>& offset) const {
  if (limit) {
    out.raw(" LIMIT ");
    out.write(*limit);
  }
  if (offset) {
    out.raw(" OFFSET ");
    out.write(*offset);
  }
}

void SqlDialect::write_fetch(ExpressionWriter& out, const expr::Select& node) const {
  if (node.offset) out.raw("\n OFFSET ").write(*node.offset).raw(" ROWS");
  out.raw("\n FETCH FIRST ").write(node.fetch->count);
  if (node.fetch->percent) out.raw(" PERCENT");
  out.raw(node.fetch->with_ties ? " ROWS WITH TIES" : " ROWS ONLY");
}

void SqlDialect::write_for_update(ExpressionWriter& out, const expr::ForUpdate&) const {
  out.raw(" FOR UPDATE");
}

void SqlDialect::write_default_values(ExpressionWriter& out) const { out.raw(" DEFAULT VALUES"); }

void SqlDialect::write_on_conflict(ExpressionWriter&, const expr::Insert& node) const {
  if (!node.on_conflict && node.on_duplicate_key.empty()) return;
  throw UnsupportedError("Dialect '" + std::string(name_) +
                             "' has no clause for rows that are there "
                             "already",
                         ErrorCode::unsupported_compilation, "Write a MERGE statement as text");
}

void SqlDialect::write_proposed(ExpressionWriter& out, const expr::ProposedColumn& node) const {
  out.raw("excluded.").raw(quote(node.name));
}

}  // namespace retort
