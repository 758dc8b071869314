// SPDX-License-Identifier: MIT
// Native types are looked up by their SQL names, which mean one family on all dialects.
#include "schema/affinity.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>
#include <variant>

namespace retort {

namespace {

using Entry = std::pair<std::string_view, Affinity>;

constexpr std::array native_families = {
    Entry{"BFILE", Affinity::binary},
    Entry{"BIGINT", Affinity::integer},
    Entry{"BINARY", Affinity::binary},
    Entry{"BINARY_DOUBLE", Affinity::numeric},
    Entry{"BINARY_FLOAT", Affinity::numeric},
    Entry{"BLOB", Affinity::binary},
    Entry{"BOOL", Affinity::boolean},
    Entry{"BOOLEAN", Affinity::boolean},
    Entry{"BYTEA", Affinity::binary},
    Entry{"CHAR", Affinity::string},
    Entry{"CITEXT", Affinity::string},
    Entry{"CLOB", Affinity::string},
    Entry{"DATE", Affinity::date},
    Entry{"DATETIME", Affinity::datetime},
    Entry{"DATETIME2", Affinity::datetime},
    Entry{"DATETIMEOFFSET", Affinity::datetime},
    Entry{"DECIMAL", Affinity::numeric},
    Entry{"DOUBLE", Affinity::numeric},
    Entry{"DOUBLE PRECISION", Affinity::numeric},
    Entry{"DOUBLE_PRECISION", Affinity::numeric},
    Entry{"ENUM", Affinity::string},
    Entry{"FLOAT", Affinity::numeric},
    Entry{"IMAGE", Affinity::binary},
    Entry{"INT", Affinity::integer},
    Entry{"INTEGER", Affinity::integer},
    Entry{"INTERVAL", Affinity::interval},
    Entry{"JSON", Affinity::json},
    Entry{"JSONB", Affinity::json},
    Entry{"LONG", Affinity::string},
    Entry{"LONGBLOB", Affinity::binary},
    Entry{"LONGTEXT", Affinity::string},
    Entry{"MEDIUMBLOB", Affinity::binary},
    Entry{"MEDIUMINT", Affinity::integer},
    Entry{"MEDIUMTEXT", Affinity::string},
    Entry{"NCHAR", Affinity::string},
    Entry{"NCLOB", Affinity::string},
    Entry{"NTEXT", Affinity::string},
    Entry{"NUMBER", Affinity::numeric},
    Entry{"NUMERIC", Affinity::numeric},
    Entry{"NVARCHAR", Affinity::string},
    Entry{"NVARCHAR2", Affinity::string},
    Entry{"RAW", Affinity::binary},
    Entry{"REAL", Affinity::numeric},
    Entry{"ROWVERSION", Affinity::binary},
    Entry{"SET", Affinity::string},
    Entry{"SMALLDATETIME", Affinity::datetime},
    Entry{"SMALLINT", Affinity::integer},
    Entry{"TEXT", Affinity::string},
    Entry{"TIME", Affinity::time},
    Entry{"TIMESTAMP", Affinity::datetime},
    Entry{"TINYBLOB", Affinity::binary},
    Entry{"TINYINT", Affinity::integer},
    Entry{"TINYTEXT", Affinity::string},
    Entry{"UNIQUEIDENTIFIER", Affinity::uuid},
    Entry{"UUID", Affinity::uuid},
    Entry{"VARBINARY", Affinity::binary},
    Entry{"VARCHAR", Affinity::string},
    Entry{"VARCHAR2", Affinity::string},
    Entry{"XML", Affinity::string},
};

struct Family {
  Affinity operator()(const type::Null&) const { return Affinity::unknown; }
  Affinity operator()(const type::Integer&) const { return Affinity::integer; }
  Affinity operator()(const type::SmallInteger&) const { return Affinity::integer; }
  Affinity operator()(const type::BigInteger&) const { return Affinity::integer; }
  Affinity operator()(const type::Numeric&) const { return Affinity::numeric; }
  Affinity operator()(const type::Float&) const { return Affinity::numeric; }
  Affinity operator()(const type::Double&) const { return Affinity::numeric; }
  Affinity operator()(const type::String&) const { return Affinity::string; }
  Affinity operator()(const type::Text&) const { return Affinity::string; }
  Affinity operator()(const type::Unicode&) const { return Affinity::string; }
  Affinity operator()(const type::UnicodeText&) const { return Affinity::string; }
  Affinity operator()(const type::LargeBinary&) const { return Affinity::binary; }
  Affinity operator()(const type::Boolean&) const { return Affinity::boolean; }
  Affinity operator()(const type::Date&) const { return Affinity::date; }
  Affinity operator()(const type::Time&) const { return Affinity::time; }
  Affinity operator()(const type::DateTime&) const { return Affinity::datetime; }
  Affinity operator()(const type::Interval&) const { return Affinity::interval; }
  Affinity operator()(const type::Uuid&) const { return Affinity::uuid; }
  Affinity operator()(const type::Json&) const { return Affinity::json; }
  Affinity operator()(const type::Pickle&) const { return Affinity::binary; }
  Affinity operator()(const type::Enum&) const { return Affinity::string; }
  Affinity operator()(const type::Array&) const { return Affinity::array; }
  Affinity operator()(const type::Native& native) const {
    const auto* at = std::find_if(native_families.begin(), native_families.end(),
                                  [&](const Entry& entry) { return entry.first == native.name; });
    return at == native_families.end() ? Affinity::other : at->second;
  }
  Affinity operator()(const type::Domain&) const { return Affinity::other; }
  Affinity operator()(const type::Verbatim&) const { return Affinity::other; }
};

}  // namespace

Affinity affinity_of(const Type& type) { return std::visit(Family{}, type.kind); }

IntegerWidth integer_width(const Type& type) {
  const auto* native = std::get_if<type::Native>(&type.kind);
  if (std::holds_alternative<type::BigInteger>(type.kind) || (native && native->name == "BIGINT")) {
    return IntegerWidth::big;
  }
  if (std::holds_alternative<type::SmallInteger>(type.kind) ||
      (native && native->name == "SMALLINT")) {
    return IntegerWidth::small;
  }
  return IntegerWidth::normal;
}

}  // namespace retort
