// SPDX-License-Identifier: MIT
#include "frontend/python/read_operation.h"

#include "retort/error.h"

#include "frontend/python/read_expression.h"
#include "frontend/python/read_schema.h"
#include "frontend/python/read_schema_operation.h"
#include "frontend/python/read_type.h"
#include "frontend/python/values.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace retort::python {
namespace {

TableName table_of(const Notation& notation) { return read_table_name(notation.at("table")); }

op::AlterColumn read_alter_column(const Notation& notation) {
  op::AlterColumn made{table_of(notation), notation.text("column"),
                       notation.optional_flag("nullable")};
  if (notation.contains("server_default")) {
    const Notation change = notation.at("server_default");
    if (change.contains("remove")) {
      made.server_default = op::Remove{};
    } else {
      made.server_default = read_default(change);
    }
  }
  if (notation.contains("comment")) {
    const Notation change = notation.at("comment");
    if (change.is_text()) {
      made.comment = change.text();
    } else {
      made.comment = op::Remove{};
    }
  }
  made.new_column_name = notation.optional_text("new_column_name");
  made.type = read_optional_type(notation, "type");
  made.autoincrement = notation.optional_flag("autoincrement");
  made.existing_type = read_optional_type(notation, "existing_type");
  if (notation.contains("existing_server_default")) {
    const Notation existing = notation.at("existing_server_default");
    if (existing.contains("remove")) {
      made.existing_server_default = op::Remove{};
    } else {
      made.existing_server_default = read_default(existing);
    }
  }
  made.existing_nullable = notation.optional_flag("existing_nullable");
  made.existing_comment = notation.optional_text("existing_comment");
  made.existing_autoincrement = notation.optional_flag("existing_autoincrement");
  made.options = read_options(notation);
  made.insert_before = notation.optional_text("insert_before");
  made.insert_after = notation.optional_text("insert_after");
  return made;
}

op::ConstraintType read_constraint_type(const Notation& notation) {
  const std::string name = notation.text("type");
  if (name == "primary") return op::ConstraintType::primary;
  if (name == "unique") return op::ConstraintType::unique;
  if (name == "foreign_key") return op::ConstraintType::foreign_key;
  if (name == "check") return op::ConstraintType::check;
  return op::ConstraintType::unspecified;
}

op::BulkInsert read_bulk_insert(const Notation& notation) {
  op::BulkInsert made{table_of(notation), notation.many("columns", &read_column)};
  for (const Notation& row : notation.at("rows").elements()) {
    op::BulkInsert::Row cells;
    for (const Notation& cell : row.elements()) {
      const Notation held = cell.element(1);
      if (held.contains("expr")) {
        cells.emplace_back(cell.element(0).text(), read_expression(held.at("expr")));
      } else {
        cells.emplace_back(cell.element(0).text(), read_optional_value(held, "value"));
      }
    }
    made.rows.push_back(std::move(cells));
  }
  made.multiinsert = notation.flag("multiinsert");
  return made;
}

op::AlterTableBatch read_batch(const Notation& notation) {
  op::AlterTableBatch made(table_of(notation), notation.many("operations", &read_operation));
  const std::string recreate = notation.text("recreate");
  if (recreate == "always") made.recreate = op::Recreate::always;
  if (recreate == "never") made.recreate = op::Recreate::never;
  made.partial_reordering =
      notation.many("partial_reordering", [](const Notation& names) { return names.texts(); });
  if (notation.contains("copy_from")) made.copy_from = read_table(notation.at("copy_from"));
  made.reflected_columns = notation.many("reflected_columns", &read_column);
  made.table_constraints = notation.many("table_constraints", &read_constraint);
  made.table_options = read_options(notation, "table_options");
  if (notation.contains("naming_convention")) {
    NamingConvention convention;
    convention.templates.clear();
    for (const auto& [kind, name] : notation.at("naming_convention").items()) {
      convention.templates.emplace(kind, name.text());
    }
    made.naming_convention = std::move(convention);
  }
  return made;
}

type::Enum read_enum(const Notation& notation) {
  return std::get<type::Enum>(read_type(notation.at("type")).kind);
}

using Reader = Operation (*)(const Notation&);

const std::map<std::string, Reader>& readers() {
  static const std::map<std::string, Reader> made{
      {"CreateTable",
       [](const Notation& j) -> Operation {
         return op::CreateTable{read_table(j.at("table")), j.flag("if_not_exists")};
       }},
      {"DropTable",
       [](const Notation& j) -> Operation {
         return op::DropTable{table_of(j), j.flag("if_exists"), read_options(j)};
       }},
      {"RenameTable",
       [](const Notation& j) -> Operation {
         return op::RenameTable{table_of(j), j.text("new_name")};
       }},
      {"AddColumn",
       [](const Notation& j) -> Operation {
         return op::AddColumn{table_of(j),
                              read_column(j.at("column")),
                              j.flag("if_not_exists"),
                              j.flag("inline_references"),
                              j.flag("inline_primary_key"),
                              j.optional_text("insert_before"),
                              j.optional_text("insert_after")};
       }},
      {"DropColumn",
       [](const Notation& j) -> Operation {
         op::DropColumn drop{table_of(j), j.text("column"), j.flag("if_exists"), read_options(j)};
         drop.quote = j.optional_flag("quote");
         return drop;
       }},
      {"AlterColumn", [](const Notation& j) -> Operation { return read_alter_column(j); }},
      {"CreateIndex",
       [](const Notation& j) -> Operation {
         return op::CreateIndex{table_of(j), read_index(j.at("index")), j.flag("if_not_exists")};
       }},
      {"DropIndex",
       [](const Notation& j) -> Operation {
         op::DropIndex drop{read_name(j.at("name"))};
         if (j.contains("table")) drop.table = table_of(j);
         drop.schema = j.optional_text("schema");
         drop.if_exists = j.flag("if_exists");
         drop.options = read_options(j);
         return drop;
       }},
      {"AddConstraint",
       [](const Notation& j) -> Operation {
         return op::AddConstraint{table_of(j), read_constraint(j.at("constraint"))};
       }},
      {"DropConstraint",
       [](const Notation& j) -> Operation {
         return op::DropConstraint{read_optional_name(j, "name"), table_of(j),
                                   read_constraint_type(j), j.flag("if_exists"), read_options(j)};
       }},
      {"CreateTableComment",
       [](const Notation& j) -> Operation {
         return op::CreateTableComment{table_of(j), j.optional_text("comment"),
                                       j.optional_text("existing_comment")};
       }},
      {"DropTableComment",
       [](const Notation& j) -> Operation {
         return op::DropTableComment{table_of(j), j.optional_text("existing_comment")};
       }},
      {"BulkInsert", [](const Notation& j) -> Operation { return read_bulk_insert(j); }},
      {"Execute",
       [](const Notation& j) -> Operation {
         op::Execute execute{read_expression(j.at("statement"))};
         for (const Notation& pair :
              j.many("parameters", [](const Notation& each) { return each; })) {
           execute.parameters.emplace_back(pair.element(0).text(), read_value(pair.element(1)));
         }
         return execute;
       }},
      {"CreateSequence",
       [](const Notation& j) -> Operation {
         return op::CreateSequence{read_sequence(j.at("sequence")), j.flag("if_not_exists")};
       }},
      {"DropSequence",
       [](const Notation& j) -> Operation {
         return op::DropSequence{j.text("name"), j.optional_text("schema"), j.flag("if_exists")};
       }},
      {"CreateEnum",
       [](const Notation& j) -> Operation {
         return op::CreateEnum{read_enum(j), j.flag("checkfirst")};
       }},
      {"DropEnum",
       [](const Notation& j) -> Operation {
         return op::DropEnum{read_enum(j), j.flag("checkfirst")};
       }},
      {"AlterTableBatch", [](const Notation& j) -> Operation { return read_batch(j); }},
  };
  return made;
}

}  // namespace

Operation read_operation(const Notation& notation) {
  const auto reader = readers().find(notation.text("op"));
  if (reader == readers().end()) {
    if (auto made = read_schema_operation(notation)) return *std::move(made);
    throw Error("The operation " + notation.text("op") + " is not known", ErrorCode::internal);
  }
  return reader->second(notation);
}

}  // namespace retort::python
