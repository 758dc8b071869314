// SPDX-License-Identifier: MIT
#include "dialect/postgresql/connect_options.h"

#include "base/text.h"

#include <algorithm>
#include <array>

namespace retort::postgresql {
namespace {

/// Options that only other drivers know; they have no bearing on migrations.
constexpr std::array<std::string_view, 9> foreign_options = {
    "async_fallback",
    "command_timeout",
    "executemany_mode",
    "max_cached_statement_lifetime",
    "max_cacheable_statement_size",
    "prepared_statement_cache_size",
    "prepared_statement_name_func",
    "server_settings",
    "statement_cache_size",
};

/// asyncpg's and pg8000's words.
std::string option_name(const std::string& name) {
  if (name == "ssl") return "sslmode";
  if (name == "timeout") return "connect_timeout";
  if (name == "database") return "dbname";
  return name;
}

std::string option_value(const std::string& name, const std::string& value) {
  if (name != "ssl") return value;
  const std::string word = lower_ascii(value);
  if (word == "true" || word == "1") return "require";
  if (word == "false" || word == "0") return "disable";
  return value;
}

void append(std::string& list, std::string_view item) {
  if (!list.empty()) list += ',';
  list += item;
}

/// `host=a:5432&host=b:5433`, or a folder of sockets.
void add_query_hosts(const Url& url, std::vector<std::pair<std::string, std::string>>& options) {
  std::string hosts;
  std::string ports;
  bool any_port = false;
  for (const auto& [key, value] : url.query) {
    if (key != "host") continue;
    for (const std::string& part : split(value, ",")) {
      if (part.empty()) continue;
      const std::size_t colon = part.front() == '/' ? std::string::npos : part.rfind(':');
      const bool address = std::count(part.begin(), part.end(), ':') > 1;
      const bool has_port = colon != std::string::npos && !address;
      const bool first = hosts.empty();
      append(hosts, has_port ? std::string_view(part).substr(0, colon) : std::string_view(part));
      if (!first) ports += ',';  // an entry without a port takes the default one
      if (has_port) ports += part.substr(colon + 1);
      any_port = any_port || has_port;
    }
  }
  if (hosts.empty()) return;
  options.emplace_back("host", hosts);
  if (any_port) options.emplace_back("port", ports);
}

/// What to do about a refusal that libpq tells without a hint of its own.
std::string connect_advice(std::string_view message) {
  const auto tells = [message](std::string_view words) {
    return message.find(words) != std::string_view::npos;
  };
  if (tells("database \"") && tells("does not exist")) {
    return "Create the database (createdb), or correct its name in the URL.";
  }
  if (tells("password authentication failed") || tells("no password supplied")) {
    return "Check user and password. Special characters of a password stand percent-encoded in a "
           "URL "
           "(@ as %40, / as %2F); PGPASSWORD and ~/.pgpass hold it as it is.";
  }
  if (tells("role \"") && tells("does not exist")) {
    return "Create the role (createuser), or correct the user in the URL.";
  }
  if (tells("could not translate host name")) return "Check the host in the URL.";
  if (tells("does not support SSL")) return "Leave out sslmode, or turn on SSL at the server.";
  return {};
}

}  // namespace

std::vector<std::pair<std::string, std::string>> connect_options(const Url& url) {
  std::vector<std::pair<std::string, std::string>> options = {
      {"client_encoding", "UTF8"}, {"fallback_application_name", "retort"}};
  if (url.host) {
    // libpq's own URIs percent-encode a socket folder in the host.
    const std::string start = lower_ascii(std::string_view(*url.host).substr(0, 3));
    options.emplace_back("host", start == "%2f"
                                     ? replace_all(replace_all(*url.host, "%2F", "/"), "%2f", "/")
                                     : *url.host);
  }
  if (url.port) options.emplace_back("port", std::to_string(*url.port));
  if (url.username) options.emplace_back("user", *url.username);
  if (url.password) options.emplace_back("password", *url.password);
  if (url.database && !url.database->empty()) options.emplace_back("dbname", *url.database);
  add_query_hosts(url, options);
  for (const auto& [key, value] : url.query) {
    if (key == "host") continue;
    if (std::find(foreign_options.begin(), foreign_options.end(), key) != foreign_options.end()) {
      continue;
    }
    options.emplace_back(option_name(key), option_value(key, value));
  }
  return options;
}

ConnectFailure connect_failure(const Url& url, std::string_view libpq_text) {
  ConnectFailure failure;
  for (const std::string_view line : split_lines(libpq_text)) {
    const std::string_view text = strip(line);
    if (text.empty()) continue;
    if (line.front() == '\t') {
      if (failure.hint.empty()) failure.hint = std::string(text);
      continue;
    }
    if (!failure.message.empty()) failure.message += "; ";
    failure.message += text;
  }
  if (failure.message.empty()) failure.message = "the server gave no reason";
  if (failure.hint.empty()) failure.hint = connect_advice(failure.message);
  failure.message = "Cannot connect to " + url.masked() + ": " + failure.message;
  return failure;
}

}  // namespace retort::postgresql
