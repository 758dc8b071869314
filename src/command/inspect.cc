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
  Listing listing;
  const auto see = [&](const std::vector<std::string>& rows) {
    request.current_rows = rows;
    listing = list(project.map(), retort::history(project.map(), request));
    listing.current_rows = rows;
    if (options.on_listing) options.on_listing(listing);
  };
  const bool environment = project.session().config.lenient_boolean_option("revision_environment");
  if (options.indicate_current || environment || names_current(request.range)) {
    read_rows(project, {.command = "history", .create_version_table = true, .on_rows = see});
  } else {
    see({});
  }
  return listing;
}

Listing show(const Session& session, const ShowOptions& options) {
  Project project(session);
  Listing listing;
  if (options.revision != "current") {
    listing = list(project.map(), resolve_revisions(project.map(), options.revision));
    if (options.on_listing) options.on_listing(listing);
    return listing;
  }
  const auto see = [&](const std::vector<std::string>& rows) {
    listing = list(project.map(), resolve_revisions(project.map(), rows));
    listing.current_rows = rows;
    if (options.on_listing) options.on_listing(listing);
  };
  read_rows(project, {.command = "show", .create_version_table = true, .on_rows = see});
  return listing;
}

BranchListing branches(const Session& session) {
  Project project(session);
  return {.map = project.map(), .points = branch_points(project.map())};
}

}  // namespace retort::command
