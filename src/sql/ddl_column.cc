// SPDX-License-Identifier: MIT
// ADD and DROP COLUMN, and the clauses that describe a column.
#include "sql/ddl_compiler.h"
#include "sql/expression_compiler.h"

#include <variant>

namespace retort {

namespace {

bool has_inline_reference(const op::AddColumn& operation) {
  return operation.inline_references && operation.column.references.size() == 1;
}

}  // namespace

std::string DdlCompiler::added_column(const op::AddColumn& operation, const Column& column,
                                      const ResolvedTable& owner) const {
  std::string text = operation.if_not_exists ? " ADD COLUMN IF NOT EXISTS " : " ADD COLUMN ";
  text += column_clause(column, owner);
  if (operation.inline_primary_key && column.primary_key) {
    text += " PRIMARY KEY";
  }
  if (has_inline_reference(operation)) {
    const ColumnReference& reference = operation.column.references.front();
    text += " REFERENCES " + table_text(reference.table);
    text += reference.column.empty() ? "" : " (" + quote(reference.column) + ")";
    text += match_clause(reference.rules) + foreign_key_rules(reference.rules) +
            deferrability(reference.rules.deferrable, reference.rules.initially);
  }
  for (const Check& check : column.checks) {
    text += " " + column_check(check);
  }
  return text;
}

void DdlCompiler::emit(const op::AddColumn& operation) {
  Table holder;
  holder.name = operation.table;
  holder.columns = {operation.column};
  const ResolvedTable resolved = prepare(holder);
  const Column& column = resolved.table.columns.front();
  const bool references_inline = has_inline_reference(operation);
  add(alter_table(operation.table) + added_column(operation, column, resolved));

  for (const Constraint& constraint : resolved.table.constraints) {
    const bool is_written = std::holds_alternative<PrimaryKey>(constraint) ||
                            (references_inline && std::holds_alternative<ForeignKey>(constraint));
    if (!is_written) {
      add_constraint(constraint, resolved);
    }
  }
  for (const Index& index : resolved.table.indexes) {
    add(index_statement(index, operation.table, false));
  }
  if (rules_.comments && !rules_.inline_comments && column.comment && !column.comment->empty()) {
    emit_column_comment(operation.table, column);
  }
}

void DdlCompiler::emit(const op::DropColumn& operation) {
  add(alter_table(operation.table) + " DROP COLUMN " + (operation.if_exists ? "IF EXISTS " : "") +
      sql_.quote(operation.column, operation.quote));
}

void DdlCompiler::emit_column_comment(const TableName& table, const Column& column) {
  add("COMMENT ON COLUMN " + table_text(table) + "." + sql_.quote(column.name, column.quote) +
      " IS " + (column.comment ? string_literal(*column.comment) : "NULL"));
}

std::optional<std::string> DdlCompiler::default_text(const ServerDefault& value) const {
  if (const auto* text = std::get_if<std::string>(&value)) {
    return string_literal(*text);
  }
  if (const auto* expression = std::get_if<Expression>(&value)) {
    return compile_expression(sql_, *expression).sql;
  }
  return std::nullopt;
}

std::string DdlCompiler::computed_clause(const Computed& computed) const {
  std::string text = "GENERATED ALWAYS AS (" + ddl_expression(sql_, computed.expression) + ")";
  if (computed.persisted) {
    text += *computed.persisted ? " STORED" : " VIRTUAL";
  }
  return text;
}

std::string DdlCompiler::identity_clause(const Identity& identity) const {
  const std::string numbers = sequence_options(identity.options);
  return std::string("GENERATED ") + (identity.always ? "ALWAYS" : "BY DEFAULT") + " AS IDENTITY" +
         (numbers.empty() ? "" : " (" + numbers + ")");
}

std::string DdlCompiler::sequence_options(const SequenceOptions& options) const {
  Sql text(sql_.identifiers());
  auto number = [&](std::string_view word, const std::optional<std::int64_t>& value) {
    if (value) {
      text.keyword(word).raw(" ").raw(std::to_string(*value));
    }
  };
  number("INCREMENT BY", options.increment);
  number("START WITH", options.start);
  number("MINVALUE", options.minvalue);
  number("MAXVALUE", options.maxvalue);
  if (options.nominvalue) {
    text.keyword("NO MINVALUE");
  }
  if (options.nomaxvalue) {
    text.keyword("NO MAXVALUE");
  }
  number("CACHE", options.cache);
  if (options.cycle) {
    text.keyword(*options.cycle ? "CYCLE" : "NO CYCLE");
  }
  return text.take();
}

}  // namespace retort
