// SPDX-License-Identifier: MIT
// Dispatch, names and values: what all kinds of statements share.
#include "sql/ddl_compiler.h"

#include "retort/error.h"

#include "base/text.h"
#include "schema/naming.h"
#include "sql/ddl_options.h"

#include <algorithm>
#include <utility>
#include <variant>

namespace retort {

DdlCompiler::DdlCompiler(const SqlDialect& sql, const DialectInfo& info, const DdlRules& rules,
                         const CompileOptions& options)
    : sql_(sql), info_(info), rules_(rules), options_(options) {}

CompiledScript DdlCompiler::compile(const Operation& operation) {
  script_ = {};
  try {
    run(operation);
  } catch (const Error&) {
    if (options_.before_failure != nullptr) {
      *options_.before_failure = std::exchange(script_, {}).statements;
    }
    throw;
  }
  return std::exchange(script_, {});
}

void DdlCompiler::run(const Operation& operation) {
  require_known_options(operation);
  std::visit([this](const auto& kind) { emit(kind); }, operation.base());
}

void DdlCompiler::add(std::string_view statement) {
  script_.statements.push_back(Statement{.sql = std::string(strip(statement)), .parameters = {}});
}

std::string DdlCompiler::quote_list(const std::vector<std::string>& names) const {
  return Sql(sql_.identifiers()).names(names).take();
}

std::string DdlCompiler::column_list(const std::vector<std::string>& names,
                                     const Table& table) const {
  Sql text(sql_.identifiers());
  text.list(names, ", ", [&](const std::string& name) {
    const Column* column = find_column(table, name);
    text.name(name, column ? column->quote : std::nullopt);
  });
  return text.take();
}

std::string DdlCompiler::table_text(const TableName& table) const {
  return Sql(sql_.identifiers()).table(table).take();
}

std::string DdlCompiler::alter_table(const TableName& table) const {
  return Sql(sql_.identifiers()).raw("ALTER TABLE ").dotted_table(table).take();
}

std::string DdlCompiler::alter_column_text(const op::AlterColumn& operation) const {
  return alter_table(operation.table) + " ALTER COLUMN " + quote(operation.column);
}

namespace {

std::string fitting_name(const Name& name, std::size_t limit) {
  if (name.final) {
    return truncate_name(name.text, limit);
  }
  return name.text;
}

}  // namespace

std::string DdlCompiler::constraint_name(const Name& name) const {
  if (!name.final && utf8_length(name.text) > info_.max_identifier_length) {
    throw Error("Identifier '" + name.text + "' exceeds maximum length of " +
                    std::to_string(info_.max_identifier_length) + " characters",
                ErrorCode::identifier);
  }
  return quote(fitting_name(name, info_.max_constraint_name_length));
}

std::string DdlCompiler::index_name(const Name& name, std::optional<bool> quoted) const {
  if (!name.final && utf8_length(name.text) > info_.max_identifier_length) {
    throw Error("Identifier '" + name.text + "' exceeds maximum length of " +
                    std::to_string(info_.max_identifier_length) + " characters",
                ErrorCode::identifier);
  }
  return sql_.quote(fitting_name(name, info_.max_index_name_length), quoted);
}

std::string DdlCompiler::string_literal(std::string_view text) const {
  const Type type = type::String{};
  return sql_.literal(Value(text), &type);
}

const std::string& DdlCompiler::require_phrase(const std::string& phrase,
                                               std::span<const std::string_view> allowed,
                                               std::string_view pattern) const {
  const std::string upper = upper_ascii(phrase);
  if (std::find(allowed.begin(), allowed.end(), upper) == allowed.end()) {
    throw Error(
        "Unexpected SQL phrase: " + repr(phrase) + " (matching against " + repr(pattern) + ")",
        ErrorCode::compile);
  }
  return phrase;
}

ResolveOptions DdlCompiler::resolve_options() const {
  ResolveOptions resolving;
  resolving.dialect = info_.name;
  resolving.native_boolean = rules_.native_boolean;
  resolving.native_enum = rules_.native_enum;
  resolving.format_type = [this](const Type& type) { return sql_.format_type(type); };
  return resolving;
}

NamingConvention DdlCompiler::naming_convention() const {
  return options_.naming_convention.templates.empty() ? NamingConvention{}
                                                      : options_.naming_convention;
}

ResolvedTable DdlCompiler::prepare(const Table& table) {
  ResolvedTable resolved = resolve(table, resolve_options());
  apply_naming_convention(resolved.table, naming_convention());
  script_.warnings.insert(script_.warnings.end(), resolved.warnings.begin(),
                          resolved.warnings.end());
  return resolved;
}

ResolvedTable DdlCompiler::prepare(const TableName& name) {
  ResolvedTable resolved;
  resolved.table.name = name;
  return resolved;
}

}  // namespace retort
