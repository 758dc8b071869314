// SPDX-License-Identifier: MIT
#include "run_status.h"

#include "retort/doctor.h"
#include "retort/python_program.h"
#include "retort/run_lock.h"
#include "retort/status.h"

#include "json_output.h"

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <vector>

namespace retort::cli {
namespace {

using command::DatabaseStatus;
using command::Finding;
using command::FindingLevel;
using command::RevisionNote;
using command::StatusResult;
using command::StatusVerdict;

/// What `--exit-code` ends with. 1, 2 and 255 are those of every command: something broke, a
/// command line that cannot be read, and a command that cannot be carried out.
int exit_status(StatusVerdict verdict) {
  switch (verdict) {
    case StatusVerdict::up_to_date:
      return 0;
    case StatusVerdict::pending:
      return 3;
    case StatusVerdict::drifted:
      return 4;
    case StatusVerdict::unknown_rows:
      return 5;
    case StatusVerdict::unreachable:
      break;
  }
  return 6;
}

constexpr int something_broke = 1;
constexpr std::size_t label_width = 13;

void print_line(Console& console, std::string_view label, std::string_view text) {
  console.print(fmt::format("{:<{}}{}", label, label_width, text));
}

std::string text_of(const RevisionNote& note) {
  return note.message.empty() ? note.revision : fmt::format("{}  {}", note.revision, note.message);
}

/// Several revisions below each other, the label before the first.
void print_notes(Console& console, std::string_view label, const std::vector<RevisionNote>& notes,
                 std::string_view none) {
  if (notes.empty()) return print_line(console, label, none);
  for (const RevisionNote& note : notes) {
    print_line(console, label, text_of(note));
    label = {};
  }
}

std::string described(const std::string& text, const std::string& source) {
  return source.empty() ? text : fmt::format("{} ({})", text, source);
}

void print_database(Console& console, const DatabaseStatus& database) {
  if (!database.url.empty()) {
    print_line(console, "database", described(database.url, database.url_source));
  }
  if (!database.problem.empty()) {
    print_line(console, "not reached", database.problem);
    return;
  }
  for (const std::string& row : database.unknown_rows) {
    print_line(console, "unknown", fmt::format("{}  is no revision of this project", row));
  }
  if (database.unknown_rows.empty()) {
    print_notes(console, "current", database.current, "nothing is applied");
    print_notes(console, "pending", database.pending, "none");
  }
  if (database.lock_holder) print_line(console, "migrating", describe(*database.lock_holder));
}

std::string advice(const StatusResult& status, const Invocation& invocation) {
  switch (status.verdict) {
    case StatusVerdict::up_to_date:
      return "The database is up to date.";
    case StatusVerdict::pending:
      return fmt::format("The database is not up to date: {} upgrade {}", invocation.program,
                         status.heads.size() > 1 ? "heads" : "head");
    case StatusVerdict::drifted:
      return fmt::format(
          "The models differ from the database: {} revision --autogenerate -m \"...\"",
          invocation.program);
    case StatusVerdict::unknown_rows:
      return "The database was migrated by other or newer files than these.";
    case StatusVerdict::unreachable:
      break;
  }
  return fmt::format("The database cannot be reached: {} doctor", invocation.program);
}

void print_status(Console& console, const StatusResult& status, const Invocation& invocation) {
  if (status.environment) {
    print_line(console, "environment",
               described(*status.environment, status.environment_source) +
                   (status.is_protected ? ", protected" : ""));
  }
  print_notes(console, status.heads.size() > 1 ? "heads" : "head", status.heads, "no revisions");
  for (const DatabaseStatus& database : status.databases) print_database(console, database);
  if (status.drift) {
    std::string_view label = "models";
    if (status.drift->empty()) print_line(console, label, "as the database");
    for (const std::string& difference : *status.drift) {
      print_line(console, label, difference);
      label = {};
    }
  }
  console.print(advice(status, invocation));
}

void print_finding(Console& console, const Finding& finding) {
  console.print(
      fmt::format("{:<9}{:<15}{}", command::level_name(finding.level), finding.area, finding.what));
  if (!finding.fix.empty()) console.print(fmt::format("{:<24}-> {}", "", finding.fix));
}

}  // namespace

void run_doctor(const Session& session, const Invocation& invocation, Console& console) {
  const command::Diagnosis diagnosis = command::doctor(session, {.offline = invocation.offline});
  if (diagnosis.worst() == FindingLevel::error) console.exit_with(something_broke);
  if (invocation.json) return print_json(command::to_json(diagnosis), console);
  std::size_t errors = 0;
  std::size_t warnings = 0;
  for (const Finding& finding : diagnosis.findings) {
    print_finding(console, finding);
    if (finding.level == FindingLevel::error) ++errors;
    if (finding.level == FindingLevel::warning) ++warnings;
  }
  console.print(fmt::format("{} error{}, {} warning{}", errors, errors == 1 ? "" : "s", warnings,
                            warnings == 1 ? "" : "s"));
}

void run_python(const Session& session, const Invocation& invocation, Console& console) {
  console.exit_with(run_python_program({.library = invocation.python_library,
                                        .arguments = invocation.script,
                                        .host = session.config.host()}));
}

void run_status(const Session& session, const Invocation& invocation, Console& console) {
  const StatusResult status = command::status(session, {.compare_models = invocation.drift});
  if (invocation.exit_code) {
    console.exit_with(exit_status(status.verdict));
  } else if (status.verdict == StatusVerdict::unreachable) {
    console.exit_with(something_broke);
  }
  if (invocation.json) return print_json(command::to_json(status), console);
  print_status(console, status, invocation);
}

}  // namespace retort::cli
