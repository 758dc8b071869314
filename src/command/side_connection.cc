// SPDX-License-Identifier: MIT
#include "command/side_connection.h"

#include "retort/dialect.h"
#include "retort/error.h"

#include "base/files.h"

#include <algorithm>

namespace retort::command {

std::string masked_url(const std::string& url) {
  try {
    return Url::parse(url).masked();
  } catch (const Error&) {
    return {};
  }
}

std::string database_file(const Url& url, const Host& host) {
  if (url.dialect != "sqlite" || !url.database || url.database->empty() ||
      *url.database == ":memory:") {
    return {};
  }
  const bool is_uri = std::any_of(url.query.begin(), url.query.end(),
                                  [](const auto& member) { return member.first == "uri"; });
  if (is_uri) return {};
  const bool relative = !is_absolute_path(*url.database) && !host.working_directory.empty();
  return relative ? absolute_path(*url.database, host.working_directory) : *url.database;
}

std::unique_ptr<Connection> connect_beside(Url url, const Host& host) {
  const std::string file = database_file(url, host);
  if (!file.empty()) url.database = file;
  return dialect(url.dialect).connect(url);
}

}  // namespace retort::command
