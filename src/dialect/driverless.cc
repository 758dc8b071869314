// SPDX-License-Identifier: MIT
#include "dialect/driverless.h"

#include "retort/error.h"

#include <utility>

namespace retort {

DriverlessDialect::DriverlessDialect(DialectInfo info, std::string product)
    : info_(std::move(info)), product_(std::move(product)) {}

void DriverlessDialect::refuse() const {
  throw UnsupportedError("Retort writes SQL for " + product_ + " but has no driver for it",
                         ErrorCode::unsupported, "Write the SQL with --sql and run it yourself");
}

std::unique_ptr<Connection> DriverlessDialect::connect(const Url& /*url*/) const { refuse(); }

bool DriverlessDialect::has_table(Connection& /*connection*/, const TableName& /*table*/) const {
  refuse();
}

Table DriverlessDialect::reflect_table(Connection& /*connection*/, const TableName& /*table*/,
                                       const ReflectOptions& /*options*/) const {
  refuse();
}

}  // namespace retort
