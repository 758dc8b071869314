// SPDX-License-Identifier: MIT
// The parsers of stored SQLite DDL: any text is read or refused, and what is read can be used.
#include "dialect/sqlite/ddl_parser.h"
#include "dialect/sqlite/reflect.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view sql(reinterpret_cast<const char*>(data), size);
  const auto parsed = retort::sqlite::parse_create_table(sql);
  retort::Table table;
  if (parsed) table = retort::sqlite::make_table("t", *parsed);
  if (const auto index = retort::sqlite::parse_create_index(sql)) {
    retort::sqlite::make_index(table, *index);
  }
  retort::sqlite::speaks_of_column({.name = "t", .table = "t", .sql = std::string(sql)}, "a");
  return 0;
}
