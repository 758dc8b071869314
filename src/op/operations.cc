// SPDX-License-Identifier: MIT
// The directives of a migration: each makes its operation and hands it to the sink.
#include "retort/operations.h"

#include "retort/error.h"

#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace retort {

TableItem::TableItem(Column column) : item(std::move(column)) {}
TableItem::TableItem(PrimaryKey constraint) : item(Constraint(std::move(constraint))) {}
TableItem::TableItem(Unique constraint) : item(Constraint(std::move(constraint))) {}
TableItem::TableItem(ForeignKey constraint) : item(Constraint(std::move(constraint))) {}
TableItem::TableItem(Check constraint) : item(Constraint(std::move(constraint))) {}
TableItem::TableItem(Exclude constraint) : item(Constraint(std::move(constraint))) {}
TableItem::TableItem(Constraint constraint) : item(std::move(constraint)) {}
TableItem::TableItem(retort::Index index) : item(std::move(index)) {}
TableItem::TableItem(const TableItem& other) = default;
TableItem::TableItem(TableItem&& other) noexcept = default;
TableItem& TableItem::operator=(const TableItem& other) = default;
TableItem& TableItem::operator=(TableItem&& other) noexcept = default;
TableItem::~TableItem() = default;

namespace {

void append(Table& table, Column column) { table.columns.push_back(std::move(column)); }
void append(Table& table, Constraint constraint) {
  table.constraints.push_back(std::move(constraint));
}
void append(Table& table, retort::Index index) { table.indexes.push_back(std::move(index)); }

op::BulkInsert bulk_insert_of(const TableName& table, std::vector<InsertRow> rows,
                              const BulkInsertOptions& options) {
  return {.table = table, .rows = std::move(rows), .multiinsert = options.multiinsert};
}

}  // namespace

// -- columns and tables

void Operations::add_column(const TableName& table, Column column,
                            const AddColumnOptions& options) {
  invoke(op::AddColumn{.table = table,
                       .column = std::move(column),
                       .if_not_exists = options.if_not_exists,
                       .inline_references = options.inline_references,
                       .inline_primary_key = options.inline_primary_key});
}

void Operations::alter_column(const TableName& table, const std::string& column,
                              const AlterColumnOptions& options) {
  invoke(op::AlterColumn{.table = table,
                         .column = column,
                         .nullable = options.nullable,
                         .server_default = options.server_default,
                         .comment = options.comment,
                         .new_column_name = options.new_column_name,
                         .type = options.type,
                         .autoincrement = options.autoincrement,
                         .existing_type = options.existing_type,
                         .existing_server_default = options.existing_server_default,
                         .existing_nullable = options.existing_nullable,
                         .existing_comment = options.existing_comment,
                         .existing_autoincrement = options.existing_autoincrement,
                         .options = options.options});
}

void Operations::drop_column(const TableName& table, const std::string& column,
                             const DropOptions& options) {
  invoke(op::DropColumn{.table = table,
                        .column = column,
                        .if_exists = options.if_exists,
                        .options = options.options});
}

Table Operations::create_table(const TableName& name, std::vector<TableItem> items,
                               const CreateTableOptions& options) {
  Table table{.name = name,
              .comment = options.comment,
              .prefixes = options.prefixes,
              .options = options.options};
  for (TableItem& item : items) {
    std::visit([&table](auto& part) { append(table, std::move(part)); }, item.item);
  }
  invoke(op::CreateTable{.table = table, .if_not_exists = options.if_not_exists});
  return table;
}

Table Operations::create_table(const Table& table) {
  invoke(op::CreateTable{.table = table});
  return table;
}

void Operations::drop_table(const TableName& table, const DropOptions& options) {
  invoke(op::DropTable{.table = table, .if_exists = options.if_exists, .options = options.options});
}

void Operations::rename_table(const TableName& table, std::string new_name) {
  invoke(op::RenameTable{.table = table, .new_name = std::move(new_name)});
}

void Operations::create_table_comment(const TableName& table, std::string comment,
                                      const TableCommentOptions& options) {
  invoke(op::CreateTableComment{
      .table = table, .comment = std::move(comment), .existing_comment = options.existing_comment});
}

void Operations::drop_table_comment(const TableName& table, const TableCommentOptions& options) {
  invoke(op::DropTableComment{.table = table, .existing_comment = options.existing_comment});
}

// -- indexes and constraints

void Operations::create_index(std::optional<Name> name, const TableName& table,
                              std::vector<IndexElement> columns,
                              const CreateIndexOptions& options) {
  invoke(op::CreateIndex{.table = table,
                         .index = {.name = std::move(name),
                                   .elements = std::move(columns),
                                   .unique = options.unique,
                                   .options = options.options},
                         .if_not_exists = options.if_not_exists});
}

void Operations::drop_index(const Name& name, const DropIndexOptions& options) {
  invoke(op::DropIndex{.name = name,
                       .schema = options.schema,
                       .if_exists = options.if_exists,
                       .options = options.options});
}

void Operations::drop_index(const Name& name, const TableName& table,
                            const DropIndexOptions& options) {
  invoke(op::DropIndex{.name = name,
                       .table = table,
                       .schema = options.schema,
                       .if_exists = options.if_exists,
                       .options = options.options});
}

void Operations::create_check_constraint(std::optional<Name> name, const TableName& table,
                                         const std::string& condition,
                                         const ConstraintOptions& options) {
  create_check_constraint(std::move(name), table, text(condition), options);
}

