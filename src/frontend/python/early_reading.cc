// SPDX-License-Identifier: MIT
#include "frontend/python/early_reading.h"

#include "autogenerate/compare_with.h"
#include "frontend/python/logging.h"
#include "frontend/python/python.h"

#include <system_error>
#include <utility>

namespace retort::python {

EarlyReading::EarlyReading(Connection& connection) {
  try {
    thread_ = std::thread([this, &connection] { read(connection); });
  } catch (const std::system_error&) {
    read(connection);
  }
}

void EarlyReading::finish() {
  if (!thread_.joinable()) return;
  const py::gil_scoped_release others_may_run;
  thread_.join();
}

std::vector<Table> EarlyReading::take() {
  finish();
  if (failure_) std::rethrow_exception(std::exchange(failure_, nullptr));
  return std::move(tables_);
}

void EarlyReading::read(Connection& connection) noexcept {
  const UnheardThread unheard;
  try {
    tables_ = read_compared_tables(connection, std::nullopt, {});
  } catch (...) {
    failure_ = std::current_exception();
  }
}

}  // namespace retort::python
