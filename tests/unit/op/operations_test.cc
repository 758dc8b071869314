// SPDX-License-Identifier: MIT
#include "retort/operations.h"

#include "retort/error.h"

#include <gtest/gtest.h>

#include <functional>
#include <stdexcept>
#include <vector>

namespace retort {
namespace {

class NoContext : public MigrationContext {
 public:
  const Dialect& dialect() const override { throw std::logic_error("no dialect"); }
  bool as_sql() const override { return true; }
  void autocommit_block(const std::function<void()>& block) override {
    ++autocommit_blocks;
    block();
  }
  const std::vector<std::pair<std::string, std::string>>& x_arguments() const override { return x; }
  std::vector<std::pair<std::string, std::string>> x;
  int autocommit_blocks = 0;
};

class Recorder : public OperationSink {
 public:
  void invoke(const Operation& operation) override { operations.push_back(operation); }
  Connection* connection() override { return nullptr; }
  NoContext& context() override { return context_; }
  std::vector<Operation> operations;

 private:
  NoContext context_;
};

struct Case {
  const char* name;
  std::function<void(Operations&)> directive;
  std::vector<Operation> operations;
};

std::vector<Case> cases() {
  return {
      {"add_column",
       [](Operations& op) {
         op.add_column("t", {.name = "c", .type = type::Integer{}}, {.if_not_exists = true});
       },
       {op::AddColumn{
           .table = "t", .column = {.name = "c", .type = type::Integer{}}, .if_not_exists = true}}},
      {"alter_column",
       [](Operations& op) {
         op.alter_column("t", "c",
                         {.nullable = false,
                          .server_default = "x",
                          .comment = Remove{},
                          .new_column_name = "d",
                          .type = type::String{20},
                          .existing_type = type::String{10},
                          .existing_server_default = Remove{},
                          .options = {{"postgresql_using", "c::text"}}});
       },
       {op::AlterColumn{.table = "t",
                        .column = "c",
                        .nullable = false,
                        .server_default = ServerDefault("x"),
                        .comment = Remove{},
                        .new_column_name = "d",
                        .type = type::String{20},
                        .existing_type = type::String{10},
                        .existing_server_default = Remove{},
                        .options = {{"postgresql_using", "c::text"}}}}},
      {"alter_column leaves alone what is not given",
       [](Operations& op) { op.alter_column("t", "c", {.nullable = true}); },
       {op::AlterColumn{.table = "t", .column = "c", .nullable = true}}},
      {"drop_column in a schema",
       [](Operations& op) {
         op.drop_column({"t", "s"}, "c", {.if_exists = true});
       },
       {op::DropColumn{.table = {"t", "s"}, .column = "c", .if_exists = true}}},
      {"create_table sorts its items",
       [](Operations& op) {
         op.create_table("t",
                         {
                             Column{.name = "a", .type = type::Integer{}},
                             Unique{.name = "u", .columns = {"a"}},
                             Index{.name = "i", .elements = {"a"}},
                             Column{.name = "b", .type = type::Text{}},
                         },
                         {.if_not_exists = true, .comment = "c"});
       },
       {op::CreateTable{.table = {.name = "t",
                                  .columns = {{.name = "a", .type = type::Integer{}},
                                              {.name = "b", .type = type::Text{}}},
                                  .constraints = {Unique{.name = "u", .columns = {"a"}}},
                                  .indexes = {{.name = "i", .elements = {"a"}}},
                                  .comment = "c"},
                        .if_not_exists = true}}},
      {"drop_table",
       [](Operations& op) { op.drop_table("t", {.if_exists = true}); },
       {op::DropTable{.table = "t", .if_exists = true}}},
      {"rename_table",
       [](Operations& op) { op.rename_table("t", "u"); },
       {op::RenameTable{.table = "t", .new_name = "u"}}},
      {"create_table_comment",
       [](Operations& op) { op.create_table_comment("t", "new", {.existing_comment = "old"}); },
       {op::CreateTableComment{.table = "t", .comment = "new", .existing_comment = "old"}}},
      {"drop_table_comment",
       [](Operations& op) { op.drop_table_comment("t", {.existing_comment = "old"}); },
       {op::DropTableComment{.table = "t", .existing_comment = "old"}}},
      {"create_index",
       [](Operations& op) {
         op.create_index("i", "t", {"a", func("lower", {column("b")})}, {.unique = true});
       },
       {op::CreateIndex{.table = "t",
                        .index = {.name = "i",
                                  .elements = {"a", func("lower", {column("b")})},
                                  .unique = true}}}},
      {"create_index without a name",
       [](Operations& op) { op.create_index({}, "t", {"a"}); },
       {op::CreateIndex{.table = "t", .index = {.elements = {"a"}}}}},
      {"drop_index",
       [](Operations& op) { op.drop_index(op.f("i"), "t"); },
       {op::DropIndex{.name = Name("i", true), .table = TableName("t")}}},
      {"drop_index without a table",
       [](Operations& op) { op.drop_index("i", {.if_exists = true, .schema = "s"}); },
       {op::DropIndex{.name = "i", .schema = "s", .if_exists = true}}},
      {"create_check_constraint",
       [](Operations& op) {
         op.create_check_constraint("c", "t", "a > 5", {.initially = "DEFERRED"});
       },
       {op::AddConstraint{
           .table = "t",
           .constraint = Check{.name = "c", .condition = text("a > 5"), .initially = "DEFERRED"}}}},
      {"create_exclude_constraint",
       [](Operations& op) {
         op.create_exclude_constraint("e", "t", {{.column = "p", .operator_name = "&&"}},
                                      {.where = text("a > 5"), .using_method = "btree"});
       },
       {op::AddConstraint{
           .table = "t",
           .constraint = Exclude{.name = "e",
                                 .elements = {{.column = "p", .operator_name = "&&"}},
                                 .using_method = "btree",
                                 .where = text("a > 5")}}}},
      {"create_foreign_key",
       [](Operations& op) {
         op.create_foreign_key("f", {"t", "s"}, "o", {"a", "b"}, {"x", "y"},
                               {.onupdate = "CASCADE", .ondelete = "SET NULL", .match = "FULL"});
       },
       {op::AddConstraint{.table = {"t", "s"},
                          .constraint = ForeignKey{.name = "f",
                                                   .columns = {"a", "b"},
                                                   .referred_table = "o",
                                                   .referred_columns = {"x", "y"},
                                                   .rules = {.onupdate = "CASCADE",
                                                             .ondelete = "SET NULL",
                                                             .match = "FULL"}}}}},
      {"create_primary_key",
       [](Operations& op) {
         op.create_primary_key("p", "t", {"a", "b"});
       },
       {op::AddConstraint{.table = "t",
                          .constraint = PrimaryKey{.name = "p", .columns = {"a", "b"}}}}},
      {"create_unique_constraint",
       [](Operations& op) { op.create_unique_constraint("u", "t", {"a"}, {.deferrable = true}); },
       {op::AddConstraint{
           .table = "t", .constraint = Unique{.name = "u", .columns = {"a"}, .deferrable = true}}}},
      {"drop_constraint",
       [](Operations& op) {
         op.drop_constraint("u", "t", ConstraintType::unique, {.if_exists = true});
       },
       {op::DropConstraint{
           .name = "u", .table = "t", .type = ConstraintType::unique, .if_exists = true}}},
      {"create_sequence and drop_sequence",
       [](Operations& op) {
         op.create_sequence({.name = "q", .options = {.start = 5}}, {.if_not_exists = true});
         op.drop_sequence("q", {.schema = "s"});
       },
       {op::CreateSequence{.sequence = {.name = "q", .options = {.start = 5}},
                           .if_not_exists = true},
        op::DropSequence{.name = "q", .schema = "s"}}},
      {"create_enum and drop_enum",
       [](Operations& op) {
         op.create_enum({.values = {"a", "b"}, .name = "e"}, {.checkfirst = true});
         op.drop_enum({.name = "e"});
       },
       {op::CreateEnum{.type = {.values = {"a", "b"}, .name = "e"}, .checkfirst = true},
        op::DropEnum{.type = {.name = "e"}}}},
      {"bulk_insert",
       [](Operations& op) {
         op.bulk_insert("t", {{{"id", 1}, {"name", "a"}}, {{"id", 2}, {"name", nullptr}}},
                        {.multiinsert = false});
       },
       {op::BulkInsert{.table = "t",
                       .rows = {{{"id", Value(1)}, {"name", Value("a")}},
                                {{"id", Value(2)}, {"name", Value()}}},
                       .multiinsert = false}}},
      {"execute with parameters",
       [](Operations& op) {
         op.execute("UPDATE t SET a = :n", {{"n", "x"}}, {.execution_options = {{"o", 1}}});
       },
       {op::Execute{.statement = text("UPDATE t SET a = :n"),
                    .parameters = {{"n", "x"}},
                    .execution_options = {{"o", 1}}}}},
      {"execute of an expression",
       [](Operations& op) { op.execute(func("now")); },
       {op::Execute{.statement = func("now")}}},
  };
}

TEST(Operations, EveryDirectiveMakesItsOperation) {
  for (const Case& example : cases()) {
    Recorder recorder;
    Operations op(recorder);
    example.directive(op);
    EXPECT_TRUE(recorder.operations == example.operations) << example.name;
  }
}

TEST(Operations, BulkInsertTakesTheTableThatCreateTableReturns) {
  Recorder recorder;
  Operations op(recorder);
  const Table table = op.create_table("t", {Column{.name = "d", .type = type::Date{}}});
  op.bulk_insert(table, {{{"d", Date{2026, 1, 2}}}});
  ASSERT_EQ(recorder.operations.size(), 2U);
  const auto& insert = std::get<op::BulkInsert>(recorder.operations[1]);
  EXPECT_EQ(insert.table, TableName("t"));
  ASSERT_EQ(insert.columns.size(), 1U);
  EXPECT_TRUE(insert.columns[0] == table.columns[0]);
}

TEST(Operations, ABatchIsOneOperationMadeOfTheDirectivesInside) {
  Recorder recorder;
  Operations op(recorder);
  op.batch_alter_table(
      "t",
      [](BatchOperations& batch) {
        batch.add_column({.name = "c", .type = type::Integer{}}, {.insert_after = "a"});
        batch.alter_column("b", {.nullable = false});
        batch.drop_column("d");
        batch.create_check_constraint("ck", "a > 5");
        batch.create_exclude_constraint("ex", {{.column = "p", .operator_name = "="}});
        batch.create_foreign_key("fk", {"o", "s"}, {"a"}, {"x"}, {.ondelete = "CASCADE"});
        batch.create_index("ix", {"a"}, {.unique = true});
        batch.create_primary_key("pk", {"a"});
        batch.create_unique_constraint(batch.f("uq"), {"a"});
        batch.create_table_comment("tc");
        batch.drop_constraint("old", ConstraintType::check);
        batch.drop_index("old_ix");
        batch.drop_table_comment();
      },
      {.recreate = Recreate::always, .table_options = {{"sqlite_autoincrement", true}}});
  const TableName t = "t";
  const std::vector<Operation> expected = {
      op::AddColumn{
          .table = t, .column = {.name = "c", .type = type::Integer{}}, .insert_after = "a"},
      op::AlterColumn{.table = t, .column = "b", .nullable = false},
      op::DropColumn{.table = t, .column = "d"},
      op::AddConstraint{.table = t, .constraint = Check{.name = "ck", .condition = text("a > 5")}},
      op::AddConstraint{
          .table = t,
          .constraint = Exclude{.name = "ex", .elements = {{.column = "p", .operator_name = "="}}}},
      op::AddConstraint{.table = t,
                        .constraint = ForeignKey{.name = "fk",
                                                 .columns = {"a"},
                                                 .referred_table = {"o", "s"},
                                                 .referred_columns = {"x"},
                                                 .rules = {.ondelete = "CASCADE"}}},
      op::CreateIndex{.table = t, .index = {.name = "ix", .elements = {"a"}, .unique = true}},
      op::AddConstraint{.table = t, .constraint = PrimaryKey{.name = "pk", .columns = {"a"}}},
      op::AddConstraint{.table = t,
                        .constraint = Unique{.name = Name("uq", true), .columns = {"a"}}},
      op::CreateTableComment{.table = t, .comment = "tc"},
      op::DropConstraint{.name = "old", .table = t, .type = ConstraintType::check},
      op::DropIndex{.name = "old_ix", .table = t},
      op::DropTableComment{.table = t}};
  ASSERT_EQ(recorder.operations.size(), 1U);
  const auto& batch = std::get<op::AlterTableBatch>(recorder.operations[0]);
  EXPECT_TRUE(batch.operations == expected);
  EXPECT_EQ(batch.recreate, Recreate::always);
  EXPECT_TRUE(batch.table_options == (Options{{"sqlite_autoincrement", true}}));
}

TEST(Operations, ABatchThatThrowsDoesNothing) {
  Recorder recorder;
  Operations op(recorder);
  const auto failing = [](BatchOperations& batch) {
    batch.drop_column("d");
    throw std::runtime_error("no");
  };
  EXPECT_THROW(op.batch_alter_table("t", failing), std::runtime_error);
  EXPECT_TRUE(recorder.operations.empty());
}

TEST(Operations, ExecuteInABatchActsAtOnce) {
  Recorder recorder;
  Operations op(recorder);
  op.batch_alter_table("t", [](BatchOperations& batch) {
    batch.drop_column("d");
    batch.execute("SELECT 1");
  });
  ASSERT_EQ(recorder.operations.size(), 2U);
  EXPECT_TRUE(std::holds_alternative<op::Execute>(recorder.operations[0].base()));
}

TEST(Operations, GetBindSaysThatThereIsNoConnectionOffline) {
  Recorder recorder;
  Operations op(recorder);
  try {
    op.get_bind();
    FAIL();
  } catch (const Error& error) {
    EXPECT_STREQ(error.what(),
                 "This migration asks for a database connection (op.get_bind()), and SQL is only "
                 "being written (--sql)");
    EXPECT_NE(error.hint(), "");
  }
}

TEST(Operations, AutocommitBlockIsTheContexts) {
  Recorder recorder;
  Operations op(recorder);
  op.autocommit_block([&] { op.execute("VACUUM"); });
  EXPECT_EQ(recorder.context().autocommit_blocks, 1);
  EXPECT_EQ(recorder.operations.size(), 1U);
}

}  // namespace
}  // namespace retort
