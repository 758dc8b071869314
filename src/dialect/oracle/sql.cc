// SPDX-License-Identifier: MIT
// Clauses that Oracle Database spells its own way.
#include "dialect/oracle/sql.h"

#include "retort/error.h"

#include "base/text.h"
#include "sql/expression_writer.h"
#include "sql/literal.h"
#include "sql/writer.h"

#include <algorithm>
#include <array>
#include <utility>

namespace retort::oracle {

using expr::Operator;

namespace {

IdentifierRules identifier_rules() {
  IdentifierRules rules;
  rules.reserved_words = reserved_words();
  rules.underscore_begins_names = false;
  return rules;
}

// Operators that are functions here.
struct Call {
  Operator op;
  std::string_view name;
  bool negated = false;
};

constexpr std::array calls = {
    Call{Operator::modulo, "mod"},
    Call{Operator::match, "CONTAINS "},
    Call{Operator::not_match, "CONTAINS ", true},
    Call{Operator::regexp_match, "REGEXP_LIKE"},
    Call{Operator::not_regexp_match, "REGEXP_LIKE", true},
    Call{Operator::regexp_replace, "REGEXP_REPLACE"},
    Call{Operator::bitwise_and, "BITAND"},
    Call{Operator::bitwise_or, "BITOR"},
    Call{Operator::bitwise_xor, "BITXOR"},
};

void write_call(ExpressionWriter& out, std::string_view name, const expr::Binary& node) {
  out.raw(name).raw("(").write(node.left).raw(", ").write(node.right);
  if (node.flags) out.raw(", ").literal(*node.flags);
  out.raw(")");
}

// A date with its time of day; only a TIMESTAMP has fractions of seconds.
std::string moment_text(const DateTime& moment) {
  const bool fraction = moment.time.microsecond != 0;
  return std::string(fraction ? "TO_TIMESTAMP('" : "TO_DATE('") + iso_datetime(moment) +
         (fraction ? "', 'YYYY-MM-DD HH24:MI:SS.FF')" : "', 'YYYY-MM-DD HH24:MI:SS')");
}

std::string day_text(const Date& date) { return "TO_DATE('" + iso_date(date) + "', 'YYYY-MM-DD')"; }

std::string interval_text(const Interval& interval) {
  return "NUMTODSINTERVAL(" + seconds_text(interval) + ", 'SECOND')";
}

bool is_native_interval(const Type& type) {
  const auto* generic = std::get_if<type::Interval>(&type.kind);
  return generic == nullptr || generic->native;
}

}  // namespace

OracleSql::OracleSql(Paramstyle paramstyle, const OracleOptions& options)
    : SqlDialect("oracle", identifier_rules(), SqlOptions{paramstyle, false}), options_(options) {}

std::string OracleSql::typed_literal(const Value& value, const Type& type) const {
  const auto* moment = std::get_if<DateTime>(&value.base());
  const auto* date = std::get_if<Date>(&value.base());
  const LiteralForm form = literal_form(type);
  if (form == LiteralForm::date && moment != nullptr) return day_text(moment->date);
  if (form == LiteralForm::date && date != nullptr) return day_text(*date);
  if (form == LiteralForm::datetime && moment != nullptr) return moment_text(*moment);
  if (form == LiteralForm::datetime && date != nullptr) {
    return "TO_DATE('" + iso_date(*date) + "', 'YYYY-MM-DD HH24:MI:SS')";
  }
  if (const auto* interval = std::get_if<Interval>(&value.base())) {
    if (form == LiteralForm::interval && is_native_interval(type)) return interval_text(*interval);
  }
  return SqlDialect::typed_literal(value, type);
}

bool OracleSql::write_binary(ExpressionWriter& out, const expr::Binary& node) const {
  if (node.op == Operator::is_distinct_from || node.op == Operator::is_not_distinct_from) {
    // DECODE holds NULL to be equal to NULL.
    out.raw("DECODE(").write(node.left).raw(", ").write(node.right);
    out.raw(node.op == Operator::is_distinct_from ? ", 0, 1) = 1" : ", 0, 1) = 0");
    return true;
  }
  if (node.op == Operator::shift_left || node.op == Operator::shift_right) {
    throw Error(node.op == Operator::shift_left ? "Cannot compile bitwise_lshift in oracle"
                                                : "Cannot compile bitwise_rshift in oracle",
                ErrorCode::compile);
  }
  const auto found = std::find_if(calls.begin(), calls.end(),
                                  [&](const Call& call) { return call.op == node.op; });
  if (found == calls.end()) return false;
  if (found->negated) out.raw("NOT ");
  write_call(out, found->name, node);
  return true;
}

bool OracleSql::write_function(ExpressionWriter& out, const expr::Function& node) const {
  static constexpr std::array<std::string_view, 6> words_alone{
      "current_date", "current_time", "current_timestamp", "sysdate", "uid", "user"};
  const std::string name = lower_ascii(node.name);
  if (name == "now") {
    out.raw("CURRENT_TIMESTAMP");
  } else if (name == "char_length") {
    out.raw("LENGTH");
    out.write_arguments(node);
  } else if (name == "aggregate_strings") {
    out.raw("LISTAGG");
    out.write_arguments(node);
  } else if (!node.generic && node.arguments.empty() &&
             std::find(words_alone.begin(), words_alone.end(), name) != words_alone.end()) {
    out.raw(node.name);
  } else {
    return false;
  }
  return true;
}

bool OracleSql::write_cast(ExpressionWriter&, const expr::Cast& node) const {
  if (node.try_cast) {
    throw UnsupportedError("Oracle Database has no TRY_CAST", ErrorCode::unsupported_compilation,
                           "Write CAST(x AS type DEFAULT NULL ON CONVERSION ERROR) as text");
  }
  return false;
}

std::string OracleSql::empty_set(const std::vector<Type>&) const {
  return "SELECT 1 FROM DUAL WHERE 1!=1";
}

void OracleSql::write_next_value(ExpressionWriter& out, const expr::NextValue& node) const {
  out.raw(Sql(identifiers()).table(TableName(node.sequence, node.schema)).take()).raw(".nextval");
}

void OracleSql::write_limit(ExpressionWriter& out, const std::optional<Expression>& limit,
                            const std::optional<Expression>& offset) const {
  if (offset) out.raw("\n OFFSET ").write(*offset).raw(" ROWS");
  if (limit) out.raw("\n FETCH FIRST ").write(*limit).raw(" ROWS ONLY");
}

void OracleSql::write_for_update(ExpressionWriter& out, const expr::ForUpdate& node) const {
  out.raw(" FOR UPDATE");
  if (!node.of.empty()) out.raw(" OF ").write_list(node.of, ", ");
  if (node.nowait) out.raw(" NOWAIT");
  if (node.skip_locked) out.raw(" SKIP LOCKED");
}

void OracleSql::write_default_values(ExpressionWriter& out) const { out.raw(" () VALUES ()"); }

}  // namespace retort::oracle
