// SPDX-License-Identifier: MIT
// CREATE, DROP and RENAME of tables, and their comments.
#include "retort/error.h"

#include "base/text.h"
#include "sql/ddl_compiler.h"

namespace retort {

namespace {

constexpr std::string_view line_end = ", \n\t";

}  // namespace

void DdlCompiler::emit_types(const Table&) {}

std::string DdlCompiler::table_options(const Table&) const { return {}; }

void DdlCompiler::emit(const op::CreateTable& operation) {
  const ResolvedTable resolved = prepare(operation.table);
  const Table& table = resolved.table;
  emit_types(table);

  std::vector<std::string> elements;
  for (const Column& column : table.columns) {
    if (column.system) {
      continue;
    }
    try {
      std::string element = column_clause(column, resolved);
      for (const Check& check : column.checks) {
        element += " " + column_check(check);
      }
      elements.push_back(std::move(element));
    } catch (const Error& error) {
      if (error.code() != ErrorCode::compile &&
          error.code() != ErrorCode::unsupported_compilation) {
        throw;
      }
      throw Error(
          "(in table '" + table.name.name + "', column '" + column.name + "'): " + error.what(),
          ErrorCode::compile, error.hint());
    }
  }
  for (const Constraint& constraint : table.constraints) {
    const auto* key = std::get_if<ForeignKey>(&constraint);
    if (key && key->rules.use_alter && !info_.rebuilds_tables) {
      continue;
    }
    std::optional<std::string> text = constraint_clause(constraint, resolved);
    if (text && !text->empty()) {
      elements.push_back(std::move(*text));
    }
  }

  std::string text = "CREATE ";
  if (!table.prefixes.empty()) {
    text += join(table.prefixes, " ") + " ";
  }
  text += operation.if_not_exists ? "TABLE IF NOT EXISTS " : "TABLE ";
  text += table_text(table.name) + " (";
  if (!elements.empty()) {
    text += "\n\t" + join(elements, line_end);
  }
  add(text + "\n)" + table_options(table));

  for (const Index& index : table.indexes) {
    add(index_statement(index, table.name, false));
  }
  if (!rules_.comments || rules_.inline_comments) {
    return;
  }
  if (table.comment && !table.comment->empty()) {
    emit(op::CreateTableComment{.table = table.name, .comment = table.comment});
  }
  for (const Column& column : table.columns) {
    if (column.comment && !column.comment->empty()) {
      emit_column_comment(table.name, column);
    }
  }
}

void DdlCompiler::emit(const op::DropTable& operation) {
  add(std::string("DROP TABLE ") + (operation.if_exists ? "IF EXISTS " : "") +
      table_text(operation.table));
}

void DdlCompiler::emit(const op::RenameTable& operation) {
  TableName renamed(operation.new_name, operation.table.schema);
  add(alter_table(operation.table) + " RENAME TO " +
      Sql(sql_.identifiers()).dotted_table(renamed).take());
}

void DdlCompiler::emit(const op::CreateTableComment& operation) {
  add("COMMENT ON TABLE " + table_text(operation.table) + " IS " +
      (operation.comment ? string_literal(*operation.comment) : "NULL"));
}

void DdlCompiler::emit(const op::DropTableComment& operation) {
  add("COMMENT ON TABLE " + table_text(operation.table) + " IS NULL");
}

}  // namespace retort
