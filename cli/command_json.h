// SPDX-License-Identifier: MIT
// The results of the commands as --json prints them. docs/cli.md describes each; names of fields
// stay.
#pragma once

#include "retort/command.h"
#include "retort/json.h"

#include <optional>
#include <string>
#include <vector>

namespace retort::cli {

JsonValue heads_json(const command::Listing& listing);
/// What `history` and `show` list. With several listings, one for each database that the env file
/// visits, each revision is there once, and current if any of them is at it. `tells_current`: the
/// version tables have been read.
JsonValue revisions_json(const std::vector<command::Listing>& listings, bool tells_current);
JsonValue branches_json(const command::BranchListing& listing);
JsonValue current_json(const std::vector<command::CurrentResult>& databases);
JsonValue check_json(const std::vector<std::string>& differences);
JsonValue templates_json(const std::vector<TemplateSummary>& layouts, const std::string& standard);
/// What a run did: `name` is the command's, `targets` what it was asked for.
JsonValue run_json(const std::string& name, const std::vector<std::string>& targets,
                   const command::MigrateResult& result);
/// New revision files; `map` has read them.
JsonValue written_json(const RevisionMap& map, const std::vector<Revision>& written);

}  // namespace retort::cli
