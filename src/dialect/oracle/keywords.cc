// SPDX-License-Identifier: MIT
// The words that Oracle Database reserves.
#include "dialect/oracle/sql.h"

#include <array>

namespace retort::oracle {
namespace {

// clang-format off
constexpr std::array<std::string_view, 85> words{
    "all", "alter", "and", "any", "as", "asc", "between", "by", "char", "check", "cluster",
    "comment", "compress", "connect", "create", "current", "date", "decimal", "default", "delete",
    "desc", "distinct", "drop", "else", "exclusive", "exists", "float", "for", "from", "grant",
    "group", "having", "identified", "in", "index", "insert", "integer", "intersect", "into", "is",
    "level", "like", "lock", "long", "minus", "mode", "nocompress", "not", "nowait", "null",
    "number", "of", "on", "option", "or", "order", "pctfree", "prior", "public", "raw", "rename",
    "resource", "revoke", "select", "set", "share", "size", "smallint", "start", "synonym", "table",
    "then", "to", "trigger", "uid", "union", "unique", "update", "user", "values", "varchar",
    "varchar2", "view", "where", "with"};
// clang-format on

}  // namespace

std::span<const std::string_view> reserved_words() { return words; }

}  // namespace retort::oracle
