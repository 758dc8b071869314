// SPDX-License-Identifier: MIT
// Creating and dropping everything that a model holds.
#include "retort/dialect.h"
#include "retort/error.h"
#include "retort/model.h"

#include "db/paramstyle.h"
#include "schema/dependency_sort.h"
#include "schema/lookup.h"
#include "schema/naming.h"
#include "schema/resolve.h"
#include "schema/sequences.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

namespace retort {
namespace {

using Names = std::set<std::string>;

/// Collects statements, so that they share round trips.
class SchemaScript {
 public:
  SchemaScript(Connection& connection, const MetaData& metadata, Reporter* reporter)
      : connection_(connection),
        dialect_(dialect(connection.dialect_name())),
        reporter_(reporter),
        options_{.literal_binds = false,
                 .paramstyle = driver_paramstyle(dialect_.info().name),
                 .naming_convention = metadata.naming_convention,
                 .offline = false} {}

  const Dialect& get_dialect() const { return dialect_; }
  void set_existing_types(const Names& names) {
    options_.existing_types.assign(names.begin(), names.end());
  }
  void add(const Operation& operation) {
    CompiledScript script = dialect_.compile(operation, options_);
    for (const std::string& warning : script.warnings) {
      if (reporter_ != nullptr) reporter_->warn(warning);
    }
    std::move(script.created_types.begin(), script.created_types.end(),
              std::back_inserter(options_.existing_types));
    std::move(script.statements.begin(), script.statements.end(), std::back_inserter(statements_));
  }
  void run() const {
    if (!statements_.empty()) connection_.run_batch(statements_);
  }

