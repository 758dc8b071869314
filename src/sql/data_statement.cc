// SPDX-License-Identifier: MIT
// INSERT, UPDATE and DELETE.
#include "retort/error.h"

#include "sql/expression_writer.h"
#include "sql/from_elements.h"
#include "sql/writer.h"

namespace retort {

void ExpressionWriter::write_returning(const std::vector<Expression>& columns) {
  if (columns.empty()) return;
  switch (dialect_.returning_style()) {
    case ReturningStyle::output:
      return;
    case ReturningStyle::at_end: {
      raw(" RETURNING ");
      const bool include = include_tables_ && dialect_.returning_with_table();
      with_table_names(include, [&] { write_columns(columns, false); });
      return;
    }
    case ReturningStyle::into:
      raw(" RETURNING ").write_list(columns, ", ").raw(" INTO ");
      for (std::size_t i = 0; i < columns.size(); ++i) {
        raw(i > 0 ? ", :ret_" : ":ret_").raw(std::to_string(i));
      }
      return;
  }
}

void ExpressionWriter::write_output(const Expression& target, std::string_view row_name,
                                    const std::vector<Expression>& columns) {
  if (columns.empty() || dialect_.returning_style() != ReturningStyle::output) return;
  row_table_ = target;
  row_name_ = row_name;
  raw(" OUTPUT ");
  write_columns(columns, false);
  row_table_.reset();
}

void ExpressionWriter::write_insert_values(const expr::Insert& node) {
  if (node.multi_row && !dialect_.supports_multirow_insert()) {
    throw Error("The '" + std::string(dialect_.name()) +
                    "' dialect with current database version settings does not support in-place "
                    "multirow inserts.",
                ErrorCode::compile);
  }
  raw(" VALUES ");
  bool first_row = true;
  for (const std::vector<expr::Assignment>& row : node.rows) {
    if (!first_row) raw(", ");
    first_row = false;
    raw("(");
    bool first = true;
    for (const expr::Assignment& assignment : row) {
      if (!first) raw(", ");
      first = false;
      write_item(assignment.value);
    }
    raw(")");
  }
}

void ExpressionWriter::node(const expr::Insert& node) {
  const bool is_outermost = scopes_.empty();
  const std::size_t begin = text_.size();
  const std::size_t first_parameter = parameters_.size();
  Scope scope;
  scope.visible = {node.table};
  scope.all = scope.visible;
  scopes_.push_back(std::move(scope));
  for (const Expression& cte : node.ctes) {
    if (const auto* held = expr::find<expr::Cte>(cte)) add_cte(*held);
  }
  raw("INSERT ");
  write_prefixes(node.prefixes, " ");
  raw("INTO ");
  write(node.table);
  const bool has_values = !node.rows.empty() && !node.rows.front().empty();
  if (node.select) {
    if (!node.select_columns.empty()) {
      raw(" (").raw(Sql(dialect_.identifiers()).names(node.select_columns).take()).raw(")");
    }
    write_output(node.table, "inserted", node.returning);
    // The rows come from a select of its own: the table that is written is not one of its
    // surroundings.
    std::vector<Scope> outside = std::exchange(scopes_, {Scope{}});
    raw(" ");
    const std::size_t select = text_.size();
    const std::size_t select_parameter = parameters_.size();
    write_query(*node.select, false);
    if (dialect_.cte_follows_insert()) insert_ctes(select, select_parameter);
    scopes_ = std::move(outside);
  } else if (!has_values) {
    write_output(node.table, "inserted", node.returning);
    dialect_.write_default_values(*this);
  } else {
    raw(" (");
    bool first = true;
    for (const expr::Assignment& assignment : node.rows.front()) {
      if (!first) raw(", ");
      first = false;
      raw(dialect_.quote(assignment.column, assignment.quote));
    }
    raw(")");
    write_output(node.table, "inserted", node.returning);
    write_insert_values(node);
  }
  dialect_.write_on_conflict(*this, node);
  write_returning(node.returning);
  if (is_outermost) insert_ctes(begin, first_parameter);
  scopes_.pop_back();
}

std::vector<Expression> ExpressionWriter::extra_froms(
    const Expression& table, const std::vector<Expression>& conditions) const {
  std::vector<Expression> found;
  for (const Expression& condition : conditions) {
    for (const Expression& from : from_elements(condition)) {
      if (from == table) continue;
      add_once(found, from);
    }
  }
  return found;
}

// In SET the statement's own table goes without its schema.
std::string ExpressionWriter::own_prefix(const Expression& own) {
  const auto* table = expr::find<expr::Table>(own);
  if (table == nullptr) return column_prefix(own);
  return dialect_.quote(table->name, table->quote) + ".";
}

void ExpressionWriter::write_assignments(const expr::Update& node, bool qualified) {
  bool first = true;
  for (const expr::Assignment& assignment : node.set) {
    if (!first) raw(", ");
    first = false;
    const auto* other = assignment.target ? expr::find<expr::Column>(*assignment.target) : nullptr;
    if (assignment.target && other == nullptr) {
      // An element of an array, say.
      write(*assignment.target);
    } else {
      if (qualified) {
        raw(other != nullptr && other->from ? column_prefix(*other->from) : own_prefix(node.table));
      }
      raw(dialect_.quote(assignment.column, assignment.quote));
    }
    raw("=");
    write_item(assignment.value);
  }
}

void ExpressionWriter::write_row_limit(const std::vector<std::pair<std::string, Value>>& options) {
  const std::string key = std::string(dialect_.name()) + "_limit";
  for (const auto& [name, value] : options) {
    const auto* rows = std::get_if<std::int64_t>(&value.base());
    if (name == key && rows != nullptr && *rows >= 0) raw(" LIMIT " + std::to_string(*rows));
  }
}

void ExpressionWriter::node(const expr::Update& node) {
  const bool is_outermost = scopes_.empty();
  const std::size_t begin = text_.size();
  const std::size_t first_parameter = parameters_.size();
  std::vector<Expression> sources = node.where;
  for (const expr::Assignment& assignment : node.set) sources.push_back(assignment.value);
  const std::vector<Expression> extra = extra_froms(node.table, sources);
  if (!extra.empty() && !dialect_.supports_update_from()) {
    throw Error("This backend does not support multiple-table criteria within UPDATE",
                ErrorCode::not_implemented);
  }
  Scope scope;
  scope.visible = {node.table};
  for (const Expression& from : extra) add_once(scope.visible, from);
  scope.all = scope.visible;
  scopes_.push_back(std::move(scope));
  for (const Expression& cte : node.ctes) {
    if (const auto* held = expr::find<expr::Cte>(cte)) add_cte(*held);
  }
  raw("UPDATE ");
  write_prefixes(node.prefixes, " ");
  write(node.table);
  const bool lists_all = dialect_.update_lists_all_tables() && !extra.empty();
  if (lists_all) {
    for (const Expression& from : extra) {
      raw(", ");
      write_from(from);
    }
  }
  raw(" SET ");
  write_assignments(node, lists_all);
  write_output(node.table, "inserted", node.returning);
  if (!lists_all && !extra.empty()) {
    raw(" FROM ");
    if (dialect_.target_is_in_from()) write(node.table).raw(", ");
    write_from_list(extra);
  }
  if (!node.where.empty()) {
    raw(" WHERE ");
    write_conditions(node.where);
  }
  write_row_limit(node.dialect_options);
  write_returning(node.returning);
  if (is_outermost) insert_ctes(begin, first_parameter);
  scopes_.pop_back();
}

void ExpressionWriter::node(const expr::Delete& node) {
  const bool is_outermost = scopes_.empty();
  const std::size_t begin = text_.size();
  const std::size_t first_parameter = parameters_.size();
  const std::vector<Expression> extra = extra_froms(node.table, node.where);
  if (!extra.empty() && !dialect_.supports_delete_using()) {
    throw Error("This backend does not support multiple-table criteria within DELETE",
                ErrorCode::not_implemented);
  }
  Scope scope;
  scope.visible = {node.table};
  for (const Expression& from : extra) add_once(scope.visible, from);
  scope.all = scope.visible;
  scopes_.push_back(std::move(scope));
  for (const Expression& cte : node.ctes) {
    if (const auto* held = expr::find<expr::Cte>(cte)) add_cte(*held);
  }
  raw("DELETE ");
  write_prefixes(node.prefixes, " ");
  raw("FROM ");
  write(node.table);
  write_output(node.table, "deleted", node.returning);
  if (!extra.empty()) {
    raw(dialect_.target_is_in_from() ? " FROM " : " USING ");
    if (dialect_.update_lists_all_tables() || dialect_.target_is_in_from()) {
      write(node.table).raw(", ");
    }
    write_from_list(extra);
  }
  if (!node.where.empty()) {
    raw(" WHERE ");
    write_conditions(node.where);
  }
  write_row_limit(node.dialect_options);
  write_returning(node.returning);
  if (is_outermost) insert_ctes(begin, first_parameter);
  scopes_.pop_back();
}

void ExpressionWriter::write_conflict_target(const expr::OnConflict& clause) {
  if (!clause.constraint.empty()) {
    raw(" ON CONSTRAINT ").raw(dialect_.quote(clause.constraint));
    return;
  }
  if (clause.elements.empty()) return;
  with_table_names(false, [&] {
    raw(" (").write_list(clause.elements, ", ").raw(")");
    if (clause.index_where) raw(" WHERE ").write(*clause.index_where);
  });
}

void ExpressionWriter::write_conflict_clause(const expr::Insert& node) {
  if (!node.on_conflict) return;
  const expr::OnConflict& clause = *node.on_conflict;
  if (!clause.dialect.empty() && clause.dialect != dialect_.name()) return;
  raw(" ON CONFLICT");
  write_conflict_target(clause);
  if (clause.set.empty()) {
    raw(" DO NOTHING");
    return;
  }
  raw(" DO UPDATE SET ");
  write_upsert_assignments(clause.set);
  if (clause.where) raw(" WHERE ").write(*clause.where);
}

void ExpressionWriter::write_upsert_assignments(const std::vector<expr::Assignment>& assignments) {
  bool first = true;
  for (const expr::Assignment& assignment : assignments) {
    if (!first) raw(", ");
    first = false;
    raw(dialect_.quote(assignment.column, assignment.quote)).raw(" = ");
    write_item(assignment.value);
  }
}

}  // namespace retort
