// SPDX-License-Identifier: MIT
// Stands in for driver.cc in a build without libpq.
#include "retort/error.h"

#include "dialect/postgresql/driver.h"

namespace retort::postgresql {

std::unique_ptr<Connection> connect(const Url& /*url*/) {
  throw UnsupportedError("This build cannot connect to PostgreSQL: it was made without libpq",
                         ErrorCode::unsupported,
                         "Configure with -DRETORT_POSTGRESQL=ON, or write SQL with --sql.");
}

void load_client() noexcept {}

}  // namespace retort::postgresql
