// SPDX-License-Identifier: MIT
// Tables built anew on a live SQLite database, with all that hangs on them.
#include "retort/dialect.h"
#include "retort/error.h"
#include "retort/url.h"

#include "runtime/table_rebuild.h"
#include "support/postgres_server.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

namespace retort {
namespace {

class Batch : public ::testing::Test {
 protected:
  Batch() : sqlite_(dialect("sqlite")), connection_(sqlite_.connect(Url::parse("sqlite://"))) {}

  void run(const std::string& sql) { connection_->run({.sql = sql}); }

  // All fields of all rows, with "|" and newlines between.
  std::string query(const std::string& sql) {
    std::string result;
    for (const auto& row : connection_->run({.sql = sql})) {
      if (!result.empty()) result += "\n";
      std::string line;
      for (const auto& value : row.values) {
        if (!line.empty()) line += "|";
        if (const auto* text = std::get_if<std::string>(&value.base())) line += *text;
        if (const auto* number = std::get_if<std::int64_t>(&value.base())) {
          line += std::to_string(*number);
        }
        if (value.is_null()) line += "NULL";
      }
      result += line;
    }
    return result;
  }

  // As a migration runs: in a transaction, rolled back when it fails.
  void alter(const op::AlterTableBatch& batch) {
    connection_->begin();
    try {
      rebuild_table({.dialect = &sqlite_,
                     .connection = connection_.get(),
                     .batch = batch,
                     .invoke =
                         [this](const Operation& operation) {
                           const auto script =
                               sqlite_.compile(operation, {.literal_binds = false,
                                                           .paramstyle = Paramstyle::qmark,
                                                           .offline = false});
                           for (const auto& statement : script.statements) {
                             connection_->run(statement);
                           }
                         },
                     .warn = [this](const std::string& text) { warnings_.push_back(text); }});
    } catch (const Error&) {
      connection_->rollback();
      throw;
    }
    connection_->commit();
  }

  std::string failure_of(const op::AlterTableBatch& batch) {
    try {
      alter(batch);
    } catch (const Error& error) {
      return error.what();
    }
    return "no failure";
  }

  void make_account() {
    run("CREATE TABLE owner (id INTEGER PRIMARY KEY, name TEXT)");
    run("CREATE TABLE account (id INTEGER PRIMARY KEY AUTOINCREMENT, name VARCHAR(50) COLLATE "
        "NOCASE NOT NULL DEFAULT 'none', age INT CHECK (age >= 0), owner_id INTEGER CONSTRAINT "
        "fk_owner REFERENCES owner (id) ON DELETE CASCADE, at DATETIME DEFAULT CURRENT_TIMESTAMP, "
        "twice INTEGER GENERATED ALWAYS AS (age * 2) VIRTUAL, CONSTRAINT uq_name UNIQUE (name, "
        "owner_id), CONSTRAINT ck_name CHECK (name <> '' AND age < 200))");
    run("CREATE INDEX ix_age ON account (age DESC) WHERE age > 1");
    run("CREATE UNIQUE INDEX ix_lower ON account (lower(name), age)");
    run("CREATE TABLE detail (id INTEGER PRIMARY KEY, account_id INTEGER REFERENCES account (id) "
        "ON DELETE CASCADE)");
    run("CREATE VIEW grown AS SELECT id, name, age FROM account WHERE age >= 18");
    run("CREATE TABLE log (what TEXT)");
    run("CREATE TRIGGER tr_account AFTER UPDATE OF age ON account BEGIN INSERT INTO log VALUES "
        "(OLD.age || '->' || NEW.age); END");
    run("INSERT INTO owner VALUES (1, 'o')");
    run("INSERT INTO account (id, name, age, owner_id) VALUES (1, 'a', 10, 1), (2, 'b', 20, NULL), "
        "(7, 'c', 30, 1)");
    run("DELETE FROM account WHERE id = 7");
    run("INSERT INTO detail VALUES (1, 1), (2, 2)");
  }

