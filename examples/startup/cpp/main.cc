// SPDX-License-Identifier: MIT
// A service that brings its database up to date when it starts, and says at /health whether it is
// ready. Its migrations are part of the program.
#include "notes_migrations.h"

#include <httplib.h>
#include <retort/retort.h>

#include <exception>
#include <iostream>
#include <stdexcept>
#include <string>

namespace {

/// The service's log.
class Log : public retort::Reporter {
 public:
  void log(retort::LogLevel level, std::string_view logger, std::string_view message) override {
    const bool is_sql = logger == "sqlalchemy.engine.Engine";
    if (level == retort::LogLevel::debug || is_sql) return;
    std::cerr << logger << ": " << message << "\n";
  }
  void warn(std::string_view message) override { std::cerr << "WARNING: " << message << "\n"; }
  void waiting_for_lock(const retort::LockHolder* holder,
                        std::chrono::milliseconds /*waited*/) override {
    std::cerr << "waiting for " << (holder != nullptr ? describe(*holder) : "another process")
              << "\n";
  }
};

std::string outcome(const retort::StartupResult& result) {
  switch (result.outcome) {
    case retort::StartupOutcome::upgraded:
      return "migrated, steps: " + std::to_string(result.steps.size());
    case retort::StartupOutcome::created_tables:
      return "tables created without migrations";
    case retort::StartupOutcome::newer:
      return "the database is newer than this program";
    case retort::StartupOutcome::up_to_date:
      break;
  }
  return "nothing to migrate";
}

/// All notes as JSON.
std::string notes(const std::string& url) {
  const retort::Url parsed = retort::Url::parse(url);
  const auto connection = retort::dialect(parsed.dialect).connect(parsed);
  auto list = retort::JsonValue::array();
  for (const retort::Row& row : connection->execute("SELECT id, text FROM note ORDER BY id")) {
    list.push(retort::JsonValue::object(
        {{"id", std::get<std::int64_t>(row["id"])}, {"text", std::get<std::string>(row["text"])}}));
  }
  return to_text(list);
}

int serve(const retort::Session& session) {
  const retort::ReadinessProbe probe(session);
  const std::string url = session.config.target().url.value_or("");
  httplib::Server server;
  server.set_tcp_nodelay(true);
  server.Get("/health", [&probe](const httplib::Request&, httplib::Response& response) {
    const retort::Readiness readiness = probe.ask();
    response.status = readiness.ready ? 200 : 503;
    response.set_content(to_text(to_json(readiness)), "application/json");
  });
  server.Get("/notes", [&url](const httplib::Request&, httplib::Response& response) {
    response.set_content(notes(url), "application/json");
  });
  const std::string* given = session.config.host().find_variable("PORT");
  int port = given != nullptr ? std::stoi(*given) : 8080;
  if (port == 0) {
    port = server.bind_to_any_port("127.0.0.1");
  } else if (!server.bind_to_port("127.0.0.1", port)) {
    throw std::runtime_error("cannot listen on port " + std::to_string(port));
  }
  std::cout << "listening on " << port << std::endl;
  return server.listen_after_bind() ? 0 : 1;
}

int run() {
  Log log;
  // DATABASE_URL, PGHOST, ... and DEV_CREATE_TABLES come from the process, and from .env beside it.
  const retort::Session session{
      .config = retort::Config({.host = retort::process_host(), .reporter = &log}),
      .reporter = &log,
      .environment = {.lock = {.application = "notes"}},
      .migrations = &notes_migrations()};
  // Where it is deployed it migrates without being asked, protected or not.
  const retort::StartupResult started =
      retort::migrate_at_startup(session, {.allow_protected = true});
  std::cout << outcome(started) << std::endl;
  return serve(session);
}

}  // namespace

int main() {
  try {
    return run();
  } catch (const std::exception& error) {
    std::cerr << "notes cannot start: " << error.what() << "\n";
    return 1;
  }
}
