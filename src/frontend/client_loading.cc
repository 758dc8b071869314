// SPDX-License-Identifier: MIT
#include "frontend/client_loading.h"

#include "retort/config.h"
#include "retort/dialect.h"
#include "retort/environment.h"
#include "retort/error.h"
#include "retort/url.h"

#include <system_error>

namespace retort {
namespace {

// Null where there is nothing that could be loaded; what is wrong with the settings is for the run
// to say.
const Dialect* configured_dialect(const Config& config) {
  try {
    const auto url = config.option("sqlalchemy.url");
    return url ? &dialect(Url::parse(*url).dialect) : nullptr;
  } catch (const Error&) {
    return nullptr;
  }
}

}  // namespace

ClientLoading::ClientLoading(const EnvironmentRequest& request) {
  if (request.environment->offline) return;
  const Dialect* dialect = configured_dialect(*request.config);
  const auto load = dialect == nullptr ? nullptr : dialect->client_loader();
  if (!load) return;
  try {
    thread_ = std::thread(load);
  } catch (const std::system_error&) {
    return;  // loaded later, when connecting
  }
}

void ClientLoading::finish() {
  if (thread_.joinable()) thread_.join();
}

}  // namespace retort
