// SPDX-License-Identifier: MIT
// Every kind of value goes into a live table and comes back.
#include "conformance/live_project.h"

namespace retort::testing {
namespace {

class Values : public LiveDatabase {
 protected:
  Value there_and_back(const std::string& type, const Value& value) {
    std::unique_ptr<Connection> connection = connect();
    connection->run({.sql = "CREATE TABLE v (x " + type + ")"});
    connection->run(
        {.sql = is_postgresql() ? "INSERT INTO v VALUES ($1)" : "INSERT INTO v VALUES (?)",
         .parameters = {value}});
    const Value back = connection->run({.sql = "SELECT x FROM v"}).scalar();
    connection->run({.sql = "DROP TABLE v"});
    return back;
  }
  const DateTime moment{.date = {.year = 2026, .month = 2, .day = 28},
                        .time = {.hour = 23, .minute = 59, .second = 58, .microsecond = 7}};
};
RETORT_ON_EVERY_DATABASE(Values);

TEST_P(Values, OfTheKindsThatEveryDatabaseKeeps) {
  const std::string bytes = is_postgresql() ? "BYTEA" : "BLOB";
  for (const Value& value : {Value("it's :x %s \\ \n\t ü 🦆"), Value(""), Value()}) {
    EXPECT_EQ(there_and_back("TEXT", value), value);
  }
  for (const Value& value : {Value(0), Value(-7), Value(std::int64_t{9223372036854775807})}) {
    EXPECT_EQ(there_and_back("BIGINT", value), value);
  }
  for (const Value& value : {Value(0.1), Value(-1e300), Value(5e-324)}) {
    EXPECT_EQ(there_and_back("DOUBLE PRECISION", value), value);
  }
  for (const Value& value : {Value(Bytes{std::string("\0\x01\xff'\\", 5)}), Value(Bytes{})}) {
    EXPECT_EQ(there_and_back(bytes, value), value);
  }
}

TEST_P(Values, OfTheTypesOfPostgresql) {
  if (!is_postgresql()) GTEST_SKIP() << "PostgreSQL only";
  DateTime aware = moment;
  aware.time.utc_offset = 0;
  const std::vector<std::pair<std::string, Value>> values = {
      {"BOOLEAN", true},
      {"BOOLEAN", false},
      {"INTEGER", 5},
      {"SMALLINT", 5},
      {"REAL", 0.5},
      {"NUMERIC(30, 10)", Decimal{"12345678901234567890.0123456789"}},
      {"NUMERIC", Decimal{"NaN"}},
      {"DATE", moment.date},
      {"TIME", moment.time},
      {"TIMETZ", Time{.hour = 1, .minute = 2, .second = 3, .utc_offset = -12600}},
      {"TIMESTAMP", moment},
      {"INTERVAL", Interval{.days = -3, .seconds = 86399, .microseconds = 999999}},
      {"UUID", Uuid{"0123456789abcdef0123456789abcdef"}},
      {"JSON", Json{R"({"a": [1, null, "x"]})"}},
      {"JSONB", Json{R"({"a": [1, null, "x"]})"}},
      {"INTEGER[]", List{{1, Null(), 3}}},
      {"TEXT[]", List{{"a,b", "\"q\\", "NULL", ""}}},
      {"DATE[]", List{{moment.date}}},
      {"BYTEA[]", List{{Bytes{"\\x"}}}},
      {"INTEGER[][]", List{{List{{1, 2}}, List{{3, 4}}}}},
  };
  for (const auto& [type, value] : values) {
    EXPECT_EQ(there_and_back(type, value), value) << type;
  }
  std::unique_ptr<Connection> connection = connect();
  connection->run({.sql = "SET TIME ZONE 'UTC'"});
  EXPECT_EQ(connection->run({.sql = "SELECT $1::timestamptz", .parameters = {aware}}).scalar(),
            Value(aware));
}

TEST_P(Values, InTheFormsThatSqliteKeeps) {
  if (is_postgresql()) GTEST_SKIP() << "SQLite only";
  const std::vector<std::tuple<std::string, Value, Value>> values = {
      {"BOOLEAN", true, 1},
      {"NUMERIC(10, 2)", Decimal{"12.50"}, 12.5},
      {"TEXT", Decimal{"12.50"}, "12.50"},
      {"DATE", moment.date, "2026-02-28"},
      {"TIME", moment.time, "23:59:58.000007"},
      {"DATETIME", moment, "2026-02-28 23:59:58.000007"},
      {"DATETIME", Interval{.days = 1, .seconds = 5}, "1970-01-02 00:00:05.000000"},
      {"CHAR(32)", Uuid{"0123456789abcdef0123456789abcdef"}, "0123456789abcdef0123456789abcdef"},
      {"JSON", Json{R"({"a": 1})"}, R"({"a": 1})"},
  };
  for (const auto& [type, value, stored] : values) {
    EXPECT_EQ(there_and_back(type, value), stored) << type;
  }
}

TEST_P(Values, ThatNoDatabaseCanInfer) {
  if (!is_postgresql()) GTEST_SKIP() << "PostgreSQL only";
  std::unique_ptr<Connection> connection = connect();
  EXPECT_EQ(connection->run({.sql = "SELECT $1", .parameters = {"x"}}).scalar(), Value("x"));
  EXPECT_EQ(connection->run({.sql = "SELECT 5 = ANY($1)", .parameters = {List{{4, 5}}}}).scalar(),
            Value(true));
  EXPECT_EQ(connection->run({.sql = "SELECT abs($1)", .parameters = {-4}}).scalar(), Value(4));
  EXPECT_TRUE(
      connection->run({.sql = "SELECT $1::int", .parameters = {Null()}}).scalar().is_null());
}

}  // namespace
}  // namespace retort::testing
