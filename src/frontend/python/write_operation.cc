// SPDX-License-Identifier: MIT
#include "frontend/python/write_operation.h"

#include "retort/dialect.h"
#include "retort/error.h"

#include "base/overloaded.h"
#include "frontend/python/write_schema.h"
#include "op/autocommit.h"

#include <algorithm>
#include <string>
#include <utility>
#include <variant>

namespace retort::python {
namespace {

/// A column that only has to be there.
Column any_column(const std::string& name) { return {.name = name, .type = type::Integer{}}; }

void add_columns(Table& table, const std::vector<std::string>& names) {
  for (const std::string& name : names) {
    const auto known = [&name](const Column& column) { return column.name == name; };
    if (std::none_of(table.columns.begin(), table.columns.end(), known)) {
      table.columns.push_back(any_column(name));
    }
  }
}

std::vector<std::string> columns_of(const Constraint& constraint) {
  return std::visit(Overloaded{
                        [](const Check&) { return std::vector<std::string>(); },
                        [](const Exclude& exclude) {
                          std::vector<std::string> names;
                          for (const ExcludeElement& element : exclude.elements) {
                            if (!element.expression) names.push_back(element.column);
                          }
                          return names;
                        },
                        [](const auto& other) { return other.columns; },
                    },
                    constraint);
}

Table table_with(const TableName& name, const Constraint& constraint) {
  Table table{.name = name, .constraints = {constraint}};
  add_columns(table, columns_of(constraint));
  return table;
}

Table table_with(const TableName& name, const Index& index) {
  Table table{.name = name, .indexes = {index}};
  for (const IndexElement& element : index.elements) {
    if (!element.expression) add_columns(table, {element.column});
  }
  return table;
}

py::dict about(const char* kind, const TableName& name) {
  py::dict made;
  made["kind"] = kind;
  made["name"] = name.name;
  made["schema"] = name.schema;
  return made;
}

/// Names of the columns whose type is there, or is created by another operation.
py::list without_creation(const std::vector<Column>& columns) {
  py::list names;
  for (const Column& column : columns) {
    const auto* type = std::get_if<type::Enum>(&column.type.kind);
    if (type != nullptr && !type->create_type) names.append(column.name);
  }
  return names;
}

class OperationWriter {
 public:
  explicit OperationWriter(const Dialect& dialect) : dialect_(dialect) {}

  py::list take() { return std::move(made_); }

  void add(const Operation& operation) {
    std::visit([&](const auto& each) { write(each); }, operation.base());
  }

 private:
  void add_table(py::dict made, const Table& table) {
    made["table"] = write_table(table);
    made_.append(std::move(made));
  }

