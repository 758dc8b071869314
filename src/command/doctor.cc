// SPDX-License-Identifier: MIT
#include "command/doctor.h"

#include "retort/error.h"

#include "command/quiet_session.h"

#include <fmt/format.h>

#include <algorithm>
#include <exception>

namespace retort::command {

bool Area::attempt(const std::string& fix, const std::function<void()>& check) const {
  try {
    check();
    return true;
  } catch (const Error& failure) {
    error(failure.what(), failure.hint().empty() ? fix : failure.hint());
  } catch (const std::exception& failure) {
    error(failure.what(), fix);
  }
  return false;
}

std::string counted(std::size_t count, std::string_view thing) {
  return fmt::format("{} {}{}", count, thing, count == 1 ? "" : "s");
}

std::string_view level_name(FindingLevel level) {
  switch (level) {
    case FindingLevel::ok:
      return "ok";
    case FindingLevel::note:
      return "note";
    case FindingLevel::warning:
      return "warning";
    case FindingLevel::error:
      break;
  }
  return "error";
}

FindingLevel Diagnosis::worst() const {
  FindingLevel level = FindingLevel::ok;
  for (const Finding& finding : findings) level = std::max(level, finding.level);
  return level;
}

Diagnosis doctor(const Session& session, const DoctorOptions& options) {
  const QuietSession quiet(session);
  Examination examination{.session = quiet.get()};
  const auto examine = [&](void (*check)(Examination&)) {
    const Area area(examination, "doctor");
    area.attempt("Please report this as a defect.", [&] { check(examination); });
  };
  examine(&examine_configuration);
  examine(&examine_files);
  examine(&examine_graph);
  examine(&examine_compiler);
  if (!options.offline) examine(&examine_database);
  return {.findings = std::move(examination.findings)};
}

JsonValue to_json(const Diagnosis& diagnosis) {
  JsonValue findings = JsonValue::array();
  for (const Finding& finding : diagnosis.findings) {
    findings.push(
        JsonValue::object({{"area", finding.area},
                           {"level", level_name(finding.level)},
                           {"what", finding.what},
                           {"fix", finding.fix.empty() ? JsonValue() : JsonValue(finding.fix)}}));
  }
  return JsonValue::object({{"worst", level_name(diagnosis.worst())}, {"findings", findings}});
}

}  // namespace retort::command
