// SPDX-License-Identifier: MIT
// The directives inside batch_alter_table: the same as outside, collected instead of carried out.
#include "retort/operations.h"

#include <string>
#include <utility>
#include <vector>

namespace retort {

namespace {

/// Keeps the operations that the directives make.
class Collector final : public OperationSink {
 public:
  Collector(OperationSink& outer, std::vector<Operation>& operations)
      : outer_(outer), operations_(operations) {}
  void invoke(const Operation& operation) override { operations_.push_back(operation); }
  Connection* connection() override { return outer_.connection(); }
  MigrationContext& context() override { return outer_.context(); }

 private:
  OperationSink& outer_;
  std::vector<Operation>& operations_;
};

}  // namespace

BatchOperations::BatchOperations(OperationSink& sink, TableName table)
    : sink_(&sink), table_(std::move(table)) {}
BatchOperations::~BatchOperations() = default;

void BatchOperations::add_column(Column column, const BatchAddColumnOptions& options) {
  operations_.emplace_back(op::AddColumn{.table = table_,
                                         .column = std::move(column),
                                         .if_not_exists = options.if_not_exists,
                                         .inline_references = options.inline_references,
                                         .inline_primary_key = options.inline_primary_key,
                                         .insert_before = options.insert_before,
                                         .insert_after = options.insert_after});
}

void BatchOperations::alter_column(const std::string& column, const AlterColumnOptions& options) {
  Collector collector(*sink_, operations_);
  Operations(collector).alter_column(table_, column, options);
}

void BatchOperations::create_check_constraint(std::optional<Name> name,
                                              const std::string& condition,
                                              const ConstraintOptions& options) {
  Collector collector(*sink_, operations_);
  Operations(collector).create_check_constraint(std::move(name), table_, condition, options);
}

void BatchOperations::create_check_constraint(std::optional<Name> name, const Expression& condition,
                                              const ConstraintOptions& options) {
  Collector collector(*sink_, operations_);
  Operations(collector).create_check_constraint(std::move(name), table_, condition, options);
}

void BatchOperations::create_exclude_constraint(std::optional<Name> name,
                                                std::vector<ExcludeElement> elements,
                                                const ExcludeOptions& options) {
  Collector collector(*sink_, operations_);
  Operations(collector).create_exclude_constraint(std::move(name), table_, std::move(elements),
                                                  options);
}

void BatchOperations::create_foreign_key(std::optional<Name> name, const TableName& referent_table,
                                         std::vector<std::string> local_columns,
                                         std::vector<std::string> remote_columns,
                                         const CreateForeignKeyOptions& options) {
  Collector collector(*sink_, operations_);
  Operations(collector).create_foreign_key(std::move(name), table_, referent_table,
                                           std::move(local_columns), std::move(remote_columns),
                                           options);
}

void BatchOperations::create_index(std::optional<Name> name, std::vector<IndexElement> columns,
                                   const CreateIndexOptions& options) {
  Collector collector(*sink_, operations_);
  Operations(collector).create_index(std::move(name), table_, std::move(columns), options);
}

void BatchOperations::create_primary_key(std::optional<Name> name,
                                         std::vector<std::string> columns) {
  Collector collector(*sink_, operations_);
  Operations(collector).create_primary_key(std::move(name), table_, std::move(columns));
}

void BatchOperations::create_table_comment(std::string comment,
                                           const TableCommentOptions& options) {
  Collector collector(*sink_, operations_);
  Operations(collector).create_table_comment(table_, std::move(comment), options);
}

void BatchOperations::create_unique_constraint(std::optional<Name> name,
                                               std::vector<std::string> columns,
                                               const ConstraintOptions& options) {
  Collector collector(*sink_, operations_);
  Operations(collector).create_unique_constraint(std::move(name), table_, std::move(columns),
                                                 options);
}

void BatchOperations::drop_column(const std::string& column, const DropOptions& options) {
  Collector collector(*sink_, operations_);
  Operations(collector).drop_column(table_, column, options);
}

void BatchOperations::drop_constraint(std::optional<Name> name, ConstraintType type,
                                      const DropOptions& options) {
  Collector collector(*sink_, operations_);
  Operations(collector).drop_constraint(std::move(name), table_, type, options);
}

void BatchOperations::drop_index(const Name& name, const DropOptions& options) {
  Collector collector(*sink_, operations_);
  Operations(collector).drop_index(name, table_,
                                   {.if_exists = options.if_exists, .options = options.options});
}

void BatchOperations::drop_table_comment(const TableCommentOptions& options) {
  Collector collector(*sink_, operations_);
  Operations(collector).drop_table_comment(table_, options);
}

void BatchOperations::execute(const std::string& sql, const Parameters& parameters) {
  Operations(*sink_).execute(sql, parameters);
}

void BatchOperations::execute(const Expression& statement, const Parameters& parameters) {
  Operations(*sink_).execute(statement, parameters);
}

}  // namespace retort