  void write(const op::CreateTable& create) {
    py::dict made = about("CreateTable", create.table.name);
    made["existing_types"] = without_creation(create.table.columns);
    Table table = create.table;
    table.indexes.clear();
    add_table(std::move(made), table);
    for (const Index& index : create.table.indexes) {
      write(op::CreateIndex{.table = create.table.name, .index = index});
    }
  }
  void write(const op::DropTable& drop) {
    add_table(about("DropTable", drop.table), drop.original.value_or(Table{.name = drop.table}));
  }
  void write(const op::AddColumn& add) {
    py::dict made = about("AddColumn", add.table);
    const bool is_enum = std::holds_alternative<type::Enum>(add.column.type.kind);
    if (is_enum) made["existing_types"] = py::cast(std::vector<std::string>{add.column.name});
    add_table(std::move(made), {.name = add.table, .columns = {add.column}});
  }
  void write(const op::DropColumn& drop) {
    Column column = drop.original.value_or(any_column(drop.column));
    add_table(about("DropColumn", drop.table),
              {.name = drop.table, .columns = {std::move(column)}});
  }
  void write(const op::AlterColumn& alter) {
    if (alter.new_column_name) return write_sql(alter);
    Column before = any_column(alter.column);
    Column after = before;
    if (alter.existing_type) before.type = *alter.existing_type;
    if (const auto* text = std::get_if<ServerDefault>(&alter.existing_server_default)) {
      before.server_default = *text;
    }
    if (alter.type) after.type = *alter.type;
    if (const auto* text = std::get_if<ServerDefault>(&alter.server_default)) {
      after.server_default = *text;
    }
    if (const auto* text = std::get_if<std::string>(&alter.comment)) after.comment = *text;
    py::dict made = about("AlterColumn", alter.table);
    made["changes"] = changes_of(alter);
    made["existing_types"] = py::cast(std::vector<std::string>{alter.column});
    made["before"] = write_table({.name = alter.table, .columns = {std::move(before)}});
    add_table(std::move(made), {.name = alter.table, .columns = {std::move(after)}});
  }
  void write(const op::CreateIndex& create) {
    add_table(about("CreateIndex", create.table), table_with(create.table, create.index));
  }
  void write(const op::DropIndex& drop) {
    if (!drop.original || !drop.table) return write_sql(drop);
    add_table(about("DropIndex", *drop.table), table_with(*drop.table, *drop.original));
  }
  void write(const op::AddConstraint& add) {
    if (std::holds_alternative<Exclude>(add.constraint)) return write_sql(add);
    add_table(about("AddConstraint", add.table), table_with(add.table, add.constraint));
  }
  void write(const op::DropConstraint& drop) {
    if (!drop.original || std::holds_alternative<Exclude>(*drop.original)) return write_sql(drop);
    add_table(about("DropConstraint", drop.table), table_with(drop.table, *drop.original));
  }
  void write(const op::CreateTableComment& comment) {
    py::dict made = about("CreateTableComment", comment.table);
    made["comment"] = comment.comment;
    made["existing_comment"] = comment.existing_comment;
    made_.append(std::move(made));
  }
  void write(const op::DropTableComment& comment) {
    py::dict made = about("DropTableComment", comment.table);
    made["existing_comment"] = comment.existing_comment;
    made_.append(std::move(made));
  }
  void write(const op::AlterTableBatch& batch) {
    OperationWriter inner(dialect_);
    for (const Operation& part : batch.operations) inner.add(part);
    py::dict made = about("Batch", batch.table);
    made["operations"] = inner.take();
    made_.append(std::move(made));
  }
  template <class Other>
  void write(const Other& other) {
    write_sql(other);
  }

  void write_sql(const Operation& operation) {
    for (const Statement& statement : dialect_.compile(operation, {}).statements) {
      py::dict made;
      made["kind"] = "Execute";
      made["sql"] = statement.sql;
      made["autocommit"] = wants_autocommit(operation);
      made_.append(std::move(made));
    }
  }

  static py::dict changes_of(const op::AlterColumn& alter) {
    py::dict made;
    if (alter.nullable) made["nullable"] = *alter.nullable;
    made["server_default"] = !std::holds_alternative<op::Keep>(alter.server_default);
    made["comment"] = !std::holds_alternative<op::Keep>(alter.comment);
    made["type"] = alter.type.has_value();
    if (alter.autoincrement) made["autoincrement"] = *alter.autoincrement;
    made["existing_type"] = alter.existing_type.has_value();
    made["existing_server_default"] =
        std::holds_alternative<ServerDefault>(alter.existing_server_default);
    if (alter.existing_nullable) made["existing_nullable"] = *alter.existing_nullable;
    if (alter.existing_comment) made["existing_comment"] = *alter.existing_comment;
    return made;
  }

  const Dialect& dialect_;
  py::list made_;
};

}  // namespace

py::list write_operations(const std::vector<Operation>& operations, const Dialect& dialect) {
  OperationWriter writer(dialect);
  for (const Operation& operation : operations) writer.add(operation);
  return writer.take();
}

}  // namespace retort::python
