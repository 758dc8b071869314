// SPDX-License-Identifier: MIT
// ALTER COLUMN and indexes as PostgreSQL has them.
// https://www.postgresql.org/docs/current/sql-altertable.html
#include "retort/error.h"
#include "retort/expression_node.h"

#include "base/text.h"
#include "dialect/postgresql/ddl.h"
#include "schema/lookup.h"
#include "sql/expression_compiler.h"

#include <algorithm>
#include <map>
#include <variant>

namespace retort::postgresql {

void PostgresqlDdl::alter_column(const op::AlterColumn& operation) {
  if (find_option(operation.options, "postgresql_using") && !operation.type) {
    throw Error("postgresql_using must be used with the type_ parameter");
  }
  // The type comes first here, so that a new default meets it.
  op::AlterColumn rest = operation;
  rest.type.reset();
  if (operation.type) {
    alter_type(operation, *operation.type);
  }
  DdlCompiler::alter_column(rest);
}

void PostgresqlDdl::alter_type(const op::AlterColumn& operation, const Type& type) {
  const std::optional<std::string> conversion = text_option(operation.options, "postgresql_using");
  add(alter_column_text(operation) + " TYPE " + sql().format_type(type) +
      (conversion && !conversion->empty() ? " USING " + *conversion : ""));
}

void PostgresqlDdl::alter_comment(const op::AlterColumn& operation) {
  const auto* comment = std::get_if<std::string>(&operation.comment);
  add("COMMENT ON COLUMN " + Sql(sql().identifiers()).dotted_table(operation.table).take() + "." +
      quote(operation.column) + " IS " + (comment ? string_literal(*comment) : "NULL"));
}

void PostgresqlDdl::rename_column(const op::AlterColumn& operation) {
  add(alter_table(operation.table) + " RENAME " + quote(operation.column) + " TO " +
      quote(*operation.new_column_name));
}

namespace {

/// Each option that differs and is not at its default, under the name that Alembic sorts by.
std::map<std::string, SequenceOptions> changed_options(const SequenceOptions& now,
                                                       const SequenceOptions& before) {
  std::map<std::string, SequenceOptions> changes;
  auto compare = [&](const char* name, auto SequenceOptions::*option) {
    if (now.*option != before.*option && now.*option != SequenceOptions{}.*option) {
      SequenceOptions single;
      single.*option = now.*option;
      changes.emplace(name, single);
    }
  };
  compare("start", &SequenceOptions::start);
  compare("increment", &SequenceOptions::increment);
  compare("minvalue", &SequenceOptions::minvalue);
  compare("maxvalue", &SequenceOptions::maxvalue);
  compare("nominvalue", &SequenceOptions::nominvalue);
  compare("nomaxvalue", &SequenceOptions::nomaxvalue);
  compare("cycle", &SequenceOptions::cycle);
  compare("cache", &SequenceOptions::cache);
  return changes;
}

}  // namespace

void PostgresqlDdl::alter_identity(const op::AlterColumn& operation) {
  const auto* value = std::get_if<ServerDefault>(&operation.server_default);
  const auto* identity = value ? std::get_if<Identity>(value) : nullptr;
  std::string text = alter_column_text(operation) + " ";
  if (!value) {
    add(text + "DROP IDENTITY");
    return;
  }
  if (!identity) {
    throw Error("Column '" + operation.column +
                    "' is an identity column: drop the identity before setting a default",
                ErrorCode::compile);
  }
  if (std::holds_alternative<op::Remove>(operation.existing_server_default)) {
    add(text + "ADD " + identity_clause(*identity));
    return;
  }
  const auto* known = std::get_if<ServerDefault>(&operation.existing_server_default);
  const auto* before = known ? std::get_if<Identity>(known) : nullptr;
  const Identity assumed = before ? *before : Identity{};
  auto changes = changed_options(identity->options, assumed.options);
  if (identity->always != assumed.always) {
    changes.emplace("always", SequenceOptions{});
  }
  for (const auto& [name, option] : changes) {
    text += name == "always"
                ? std::string("SET GENERATED ") + (identity->always ? "ALWAYS " : "BY DEFAULT ")
                : "SET " + sequence_options(option) + " ";
  }
  add(text);
}

std::string PostgresqlDdl::access_method(const std::string& method) const {
  const std::vector<std::string> words = word_runs(method);
  if (words.size() != 1 || words.front() != method) {
    throw Error("Unexpected SQL phrase: " + repr(method) + " (matching against " +
                    repr("^(?:btree|hash|gist|gin|[\\w_]+)$") + ")",
                ErrorCode::compile);
  }
  return lower(method);
}

std::string PostgresqlDdl::index_element(const IndexElement& element,
                                         const Options& options) const {
  std::string key = element.column;
  if (element.expression) {
    if (const auto* column = expr::find<expr::Column>(*element.expression)) {
      key = column->name;
    } else if (const auto* label = expr::find<expr::Labelled>(*element.expression)) {
      key = label->name.text;
    }
  }
  std::string text =
      element.expression ? index_expression(sql(), *element.expression) : quote(element.column);
  const OptionValue* ops = find_option(options, "postgresql_ops");
  const auto* classes =
      ops ? std::get_if<std::vector<std::pair<std::string, std::string>>>(&ops->base()) : nullptr;
  if (classes && !key.empty()) {
    for (const auto& [column, operator_class] : *classes) {
      text += column == key ? " " + operator_class : "";
    }
  }
  return text;
}

namespace {

std::string setting_text(const std::string& setting) { return setting; }
std::string setting_text(std::int64_t setting) { return std::to_string(setting); }

/// "name = value" of each storage parameter, in the order given.
struct StorageParameters {
  template <class T>
  std::string operator()(const std::vector<std::pair<std::string, T>>& entries) const {
    std::vector<std::string> parts;
    parts.reserve(entries.size());
    for (const auto& [name, setting] : entries) {
      parts.push_back(name + " = " + setting_text(setting));
    }
    return join(parts, ", ");
  }
  template <class T>
  std::string operator()(const T&) const {
    return {};
  }
};

}  // namespace

std::string PostgresqlDdl::index_statement(const Index& index, const TableName& table,
                                           bool if_not_exists) const {
  const Options& options = index.options;
  Sql text(sql().identifiers());
  text.raw(index.unique ? "CREATE UNIQUE INDEX " : "CREATE INDEX ");
  text.raw(is_on(options, "postgresql_concurrently") ? "CONCURRENTLY " : "");
  text.raw(if_not_exists ? "IF NOT EXISTS " : "");
  text.raw(require_index_name(index)).raw(" ON ").table(table).raw(" ");
  if (const auto method = text_option(options, "postgresql_using"); method && !method->empty()) {
    text.raw("USING ").raw(access_method(*method)).raw(" ");
  }
  text.parenthesised([&] {
    text.list(index.elements, ", ",
              [&](const IndexElement& element) { text.raw(index_element(element, options)); });
  });
  text.raw(include_clause(options));
  if (const auto same = bool_option(options, "postgresql_nulls_not_distinct")) {
    text.raw(*same ? " NULLS NOT DISTINCT" : " NULLS DISTINCT");
  }
  if (const OptionValue* with = find_option(options, "postgresql_with")) {
    const std::string parameters = std::visit(StorageParameters{}, with->base());
    text.raw(parameters.empty() ? "" : " WITH (" + parameters + ")");
  }
  if (const auto space = text_option(options, "postgresql_tablespace"); space && !space->empty()) {
    text.raw(" TABLESPACE ").name(*space);
  }
  if (const OptionValue* where = find_option(options, "postgresql_where")) {
    if (const auto* condition = std::get_if<Expression>(&where->base())) {
      text.raw(" WHERE ").raw(ddl_expression(sql(), *condition));
    } else {
      text.raw(" WHERE ").raw(text_option(options, "postgresql_where").value_or(""));
    }
  }
  return text.take();
}

std::string PostgresqlDdl::drop_index_words(const op::DropIndex& operation) const {
  return is_on(operation.options, "postgresql_concurrently") ? "CONCURRENTLY " : "";
}

}  // namespace retort::postgresql
