// SPDX-License-Identifier: MIT
// https://www.sqlite.org/lang_createtable.html
#include "dialect/sqlite/ddl.h"

#include "retort/error.h"

#include "base/text.h"
#include "schema/affinity.h"
#include "schema/lookup.h"
#include "sql/expression_compiler.h"

#include <algorithm>
#include <variant>

namespace retort::sqlite {

SqliteDdl::SqliteDdl(const SqlDialect& sql, const DialectInfo& info, const CompileOptions& options)
    : DdlCompiler(sql, info, DdlRules{}, options) {}

namespace {

/// A column that ALTER TABLE ... ADD COLUMN refuses.
bool needs_rebuild(const Column& column) {
  if (!column.server_default) {
    return false;
  }
  const auto* computed = std::get_if<Computed>(&*column.server_default);
  return std::holds_alternative<Expression>(*column.server_default) ||
         (computed && computed->persisted.value_or(false));
}

bool needs_rebuild(const Operation& change) {
  if (const auto* added = std::get_if<op::AddColumn>(&change.base())) {
    // A constraint of the column would have to be added on its own.
    const Column& column = added->column;
    return needs_rebuild(column) || !column.references.empty() ||
           (column.unique && !column.index) || type_bound_check(column, ResolveOptions{});
  }
  return !std::holds_alternative<op::CreateIndex>(change.base()) &&
         !std::holds_alternative<op::DropIndex>(change.base());
}

std::string on_conflict(const Options& options, std::string_view name) {
  const std::optional<std::string> action = text_option(options, name);
  return action ? " ON CONFLICT " + *action : "";
}

[[noreturn]] void refuse_constraint() {
  throw Error(
      "No support for ALTER of constraints in SQLite dialect. Please refer to the batch mode "
      "feature which allows for SQLite migrations using a copy-and-move strategy.",
      ErrorCode::not_implemented);
}

/// Whether the column is "INTEGER PRIMARY KEY AUTOINCREMENT": then the key is written there.
bool is_inline_key(const Column& column, const ResolvedTable& owner) {
  const bool refers =
      std::any_of(owner.table.constraints.begin(), owner.table.constraints.end(),
                  [&](const Constraint& constraint) {
                    const auto* key = std::get_if<ForeignKey>(&constraint);
                    return key && std::find(key->columns.begin(), key->columns.end(),
                                            column.name) != key->columns.end();
                  });
  return column.primary_key && is_on(owner.table.options, "sqlite_autoincrement") &&
         primary_key_columns(owner.table).size() == 1 &&
         affinity_of(column.type.on("sqlite")) == Affinity::integer && !refers;
}

/// The key that is written at this column as it stood there.
const PrimaryKey* key_at(const Column& column, const ResolvedTable& owner) {
  for (const Constraint& constraint : owner.table.constraints) {
    const auto* key = std::get_if<PrimaryKey>(&constraint);
    if (key && is_on(key->options, key_at_column_option) && key->columns.size() == 1 &&
        key->columns.front() == column.name) {
      return key;
    }
  }
  return nullptr;
}

std::string order_of(const Options& options, const std::string& column) {
  const OptionValue* found = find_option(options, key_order_option);
  const auto* orders =
      found ? std::get_if<std::vector<std::pair<std::string, std::string>>>(&found->base())
            : nullptr;
  if (orders) {
    for (const auto& [name, order] : *orders) {
      if (name == column) return " " + order;
    }
  }
  return {};
}

/// Defaults that are more than a literal or one word stand in parentheses.
bool is_bare_expression(std::string_view text) {
  const std::string_view start = strip_left(text);
  if (!start.empty() && (start.front() == '\'' || start.front() == '"' || start.front() == '(')) {
    return false;
  }
  const std::string_view line = text.substr(0, text.find('\n'));
  const std::vector<std::string> words = word_runs(line);
  return !(line.empty() || (words.size() == 1 && words.front() == line));
}

}  // namespace

bool SqliteDdl::rebuilds(const op::AlterTableBatch& batch) const {
  switch (batch.recreate) {
    case op::Recreate::always:
      return true;
    case op::Recreate::never:
      return false;
    case op::Recreate::automatic:
      return std::any_of(batch.operations.begin(), batch.operations.end(),
                         [](const Operation& change) { return needs_rebuild(change); });
  }
  return false;
}

void SqliteDdl::emit(const op::RenameTable& operation) {
  add(alter_table(operation.table) + " RENAME TO " + quote(operation.new_name));
}

void SqliteDdl::emit(const op::DropConstraint&) { refuse_constraint(); }

void SqliteDdl::add_constraint(const Constraint& constraint, const ResolvedTable&) {
  const auto* check = std::get_if<Check>(&constraint);
  if (!check || !check->type_bound) {
    refuse_constraint();
  }
  warn(
      "Skipping unsupported ALTER for creation of implicit constraint. Please refer to the batch "
      "mode feature which allows for SQLite migrations using a copy-and-move strategy.");
}

void SqliteDdl::drop_type_check(const Check&, const TableName&) {}

std::string SqliteDdl::column_clause(const Column& column, const ResolvedTable& owner) const {
  std::string text = sql().quote(column.name, column.quote) + " " + sql().format_type(column.type);
  if (column.server_default) {
    if (const std::optional<std::string> value = default_text(*column.server_default)) {
      text += " DEFAULT " + (is_bare_expression(*value) ? "(" + *value + ")" : *value);
    }
  }
  if (!column.is_nullable()) {
    text += " NOT NULL" + on_conflict(column.options, "sqlite_on_conflict_not_null");
  }
  if (column.primary_key) {
    if (column.autoincrement == Autoincrement::always &&
        primary_key_columns(owner.table).size() != 1) {
      throw Error("SQLite does not support autoincrement for composite primary keys",
                  ErrorCode::compile);
    }
    if (is_inline_key(column, owner)) {
      text += " PRIMARY KEY" + on_conflict(column.options, "sqlite_on_conflict_primary_key") +
              " AUTOINCREMENT";
    } else if (const PrimaryKey* key = key_at(column, owner)) {
      text += " " + constraint_preamble(key->name) + "PRIMARY KEY" +
              order_of(key->options, column.name) + on_conflict(key->options, "sqlite_on_conflict");
    }
  }
  if (const auto* computed =
          column.server_default ? std::get_if<Computed>(&*column.server_default) : nullptr) {
    text += " " + computed_clause(*computed);
  }
  return text;
}

std::string SqliteDdl::table_options(const Table& table) const {
  std::vector<std::string> words;
  if (!bool_option(table.options, "sqlite_with_rowid").value_or(true)) {
    words.emplace_back("WITHOUT ROWID");
  }
  if (is_on(table.options, "sqlite_strict")) {
    words.emplace_back("STRICT");
  }
  return words.empty() ? "" : "\n " + join(words, ",\n ");
}

std::optional<std::string> SqliteDdl::clause(const PrimaryKey& key,
                                             const ResolvedTable& owner) const {
  const Column* column =
      key.columns.size() == 1 ? find_column(owner.table, key.columns.front()) : nullptr;
  if (column && (is_inline_key(*column, owner) || key_at(*column, owner))) {
    return std::nullopt;
  }
  std::string conflict = on_conflict(key.options, "sqlite_on_conflict");
  if (conflict.empty() && column) {
    conflict = on_conflict(column->options, "sqlite_on_conflict_primary_key");
  }
  return DdlCompiler::clause(key, owner).value_or("") + conflict;
}

std::optional<std::string> SqliteDdl::clause(const Unique& unique,
                                             const ResolvedTable& owner) const {
  const Column* column =
      unique.columns.size() == 1 ? find_column(owner.table, unique.columns.front()) : nullptr;
  std::string conflict = on_conflict(unique.options, "sqlite_on_conflict");
  if (conflict.empty() && column) {
    conflict = on_conflict(column->options, "sqlite_on_conflict_unique");
  }
  return DdlCompiler::clause(unique, owner).value_or("") + conflict;
}

std::optional<std::string> SqliteDdl::clause(const ForeignKey& key,
                                             const ResolvedTable& owner) const {
  // A key cannot point into another database file.
  if (owner.table.name.schema.value_or("") != key.referred_table.schema.value_or("")) {
    return std::nullopt;
  }
  return DdlCompiler::clause(key, owner);
}

std::optional<std::string> SqliteDdl::clause(const Check& check, const ResolvedTable& owner) const {
  return check_body(named(check, owner.table.name)) +
         on_conflict(check.options, "sqlite_on_conflict");
}

std::string SqliteDdl::key_columns(const std::vector<std::string>& columns, const Options& options,
                                   const ResolvedTable& owner) const {
  std::vector<std::string> texts;
  texts.reserve(columns.size());
  for (const std::string& column : columns) {
    texts.push_back(column_list({column}, owner.table) + order_of(options, column));
  }
  return join(texts, ", ");
}

std::string SqliteDdl::column_check(const Check& check) const {
  if (find_option(check.options, "sqlite_on_conflict")) {
    throw Error("SQLite does not support on conflict clause for column check constraint",
                ErrorCode::compile);
  }
  return check_body(check);
}

std::string SqliteDdl::referred_table(const TableName& table) const {
  return sql().quote(table.name, table.quote);
}

std::string SqliteDdl::index_statement(const Index& index, const TableName& table,
                                       bool if_not_exists) const {
  Sql text(sql().identifiers());
  text.raw(index.unique ? "CREATE UNIQUE INDEX " : "CREATE INDEX ");
  text.raw(if_not_exists ? "IF NOT EXISTS " : "");
  if (table.schema && !table.schema->empty()) {
    text.name(*table.schema, table.quote_schema).raw(".");
  }
  text.raw(require_index_name(index)).raw(" ON ").name(table.name, table.quote).raw(" ");
  text.parenthesised([&] {
    text.list(index.elements, ", ", [&](const IndexElement& element) {
      text.raw(element.expression ? ddl_expression(sql(), *element.expression)
                                  : quote(element.column));
    });
  });
  if (const OptionValue* where = find_option(index.options, "sqlite_where")) {
    const auto* condition = std::get_if<Expression>(&where->base());
    text.raw(" WHERE ").raw(condition ? ddl_expression(sql(), *condition)
                                      : text_option(index.options, "sqlite_where").value_or(""));
  }
  return text.take();
}

}  // namespace retort::sqlite
