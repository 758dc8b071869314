// SPDX-License-Identifier: MIT
// Stands in for driver.cc in a build without SQLite.
#include "retort/error.h"

#include "dialect/sqlite/driver.h"

namespace retort::sqlite {

std::unique_ptr<Connection> connect(const Url& /*url*/) {
  throw UnsupportedError("This build cannot open SQLite files: it was made without sqlite3",
                         ErrorCode::unsupported,
                         "Configure with -DRETORT_SQLITE=ON, or write SQL with --sql.");
}

}  // namespace retort::sqlite
