// SPDX-License-Identifier: MIT
#include "frontend/python/write_difference.h"

#include "retort/error.h"

#include "op/autocommit.h"

#include <variant>

namespace retort::python {
namespace {

/// The name of an operation's class, and its details.
struct WrittenOperation {
  const char* kind;
  py::object details = py::none();
};

/// One overload for each operation.
struct OperationNames {
  const Dialect& dialect;
  const Difference& difference;

  WrittenOperation operator()(const op::CreateTable&) const { return {"CreateTable"}; }
  WrittenOperation operator()(const op::DropTable&) const { return {"DropTable"}; }
  WrittenOperation operator()(const op::AddColumn&) const { return {"AddColumn"}; }
  WrittenOperation operator()(const op::DropColumn&) const { return {"DropColumn"}; }
  WrittenOperation operator()(const op::AlterColumn& change) const {
    return {"AlterColumn", write_change(change)};
  }
  WrittenOperation operator()(const op::CreateIndex&) const { return {"CreateIndex"}; }
  WrittenOperation operator()(const op::DropIndex&) const { return {"DropIndex"}; }
  WrittenOperation operator()(const op::AddConstraint&) const { return {"AddConstraint"}; }
  WrittenOperation operator()(const op::DropConstraint&) const { return {"DropConstraint"}; }
  WrittenOperation operator()(const op::CreateTableComment& comment) const {
    return {"CreateTableComment", py::cast(comment.existing_comment)};
  }
  WrittenOperation operator()(const op::DropTableComment& comment) const {
    return {"DropTableComment", py::cast(comment.existing_comment)};
  }
  WrittenOperation operator()(const op::Execute& execute) const {
    py::dict made;
    made["sql"] = sql_of(execute);
    made["committed"] = wants_autocommit(execute);
    const auto* undo =
        difference.undo ? std::get_if<op::Execute>(&difference.undo->base()) : nullptr;
    made["undo"] = undo == nullptr ? py::object(py::none()) : py::object(py::str(sql_of(*undo)));
    return {"Execute", made};
  }
  WrittenOperation operator()(const op::Custom& custom) const {
    if (const auto* replaced = dynamic_cast<const ReplacedOperations*>(custom.operation.get())) {
      return {"replaced", py::cast(replaced->number())};
    }
    fail();
  }
  // Python's models say nothing that a comparison would answer with one of these.
  WrittenOperation operator()(const op::RenameTable&) const { fail(); }
  WrittenOperation operator()(const op::BulkInsert&) const { fail(); }
  WrittenOperation operator()(const op::CreateSequence&) const { fail(); }
  WrittenOperation operator()(const op::DropSequence&) const { fail(); }
  WrittenOperation operator()(const op::CreateEnum&) const { fail(); }
  WrittenOperation operator()(const op::DropEnum&) const { fail(); }
  WrittenOperation operator()(const op::AlterTableBatch&) const { fail(); }

 private:
  std::string sql_of(const op::Execute& execute) const {
    return dialect.compile(execute.statement, {}).sql;
  }
  [[noreturn]] static void fail() {
    throw Error("A comparison has come to an operation that Python does not know",
                ErrorCode::internal);
  }
};

py::tuple write_difference(const Difference& difference, const Dialect& dialect) {
  const WrittenOperation written =
      std::visit(OperationNames{dialect, difference}, difference.operation.base());
  return py::make_tuple(written.kind, write_position(difference.model),
                        write_position(difference.database), written.details);
}

}  // namespace

py::object write_position(const std::optional<ObjectPosition>& position) {
  if (!position) return py::none();
  return py::make_tuple(position->table, position->element, position->column);
}

py::dict write_change(const op::AlterColumn& change) {
  py::dict made;
  if (change.nullable) made["nullable"] = *change.nullable;
  if (!std::holds_alternative<op::Keep>(change.server_default)) made["server_default"] = true;
  if (!std::holds_alternative<op::Keep>(change.comment)) made["comment"] = true;
  if (change.type) made["type"] = true;
  if (change.autoincrement) made["autoincrement"] = *change.autoincrement;
  if (change.existing_type) made["existing_type"] = true;
  if (!std::holds_alternative<op::Unknown>(change.existing_server_default)) {
    made["existing_server_default"] = true;
  }
  if (change.existing_nullable) made["existing_nullable"] = *change.existing_nullable;
  if (change.existing_comment) made["existing_comment"] = *change.existing_comment;
  return made;
}

py::list write_differences(const std::vector<Difference>& differences, const Dialect& dialect) {
  py::list made;
  for (const Difference& difference : differences) {
    made.append(write_difference(difference, dialect));
  }
  return made;
}

py::list write_groups(const std::vector<DifferenceGroup>& groups, const Dialect& dialect) {
  py::list made;
  for (const DifferenceGroup& group : groups) {
    if (const auto* table = std::get_if<TableDifferences>(&group)) {
      made.append(py::make_tuple("table", table->table.name, table->table.schema,
                                 write_differences(table->differences, dialect)));
    } else {
      made.append(py::make_tuple("one", write_difference(std::get<Difference>(group), dialect)));
    }
  }
  return made;
}

}  // namespace retort::python
