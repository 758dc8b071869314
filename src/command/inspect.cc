// SPDX-License-Identifier: MIT
// Commands that look at the revision graph. None loads a migration; only `current` as a symbol
// and --indicate-current look at the database.
#include "command/database.h"
#include "command/project.h"

#include <utility>

namespace retort::command {
namespace {

Listing list(const RevisionMap& map, std::vector<const Revision*> revisions) {
  return {.map = map, .revisions = std::move(revisions)};
}

bool names_current(const RevisionRange& range) {
  return range.start == "current" || range.end == "current";
}

}  // namespace

Listing heads(const Session& session, const HeadsOptions& options) {
  Project project(session);
  const RevisionMap& map = project.map();
  return list(map, options.resolve_dependencies ? resolve_revisions(map, "heads")
                                                : resolve_revisions(map, map.heads()));
}

Listing history(const Session& session, const HistoryCommandOptions& options) {
  Project project(session);
  HistoryOptions request;
  if (options.range) request.range = parse_history_range(*options.range);
  const bool environment = project.session().config.lenient_boolean_option("revision_environment");
  if (options.indicate_current || environment || names_current(request.range)) {
    request.current_rows = read_rows(project, {.create_version_table = true}).rows;
  }
  Listing listing = list(project.map(), retort::history(project.map(), request));
  listing.current_rows = request.current_rows;
  return listing;
}

Listing show(const Session& session, const ShowOptions& options) {
  Project project(session);
  if (options.revision != "current") {
    return list(project.map(), resolve_revisions(project.map(), options.revision));
  }
  const std::vector<std::string> rows = read_rows(project, {.create_version_table = true}).rows;
  Listing listing = list(project.map(), resolve_revisions(project.map(), rows));
  listing.current_rows = rows;
  return listing;
}

BranchListing branches(const Session& session) {
  Project project(session);
  return {.map = project.map(), .points = branch_points(project.map())};
}

}  // namespace retort::command
