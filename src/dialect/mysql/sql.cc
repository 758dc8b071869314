// SPDX-License-Identifier: MIT
// Clauses that MySQL and MariaDB spell their own way.
#include "dialect/mysql/sql.h"

#include "schema/expression_operators.h"
#include "sql/expression_writer.h"
#include "sql/literal.h"
#include "sql/writer.h"

#include <utility>

namespace retort::mysql {

using expr::Operator;

namespace {

IdentifierRules identifier_rules(Flavor flavor) {
  IdentifierRules rules;
  rules.reserved_words = reserved_words(flavor);
  rules.quote_open = '`';
  rules.quote_close = '`';
  return rules;
}

void write_call(ExpressionWriter& out, std::string_view name, const expr::Binary& node) {
  out.raw(name).raw("(").write(node.left).raw(", ").write(node.right).raw(")");
}

// An element of a document; a JSON null has to become an SQL one.
void write_json_extract(ExpressionWriter& out, const expr::Binary& node) {
  const LiteralForm form = node.type ? literal_form(*node.type) : LiteralForm::json;
  if (form == LiteralForm::json) {
    write_call(out, "JSON_EXTRACT", node);
    return;
  }
  out.raw("CASE ");
  write_call(out, "JSON_EXTRACT", node);
  out.raw(" WHEN 'null' THEN NULL ");
  if (form == LiteralForm::integer) {
    out.raw("ELSE CAST(");
    write_call(out, "JSON_EXTRACT", node);
    out.raw(" AS SIGNED INTEGER)");
  } else if (form == LiteralForm::number) {
    const auto* numeric = std::get_if<type::Numeric>(&node.type->kind);
    if (numeric != nullptr && numeric->precision && numeric->scale) {
      out.raw("ELSE CAST(");
      write_call(out, "JSON_EXTRACT", node);
      out.raw(" AS DECIMAL(" + std::to_string(*numeric->precision) + ", " +
              std::to_string(*numeric->scale) + "))");
    } else {
      out.raw("ELSE ");
      write_call(out, "JSON_EXTRACT", node);
      out.raw("+0.0000000000000000000000");
    }
  } else if (form == LiteralForm::boolean) {
    out.raw("WHEN true THEN true ELSE false");
  } else if (form == LiteralForm::string) {
    out.raw("ELSE JSON_UNQUOTE(");
    write_call(out, "JSON_EXTRACT", node);
    out.raw(")");
  } else {
    out.raw("ELSE ");
    write_call(out, "JSON_EXTRACT", node);
  }
  out.raw(" END");
}

void write_regexp(ExpressionWriter& out, const expr::Binary& node, Flavor flavor) {
  const bool negated = node.op == Operator::not_regexp_match;
  if (!node.flags) {
    out.write_around(node, negated ? " NOT REGEXP " : " REGEXP ");
    return;
  }
  if (flavor == Flavor::mariadb) {
    out.write(node.left).raw(negated ? " NOT REGEXP " : " REGEXP ").raw("CONCAT('(?', ");
    out.literal(*node.flags).raw(", ')', ").write(node.right).raw(")");
    return;
  }
  if (negated) out.raw("NOT ");
  out.raw("REGEXP_LIKE(").write(node.left).raw(", ").write(node.right).raw(", ");
  out.literal(*node.flags).raw(")");
}

void write_regexp_replace(ExpressionWriter& out, const expr::Binary& node, Flavor flavor) {
  const auto* list = expr::find<expr::ClauseList>(node.right);
  out.raw("REGEXP_REPLACE(").write(node.left).raw(", ");
  if (!node.flags) {
    out.write(node.right).raw(")");
  } else if (flavor == Flavor::mariadb && list != nullptr && list->clauses.size() == 2) {
    out.raw("CONCAT('(?', ").literal(*node.flags).raw(", ')', ").write(list->clauses[0]);
    out.raw("), ").write(list->clauses[1]).raw(")");
  } else {
    out.write(node.right).raw(", ").literal(*node.flags).raw(")");
  }
}

}  // namespace

MysqlSql::MysqlSql(Flavor flavor, Paramstyle paramstyle)
    : SqlDialect(flavor == Flavor::mariadb ? "mariadb" : "mysql", identifier_rules(flavor),
                 SqlOptions{paramstyle, true}),
      flavor_(flavor) {}

std::string MysqlSql::typed_literal(const Value& value, const Type& type) const {
  return SqlDialect::typed_literal(value, type);
}

bool MysqlSql::write_binary(ExpressionWriter& out, const expr::Binary& node) const {
  if (node.op == Operator::is_distinct_from) {
    out.raw("NOT (");
    out.write_around(node, " <=> ");
    out.raw(")");
  } else if (node.op == Operator::is_not_distinct_from) {
    out.write_around(node, " <=> ");
  } else if (node.op == Operator::regexp_match || node.op == Operator::not_regexp_match) {
    write_regexp(out, node, flavor_);
  } else if (node.op == Operator::regexp_replace) {
    write_regexp_replace(out, node, flavor_);
  } else if (node.op == Operator::match || node.op == Operator::not_match) {
    if (node.op == Operator::not_match) out.raw("NOT ");
    out.raw("MATCH (").write(node.left).raw(") AGAINST (").write(node.right);
    out.raw(" IN BOOLEAN MODE)");
  } else if (node.op == Operator::json_get || node.op == Operator::json_path_get) {
    write_json_extract(out, node);
  } else {
    return false;
  }
  return true;
}

bool MysqlSql::write_function(ExpressionWriter& out, const expr::Function& node) const {
  if (node.name == "random" && node.generic) {
    out.raw("rand");
    out.write_arguments(node);
  } else if (node.name == "sysdate" && node.generic) {
    out.raw("SYSDATE()");
  } else if (node.name == "rollup" && node.generic) {
    out.write_list(node.arguments, ", ").raw(" WITH ROLLUP");
  } else if (node.name == "aggregate_strings" && node.arguments.size() == 2) {
    out.raw("group_concat(").write(node.arguments[0]).raw(" SEPARATOR ");
    out.write(node.arguments[1]).raw(")");
  } else {
    return false;
  }
  return true;
}

bool MysqlSql::write_cast(ExpressionWriter& out, const expr::Cast& node) const {
  const std::optional<std::string> type = format_cast_type(node.type);
  if (!type) {
    out.write_item(node.operand);
    return true;
  }
  // A collation is part of the type here.
  out.raw("CAST(").write(node.operand).raw(" AS ").raw(*type).raw(")");
  return true;
}

std::string MysqlSql::empty_set(const std::vector<Type>& types) const {
  std::string names;
  std::string ones;
  for (std::size_t i = 0; i < types.size(); ++i) {
    const std::string name = "_in_" + std::to_string(i);
    names += (i > 0 ? ", " : "") + name;
    ones += (i > 0 ? ", 1 AS " : "1 AS ") + name;
  }
  return "SELECT " + names + " FROM (SELECT " + ones + ") as _empty_set WHERE 1!=1";
}

void MysqlSql::write_extract(ExpressionWriter& out, const expr::Extract& node) const {
  expr::Extract own = node;
  if (own.field == "milliseconds") own.field = "millisecond";
  SqlDialect::write_extract(out, own);
}

void MysqlSql::write_next_value(ExpressionWriter& out, const expr::NextValue& node) const {
  out.raw("nextval(");
  out.raw(Sql(identifiers()).table(TableName(node.sequence, node.schema)).take()).raw(")");
}

void MysqlSql::write_limit(ExpressionWriter& out, const std::optional<Expression>& limit,
                           const std::optional<Expression>& offset) const {
  out.raw(" \n LIMIT ");
  if (offset) out.write(*offset).raw(", ");
  if (limit) {
    out.write(*limit);
  } else {
    // There is no offset without a limit: the largest there is.
    out.raw("18446744073709551615");
  }
}

void MysqlSql::write_for_update(ExpressionWriter& out, const expr::ForUpdate& node) const {
  out.raw(node.read ? " LOCK IN SHARE MODE" : " FOR UPDATE");
  if (node.nowait) out.raw(" NOWAIT");
  if (node.skip_locked) out.raw(" SKIP LOCKED");
}

void MysqlSql::write_default_values(ExpressionWriter& out) const { out.raw(" () VALUES ()"); }

void MysqlSql::write_on_conflict(ExpressionWriter& out, const expr::Insert& node) const {
  if (node.on_duplicate_key.empty()) return;
  out.raw(" ON DUPLICATE KEY UPDATE ");
  out.write_upsert_assignments(node.on_duplicate_key);
}

void MysqlSql::write_proposed(ExpressionWriter& out, const expr::ProposedColumn& node) const {
  out.raw("VALUES(").raw(quote(node.name)).raw(")");
}

}  // namespace retort::mysql