 private:
  Connection& connection_;
  const Dialect& dialect_;
  Reporter* reporter_;
  CompileOptions options_;
  std::vector<Statement> statements_;
};

/// The model's tables with their constraints, in its order, and how they depend on each other.
struct Order {
  std::vector<Table> resolved = {};
  TableOrder order = {};
};

Order sort_tables(const MetaData& metadata) {
  Order result;
  for (const Table& table : metadata.tables) result.resolved.push_back(resolve(table).table);
  result.order = sort_by_dependency(result.resolved);
  return result;
}

/// Foreign keys that are added once all tables stand say so themselves.
void defer(Table& table, const ForeignKey& key) {
  for (Constraint& constraint : table.constraints) {
    auto* own = std::get_if<ForeignKey>(&constraint);
    if (own != nullptr && *own == key) own->rules.use_alter = true;
  }
  for (Column& column : table.columns) {
    if (key.columns != std::vector<std::string>{column.name}) continue;
    for (ColumnReference& reference : column.references) {
      if (same_table(reference.table, key.referred_table)) reference.rules.use_alter = true;
    }
  }
}

std::set<std::optional<std::string>> schemas_of(const MetaData& metadata) {
  std::set<std::optional<std::string>> schemas;
  for (const Table& table : metadata.tables) schemas.insert(table.name.schema);
  for (const Sequence& sequence : collect_sequences(metadata)) schemas.insert(sequence.schema);
  return schemas;
}

/// What the database has of a kind, by full names.
Names existing(Connection& connection, const Dialect& dialect, const MetaData& metadata,
               NameKind kind) {
  Names names;
  for (const std::optional<std::string>& schema : schemas_of(metadata)) {
    for (const std::string& name : dialect.names(connection, kind, schema)) {
      names.insert(full_name(TableName(name, schema)));
    }
  }
  return names;
}

Names existing_types(Connection& connection, const Dialect& dialect, const MetaData& metadata) {
  if (!dialect.info().has_named_types) return {};
  Names names = existing(connection, dialect, metadata, NameKind::type);
  const std::string home = dialect.default_schema(connection);
  for (const type::Enum& type : dialect.reflect_enums(connection, "*")) {
    names.insert(full_name(TableName(type.name, type.schema)));
    if (!type.schema) names.insert(full_name(TableName(type.name, home)));
  }
  return names;
}

bool has(const Names& names, const TableName& name) { return names.count(full_name(name)) != 0; }

bool is_wanted(const Sequence& sequence, const Dialect& dialect) {
  const DialectInfo& info = dialect.info();
  return info.has_sequences && !(info.numbers_without_sequences && sequence.optional);
}

/// The enumeration types and domains of a model that are types of their own in the database.
struct OwnTypes {
  std::vector<type::Enum> enums = {};
  std::vector<TableName> domains = {};
};

OwnTypes types_of(const std::vector<Table>& tables, const DialectInfo& dialect) {
  OwnTypes types;
  if (!dialect.has_named_types) return types;
  Names seen;
  for (const Table& table : tables) {
    for (const Column& column : table.columns) {
      const Type& type = column.type.on(dialect.name);
      const auto* array = std::get_if<type::Array>(&type.kind);
      const Type& item = array != nullptr ? *array->item : type;
      const auto* enumeration = std::get_if<type::Enum>(&item.kind);
      if (enumeration != nullptr && enumeration->native_enum && enumeration->create_type &&
          seen.insert(full_name(TableName(enumeration->name, enumeration->schema))).second) {
        types.enums.push_back(*enumeration);
      }
      const auto* domain = std::get_if<type::Domain>(&item.kind);
      if (domain != nullptr && domain->create_type &&
          seen.insert(full_name(TableName(domain->name, domain->schema))).second) {
        types.domains.emplace_back(domain->name, domain->schema);
      }
    }
  }
  return types;
}

}  // namespace

void create_all(Connection& connection, const MetaData& metadata, const CreateAllOptions& options) {
  SchemaScript script(connection, metadata, options.reporter);
  const Dialect& dialect = script.get_dialect();
  Names tables;
  Names sequences;
  if (options.checkfirst) {
    tables = existing(connection, dialect, metadata, NameKind::table);
    tables.merge(existing(connection, dialect, metadata, NameKind::view));
    sequences = existing(connection, dialect, metadata, NameKind::sequence);
    script.set_existing_types(existing_types(connection, dialect, metadata));
  }
  for (const Sequence& sequence : collect_sequences(metadata)) {
    if (is_wanted(sequence, dialect) && !has(sequences, {sequence.name, sequence.schema})) {
      script.add(op::CreateSequence{.sequence = sequence});
    }
  }
  const Order sorted = sort_tables(metadata);
  MetaData ordered = metadata;
  for (const ForeignKeyPosition& position : sorted.order.deferred) {
    const Table& table = sorted.resolved[position.table];
    defer(ordered.tables[position.table],
          std::get<ForeignKey>(table.constraints[position.constraint]));
  }
  for (const std::size_t position : sorted.order.tables) {
    const Table& table = ordered.tables[position];
    if (!has(tables, table.name)) script.add(op::CreateTable{.table = table});
  }
  for (const ForeignKeyPosition& position : sorted.order.deferred) {
    const Table& table = sorted.resolved[position.table];
    if (has(tables, table.name) || dialect.info().rebuilds_tables) continue;
    script.add(op::AddConstraint{.table = table.name,
                                 .constraint = table.constraints[position.constraint]});
  }
  script.run();
}

void drop_all(Connection& connection, const MetaData& metadata, const DropAllOptions& options) {
  SchemaScript script(connection, metadata, options.reporter);
  const Dialect& dialect = script.get_dialect();
  const bool all = !options.checkfirst;
  Names tables;
  Names sequences;
  Names types;
  if (options.checkfirst) {
    tables = existing(connection, dialect, metadata, NameKind::table);
    sequences = existing(connection, dialect, metadata, NameKind::sequence);
    types = existing_types(connection, dialect, metadata);
  }
  Order sorted = sort_tables(metadata);
  for (const ForeignKeyPosition& position : sorted.order.deferred) {
    const Table& table = sorted.resolved[position.table];
    if ((!all && !has(tables, table.name)) || dialect.info().rebuilds_tables) continue;
    const Constraint& key = table.constraints[position.constraint];
    const auto name = conventional_name(key, table.name, metadata.naming_convention);
    if (!name) {
      throw Error("Table '" + full_name(table.name) +
                      "' is part of a circle of foreign keys and cannot be dropped first: its "
                      "foreign key has no name",
                  ErrorCode::argument, "Name the foreign key, or set a naming convention for 'fk'");
    }
    script.add(op::DropConstraint{
        .name = name, .table = table.name, .type = op::ConstraintType::foreign_key});
  }
  for (auto at = sorted.order.tables.rbegin(); at != sorted.order.tables.rend(); ++at) {
    const TableName& name = sorted.resolved[*at].name;
    if (all || has(tables, name)) script.add(op::DropTable{.table = name});
  }
  for (const Sequence& sequence : collect_sequences(metadata)) {
    if (is_wanted(sequence, dialect) && (all || has(sequences, {sequence.name, sequence.schema}))) {
      script.add(op::DropSequence{.name = sequence.name, .schema = sequence.schema});
    }
  }
  const OwnTypes own = types_of(sorted.resolved, dialect.info());
  for (const type::Enum& type : own.enums) {
    if (all || has(types, {type.name, type.schema})) script.add(op::DropEnum{.type = type});
  }
  for (const TableName& domain : own.domains) {
    if (!all && !has(types, domain)) continue;
    const std::string statement = "DROP DOMAIN " + dialect.format_table(domain);
    script.add(op::Execute{.statement = literal_column(statement)});
  }
  script.run();
}

}  // namespace retort
