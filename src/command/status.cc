// SPDX-License-Identifier: MIT
#include "command/status.h"

#include "retort/error.h"
#include "retort/target.h"
#include "retort/url.h"

#include "command/database.h"
#include "command/project.h"
#include "command/side_connection.h"

#include <algorithm>
#include <memory>
#include <utility>

namespace retort::command {
namespace {

/// What the check of an env file in Python begins its findings with.
constexpr std::string_view check_found = "New upgrade operations detected: ";

/// Where the URL of a run came from, as far as that is known.
std::string source_of(const Session& session, const Target& target, const std::string& url) {
  if (session.environment.connection != nullptr) return "a connection of the program's";
  if (session.environment.url) {
    return masked_url(*session.environment.url) == url ? "the program" : std::string();
  }
  if (target.url && masked_url(*target.url) == url) return target.url_source;
  return "the env file";
}

/// The items of a list as Python writes it; the text itself where it is none.
std::vector<std::string> list_items(std::string_view text) {
  if (!text.starts_with('[') || !text.ends_with(']')) return {std::string(text)};
  text = text.substr(1, text.size() - 2);
  std::vector<std::string> items(1);
  int depth = 0;
  char quote = '\0';
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quote != '\0') {
      if (c == '\\' && i + 1 < text.size()) {
        items.back() += c;
        items.back() += text[++i];
        continue;
      }
      if (c == quote) quote = '\0';
    } else if (c == '\'' || c == '"') {
      quote = c;
    } else if (c == '(' || c == '[' || c == '{') {
      ++depth;
    } else if (c == ')' || c == ']' || c == '}') {
      --depth;
    } else if (depth == 0 && text.substr(i, 2) == ", ") {
      items.emplace_back();
      ++i;
      continue;
    }
    items.back() += c;
  }
  return items;
}

/// Who migrates the databases that an env file has visited, where it is known how to reach them.
void look_beside(const Session& session, const Target& target,
                 std::vector<DatabaseStatus>& databases) {
  for (DatabaseStatus& database : databases) {
    if (!target.url || masked_url(*target.url) != database.url) continue;
    const std::unique_ptr<Connection> connection =
        connect_beside(Url::parse(*target.url), session.config.host());
    database.lock_holder = find_lock_holder(*connection);
  }
}

JsonValue to_json(const std::vector<RevisionNote>& revisions) {
  JsonValue list = JsonValue::array();
  for (const RevisionNote& note : revisions) {
    list.push(JsonValue::object({{"revision", note.revision}, {"message", note.message}}));
  }
  return list;
}

JsonValue to_json(const std::optional<LockHolder>& holder) {
  if (!holder) return {};
  return JsonValue::object({{"pid", holder->pid},
                            {"host", holder->host},
                            {"application", holder->application},
                            {"since", holder->since},
                            {"runs", holder->runs}});
}

JsonValue to_json(const DatabaseStatus& database) {
  JsonValue json = JsonValue::object({{"url", database.url},
                                      {"url_source", database.url_source},
                                      {"verdict", verdict_name(database.verdict)},
                                      {"rows", database.rows},
                                      {"current", to_json(database.current)},
                                      {"pending", to_json(database.pending)},
                                      {"unknown_rows", database.unknown_rows},
                                      {"lock_holder", to_json(database.lock_holder)}});
  if (!database.problem.empty()) json.set("problem", database.problem);
  return json;
}

}  // namespace

std::string_view verdict_name(StatusVerdict verdict) {
  switch (verdict) {
    case StatusVerdict::up_to_date:
      return "up_to_date";
    case StatusVerdict::drifted:
      return "drifted";
    case StatusVerdict::pending:
      return "pending";
    case StatusVerdict::unknown_rows:
      return "unknown_rows";
    case StatusVerdict::unreachable:
      break;
  }
  return "unreachable";
}

