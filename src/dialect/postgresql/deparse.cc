// SPDX-License-Identifier: MIT
// Conditions and defaults as the server writes them: it is given them on copies of the tables,
// which are gone when it has answered.
#include "dialect/postgresql/dialect.h"
#include "dialect/postgresql/reflect.h"
#include "dialect/postgresql/sql.h"
#include "dialect/postgresql/statement_scan.h"
#include "sql/expression_compiler.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace retort::postgresql {
namespace {

constexpr const char* table_prefix = "retort_texts_";
constexpr const char* check_prefix = "retort_check_";

/// What one statement of a batch is for, so that its failure can be laid to something.
struct Purpose {
  std::size_t table = 0;
  DeparsedText* text = nullptr;  ///< null: the copy of the table itself
};

class Deparser {
 public:
  Deparser(Connection& connection, const Dialect& dialect, const std::vector<TableTexts>& texts)
      : connection_(connection), dialect_(dialect), texts_(texts) {
    for (const TableTexts& table : texts) {
      answers_.push_back({.checks = std::vector<DeparsedText>(table.checks.size()),
                          .defaults = std::vector<DeparsedText>(table.defaults.size())});
    }
  }

  std::vector<DeparsedTable> run() {
    const bool owns_transaction = !connection_.in_transaction();
    if (owns_transaction) connection_.begin();
    try {
      connection_.run({.sql = "SAVEPOINT retort_texts"});
      while (!attempt()) connection_.run({.sql = "ROLLBACK TO SAVEPOINT retort_texts"});
      read();
    } catch (...) {
      leave(owns_transaction);
      throw;
    }
    leave(owns_transaction);
    return std::move(answers_);
  }

 private:
  void leave(bool owns_transaction) {
    if (owns_transaction) {
      connection_.rollback();
    } else {
      connection_.run_batch({{.sql = "ROLLBACK TO SAVEPOINT retort_texts"},
                             {.sql = "RELEASE SAVEPOINT retort_texts"}});
    }
  }

  /// Gives the server all that it has not refused so far.
  bool attempt() {
    statements_.clear();
    purposes_.clear();
    for (std::size_t i = 0; i < texts_.size(); ++i) copy_table(i);
    try {
      connection_.run_batch(statements_);
    } catch (const BatchError& error) {
      if (error.details().connection) throw;
      note_refusal(purposes_[error.position()], error);
      return false;
    }
    return true;
  }

  void copy_table(std::size_t position) {
    const TableTexts& given = texts_[position];
    DeparsedTable& answer = answers_[position];
    // Texts may name their table, so the copy is first called as it is; then it makes way for the
    // copy of a table of the same name.
    const std::string copy = "pg_temp." + sql_.quote(given.table->name.name);
    add("CREATE TEMPORARY TABLE " + copy + " (LIKE " + dialect_.format_table(given.table->name) +
            ")",
        {.table = position});
    for (std::size_t i = 0; i < given.checks.size(); ++i) {
      add_text("ALTER TABLE " + copy + " ADD CONSTRAINT " + check_prefix + std::to_string(i) +
                   " CHECK (" + ddl_expression(sql_, given.checks[i]) + ")",
               {.table = position, .text = &answer.checks[i]});
    }
    for (std::size_t i = 0; i < given.defaults.size(); ++i) {
      add_text("ALTER TABLE " + copy + " ALTER COLUMN " + sql_.quote(given.defaults[i].column) +
                   " SET DEFAULT " + ddl_expression(sql_, given.defaults[i].value),
               {.table = position, .text = &answer.defaults[i]});
    }
    add("ALTER TABLE " + copy + " RENAME TO " + table_prefix + std::to_string(position),
        {.table = position});
  }

  void add(std::string sql, Purpose purpose) {
    if (uncopied(purpose.table)) return;
    statements_.push_back({.sql = std::move(sql)});
    purposes_.push_back(purpose);
  }

  void add_text(std::string sql, Purpose purpose) {
    if (!purpose.text->refusal.empty()) return;
    if (!is_single_statement(sql)) {
      // Nothing may get out of the transaction.
      purpose.text->refusal = "it is more than one statement";
      return;
    }
    add(std::move(sql), purpose);
  }

  void note_refusal(const Purpose& purpose, const BatchError& error) {
    const auto refuse = [&](DeparsedText& text) {
      text.refusal = error.what();
      text.sqlstate = error.details().sqlstate;
    };
    if (purpose.text) {
      refuse(*purpose.text);
      return;
    }
    uncopied_.push_back(purpose.table);
    for (DeparsedText& text : answers_[purpose.table].checks) refuse(text);
    for (DeparsedText& text : answers_[purpose.table].defaults) refuse(text);
  }

  bool uncopied(std::size_t table) const {
    return std::find(uncopied_.begin(), uncopied_.end(), table) != uncopied_.end();
  }

  /// In the form in which tables are reflected to be compared.
  void read() {
    const std::string of_copies =
        " JOIN pg_catalog.pg_class c ON c.oid = t.owner WHERE c.relnamespace = "
        "pg_catalog.pg_my_temp_schema() AND c.relname LIKE 'retort\\_texts\\_%'";
    const std::string position = "pg_catalog.substr(c.relname, " +
                                 std::to_string(std::string(table_prefix).size() + 1) +
                                 ")::integer AS table_position";
    for (const Row& row : connection_.run(
             {.sql = "SELECT " + position +
                     ", t.kind, t.name, t.written FROM (SELECT conrelid AS owner, 'c' AS kind, "
                     "conname::text AS name, pg_catalog.pg_get_expr(conbin, conrelid, true) AS "
                     "written "
                     "FROM pg_catalog.pg_constraint WHERE contype = 'c' UNION ALL SELECT "
                     "d.adrelid, 'd', a.attname::text, pg_catalog.pg_get_expr(d.adbin, d.adrelid) "
                     "FROM pg_catalog.pg_attrdef d JOIN pg_catalog.pg_attribute a ON a.attrelid = "
                     "d.adrelid AND a.attnum = d.adnum) AS t" +
                     of_copies})) {
      enter(row);
    }
  }

  void enter(const Row& row) {
    const auto table = static_cast<std::size_t>(number_of(row, "table_position"));
    const std::string name = text_of(row, "name");
    const std::string written = text_of(row, "written");
    if (text_of(row, "kind") == "c") {
      const std::string number = name.substr(std::string(check_prefix).size());
      answers_[table].checks[std::stoul(number)].text = without_outer_parentheses(written);
      return;
    }
    const auto& defaults = texts_[table].defaults;
    for (std::size_t i = 0; i < defaults.size(); ++i) {
      if (defaults[i].column == name) answers_[table].defaults[i].text = written;
    }
  }

  Connection& connection_;
  const Dialect& dialect_;
  const std::vector<TableTexts>& texts_;
  PostgresqlSql sql_;
  std::vector<DeparsedTable> answers_;
  std::vector<std::size_t> uncopied_;
  std::vector<Statement> statements_;
  std::vector<Purpose> purposes_;
};

}  // namespace

std::vector<DeparsedTable> PostgresqlDialect::deparse(Connection& connection,
                                                      const std::vector<TableTexts>& texts) const {
  if (texts.empty()) return {};
  return Deparser(connection, *this, texts).run();
}

}  // namespace retort::postgresql