  const Dialect& sqlite_;
  std::unique_ptr<Connection> connection_;
  std::vector<std::string> warnings_;
};

op::AlterColumn alter_column(const std::string& column) {
  return {.table = "account", .column = column};
}

TEST_F(Batch, KeepsRowsKeysIndexesTriggersViewsAndTheCounter) {
  make_account();
  auto change = alter_column("owner_id");
  change.nullable = true;
  change.type = Type(type::BigInteger{});
  alter(op::AlterTableBatch("account", {change}));
  EXPECT_EQ(query("SELECT id, name, age, owner_id, twice FROM account ORDER BY id"),
            "1|a|10|1|20\n2|b|20|NULL|40");
  EXPECT_EQ(query("SELECT name FROM sqlite_master WHERE tbl_name = 'account' AND sql IS NOT NULL "
                  "ORDER BY name"),
            "account\nix_age\nix_lower\ntr_account");
  EXPECT_EQ(query("SELECT id FROM grown"), "2");
  EXPECT_EQ(query("SELECT account_id FROM detail ORDER BY id"), "1\n2");
  run("UPDATE account SET age = 11 WHERE id = 1");
  EXPECT_EQ(query("SELECT what FROM log"), "10->11");
  run("INSERT INTO account (age) VALUES (1)");
  EXPECT_EQ(query("SELECT max(id), name FROM account"), "8|none");
  // What was there without a name is there still.
  EXPECT_THROW(run("UPDATE account SET age = -1"), DatabaseError);
  EXPECT_THROW(run("UPDATE account SET age = 300"), DatabaseError);
  EXPECT_THROW(run("INSERT INTO account (name, owner_id) VALUES ('A', 1)"), DatabaseError);
  EXPECT_EQ(query("PRAGMA legacy_alter_table"), "0");
  EXPECT_EQ(query("SELECT count(*) FROM sqlite_master WHERE name LIKE '\\_alembic%' ESCAPE '\\'"),
            "0");
  EXPECT_TRUE(warnings_.empty());
}

TEST_F(Batch, RenamesAColumnInAllThatSpeaksOfIt) {
  make_account();
  auto rename = alter_column("age");
  rename.new_column_name = "years";
  auto change = alter_column("age");
  change.nullable = false;
  alter(op::AlterTableBatch("account", {rename, change}));
  EXPECT_EQ(query("SELECT name, years, twice FROM account ORDER BY id"), "a|10|20\nb|20|40");
  EXPECT_EQ(query("SELECT years FROM grown"), "20");
  run("UPDATE account SET years = 11 WHERE id = 1");
  EXPECT_EQ(query("SELECT what FROM log"), "10->11");
  EXPECT_THROW(run("UPDATE account SET years = -1"), DatabaseError);
  EXPECT_THROW(run("UPDATE account SET years = NULL"), DatabaseError);
}

TEST_F(Batch, RenamesTheTargetOfForeignKeys) {
  run("CREATE TABLE account (id INTEGER PRIMARY KEY, boss INTEGER REFERENCES account (id), n INT)");
  run("CREATE TABLE detail (account_id INTEGER REFERENCES account (id))");
  run("INSERT INTO account VALUES (1, NULL, 1), (2, 1, 2)");
  run("INSERT INTO detail VALUES (2)");
  auto rename = alter_column("id");
  rename.new_column_name = "ident";
  alter(
      op::AlterTableBatch("account", {rename, op::DropColumn{.table = "account", .column = "n"}}));
  EXPECT_EQ(query("SELECT \"table\", \"to\" FROM pragma_foreign_key_list('detail')"),
            "account|ident");
  EXPECT_EQ(query("SELECT \"table\", \"to\" FROM pragma_foreign_key_list('account')"),
            "account|ident");
  EXPECT_EQ(query("PRAGMA foreign_key_check"), "");
}

TEST_F(Batch, ExchangesNames) {
  run("CREATE TABLE account (a TEXT, b TEXT, CHECK (a < b))");
  run("INSERT INTO account VALUES ('1', '2')");
  auto first = alter_column("a");
  first.new_column_name = "b";
  auto second = alter_column("b");
  second.new_column_name = "a";
  alter(op::AlterTableBatch("account", {first, second}));
  EXPECT_EQ(query("SELECT b, a FROM account"), "1|2");
  EXPECT_THROW(run("INSERT INTO account (a, b) VALUES ('1', '2')"), DatabaseError);
}

TEST_F(Batch, DropsAColumnWithWhatSpeaksOfIt) {
  make_account();
  run("DROP VIEW grown");
  alter(op::AlterTableBatch("account", {op::DropColumn{.table = "account", .column = "twice"},
                                        op::DropColumn{.table = "account", .column = "age"}}));
  EXPECT_EQ(query("SELECT name FROM sqlite_master WHERE tbl_name = 'account' AND type = 'index' "
                  "AND sql IS NOT NULL"),
            "");
  EXPECT_EQ(query("SELECT id, name FROM account ORDER BY id"), "1|a\n2|b");
  ASSERT_EQ(warnings_.size(), 1U);
  EXPECT_EQ(warnings_.front(),
            "Trigger 'tr_account' on table 'account' is dropped: it uses the dropped column 'age'");
}

TEST_F(Batch, AddsAndDropsConstraintsAndColumns) {
  make_account();
  Column email{.name = "email", .type = type::String{.length = 80}};
  email.server_default = ServerDefault(func("lower", {literal("X")}));
  alter(op::AlterTableBatch(
      "account",
      {op::AddColumn{.table = "account", .column = email, .insert_after = "name"},
       op::AddConstraint{.table = "account",
                         .constraint = Check{.name = Name("ck_id"), .condition = text("id < 99")}},
       op::DropConstraint{
           .name = Name("uq_name"), .table = "account", .type = op::ConstraintType::unique},
       op::DropIndex{.name = "ix_age", .table = TableName("account")},
       op::CreateIndex{.table = "account",
                       .index = Index{.name = Name("ix_email"), .elements = {"email"}}}}));
  EXPECT_EQ(query("SELECT name FROM pragma_table_info('account') LIMIT 3"), "id\nname\nemail");
  EXPECT_EQ(query("SELECT name FROM sqlite_master WHERE tbl_name = 'account' AND type = 'index' "
                  "AND sql IS NOT NULL ORDER BY name"),
            "ix_email\nix_lower");
  EXPECT_EQ(query("SELECT id, email FROM account ORDER BY id"), "1|x\n2|x");
  EXPECT_THROW(run("INSERT INTO account (id) VALUES (100)"), DatabaseError);
}

TEST_F(Batch, CastsTheRowsOfAChangedType) {
  run("CREATE TABLE account (id INTEGER PRIMARY KEY, n VARCHAR(5))");
  run("INSERT INTO account VALUES (1, '12'), (2, NULL)");
  auto change = alter_column("n");
  change.type = Type(type::Integer{});
  alter(op::AlterTableBatch("account", {change}));
  EXPECT_EQ(query("SELECT n, typeof(n) FROM account"), "12|integer\nNULL|null");
}

TEST_F(Batch, LeavesEverythingAloneWhenItFails) {
  make_account();
  const auto schema = query("SELECT type, name, sql FROM sqlite_master ORDER BY rowid");
  const auto rows = query("SELECT * FROM account");
  auto change = alter_column("owner_id");
  change.nullable = false;  // there is a NULL
  EXPECT_NE(failure_of(op::AlterTableBatch("account", {change})), "no failure");
  EXPECT_NE(failure_of(op::AlterTableBatch(
                "account", {op::AddConstraint{.table = "account",
                                              .constraint = Check{.name = Name("ck"),
                                                                  .condition = text("age>15")}}})),
            "no failure");
  EXPECT_EQ(query("SELECT type, name, sql FROM sqlite_master ORDER BY rowid"), schema);
  EXPECT_EQ(query("SELECT * FROM account"), rows);
  EXPECT_EQ(query("PRAGMA legacy_alter_table"), "0");
}

TEST_F(Batch, RefusesAForeignKeyThatRowsBreak) {
  make_account();
  run("UPDATE account SET owner_id = NULL");
  run("UPDATE account SET age = 1 WHERE id = 1");
  run("UPDATE account SET age = 5 WHERE id = 2");
  ForeignKey key{.name = Name("fk_age"), .columns = {"age"}};
  key.referred_table = "owner";
  key.referred_columns = {"id"};
  EXPECT_EQ(failure_of(op::AlterTableBatch(
                "account", {op::AddConstraint{.table = "account", .constraint = key}})),
            "Foreign key violated: 1 row of table 'account' would refer to rows of table 'owner' "
            "that do not exist");
  // What was wrong before is no reason.
  run("INSERT INTO detail VALUES (9, 99)");
  auto change = alter_column("age");
  change.type = Type(type::BigInteger{});
  EXPECT_EQ(failure_of(op::AlterTableBatch("account", {change})), "no failure");
}

TEST_F(Batch, RefusesToDropReferredRowsWhileForeignKeysAreEnforced) {
  make_account();
  run("PRAGMA foreign_keys = ON");
  auto change = alter_column("age");
  change.type = Type(type::BigInteger{});
  const op::AlterTableBatch batch("account", {change});
  EXPECT_NE(failure_of(batch).find("cannot be rebuilt while foreign keys are enforced"),
            std::string::npos);
  EXPECT_EQ(query("SELECT count(*) FROM detail"), "2");
  // Nobody refers to this one.
  alter(op::AlterTableBatch(
      "detail", {op::AlterColumn{
                    .table = "detail", .column = "account_id", .type = Type(type::BigInteger{})}}));
  EXPECT_EQ(query("SELECT count(*) FROM detail"), "2");
}

TEST_F(Batch, RebuildsATableThatIsGiven) {
  run("CREATE TABLE account (id INTEGER PRIMARY KEY, n INT)");
  run("INSERT INTO account VALUES (1, 2)");
  op::AlterTableBatch batch("account", {op::DropColumn{.table = "account", .column = "n"}});
  batch.copy_from = Table{.name = "account"};
  batch.copy_from->columns = {Column{.name = "id", .type = type::Integer{}, .primary_key = true},
                              Column{.name = "n", .type = type::Integer{}, .index = true}};
  alter(batch);
  EXPECT_EQ(query("SELECT * FROM account"), "1");
}

TEST_F(Batch, KeepsTableOptions) {
  run("CREATE TABLE account (a TEXT, b TEXT, n INT, PRIMARY KEY (a, b)) WITHOUT ROWID, STRICT");
  run("INSERT INTO account VALUES ('a', 'b', 1)");
  auto change = alter_column("n");
  change.nullable = false;
  alter(op::AlterTableBatch("account", {change}));
  const auto sql = query("SELECT sql FROM sqlite_master WHERE name = 'account'");
  EXPECT_NE(sql.find("WITHOUT ROWID"), std::string::npos) << sql;
  EXPECT_NE(sql.find("STRICT"), std::string::npos) << sql;
  EXPECT_EQ(query("SELECT * FROM account"), "a|b|1");
}

TEST_F(Batch, KeepsTheOrdersOfKeys) {
  run("CREATE TABLE account (a TEXT, b TEXT, c INTEGER, d INT, "
      "PRIMARY KEY (a COLLATE NOCASE DESC, b), "
      "CONSTRAINT uq UNIQUE (c DESC, b COLLATE RTRIM) ON CONFLICT IGNORE, UNIQUE (d ASC))");
  run("INSERT INTO account VALUES ('x', 'y', 1, 1)");
  auto renamed = alter_column("b");
  renamed.new_column_name = "n";
  auto typed = alter_column("d");
  typed.type = type::BigInteger{};
  alter(op::AlterTableBatch("account", {renamed, typed}));
  const auto keys = [this](const std::string& origin) {
    return query(
        "SELECT x.name, x.\"desc\", x.coll FROM pragma_index_list('account') AS i, "
        "pragma_index_xinfo(i.name) AS x WHERE x.key AND x.name <> 'd' AND i.origin = '" +
        origin + "'");
  };
  EXPECT_EQ(keys("u"), "c|1|BINARY\nn|0|RTRIM");
  EXPECT_EQ(keys("pk"), "a|1|NOCASE\nn|0|BINARY");
}

TEST_F(Batch, KeepsAKeyThatIsNotTheRowid) {
  run("CREATE TABLE account (id INTEGER CONSTRAINT pk PRIMARY KEY DESC, a TEXT)");
  auto change = alter_column("a");
  change.nullable = false;
  alter(op::AlterTableBatch("account", {change}));
  run("INSERT INTO account VALUES (7, 'x')");
  EXPECT_EQ(query("SELECT rowid, id FROM account"), "1|7");
  // A new key is one as any other.
  op::AddConstraint added{.table = "account"};
  added.constraint = PrimaryKey{.name = "key", .columns = {"id"}};
  alter(op::AlterTableBatch("account",
                            {op::DropConstraint{.name = "pk", .table = "account"}, added}));
  EXPECT_EQ(query("SELECT rowid, id FROM account"), "7|7");
}

TEST(BatchPostgresql, BuildsATableAnewWithItsRowsNamesAndSequence) {
  const auto url = testing::fresh_postgresql_database();
  if (!url) GTEST_SKIP() << "no PostgreSQL server";
  const auto& postgresql = dialect("postgresql");
  const auto connection = postgresql.connect(Url::parse(*url));
  const auto run = [&](const std::string& sql) { return connection->run({.sql = sql}); };
  run("CREATE TABLE account (id serial PRIMARY KEY, name varchar(20) NOT NULL, age integer, "
      "CONSTRAINT uq_name UNIQUE (name), CHECK (age > 0))");
  run("CREATE INDEX ix_age ON account (age DESC) WHERE age > 1");
  run("INSERT INTO account (name, age) VALUES ('a', 1), ('b', 2)");
  op::AlterTableBatch batch("account",
                            {op::AlterColumn{.table = "account",
                                             .column = "age",
                                             .new_column_name = "years",
                                             .type = Type(type::String{.length = 5})},
                             op::DropConstraint{.name = Name("account_age_check"),
                                                .table = "account",
                                                .type = op::ConstraintType::check},
                             op::DropIndex{.name = "ix_age", .table = TableName("account")}});
  batch.recreate = op::Recreate::always;
  rebuild_table({.dialect = &postgresql,
                 .connection = connection.get(),
                 .batch = batch,
                 .invoke =
                     [&](const Operation& operation) {
                       const CompileOptions options{.literal_binds = true, .offline = false};
                       for (const auto& statement :
                            postgresql.compile(operation, options).statements) {
                         connection->run(statement);
                       }
                     },
                 .warn = {}});
  EXPECT_EQ(run("SELECT years FROM account WHERE name = 'b'").scalar(), Value("2"));
  run("INSERT INTO account (name) VALUES ('c')");
  EXPECT_EQ(run("SELECT id FROM account WHERE name = 'c'").scalar(), Value(3));
  EXPECT_THROW(run("INSERT INTO account (name) VALUES ('c')"), DatabaseError);
  EXPECT_FALSE(connection->in_transaction());
}

}  // namespace
}  // namespace retort
