// SPDX-License-Identifier: MIT
// Clauses that PostgreSQL spells its own way.
#include "dialect/postgresql/sql.h"

#include "retort/error.h"

#include "base/text.h"
#include "sql/expression_writer.h"
#include "sql/literal.h"
#include "sql/type_text.h"
#include "sql/writer.h"

#include <utility>

namespace retort::postgresql {

using expr::Operator;

namespace {

IdentifierRules identifier_rules() {
  IdentifierRules rules;
  rules.reserved_words = reserved_words();
  return rules;
}

bool is_json(const std::optional<Type>& type) {
  return !type || literal_form(*type) == LiteralForm::json;
}

std::string path_text(const Value& value) {
  if (const auto* text = std::get_if<std::string>(&value.base())) return *text;
  std::string text = "{";
  if (const auto* list = std::get_if<List>(&value.base())) {
    for (const Value& item : list->items) {
      if (text.size() > 1) text += ", ";
      const auto* step = std::get_if<std::string>(&item.base());
      text += step != nullptr ? *step : value_repr(item);
    }
  }
  return text + "}";
}

void write_regexp(ExpressionWriter& out, const expr::Binary& node) {
  const std::string base = node.op == Operator::regexp_match ? "~" : "!~";
  if (!node.flags) {
    out.write_around(node, " " + base + " ");
  } else if (*node.flags == "i") {
    out.write_around(node, " " + base + "* ");
  } else {
    out.write(node.left).raw(" ").raw(base).raw(" CONCAT('(?', ").literal(*node.flags);
    out.raw(", ')', ").write(node.right).raw(")");
  }
}

/// A type of UUIDs; their text may stand for them.
bool takes_uuid(const Type& type) {
  if (const auto* uuid = std::get_if<type::Uuid>(&type.kind)) {
    return uuid->as_uuid && uuid->native_uuid;
  }
  const auto* native = std::get_if<type::Native>(&type.kind);
  return native != nullptr && (native->name == "UUID" || native->name == "UNIQUEIDENTIFIER") &&
         !flag_argument(*native, "as_text");
}

}  // namespace

PostgresqlSql::PostgresqlSql(SqlOptions options)
    : SqlDialect("postgresql", identifier_rules(), options) {}
PostgresqlSql::PostgresqlSql(Paramstyle paramstyle) : PostgresqlSql(SqlOptions{paramstyle, true}) {}

std::string PostgresqlSql::typed_literal(const Value& value, const Type& type) const {
  const auto* native = std::get_if<type::Native>(&type.kind);
  if (const auto* interval = std::get_if<Interval>(&value.base())) {
    const auto* generic = std::get_if<type::Interval>(&type.kind);
    if ((generic != nullptr && generic->native) ||
        (native != nullptr && native->name == "INTERVAL")) {
      return "make_interval(secs=>" + seconds_text(*interval) + ")";
    }
  }
  if (const auto* uuid = std::get_if<Uuid>(&value.base())) {
    const auto* generic = std::get_if<type::Uuid>(&type.kind);
    if (generic == nullptr || generic->native_uuid) return "'" + dashed(*uuid) + "'";
  }
  if (const auto* text = std::get_if<std::string>(&value.base());
      text != nullptr && takes_uuid(type)) {
    return string_literal(*text);
  }
  if (native != nullptr && (native->name == "JSON_PATH" || native->name == "JSONPATH")) {
    return string_literal(path_text(value));
  }
  if (native != nullptr && native->name == "JSON_INDEX") {
    const auto* text = std::get_if<std::string>(&value.base());
    return text != nullptr ? string_literal(*text) : value_repr(value);
  }
  if (const auto* array = std::get_if<type::Array>(&type.kind)) {
    if (const auto* list = std::get_if<List>(&value.base())) {
      std::string text = "ARRAY[";
      for (const Value& item : list->items) {
        if (text.size() > 6) text += ", ";
        const bool nested = std::holds_alternative<List>(item.base());
        text += item.is_null() ? "NULL" : typed_literal(item, nested ? type : *array->item);
      }
      return text + "]";
    }
  }
  return SqlDialect::typed_literal(value, type);
}

bool PostgresqlSql::write_binary(ExpressionWriter& out, const expr::Binary& node) const {
  if (node.op == Operator::ilike || node.op == Operator::not_ilike) {
    out.write_like(node, node.op == Operator::ilike ? " ILIKE " : " NOT ILIKE ");
  } else if (node.op == Operator::regexp_match || node.op == Operator::not_regexp_match) {
    write_regexp(out, node);
  } else if (node.op == Operator::regexp_replace) {
    out.raw("REGEXP_REPLACE(").write(node.left).raw(", ").write(node.right);
    if (node.flags) out.raw(", ").literal(*node.flags);
    out.raw(")");
  } else if (node.op == Operator::match || node.op == Operator::not_match) {
    if (node.op == Operator::not_match) out.raw("NOT ");
    out.write(node.left).raw(" @@ plainto_tsquery(").write(node.right).raw(")");
  } else if (node.op == Operator::bitwise_xor) {
    out.write_around(node, " # ");
  } else if (node.op == Operator::get_item) {
    out.write_operand(node.left, {Operator::get_item}).raw("[").write(node.right).raw("]");
  } else if (node.op == Operator::json_get || node.op == Operator::json_path_get) {
    const bool path = node.op == Operator::json_path_get;
    if (is_json(node.type)) {
      out.write_eagerly(node, path ? " #> " : " -> ");
    } else {
      // The text of the element, in the type that was asked for.
      out.raw("CAST(");
      out.write_eagerly(node, path ? " #>> " : " ->> ");
      out.raw(" AS ").raw(format_type(*node.type)).raw(")");
    }
  } else if (node.op == Operator::divide) {
    out.write_operand(node.left, {node.op}).raw(" / CAST(").write(node.right);
    out.raw(" AS ").raw(format_type(divisor_type(node.right))).raw(")");
  } else if (node.op == Operator::floor_divide && both_integers(node)) {
    out.write_around(node, " / ");
  } else {
    return false;
  }
  return true;
}

bool PostgresqlSql::write_function(ExpressionWriter& out, const expr::Function& node) const {
  const std::vector<Expression>& arguments = node.arguments;
  if (lower_ascii(node.name) == "substring" && arguments.size() >= 2) {
    out.raw("SUBSTRING(").write(arguments[0]).raw(" FROM ").write(arguments[1]);
    if (arguments.size() > 2) out.raw(" FOR ").write(arguments[2]);
    out.raw(")");
    return true;
  }
  if (node.name == "aggregate_strings" && node.generic) {
    out.raw("string_agg");
    out.write_arguments(node);
    return true;
  }
  return false;
}

std::string PostgresqlSql::empty_set(const std::vector<Type>& types) const {
  std::string casts;
  for (const Type& type : types) {
    if (!casts.empty()) casts += ", ";
    const bool unknown = std::holds_alternative<type::Null>(type.kind);
    casts += "CAST(NULL AS " + (unknown ? std::string("INTEGER") : format_type(type)) + ")";
  }
  return "SELECT " + casts + " WHERE 1!=1";
}

void PostgresqlSql::write_next_value(ExpressionWriter& out, const expr::NextValue& node) const {
  const std::string name = Sql(identifiers()).table(TableName(node.sequence, node.schema)).take();
  out.raw("nextval('").raw(replace_all(name, "'", "''")).raw("')");
}

void PostgresqlSql::write_limit(ExpressionWriter& out, const std::optional<Expression>& limit,
                                const std::optional<Expression>& offset) const {
  if (limit) out.raw(" \n LIMIT ").write(*limit);
  if (!offset) return;
  if (!limit) out.raw("\n LIMIT ALL");
  out.raw(" OFFSET ").write(*offset);
}

// What is no literal needs parentheses here.
void PostgresqlSql::write_fetch(ExpressionWriter& out, const expr::Select& node) const {
  if (node.offset) out.raw("\n OFFSET (").write(*node.offset).raw(") ROWS");
  out.raw("\n FETCH FIRST (").write(node.fetch->count).raw(")");
  if (node.fetch->percent) out.raw(" PERCENT");
  out.raw(node.fetch->with_ties ? " ROWS WITH TIES" : " ROWS ONLY");
}

void PostgresqlSql::write_for_update(ExpressionWriter& out, const expr::ForUpdate& node) const {
  if (node.read) {
    out.raw(node.key_share ? " FOR KEY SHARE" : " FOR SHARE");
  } else {
    out.raw(node.key_share ? " FOR NO KEY UPDATE" : " FOR UPDATE");
  }
  if (!node.of.empty()) out.raw(" OF ").write_list(node.of, ", ");
  if (node.nowait) out.raw(" NOWAIT");
  if (node.skip_locked) out.raw(" SKIP LOCKED");
}

void PostgresqlSql::write_on_conflict(ExpressionWriter& out, const expr::Insert& node) const {
  out.write_conflict_clause(node);
}

}  // namespace retort::postgresql
