// SPDX-License-Identifier: MIT
// Tables, columns, constraints and indexes as Oracle Database has them.
// https://docs.oracle.com/en/database/oracle/oracle-database/23/sqlrf/CREATE-TABLE.html
#include "dialect/oracle/ddl.h"

#include "retort/error.h"

#include "base/text.h"
#include "schema/lookup.h"
#include "sql/expression_compiler.h"

#include <variant>

namespace retort::oracle {

OracleDdl::OracleDdl(const OracleSql& sql, const DialectInfo& info, const CompileOptions& options)
    : DdlCompiler(sql, info,
                  DdlRules{.native_boolean = false,
                           .native_enum = false,
                           .comments = true,
                           .inline_comments = false},
                  options) {}

std::string OracleDdl::column_clause(const Column& column, const ResolvedTable&) const {
  const ServerDefault* value = column.server_default ? &*column.server_default : nullptr;
  const auto* computed = value ? std::get_if<Computed>(value) : nullptr;
  const auto* identity = value ? std::get_if<Identity>(value) : nullptr;
  std::string text = sql().quote(column.name, column.quote) + " " + sql().format_type(column.type);
  if (const auto written = value ? default_text(*value) : std::nullopt) {
    text += " DEFAULT " + *written;
  }
  if (computed) {
    text += " " + computed_clause(*computed);
  }
  if (identity) {
    return text + " " + identity_text(*identity);
  }
  return column.is_nullable() ? text : text + " NOT NULL";
}

std::string OracleDdl::added_column(const op::AddColumn&, const Column& column,
                                    const ResolvedTable& owner) const {
  return " ADD " + column_clause(column, owner);
}

std::string OracleDdl::computed_clause(const Computed& computed) const {
  if (computed.persisted == true) {
    throw Error(
        "Oracle Database computed columns do not support 'stored' persistence; set the 'persisted' "
        "flag to None or False for Oracle Database support.",
        ErrorCode::compile);
  }
  return "GENERATED ALWAYS AS (" + ddl_expression(sql(), computed.expression) + ")" +
         (computed.persisted == false ? " VIRTUAL" : "");
}

std::string OracleDdl::identity_text(const Identity& identity) const {
  const std::string numbers = sequence_options(identity.options);
  return std::string("GENERATED ") + (identity.always ? "ALWAYS" : "BY DEFAULT") +
         (identity.on_null == true ? " ON NULL" : "") + " AS IDENTITY" +
         (numbers.empty() ? "" : " (" + numbers + ")");
}

std::string OracleDdl::sequence_options(const SequenceOptions& options) const {
  std::string text = DdlCompiler::sequence_options(options);
  for (const std::string_view word : {"MINVALUE", "MAXVALUE", "CYCLE"}) {
    text = replace_all(text, "NO " + std::string(word), "NO" + std::string(word));
  }
  if (options.order) {
    text += std::string(text.empty() ? "" : " ") + (*options.order ? "ORDER" : "NOORDER");
  }
  return text;
}

std::string OracleDdl::table_options(const Table& table) const {
  std::string text;
  const auto on_commit = text_option(table.options, "oracle_on_commit");
  if (on_commit && !on_commit->empty()) {
    text += "\n ON COMMIT " + upper_ascii(replace_all(*on_commit, "_", " "));
  }
  if (is_on(table.options, "oracle_compress")) {
    text += "\n COMPRESS";
  } else if (const auto compress = text_option(table.options, "oracle_compress");
             compress && !compress->empty() && *compress != "0") {
    text += "\n COMPRESS FOR " + *compress;
  }
  const auto tablespace = text_option(table.options, "oracle_tablespace");
  return tablespace && !tablespace->empty() ? text + "\n TABLESPACE " + quote(*tablespace) : text;
}

namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;

std::string value_of(const Pairs& pairs, std::string_view name) {
  for (const auto& [key, value] : pairs) {
    if (key == name) {
      return value;
    }
  }
  return {};
}

/// What follows the columns of a vector index: how it is organised, and its parameters.
std::string vector_clause(const Pairs& settings) {
  const std::string given = value_of(settings, "index_type");
  const std::string type = given.empty() ? "HNSW" : given;
  std::string text =
      type == "IVF" ? " ORGANIZATION NEIGHBOR PARTITIONS" : " ORGANIZATION INMEMORY NEIGHBOR GRAPH";
  if (const std::string distance = value_of(settings, "distance"); !distance.empty()) {
    text += " DISTANCE " + distance;
  }
  if (const std::string accuracy = value_of(settings, "accuracy"); !accuracy.empty()) {
    text += " WITH TARGET ACCURACY " + accuracy;
  }
  text += " PARAMETERS (type " + type;
  constexpr std::pair<std::string_view, std::string_view> parameters[] = {
      {"hnsw_neighbors", "neighbors"},
      {"hnsw_efconstruction", "efconstruction"},
      {"ivf_neighbor_partitions", "neighbor partitions"},
      {"ivf_sample_per_partition", "sample_per_partition"},
      {"ivf_min_vectors_per_partition", "min_vectors_per_partition"}};
  for (const auto& [name, word] : parameters) {
    const std::string value = value_of(settings, name);
    if (!value.empty() && name.starts_with(lower_ascii(type) + "_")) {
      text += ", " + std::string(word) + " " + value;
    }
  }
  text += ")";
  const std::string parallel = value_of(settings, "parallel");
  return parallel.empty() ? text : text + " PARALLEL " + parallel;
}

}  // namespace

