// SPDX-License-Identifier: MIT
#include "op/known_tables.h"

#include "op/evolve.h"
#include "schema/lookup.h"

#include <utility>
#include <variant>

namespace retort {

KnownTables::KnownTables(std::vector<Table> tables, std::string dialect)
    : schema_{.tables = std::move(tables)}, dialect_(std::move(dialect)) {}

Operation KnownTables::complete(Operation operation) const {
  auto* batch = std::get_if<op::AlterTableBatch>(&operation);
  if (batch == nullptr || batch->copy_from) return operation;
  if (const Table* table = find_table(schema_.tables, batch->table)) {
    batch->copy_from = *table;
    batch->reflected = true;
  }
  return operation;
}

void KnownTables::follow(const Operation& operation) {
  evolve(schema_, operation, {.dialect = dialect_});
}

void KnownTables::forget() { schema_ = {}; }

}  // namespace retort
