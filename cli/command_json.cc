// SPDX-License-Identifier: MIT
#include "command_json.h"

#include "json_output.h"

#include <algorithm>

namespace retort::cli {
namespace {

JsonValue list(const RevisionMap& map, const std::vector<const Revision*>& revisions,
               const std::optional<std::vector<std::string>>& current_rows = {}) {
  JsonValue result = JsonValue::array();
  for (const Revision* revision : revisions) {
    result.push(revision_json(map, *revision, current_rows));
  }
  return result;
}

}  // namespace

JsonValue heads_json(const command::Listing& listing) {
  return JsonValue::object({{"heads", list(listing.map, listing.revisions)}});
}

JsonValue revisions_json(const std::vector<command::Listing>& listings, bool tells_current) {
  std::optional<std::vector<std::string>> rows;
  if (tells_current) rows.emplace();
  std::vector<const Revision*> revisions;
  std::vector<std::string> seen;
  for (const command::Listing& listing : listings) {
    if (rows) rows->insert(rows->end(), listing.current_rows.begin(), listing.current_rows.end());
    for (const Revision* revision : listing.revisions) {
      const bool is_known = listings.size() > 1 &&
                            std::find(seen.begin(), seen.end(), revision->revision) != seen.end();
      if (is_known) continue;
      seen.push_back(revision->revision);
      revisions.push_back(revision);
    }
  }
  const RevisionMap map = listings.empty() ? RevisionMap() : listings.front().map;
  return JsonValue::object({{"revisions", list(map, revisions, rows)}});
}

JsonValue branches_json(const command::BranchListing& listing) {
  JsonValue points = JsonValue::array();
  for (const BranchPoint& point : listing.points) {
    JsonValue children = JsonValue::array();
    for (const Revision* child : point.children) children.push(child->revision);
    JsonValue json = revision_json(listing.map, *point.revision);
    json.set("children", children);
    points.push(json);
  }
  return JsonValue::object({{"branches", points}});
}

JsonValue current_json(const std::vector<command::CurrentResult>& databases) {
  JsonValue all = JsonValue::array();
  for (const command::CurrentResult& database : databases) {
    all.push(
        JsonValue::object({{"url", database.url},
                           {"at_heads", database.at_heads},
                           {"rows", database.listing.current_rows},
                           {"revisions", list(database.listing.map, database.listing.revisions)}}));
  }
  return JsonValue::object({{"databases", all}});
}

JsonValue check_json(const std::vector<std::string>& differences) {
  return JsonValue::object(
      {{"up_to_date", differences.empty()}, {"differences", JsonValue(differences)}});
}

JsonValue templates_json(const std::vector<TemplateSummary>& layouts, const std::string& standard) {
  JsonValue all = JsonValue::array();
  for (const TemplateSummary& layout : layouts) {
    all.push(JsonValue::object({{"name", layout.name},
                                {"synopsis", layout.synopsis},
                                {"is_default", layout.name == standard}}));
  }
  return JsonValue::object({{"templates", all}});
}

JsonValue run_json(const std::string& name, const std::vector<std::string>& targets,
                   const command::MigrateResult& result) {
  JsonValue steps = JsonValue::array();
  for (const Step& step : result.steps) steps.push(step_json(step));
  return JsonValue::object({{"command", name},
                            {"targets", targets},
                            {"steps", steps},
                            {"rows", JsonValue(result.rows)}});
}

JsonValue written_json(const RevisionMap& map, const std::vector<Revision>& written) {
  std::vector<const Revision*> revisions;
  for (const Revision& revision : written) {
    const Revision* known = map.find(revision.revision);
    if (known != nullptr) revisions.push_back(known);
  }
  return JsonValue::object({{"revisions", list(map, revisions)}});
}

}  // namespace retort::cli
