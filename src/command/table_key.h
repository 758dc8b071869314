// SPDX-License-Identifier: MIT
// Names of tables as SqlCursor::name() tells them.
#pragma once

#include "retort/schema.h"

#include <string>

namespace retort::command {

/// With its schema, but for PostgreSQL's usual one.
inline std::string table_key(const TableName& name) {
  return name.schema && *name.schema != "public" ? *name.schema + "." + name.name : name.name;
}

}  // namespace retort::command