void Operations::create_check_constraint(std::optional<Name> name, const TableName& table,
                                         const Expression& condition,
                                         const ConstraintOptions& options) {
  invoke(op::AddConstraint{.table = table,
                           .constraint = Check{.name = std::move(name),
                                               .condition = condition,
                                               .deferrable = options.deferrable,
                                               .initially = options.initially,
                                               .options = options.options}});
}

void Operations::create_exclude_constraint(std::optional<Name> name, const TableName& table,
                                           std::vector<ExcludeElement> elements,
                                           const ExcludeOptions& options) {
  invoke(op::AddConstraint{.table = table,
                           .constraint = Exclude{.name = std::move(name),
                                                 .elements = std::move(elements),
                                                 .using_method = options.using_method,
                                                 .where = options.where,
                                                 .ops = options.ops,
                                                 .deferrable = options.deferrable,
                                                 .initially = options.initially,
                                                 .options = options.options}});
}

void Operations::create_foreign_key(std::optional<Name> name, const TableName& source_table,
                                    const TableName& referent_table,
                                    std::vector<std::string> local_columns,
                                    std::vector<std::string> remote_columns,
                                    const CreateForeignKeyOptions& options) {
  invoke(op::AddConstraint{.table = source_table,
                           .constraint = ForeignKey{.name = std::move(name),
                                                    .columns = std::move(local_columns),
                                                    .referred_table = referent_table,
                                                    .referred_columns = std::move(remote_columns),
                                                    .rules = {.onupdate = options.onupdate,
                                                              .ondelete = options.ondelete,
                                                              .deferrable = options.deferrable,
                                                              .initially = options.initially,
                                                              .match = options.match},
                                                    .options = options.options}});
}

void Operations::create_primary_key(std::optional<Name> name, const TableName& table,
                                    std::vector<std::string> columns) {
  invoke(op::AddConstraint{
      .table = table,
      .constraint = PrimaryKey{.name = std::move(name), .columns = std::move(columns)}});
}

void Operations::create_unique_constraint(std::optional<Name> name, const TableName& table,
                                          std::vector<std::string> columns,
                                          const ConstraintOptions& options) {
  invoke(op::AddConstraint{.table = table,
                           .constraint = Unique{.name = std::move(name),
                                                .columns = std::move(columns),
                                                .deferrable = options.deferrable,
                                                .initially = options.initially,
                                                .options = options.options}});
}

void Operations::drop_constraint(std::optional<Name> name, const TableName& table,
                                 ConstraintType type, const DropOptions& options) {
  invoke(op::DropConstraint{.name = std::move(name),
                            .table = table,
                            .type = type,
                            .if_exists = options.if_exists,
                            .options = options.options});
}

// -- sequences and enum types

void Operations::create_sequence(Sequence sequence, const CreateSequenceOptions& options) {
  invoke(
      op::CreateSequence{.sequence = std::move(sequence), .if_not_exists = options.if_not_exists});
}

void Operations::drop_sequence(std::string name, const DropSequenceOptions& options) {
  invoke(op::DropSequence{
      .name = std::move(name), .schema = options.schema, .if_exists = options.if_exists});
}

void Operations::create_enum(type::Enum type, const EnumOptions& options) {
  invoke(op::CreateEnum{.type = std::move(type), .checkfirst = options.checkfirst});
}

void Operations::drop_enum(type::Enum type, const EnumOptions& options) {
  invoke(op::DropEnum{.type = std::move(type), .checkfirst = options.checkfirst});
}

// -- data

void Operations::bulk_insert(const TableName& table, std::vector<InsertRow> rows,
                             const BulkInsertOptions& options) {
  invoke(bulk_insert_of(table, std::move(rows), options));
}

void Operations::bulk_insert(const Table& table, std::vector<InsertRow> rows,
                             const BulkInsertOptions& options) {
  op::BulkInsert insert = bulk_insert_of(table.name, std::move(rows), options);
  insert.columns = table.columns;
  invoke(insert);
}

void Operations::execute(const std::string& sql, const Parameters& parameters,
                         const ExecuteOptions& options) {
  execute(text(sql), parameters, options);
}

void Operations::execute(const Expression& statement, const Parameters& parameters,
                         const ExecuteOptions& options) {
  invoke(op::Execute{.statement = statement,
                     .parameters = parameters,
                     .execution_options = options.execution_options});
}

Expression Operations::inline_literal(Value value, std::optional<Type> type) {
  return retort::inline_literal(std::move(value), std::move(type));
}

// -- the run

void Operations::batch_alter_table(const TableName& table,
                                   const std::function<void(BatchOperations&)>& changes,
                                   const BatchOptions& options) {
  BatchOperations batch(*sink_, table);
  changes(batch);
  op::AlterTableBatch operation(table, batch.operations());
  operation.recreate = options.recreate;
  operation.partial_reordering = options.partial_reordering;
  operation.copy_from = options.copy_from;
  operation.reflected_columns = options.reflected_columns;
  operation.table_constraints = options.table_constraints;
  operation.table_options = options.table_options;
  operation.naming_convention = options.naming_convention;
  invoke(operation);
}

void Operations::autocommit_block(const std::function<void()>& block) {
  get_context().autocommit_block(block);
}

Connection& Operations::get_bind() {
  Connection* connection = sink_->connection();
  if (connection == nullptr) {
    throw Error(
        "This migration asks for a database connection (op.get_bind()), and SQL is only "
        "being written (--sql)",
        ErrorCode::command,
        "Test op.get_context().as_sql() first, or run the migration on a database");
  }
  return *connection;
}

}  // namespace retort
