// SPDX-License-Identifier: MIT
// Tables, columns and constraints as PostgreSQL has them.
// https://www.postgresql.org/docs/current/sql-createtable.html
#include "dialect/postgresql/ddl.h"

#include "retort/error.h"

#include "base/text.h"
#include "schema/affinity.h"
#include "schema/lookup.h"
#include "sql/expression_compiler.h"

#include <algorithm>
#include <array>
#include <set>
#include <variant>

namespace retort::postgresql {

PostgresqlDdl::PostgresqlDdl(const SqlDialect& sql, const DialectInfo& info,
                             const CompileOptions& options)
    : DdlCompiler(sql, info,
                  DdlRules{.native_boolean = true,
                           .native_enum = true,
                           .comments = true,
                           .inline_comments = false},
                  options) {}

void PostgresqlDdl::emit(const op::RenameTable& operation) {
  add(alter_table(operation.table) + " RENAME TO " + quote(operation.new_name));
}

std::string PostgresqlDdl::column_clause(const Column& column, const ResolvedTable& owner) const {
  const auto* identity =
      column.server_default ? std::get_if<Identity>(&*column.server_default) : nullptr;
  const auto* computed =
      column.server_default ? std::get_if<Computed>(&*column.server_default) : nullptr;
  std::string text = sql().quote(column.name, column.quote) + " ";
  const bool serial = column.primary_key && owner.autoincrement_column == column.name &&
                      !identity && (!column.sequence || column.sequence->optional);
  if (serial) {
    switch (integer_width(column.type.on("postgresql"))) {
      case IntegerWidth::big:
        text += "BIGSERIAL";
        break;
      case IntegerWidth::small:
        text += "SMALLSERIAL";
        break;
      case IntegerWidth::normal:
        text += "SERIAL";
        break;
    }
  } else {
    text += sql().format_type(column.type);
    if (column.server_default) {
      const std::optional<std::string> value = default_text(*column.server_default);
      text += value ? " DEFAULT " + *value : "";
    }
  }
  if (computed) {
    text += " " + computed_clause(*computed);
  }
  if (identity) {
    return text + " " + identity_clause(*identity) + (column.is_nullable() ? " NULL" : "");
  }
  return text + (column.is_nullable() ? "" : " NOT NULL");
}

std::string PostgresqlDdl::computed_clause(const Computed& computed) const {
  if (computed.persisted == false) {
    throw Error(
        "PostrgreSQL computed columns do not support 'virtual' persistence; set the 'persisted' "
        "flag to None or True for PostgreSQL support.",
        ErrorCode::compile);
  }
  return "GENERATED ALWAYS AS (" + ddl_expression(sql(), computed.expression) + ") STORED";
}

std::string PostgresqlDdl::sequence_type(const Sequence& sequence) const {
  return sequence.data_type ? " AS " + sql().format_type(*sequence.data_type) : "";
}

std::string PostgresqlDdl::table_options(const Table& table) const {
  const Options& options = table.options;
  std::string text;
  if (const OptionValue* inherits = find_option(options, "postgresql_inherits")) {
    const auto* names = std::get_if<std::vector<std::string>>(&inherits->base());
    text += "\n INHERITS ( " +
            (names ? quote_list(*names)
                   : quote(text_option(options, "postgresql_inherits").value_or(""))) +
            " )";
  }
  auto append = [&](std::string_view name, std::string_view words) {
    const std::optional<std::string> value = text_option(options, name);
    if (value && !value->empty()) {
      text += "\n " + std::string(words) + *value;
    }
  };
  append("postgresql_partition_by", "PARTITION BY ");
  append("postgresql_using", "USING ");
  if (const std::optional<bool> oids = bool_option(options, "postgresql_with_oids")) {
    text += *oids ? "\n WITH OIDS" : "\n WITHOUT OIDS";
  }
  if (const auto commit = text_option(options, "postgresql_on_commit");
      commit && !commit->empty()) {
    text += "\n ON COMMIT " + upper_ascii(replace_all(*commit, "_", " "));
  }
  if (const auto space = text_option(options, "postgresql_tablespace"); space && !space->empty()) {
    text += "\n TABLESPACE " + quote(*space);
  }
  return text;
}

std::string PostgresqlDdl::include_clause(const Options& options) const {
  const OptionValue* include = find_option(options, "postgresql_include");
  const auto* names = include ? std::get_if<std::vector<std::string>>(&include->base()) : nullptr;
  return names && !names->empty() ? " INCLUDE (" + quote_list(*names) + ")" : "";
}

namespace {

std::string_view validity(const Options& options) {
  return is_on(options, "postgresql_not_valid") ? " NOT VALID" : "";
}

constexpr std::string_view delete_pattern =
    "^(?:RESTRICT|CASCADE|SET (?:NULL|DEFAULT)(?:\\s*\\(.+\\))?|NO ACTION)$";

/// SET NULL and SET DEFAULT take a list of columns since PostgreSQL 15.
bool is_delete_action(std::string_view phrase) {
  const std::string upper = upper_ascii(phrase);
  if (upper == "RESTRICT" || upper == "CASCADE" || upper == "NO ACTION") {
    return true;
  }
  for (const std::string_view action : {"SET NULL", "SET DEFAULT"}) {
    if (!upper.starts_with(action)) {
      continue;
    }
    const std::string_view rest = strip_left(std::string_view(upper).substr(action.size()));
    return rest.empty() ? upper.size() == action.size()
                        : rest.size() > 2 && rest.front() == '(' && rest.back() == ')';
  }
  return false;
}

}  // namespace

std::string PostgresqlDdl::on_delete_clause(const std::string& phrase) const {
  if (!is_delete_action(phrase)) {
    throw Error("Unexpected SQL phrase: " + repr(phrase) + " (matching against " +
                    repr(delete_pattern) + ")",
                ErrorCode::compile);
  }
  return " ON DELETE " + phrase;
}

std::optional<std::string> PostgresqlDdl::clause(const PrimaryKey& key,
                                                 const ResolvedTable& owner) const {
  return constraint_preamble(key.name) + primary_key_body(key, owner) +
         include_clause(key.options) + deferrability(key.deferrable, key.initially);
}

std::optional<std::string> PostgresqlDdl::clause(const Unique& unique,
                                                 const ResolvedTable& owner) const {
  if (unique.columns.empty()) {
    return "";
  }
  std::string text = constraint_preamble(unique.name) + "UNIQUE ";
  if (const auto same = bool_option(unique.options, "postgresql_nulls_not_distinct")) {
    text += *same ? "NULLS NOT DISTINCT " : "NULLS DISTINCT ";
  }
  return text + "(" + column_list(unique.columns, owner.table) + ")" +
         include_clause(unique.options) + deferrability(unique.deferrable, unique.initially);
}

std::optional<std::string> PostgresqlDdl::clause(const ForeignKey& key,
                                                 const ResolvedTable& owner) const {
  std::string text = DdlCompiler::clause(key, owner).value_or("");
  return text.append(validity(key.options));
}

std::optional<std::string> PostgresqlDdl::clause(const Check& check,
                                                 const ResolvedTable& owner) const {
  std::string text = check_body(named(check, owner.table.name));
  if (is_on(check.options, "postgresql_no_inherit")) text += " NO INHERIT";
  return text.append(validity(check.options));
}

std::optional<std::string> PostgresqlDdl::clause(const Exclude& exclude,
                                                 const ResolvedTable&) const {
  auto operator_class = [&](const std::string& column) -> std::string {
    for (const auto& [name, text] : exclude.ops) {
      if (name == column) {
        return " " + text;
      }
    }
    return {};
  };
  std::vector<std::string> elements;
  for (const ExcludeElement& element : exclude.elements) {
    std::string text = element.expression ? ddl_expression(sql(), *element.expression)
                                          : quote(element.column) + operator_class(element.column);
    if (element.expression) {
      const std::vector<std::string> columns =
          columns_of(Constraint(Exclude{.elements = {element}}));
      text += columns.size() == 1 && quote(columns.front()) == text
                  ? operator_class(columns.front())
                  : "";
    }
    elements.push_back(text + " WITH " + element.operator_name);
  }
  std::string text = constraint_preamble(exclude.name) + "EXCLUDE USING " +
                     access_method(exclude.using_method) + " (" + join(elements, ", ") + ")";
  if (exclude.where) {
    text += " WHERE (" + compile_expression(sql(), *exclude.where).sql + ")";
  }
  return text + deferrability(exclude.deferrable, exclude.initially);
}

bool PostgresqlDdl::take_type(const std::optional<std::string>& schema, const std::string& name) {
  const std::string key = full_name(TableName(name, schema));
  auto has = [&](const std::vector<std::string>& names) {
    return std::find(names.begin(), names.end(), key) != names.end();
  };
  if (has(options().existing_types) || has(script().created_types)) {
    return false;
  }
  script().created_types.push_back(key);
  return true;
}

void PostgresqlDdl::emit_types(const Table& table) {
  for (const Column& column : table.columns) {
    const Type& type = column.type.on("postgresql");
    const auto* array = std::get_if<type::Array>(&type.kind);
    create_type(array ? *array->item : type);
  }
}

void PostgresqlDdl::create_type(const Type& type) {
  if (const auto* enumeration = std::get_if<type::Enum>(&type.kind)) {
    if (enumeration->native_enum && enumeration->create_type &&
        (enumeration->name.empty() || take_type(enumeration->schema, enumeration->name))) {
      create_enum(*enumeration);
    }
  } else if (const auto* domain = std::get_if<type::Domain>(&type.kind)) {
    if (domain->create_type && take_type(domain->schema, domain->name)) {
      create_domain(*domain);
    }
  }
}

void PostgresqlDdl::create_enum(const type::Enum& type) {
  if (type.name.empty()) {
    throw Error("PostgreSQL ENUM type requires a name.", ErrorCode::compile);
  }
  std::vector<std::string> values;
  for (const std::string& value : type.values) {
    values.push_back(string_literal(value));
  }
  add("CREATE TYPE " + table_text(TableName(type.name, type.schema)) + " AS ENUM (" +
      join(values, ", ") + ")");
}

void PostgresqlDdl::create_domain(const type::Domain& type) {
  std::string text = "CREATE DOMAIN " + table_text(TableName(type.name, type.schema)) + " AS " +
                     sql().format_type(*type.data_type);
  if (type.collation) {
    text += " COLLATE " + quote(*type.collation);
  }
  if (type.default_text) {
    text += " DEFAULT " + *type.default_text;
  }
  if (type.constraint_name) {
    text += " CONSTRAINT " + constraint_name(Name(*type.constraint_name));
  }
  if (type.not_null.value_or(false)) {
    text += " NOT NULL";
  }
  if (type.check) {
    text += " CHECK (" + *type.check + ")";
  }
  add(text);
}

void PostgresqlDdl::emit(const op::CreateEnum& operation) { create_enum(operation.type); }

void PostgresqlDdl::emit(const op::DropEnum& operation) {
  add("DROP TYPE " + table_text(TableName(operation.type.name, operation.type.schema)));
}

}  // namespace retort::postgresql