std::string OracleDdl::index_statement(const Index& index, const TableName& table, bool) const {
  const OptionValue* vector = find_option(index.options, "oracle_vector");
  const auto* settings = vector ? std::get_if<Pairs>(&vector->base()) : nullptr;
  const bool is_vector = settings || is_on(index.options, "oracle_vector");
  std::string text = index.unique ? "CREATE UNIQUE " : "CREATE ";
  text += is_on(index.options, "oracle_bitmap") ? "BITMAP " : "";
  text += is_vector ? "VECTOR INDEX " : "INDEX ";
  // The name is checked before its schema is written.
  const std::string name = require_index_name(index);
  text += table.schema && !table.schema->empty() ? quote(*table.schema) + "." : "";
  text += name + " ON " + table_text(table) + " (";
  std::vector<std::string> elements;
  for (const IndexElement& element : index.elements) {
    elements.push_back(element.expression ? ddl_expression(sql(), *element.expression)
                                          : quote(element.column));
  }
  text += join(elements, ", ") + ")";
  if (is_on(index.options, "oracle_compress")) {
    text += " COMPRESS";
  } else if (const auto prefix = text_option(index.options, "oracle_compress")) {
    text += " COMPRESS " + *prefix;
  }
  return is_vector ? text + vector_clause(settings ? *settings : Pairs{}) : text;
}

std::string OracleDdl::on_delete_clause(const std::string& phrase) const {
  return " ON DELETE " + phrase;
}

std::string OracleDdl::on_update_clause(const std::string&) const { return {}; }

void OracleDdl::warn_of_on_update(const ForeignKeyOptions& rules) {
  if (rules.onupdate) {
    warn(
        "Oracle Database does not contain native UPDATE CASCADE functionality - onupdates will not "
        "be rendered for foreign keys.  Consider using deferrable=True, initially='deferred' or "
        "triggers.");
  }
}

void OracleDdl::emit(const op::CreateTable& operation) {
  DdlCompiler::emit(operation);
  for (const Constraint& constraint : operation.table.constraints) {
    if (const auto* key = std::get_if<ForeignKey>(&constraint)) {
      warn_of_on_update(key->rules);
    }
  }
  for (const Column& column : operation.table.columns) {
    for (const ColumnReference& reference : column.references) {
      warn_of_on_update(reference.rules);
    }
  }
}

void OracleDdl::add_constraint(const Constraint& constraint, const ResolvedTable& owner) {
  DdlCompiler::add_constraint(constraint, owner);
  if (const auto* key = std::get_if<ForeignKey>(&constraint)) {
    warn_of_on_update(key->rules);
  }
}

// The new name stays in the schema of the old one.
void OracleDdl::emit(const op::RenameTable& operation) {
  add(alter_table(operation.table) + " RENAME TO " + quote(operation.new_name));
}

void OracleDdl::emit(const op::DropTableComment& operation) {
  add("COMMENT ON TABLE " + table_text(operation.table) + " IS ''");
}

std::string OracleDdl::modify(const op::AlterColumn& operation) const {
  return alter_table(operation.table) + " MODIFY " + quote(operation.column) + " ";
}

void OracleDdl::alter_nullable(const op::AlterColumn& operation) {
  add(modify(operation) + (*operation.nullable ? "NULL" : "NOT NULL"));
}

void OracleDdl::alter_type(const op::AlterColumn& operation, const Type& type) {
  add(modify(operation) + sql().format_type(type));
}

std::string OracleDdl::default_change(const op::AlterColumn& operation,
                                      const std::optional<std::string>& text) const {
  return modify(operation) + "DEFAULT " + text.value_or("NULL");
}

void OracleDdl::alter_identity(const op::AlterColumn& operation) {
  const auto* value = std::get_if<ServerDefault>(&operation.server_default);
  const auto* identity = value ? std::get_if<Identity>(value) : nullptr;
  add(modify(operation) + (identity ? identity_text(*identity) : "DROP IDENTITY"));
}

void OracleDdl::alter_comment(const op::AlterColumn& operation) {
  // The names stand as they are given, and without a schema.
  const auto* comment = std::get_if<std::string>(&operation.comment);
  add("COMMENT ON COLUMN " + operation.table.name + "." + operation.column + " IS " +
      string_literal(comment ? *comment : ""));
}

}  // namespace retort::oracle
