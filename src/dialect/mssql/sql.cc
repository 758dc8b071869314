// SPDX-License-Identifier: MIT
// Clauses that SQL Server spells its own way.
#include "dialect/mssql/sql.h"

#include "retort/error.h"

#include "base/text.h"
#include "sql/expression_writer.h"
#include "sql/literal.h"
#include "sql/type_text.h"
#include "sql/writer.h"

#include <array>
#include <utility>

namespace retort::mssql {

using expr::Operator;

namespace {

IdentifierRules identifier_rules() {
  IdentifierRules rules;
  rules.reserved_words = reserved_words();
  rules.quote_open = '[';
  rules.quote_close = ']';
  rules.database_in_schema = true;
  return rules;
}

/// National character strings are written N'...'.
bool is_national(const Type& type) {
  if (std::holds_alternative<type::Unicode>(type.kind) ||
      std::holds_alternative<type::UnicodeText>(type.kind)) {
    return true;
  }
  const auto* native = std::get_if<type::Native>(&type.kind);
  return native != nullptr &&
         (native->name == "NVARCHAR" || native->name == "NCHAR" || native->name == "NTEXT");
}

bool is_native_uuid(const Type& type) {
  if (const auto* uuid = std::get_if<type::Uuid>(&type.kind)) return uuid->native_uuid;
  const auto* native = std::get_if<type::Native>(&type.kind);
  return native != nullptr && (native->name == "UNIQUEIDENTIFIER" || native->name == "UUID");
}

void write_call(ExpressionWriter& out, std::string_view name, const expr::Binary& node) {
  out.raw(name).raw("(").write(node.left).raw(", ").write(node.right).raw(")");
}

// An element of a document: a part of it, or a value in the type that was asked for.
void write_json_element(ExpressionWriter& out, const expr::Binary& node) {
  const LiteralForm form = node.type ? literal_form(*node.type) : LiteralForm::json;
  if (form == LiteralForm::json) {
    write_call(out, "JSON_QUERY", node);
    return;
  }
  out.raw("CASE ");
  write_call(out, "JSON_VALUE", node);
  out.raw(" WHEN NULL THEN NULL ");
  if (form == LiteralForm::boolean) {
    out.raw("WHEN 'true' THEN 1 WHEN 'false' THEN 0 ELSE NULL");
  } else if (form == LiteralForm::integer || form == LiteralForm::number) {
    const auto* numeric = std::get_if<type::Numeric>(&node.type->kind);
    std::string type = form == LiteralForm::integer ? "INTEGER" : "FLOAT";
    if (numeric != nullptr && numeric->precision && numeric->scale) {
      type = with_precision("NUMERIC", numeric->precision, numeric->scale);
    }
    out.raw("ELSE CAST(");
    write_call(out, "JSON_VALUE", node);
    out.raw(" AS ").raw(type).raw(")");
  } else {
    out.raw("ELSE ");
    write_call(out, form == LiteralForm::string ? "JSON_VALUE" : "JSON_QUERY", node);
  }
  out.raw(" END");
}

// NULL is a value like others for INTERSECT.
void write_distinct_from(ExpressionWriter& out, const expr::Binary& node) {
  out.raw(node.op == Operator::is_distinct_from ? "NOT EXISTS (SELECT " : "EXISTS (SELECT ");
  out.write(node.left).raw(" INTERSECT SELECT ").write(node.right).raw(")");
}

bool is_value(const Expression& expression) { return expr::find<expr::Literal>(expression); }

bool is_plain_number(const std::optional<Expression>& expression) {
  const auto* literal = expression ? expr::find<expr::Literal>(*expression) : nullptr;
  return literal != nullptr && std::holds_alternative<std::int64_t>(literal->value.base());
}

std::optional<Expression> row_count(const expr::Select& node) {
  return node.fetch ? std::optional(node.fetch->count) : node.limit;
}

bool needs_top(const expr::Select& node) {
  return node.fetch && (node.fetch->percent || node.fetch->with_ties);
}

bool uses_top(const expr::Select& node) {
  if (node.offset) return false;
  return is_plain_number(node.limit) || (needs_top(node) && is_plain_number(node.fetch->count));
}

// What the columns of a select are called outside of it; those without a name get one, and those
// whose name another table's column has.
std::vector<expr::Column> named_columns(std::vector<Expression>& columns, int& fresh) {
  std::vector<expr::Column> names;
  std::vector<expr::Column> firsts;
  for (Expression& column : columns) {
    const auto* label = expr::find<expr::Labelled>(column);
    const auto* plain = expr::find<expr::Column>(column);
    expr::Column outside{""};
    const bool taken = plain != nullptr &&
                       std::any_of(firsts.begin(), firsts.end(), [&](const expr::Column& first) {
                         return first.name == plain->name && first.from != plain->from;
                       });
    if (taken) {
      column = Expression(expr::Node(expr::Labelled{expr::Label{plain->name, --fresh}, column}));
      label = expr::find<expr::Labelled>(column);
    } else if (label == nullptr && plain != nullptr && !plain->verbatim) {
      firsts.push_back(*plain);
      outside.name = plain->name;
      outside.made_up = plain->made_up;
      outside.quote = plain->quote;
      names.push_back(std::move(outside));
      continue;
    }
    if (label == nullptr) {
      const auto* function = expr::find<expr::Function>(column);
      const expr::Label made{function != nullptr ? function->name : "anon", --fresh};
      column = Expression(expr::Node(expr::Labelled{made, column}));
      label = expr::find<expr::Labelled>(column);
    }
    if (label->name.anonymous == 0) {
      outside.name = label->name.text;
    } else {
      outside.made_up = label->name;
    }
    names.push_back(std::move(outside));
  }
  return names;
}

}  // namespace

MssqlSql::MssqlSql(Paramstyle paramstyle, const MssqlOptions& options)
    : SqlDialect("mssql", identifier_rules(), SqlOptions{paramstyle, false}), options_(options) {}

std::string MssqlSql::typed_literal(const Value& value, const Type& type) const {
  if (const auto* text = std::get_if<std::string>(&value.base())) {
    if (is_national(type)) return "N" + string_literal(*text);
    if (is_native_uuid(type)) return string_literal(*text);
  }
  if (const auto* uuid = std::get_if<Uuid>(&value.base()); uuid && is_native_uuid(type)) {
    return "'" + dashed(*uuid) + "'";
  }
  return SqlDialect::typed_literal(value, type);
}

bool MssqlSql::write_binary(ExpressionWriter& out, const expr::Binary& node) const {
  if (node.op == Operator::equal && is_value(node.left) && !is_value(node.right)) {
    // A value stands on the right.
    expr::Binary turned = node;
    std::swap(turned.left, turned.right);
    out.write_around(turned, " = ");
  } else if (node.op == Operator::is_distinct_from || node.op == Operator::is_not_distinct_from) {
    write_distinct_from(out, node);
  } else if (node.op == Operator::match || node.op == Operator::not_match) {
    if (node.op == Operator::not_match) out.raw("NOT ");
    write_call(out, "CONTAINS ", node);
  } else if (node.op == Operator::json_get || node.op == Operator::json_path_get) {
    write_json_element(out, node);
  } else if (node.op == Operator::divide) {
    out.write_operand(node.left, {node.op}).raw(" / CAST(").write(node.right);
    out.raw(" AS ").raw(format_type(divisor_type(node.right))).raw(")");
  } else if (node.op == Operator::floor_divide && both_integers(node)) {
    out.write_around(node, " / ");
  } else if (node.op == Operator::regexp_match || node.op == Operator::not_regexp_match) {
    throw Error("mssql dialect does not support regular expressions", ErrorCode::compile);
  } else {
    return false;
  }
  return true;
}

bool MssqlSql::write_function(ExpressionWriter& out, const expr::Function& node) const {
  const std::string name = lower_ascii(node.name);
  if (name == "now") {
    out.raw("CURRENT_TIMESTAMP");
  } else if (name == "current_date") {
    out.raw("GETDATE()");
  } else if (name == "length" || name == "char_length") {
    out.raw("LEN");
    out.write_arguments(node);
  } else if (name == "aggregate_strings") {
    out.raw("string_agg");
    out.write_arguments(node);
  } else {
    return false;
  }
  return true;
}

bool MssqlSql::write_cast(ExpressionWriter& out, const expr::Cast& node) const {
  if (!node.try_cast) return false;
  out.raw("TRY_CAST (").write(node.operand).raw(" AS ").raw(format_type(node.type)).raw(")");
  return true;
}

std::string MssqlSql::empty_set(const std::vector<Type>&) const { return "SELECT 1 WHERE 1!=1"; }

void MssqlSql::write_extract(ExpressionWriter& out, const expr::Extract& node) const {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 4> words{{
      {"doy", "dayofyear"},
      {"dow", "weekday"},
      {"milliseconds", "millisecond"},
      {"microseconds", "microsecond"},
  }};
  std::string_view field = node.field;
  for (const auto& [ours, theirs] : words) {
    if (ours == node.field) field = theirs;
  }
  out.raw("DATEPART(").raw(field).raw(", ").write(node.operand).raw(")");
}

void MssqlSql::write_next_value(ExpressionWriter& out, const expr::NextValue& node) const {
  out.raw("NEXT VALUE FOR ");
  out.raw(Sql(identifiers()).table(TableName(node.sequence, node.schema)).take());
}

// Servers before 2012 have no OFFSET: rows are numbered inside, and chosen by number around.
std::optional<expr::Select> MssqlSql::rewritten(const expr::Select& node, int& fresh) const {
  const std::optional<Expression> count = row_count(node);
  if ((!count && !node.offset) || uses_top(node)) return std::nullopt;
  if (node.order_by.empty()) {
    throw Error("MSSQL requires an order_by when using an OFFSET or a non-simple LIMIT clause",
                ErrorCode::compile);
  }
  if (needs_top(node)) {
    throw Error(
        "MSSQL needs TOP to use PERCENT and/or WITH TIES. Only simple fetch without offset can be "
        "used.",
        ErrorCode::compile);
  }
  expr::Select inner = node;
  inner.limit.reset();
  inner.fetch.reset();
  inner.offset.reset();
  inner.order_by.clear();
  inner.ctes.clear();
  const expr::Label alias{"anon", --fresh};
  std::vector<expr::Column> columns = named_columns(inner.columns, fresh);
  expr::Over numbered{Expression(expr::Node(expr::Function{"ROW_NUMBER"}))};
  numbered.order_by = node.order_by;
  inner.columns.emplace_back(expr::Node(
      expr::Labelled{expr::Label{"mssql_rn", 0}, Expression(expr::Node(std::move(numbered)))}));
  const Expression rows(expr::Node(expr::Alias{alias, Expression(expr::Node(std::move(inner)))}));

  expr::Select outer;
  for (expr::Column& column : columns) {
    column.from = rows;
    outer.columns.emplace_back(expr::Node(std::move(column)));
  }
  outer.from = {rows};
  outer.ctes = node.ctes;
  const Expression number(expr::Node(expr::Column{"mssql_rn"}));
  const auto add_condition = [&](Operator op, const Expression& bound) {
    outer.where.emplace_back(expr::Node(expr::Binary{op, number, bound}));
  };
  if (node.offset) add_condition(Operator::greater, *node.offset);
  if (count && node.offset) {
    add_condition(Operator::less_equal,
                  Expression(expr::Node(expr::Binary{Operator::add, *count, *node.offset})));
  } else if (count) {
    add_condition(Operator::less_equal, *count);
  }
  return outer;
}

void MssqlSql::write_before_columns(ExpressionWriter& out, const expr::Select& node) const {
  const std::optional<Expression> count = row_count(node);
  if (!count || !uses_top(node)) return;
  out.raw("TOP ").raw(literal(expr::find<expr::Literal>(*count)->value)).raw(" ");
  if (node.fetch && node.fetch->percent) out.raw("PERCENT ");
  if (node.fetch && node.fetch->with_ties) out.raw("WITH TIES ");
}

// ORDER BY in a subquery is an error unless there is TOP.
bool MssqlSql::leaves_out_order(const expr::Select& node) const { return !uses_top(node); }

// TOP and row numbers have said it; a compound select has no place for it.
void MssqlSql::write_limit(ExpressionWriter&, const std::optional<Expression>&,
                           const std::optional<Expression>&) const {}

void MssqlSql::write_fetch(ExpressionWriter&, const expr::Select&) const {}

// FOR UPDATE is for cursors only.
void MssqlSql::write_for_update(ExpressionWriter&, const expr::ForUpdate&) const {}

}  // namespace retort::mssql
