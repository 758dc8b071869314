// SPDX-License-Identifier: MIT
// Looks for what is wrong with a project, its files and its database, and says what to do.
#pragma once

#include "retort/api.h"
#include "retort/command.h"
#include "retort/json.h"

#include <string>
#include <string_view>
#include <vector>

namespace retort::command {

enum class FindingLevel {
  ok,       ///< looked at, and as it should be
  note,     ///< worth knowing
  warning,  ///< will be a problem, or was one
  error,    ///< commands fail, or do what nobody wants
};
/// "ok", "note", "warning", "error".
RETORT_API std::string_view level_name(FindingLevel level);

struct Finding {
  /// "configuration", "files", "heads", "connection", "version table", "lock", "compiler".
  std::string area = {};
  FindingLevel level = FindingLevel::ok;
  std::string what = {};
  std::string fix = {};  ///< what to do about it; empty where there is nothing to do
  bool operator==(const Finding&) const = default;
};

struct Diagnosis {
  std::vector<Finding> findings = {};  ///< in the order in which things were looked at
  /// The worst of all findings.
  RETORT_API FindingLevel worst() const;
};

struct DoctorOptions {
  bool offline = false;  ///< files and configuration only
};
/// Looks at everything there is, and changes nothing: each check by itself, so that none hides
/// another. Never throws an Error: what fails is a finding. Runs the project's env file where that
/// opens the connection.
RETORT_API Diagnosis doctor(const Session& session, const DoctorOptions& options = {});

/// As `retort doctor --json` prints it.
RETORT_API JsonValue to_json(const Diagnosis& diagnosis);

}  // namespace retort::command
