// SPDX-License-Identifier: MIT
#include "json_output.h"

#include "retort/error.h"

#include <algorithm>
#include <cstddef>
#include <fstream>
#include <string_view>

namespace retort::cli {
namespace {

/// null for what is not known.
JsonValue known(const std::string& text) { return text.empty() ? JsonValue() : JsonValue(text); }
JsonValue known(int number) { return number == 0 ? JsonValue() : JsonValue(number); }

/// "Create Date: 2026-01-01 12:00:00", or "create_date: ...", in the comments that new files begin
/// with; null where there is none.
JsonValue create_date(const std::string& path) {
  constexpr int lines_at_most = 60;
  std::ifstream file(path);
  std::string line;
  for (int number = 0; number < lines_at_most && std::getline(file, line); ++number) {
    for (const std::string_view mark : {"Create Date:", "create_date:"}) {
      const std::size_t at = line.find(mark);
      // Nothing but the signs of a comment may stand before it.
      if (at == std::string::npos || line.find_first_not_of("-/# \t") != at) continue;
      const std::size_t start = line.find_first_not_of(" \t\r", at + mark.size());
      if (start == std::string::npos) return {};
      return line.substr(start, line.find_last_not_of(" \t\r") + 1 - start);
    }
  }
  return {};
}

std::string_view kind_name(const Step& step) {
  if (step.kind == StepKind::stamp) return "stamp";
  return step.is_upgrade ? "upgrade" : "downgrade";
}

}  // namespace

void print_json(const JsonValue& json, Console& console) {
  console.print_result(to_text(json, {.indent = 2}) + "\n");
}

JsonValue usage_error_json(std::string_view message, const std::string& hint) {
  return JsonValue::object(
      {{"error",
        JsonValue::object({{"code", "usage"}, {"message", message}, {"hint", known(hint)}})}});
}

JsonValue error_json(const std::exception& error) {
  const auto* ours = dynamic_cast<const Error*>(&error);
  JsonValue json = JsonValue::object(
      {{"code", ours == nullptr ? error_name(ErrorCode::internal) : error_name(ours->code())},
       {"message", error.what()},
       {"hint", ours == nullptr ? JsonValue() : known(ours->hint())},
       {"revision", {}},
       {"statement", {}},
       {"path", {}},
       {"line", {}}});
  if (const auto* database = dynamic_cast<const DatabaseError*>(&error)) {
    const DatabaseError::Details& found = database->details();
    json.set("revision", known(found.revision));
    json.set("statement", known(found.statement));
    json.set("path", known(found.path));
    json.set("line", known(found.line));
    json.set("sqlstate", known(found.sqlstate));
    json.set("connection", found.connection);
  } else if (const auto* script = dynamic_cast<const ScriptError*>(&error)) {
    const ScriptError::Details& found = script->details();
    json.set("revision", known(found.revision));
    json.set("path", known(found.path));
    json.set("line", known(found.line));
    json.set("traceback", known(found.traceback));
  } else if (const auto* revision = dynamic_cast<const RevisionError*>(&error)) {
    const RevisionError::Details& found = revision->details();
    json.set("revision", known(found.argument));
    json.set("cause", known(found.cause));
    json.set("revisions", found.revisions);
  }
  if (ours != nullptr && !ours->foreign_report().empty()) {
    json.set("traceback", ours->foreign_report());
  }
  return JsonValue::object({{"error", json}});
}

JsonValue revision_json(const RevisionMap& map, const Revision& revision,
                        const std::optional<std::vector<std::string>>& current_rows) {
  const RevisionLinks links = map.links(revision);
  JsonValue json = JsonValue::object({{"revision", revision.revision},
                                      {"down_revisions", revision.down_revision},
                                      {"branch_labels", links.branch_labels},
                                      {"depends_on", revision.depends_on},
                                      {"message", revision.doc()},
                                      {"create_date", create_date(revision.path)},
                                      {"path", known(revision.path)},
                                      {"is_head", links.is_head},
                                      {"is_base", links.is_base},
                                      {"is_branch_point", links.is_branch_point},
                                      {"is_merge_point", links.is_merge_point}});
  if (current_rows) {
    json.set("is_current", std::find(current_rows->begin(), current_rows->end(),
                                     revision.revision) != current_rows->end());
  }
  return json;
}

JsonValue step_json(const Step& step) {
  return JsonValue::object({{"kind", kind_name(step)},
                            {"revision", known(step.revision)},
                            {"message", known(step.doc)},
                            {"from", step.from},
                            {"to", step.to}});
}

}  // namespace retort::cli
