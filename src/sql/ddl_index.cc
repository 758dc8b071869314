// SPDX-License-Identifier: MIT
// CREATE and DROP INDEX.
#include "retort/error.h"

#include "schema/index_options.h"
#include "schema/naming.h"
#include "sql/ddl_compiler.h"
#include "sql/expression_compiler.h"

#include <set>

namespace retort {

namespace {

void require_distinct_columns(const op::CreateIndex& operation) {
  std::set<std::string_view> seen;
  for (const IndexElement& element : operation.index.elements) {
    if (!element.expression && !seen.insert(element.column).second) {
      throw Error("A column with name '" + element.column + "' is already present in table '" +
                      operation.table.name +
                      "'. Specify replace_existing=True to Table.append_column() to replace an "
                      "existing column.",
                  ErrorCode::argument);
    }
  }
}

}  // namespace

void DdlCompiler::emit(const op::CreateIndex& operation) {
  require_distinct_columns(operation);
  Index index = operation.index;
  index.name = conventional_name(index, operation.table, naming_convention());
  add(index_statement(index, operation.table, operation.if_not_exists));
}

std::string DdlCompiler::require_index_name(const Index& index) const {
  if (!index.name || index.name->text.empty()) {
    throw Error("CREATE INDEX requires that the index have a name", ErrorCode::compile);
  }
  return index_name(*index.name, bool_option(index.options, quote_name_option));
}

std::string DdlCompiler::index_statement(const Index& index, const TableName& table,
                                         bool if_not_exists) const {
  Sql text(sql_.identifiers());
  text.raw(index.unique ? "CREATE UNIQUE INDEX " : "CREATE INDEX ");
  text.raw(if_not_exists ? "IF NOT EXISTS " : "");
  text.raw(require_index_name(index)).raw(" ON ").table(table).raw(" ");
  text.parenthesised([&] {
    text.list(index.elements, ", ", [&](const IndexElement& element) {
      text.raw(element.expression ? ddl_expression(sql_, *element.expression)
                                  : quote(element.column));
    });
  });
  return text.take();
}

Name DdlCompiler::index_to_drop(const op::DropIndex& operation) const {
  Index index;
  index.name = operation.name.text.empty() ? std::nullopt : std::optional(operation.name);
  // The columns of a dropped index are not known; conventions see one called "x", as in Alembic.
  index.elements = {IndexElement("x")};
  const std::optional<Name> name = conventional_name(
      index, operation.table.value_or(TableName("no_table")), naming_convention());
  if (!name) {
    throw Error("DROP INDEX requires that the index have a name", ErrorCode::compile);
  }
  return *name;
}

void DdlCompiler::emit(const op::DropIndex& operation) {
  const std::optional<std::string>& schema =
      operation.table && operation.table->schema ? operation.table->schema : operation.schema;
  add(std::string("DROP INDEX ") + drop_index_words(operation) +
      (operation.if_exists ? "IF EXISTS " : "") +
      (schema && !schema->empty() ? quote(*schema) + "." : "") +
      index_name(index_to_drop(operation)));
}

std::string DdlCompiler::drop_index_words(const op::DropIndex&) const { return {}; }

}  // namespace retort