std::vector<RevisionNote> notes(const std::vector<const Revision*>& revisions) {
  std::vector<RevisionNote> result;
  result.reserve(revisions.size());
  for (const Revision* revision : revisions) {
    result.push_back({.revision = revision->revision, .message = std::string(revision->doc())});
  }
  return result;
}

void judge_rows(DatabaseStatus& database, const RevisionMap& map,
                const std::vector<std::string>& rows) {
  database.rows = rows;
  for (const std::string& row : rows) {
    // A label is found as well, but is no row.
    const Revision* found = map.find(row);
    if (found == nullptr || found->revision != row) database.unknown_rows.push_back(row);
  }
  if (!database.unknown_rows.empty()) {
    database.verdict = StatusVerdict::unknown_rows;
    return;
  }
  database.current = notes(current_revisions(map, rows));
  for (const Step& step : plan_upgrade(map, rows, "heads").steps) {
    database.pending.push_back({.revision = step.revision, .message = step.doc});
  }
  database.verdict = database.pending.empty() ? StatusVerdict::up_to_date : StatusVerdict::pending;
}

StatusResult status(const Session& session, const StatusOptions& options) {
  Project project(session);
  const RevisionMap& map = project.map();
  const Target& target = session.config.target();
  StatusResult result = {.environment = target.environment,
                         .environment_source = target.environment_source,
                         .is_protected = target.is_protected,
                         .writing_allowed = target.writing_allowed,
                         .heads = notes(resolve_revisions(map, map.heads()))};
  DatabaseStatus database;
  const auto take_url = [&](const std::string& url) {
    database.url = url;
    database.url_source = source_of(session, target, url);
  };
  const auto take_rows = [&](const std::vector<std::string>& rows) {
    judge_rows(database, map, rows);
    result.databases.push_back(std::exchange(database, {}));
    return Plan();
  };
  // Not where an env file drives the run: then the connection is that file's.
  const auto look_for_holder = [&](Connection& connection, const EnvironmentOptions& environment) {
    result.databases.back().lock_holder =
        find_lock_holder(connection, environment.version_table, environment.version_table_schema);
  };
  try {
    visit_database(project, {.command = "status",
                             .plan = take_rows,
                             .create_version_table = false,
                             .only_looks = true,
                             .inspect = look_for_holder,
                             .on_database = take_url});
    if (project.has_driver()) look_beside(session, target, result.databases);
  } catch (const DatabaseError& error) {
    if (!error.details().connection) throw;
    database.problem = error.what();
    database.verdict = StatusVerdict::unreachable;
    result.databases.push_back(std::move(database));
  }
  for (const DatabaseStatus& found : result.databases) {
    result.verdict = std::max(result.verdict, found.verdict);
  }
  if (options.compare_models && result.verdict == StatusVerdict::up_to_date) {
    result.drift = find_drift(session);
    if (!result.drift->empty()) result.verdict = StatusVerdict::drifted;
  }
  return result;
}

std::vector<std::string> find_drift(const Session& session) {
  try {
    return check(session).differences;
  } catch (const Error& error) {
    const std::string_view text = error.what();
    if (!text.starts_with(check_found)) throw;
    return list_items(text.substr(check_found.size()));
  }
}

JsonValue to_json(const StatusResult& status) {
  JsonValue environment;
  if (status.environment) {
    environment = JsonValue::object({{"name", *status.environment},
                                     {"source", status.environment_source},
                                     {"protected", status.is_protected},
                                     {"writing_allowed", status.writing_allowed}});
  }
  JsonValue databases = JsonValue::array();
  for (const DatabaseStatus& database : status.databases) databases.push(to_json(database));
  return JsonValue::object({{"verdict", verdict_name(status.verdict)},
                            {"up_to_date", status.verdict == StatusVerdict::up_to_date},
                            {"environment", std::move(environment)},
                            {"heads", to_json(status.heads)},
                            {"databases", std::move(databases)},
                            {"drift", status.drift}});
}

}  // namespace retort::command
