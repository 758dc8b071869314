// SPDX-License-Identifier: MIT
#include "runtime/run_connection.h"

#include "retort/config.h"
#include "retort/dialect.h"
#include "retort/reporter.h"

#include "base/files.h"
#include "runtime/logged_connection.h"

namespace retort {
namespace {

/// SQLite's own library takes a relative file from the folder of the process; so does an embedding
/// program that names no working directory.
Url absolute_file(Url url, const Config& config) {
  if (url.dialect != "sqlite" || !url.database || url.database->empty() ||
      *url.database == ":memory:" || is_absolute_path(*url.database)) {
    return url;
  }
  for (const auto& [name, value] : url.query) {
    if (name == "uri") return url;
  }
  const std::string& folder = config.host().working_directory;
  if (folder.empty()) return url;
  url.database = absolute_path(*url.database, folder);
  return url;
}

/// A file that SQLite would make, though nobody has anything to put into it.
bool is_missing_file(const Url& url) {
  if (url.dialect != "sqlite" || !url.database || url.database->empty()) return false;
  for (const auto& [name, value] : url.query) {
    if (name == "uri") return false;
  }
  // A folder that is missing is SQLite's to refuse.
  return *url.database != ":memory:" && !path_exists(*url.database) &&
         is_directory(parent_path(*url.database));
}

}  // namespace

RunConnection::RunConnection(const RunRequest& request, const EnvironmentOptions& environment)
    : bare_(environment.connection) {
  if (bare_ == nullptr) {
    const Config& config = *request.config;
    const Url found = find_url(environment, config);
    url_ = found.masked();
    if (request.on_database) request.on_database(url_);
    Url reached = absolute_file(found, config);
    if (request.only_looks && is_missing_file(reached)) reached.database.reset();
    own_ = dialect(found.dialect).connect(reached);
    bare_ = own_.get();
    bare_->set_notice_handler([reporter = request.reporter](std::string_view notice) {
      if (reporter != nullptr) reporter->log(LogLevel::debug, "retort.database", notice);
    });
  } else {
    url_ = bare_->display_url();
  }
  Connection* connection = bare_;
  if (request.reporter != nullptr) {
    logged_ = std::make_unique<LoggedConnection>(*connection, *request.reporter);
    connection = logged_.get();
  }
  if (environment.on_connect) environment.on_connect(*connection);
  deferred_ = std::make_unique<DeferredBegin>(*connection);
}

}  // namespace retort
