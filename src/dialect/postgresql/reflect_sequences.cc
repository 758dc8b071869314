// SPDX-License-Identifier: MIT
// pg_sequence, as far as columns own them: of SERIAL and identity columns.
#include "base/text.h"
#include "dialect/postgresql/reflect.h"
#include "dialect/postgresql/sql.h"

#include <limits>
#include <utility>

namespace retort::postgresql {
namespace {

constexpr std::string_view nextval_begin = "nextval('";
constexpr std::string_view nextval_end = "'::regclass)";

CatalogQuery query_where(const std::string& condition, OwnedSequences& sequences) {
  return {.sql =
              "SELECT o.refobjid AS table_oid, o.refobjsubid AS number, s.relname AS name, "
              "s.oid::pg_catalog.regclass::text AS called, (SELECT w.attname::text FROM "
              "pg_catalog.pg_attribute w WHERE w.attrelid = o.refobjid AND w.attnum = "
              "o.refobjsubid) AS owner, q.seqstart AS start, q.seqincrement AS increment, "
              "q.seqmin AS minimum, q.seqmax AS maximum, q.seqcache AS cache, q.seqcycle AS "
              "cycle, q.seqtypid AS type_oid FROM pg_catalog.pg_depend o JOIN "
              "pg_catalog.pg_sequence q ON q.seqrelid = o.objid JOIN pg_catalog.pg_class s ON "
              "s.oid = o.objid WHERE o.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND "
              "o.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND o.refobjsubid > 0 "
              "AND o.deptype IN ('a', 'i') AND " +
              condition + " ORDER BY o.refobjid, o.refobjsubid, o.deptype DESC",
          .take = [&](const Row& row) {
            OwnedSequence found{.name = text_of(row, "name"),
                                .owner = text_of(row, "owner"),
                                .options = {.start = number_of(row, "start"),
                                            .increment = number_of(row, "increment"),
                                            .minvalue = number_of(row, "minimum"),
                                            .maxvalue = number_of(row, "maximum"),
                                            .cycle = flag_of(row, "cycle"),
                                            .cache = number_of(row, "cache")},
                                .type_oid = number_of(row, "type_oid")};
            const auto at =
                sequences.by_name.insert_or_assign(text_of(row, "called"), std::move(found)).first;
            sequences.of_columns.try_emplace(
                {number_of(row, "table_oid"), number_of(row, "number")}, &at->second);
          }};
}

std::int64_t highest_of(std::int64_t type_oid) {
  constexpr std::int64_t smallint_oid = 21;
  constexpr std::int64_t bigint_oid = 20;
  if (type_oid == smallint_oid) return std::numeric_limits<std::int16_t>::max();
  if (type_oid == bigint_oid) return std::numeric_limits<std::int64_t>::max();
  return std::numeric_limits<std::int32_t>::max();
}

// SERIAL is a default on an owned sequence; of the only key column it is what "autoincrement"
// means, and is written so that a new table gets a sequence of its own.
void settle_serial_columns(Table& table) {
  std::size_t keys = 0;
  for (const auto& column : table.columns) keys += column.primary_key ? 1 : 0;
  for (auto& column : table.columns) {
    if (column.autoincrement != Autoincrement::always) continue;
    column.autoincrement = Autoincrement::automatic;
    if (keys == 1 && column.primary_key) column.server_default.reset();
  }
}

// SQLAlchemy calls a column SERIAL when one of its name owns what it counts with.
void settle_counting_columns(const OwnedSequences& sequences, Table& table) {
  for (auto& column : table.columns) {
    if (!column.sequence) continue;
    const auto found = sequences.by_name.find(column.sequence->name);
    if (found != sequences.by_name.end() && found->second.owner == column.name) {
      column.sequence->name = found->second.name;
    } else {
      column.sequence.reset();
    }
  }
}

}  // namespace

CatalogQuery sequences_query(const TablesByOid& tables, OwnedSequences& sequences) {
  return query_where("o.refobjid = ANY (" + oids_of(tables) + ")", sequences);
}

std::optional<CatalogQuery> other_sequences_query(const TablesByOid& tables,
                                                  OwnedSequences& sequences) {
  std::string list;
  for (const auto& [oid, read] : tables) {
    for (const auto& column : read.table.columns) {
      if (!column.sequence || sequences.by_name.count(column.sequence->name) != 0) continue;
      list += (list.empty() ? "" : ", ") + PostgresqlSql().string_literal(column.sequence->name) +
              "::pg_catalog.regclass::pg_catalog.oid";
    }
  }
  if (list.empty()) return std::nullopt;
  return query_where("o.objid IN (" + list + ")", sequences);
}

void settle_sequences(const CatalogScope& scope, const OwnedSequences& sequences,
                      TablesByOid& tables) {
  for (auto& [oid, read] : tables) {
    settle_counting_columns(sequences, read.table);
    if (!scope.verbatim) settle_serial_columns(read.table);
  }
}

SequenceOptions unusual_options(const OwnedSequence& sequence) {
  const SequenceOptions& all = sequence.options;
  SequenceOptions options;
  const auto set = [](std::optional<std::int64_t>& option, std::optional<std::int64_t> value,
                      std::int64_t usual) {
    if (value != usual) option = value;
  };
  set(options.increment, all.increment, 1);
  if (all.increment > 0) {
    set(options.minvalue, all.minvalue, 1);
    set(options.maxvalue, all.maxvalue, highest_of(sequence.type_oid));
    set(options.start, all.start, all.minvalue.value_or(1));
  } else {
    options.minvalue = all.minvalue;
    set(options.maxvalue, all.maxvalue, -1);
    set(options.start, all.start, all.maxvalue.value_or(-1));
  }
  set(options.cache, all.cache, 1);
  if (all.cycle == true) options.cycle = true;
  return options;
}

std::optional<std::string> counting_sequence(const std::string& value) {
  if (!value.starts_with(nextval_begin)) return std::nullopt;
  const auto end = value.find(nextval_end);
  if (end == std::string::npos) return std::nullopt;
  const auto name = value.substr(nextval_begin.size(), end - nextval_begin.size());
  return replace_all(name, "''", "'");
}

}  // namespace retort::postgresql
