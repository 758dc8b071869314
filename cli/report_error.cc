// SPDX-License-Identifier: MIT
#include "report_error.h"

#include "retort/error.h"
#include "retort/revision.h"

#include "json_output.h"

#include <fmt/format.h>

#include <string>

namespace retort::cli {
namespace {

constexpr int command_failed = 255;
constexpr int something_broke = 1;

/// Failures of the command itself, as opposed to what it ran into.
bool is_command_failure(const std::exception& error) {
  const auto* known = dynamic_cast<const Error*>(&error);
  return known != nullptr &&
         (known->code() == ErrorCode::command || known->code() == ErrorCode::revision);
}

std::string indented(std::string_view text) {
  std::string result;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    result += fmt::format("\n    {}", text.substr(at, end - at));
    at = end + 1;
  }
  return result;
}

std::string where(const std::string& revision, const std::string& path, int line) {
  std::string text;
  if (!revision.empty()) text += fmt::format("\n  revision:  {}", revision);
  if (!path.empty()) {
    text += fmt::format("\n  file:      {}{}", path, line > 0 ? fmt::format(":{}", line) : "");
  }
  return text;
}

std::string details(const Error& error) {
  std::string text;
  if (const auto* database = dynamic_cast<const DatabaseError*>(&error)) {
    const DatabaseError::Details& found = database->details();
    text += where(found.revision, found.path, found.line);
    if (!found.sqlstate.empty()) text += fmt::format("\n  sqlstate:  {}", found.sqlstate);
    if (!found.statement.empty()) text += "\n  statement:" + indented(found.statement);
  } else if (const auto* script = dynamic_cast<const ScriptError*>(&error)) {
    const ScriptError::Details& found = script->details();
    text += where(found.revision, found.path, found.line);
    if (!found.traceback.empty()) text += "\n" + found.traceback;
  } else if (const auto* revision = dynamic_cast<const RevisionError*>(&error)) {
    if (revision->details().cause != error.what()) {
      text += fmt::format("\n  cause:     {}", revision->details().cause);
    }
  }
  return text;
}

}  // namespace

int report_error(const std::exception& error, const Invocation& invocation, Console& console) {
  if (const auto* exit = dynamic_cast<const ScriptExit*>(&error)) {
    const std::string message = exit->what();
    if (!message.empty()) console.report(message + "\n");
    return exit->status();
  }
  if (invocation.json) {
    print_json(error_json(error), console);
    return is_command_failure(error) && !invocation.raiseerr ? command_failed : something_broke;
  }
  const auto* known = dynamic_cast<const Error*>(&error);
  if (known == nullptr) {
    console.broken(
        fmt::format("{} (a defect of {}; please report it)", error.what(), invocation.program));
    return something_broke;
  }
  if (is_command_failure(error) && !invocation.raiseerr) {
    // Scripts read what stands on standard output, so that Alembic's text stands there alone.
    console.failed(known->what());
    console.hint(known->hint());
    return command_failed;
  }
  if (known->foreign_report().empty()) {
    console.broken(known->what() + details(*known));
  } else {
    console.report(known->foreign_report());
  }
  console.hint(known->hint());
  return something_broke;
}

}  // namespace retort::cli
