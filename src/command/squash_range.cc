// SPDX-License-Identifier: MIT
#include "command/squash_range.h"

#include "retort/dialect.h"
#include "retort/error.h"
#include "retort/target.h"
#include "retort/url.h"

#include "base/files.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <memory>
#include <utility>

namespace retort::command {
namespace {

constexpr const char* no_range = "squash needs the first and the last draft, as FIRST:LAST";

[[noreturn]] void refuse(const std::string& why, const std::string& hint = {}) {
  throw Error("These revisions cannot become one: " + why, ErrorCode::command, hint);
}

const Revision& find_end(const RevisionMap& map, const std::optional<std::string>& symbol) {
  if (!symbol || symbol->empty()) {
    throw Error(no_range);
  }
  const Revision* found = resolve_revision(map, *symbol);
  if (found == nullptr) refuse(fmt::format("'{}' is no revision", *symbol));
  return *found;
}

void require_plain(const RevisionMap& map, const Revision& draft, bool is_last) {
  const RevisionLinks links = map.links(draft);
  if (draft.down_revision.size() > 1) refuse(draft.revision + " is a merge");
  if (!is_last && links.next.size() > 1) refuse("a branch begins at " + draft.revision);
  if (!draft.branch_labels.empty()) {
    refuse(fmt::format("{} has the branch label '{}'", draft.revision,
                       fmt::join(draft.branch_labels, ", ")));
  }
  if (!draft.depends_on.empty()) {
    refuse(fmt::format("{} depends on {}", draft.revision, fmt::join(draft.depends_on, ", ")));
  }
}

void require_no_dependents(const RevisionMap& map, const DraftRange& range) {
  const std::vector<std::string> ids = range.ids();
  for (const Revision& other : map.revisions()) {
    for (const std::string& needed : map.links(other).dependencies) {
      if (needed == range.last().revision) continue;
      if (std::find(ids.begin(), ids.end(), needed) != ids.end()) {
        refuse(fmt::format("{} depends on {}", other.revision, needed));
      }
    }
  }
}

/// The rows of the version table behind a URL; none where there is no such table. A file that is
/// not there is not made.
std::vector<std::string> read_version_rows(const Url& url, const Config& config,
                                           const VersionTableName& version) {
  Url known = url;
  if (known.dialect == "sqlite") {
    if (!known.database || known.database->empty() || *known.database == ":memory:") return {};
    known.database = absolute_path(*known.database, config.host().working_directory);
    if (!path_exists(*known.database)) return {};
  }
  const Dialect& language = dialect(known.dialect);
  const std::unique_ptr<Connection> connection = language.connect(known);
  TableName table(version.table);
  table.schema = version.schema;
  if (!language.has_table(*connection, table)) return {};
  std::vector<std::string> rows;
  const std::string name =
      version.schema ? language.quote(*version.schema) + "." + language.quote(version.table)
                     : language.quote(version.table);
  for (const Row& row : connection->run({.sql = "SELECT version_num FROM " + name})) {
    if (const auto* id = std::get_if<std::string>(&row[0].base())) rows.push_back(*id);
  }
  return rows;
}

/// Whether an environment has a URL that is meant for it alone.
enum class OwnUrl { none, used, passed_over };

OwnUrl own_url(const Target& target, const std::string& name) {
  OwnUrl found = OwnUrl::none;
  for (const UrlPlace& place : target.places) {
    const bool own = place.place.find(".env." + name) != std::string::npos ||
                     place.place.find(":" + name + "]") != std::string::npos ||
                     place.place.find("environments." + name + "]") != std::string::npos;
    const bool set = place.used || place.found.find("://") != std::string::npos;
    if (!own || !set) continue;
    if (place.used) return OwnUrl::used;
    found = OwnUrl::passed_over;
  }
  return found;
}

/// The configuration as it is elsewhere, where the variables of this process are not set.
Config environment_config(const Config& config, const std::string& name) {
  Host host = config.host();
  for (const char* variable :
       {"DATABASE_URL", "PGHOST", "PGPORT", "PGDATABASE", "PGUSER", "PGPASSWORD"}) {
    host.variables.erase(variable);
  }
  return Config({.ini_path = config.ini_path(),
                 .toml_path = config.toml_path(),
                 .section = config.section(),
                 .x_arguments = config.x_arguments(),
                 .environment = name,
                 .host = std::move(host)});
}

class Questions {
 public:
  Questions(const Session& session, const RevisionMap& map, const DraftRange& range,
            const VersionTableName& version, bool force)
      : session_(session), map_(map), range_(range), version_(version), force_(force) {}

  AskedEnvironments ask() {
    for (const std::string& name : session_.config.environment_names()) {
      const Config config = environment_config(session_.config, name);
      ask_protected(name, config);
    }
    ask_own();
    return std::move(answer_);
  }

 private:
  void ask_protected(const std::string& name, const Config& config) {
    std::string reason;
    try {
      const Target& target = config.target();
      if (!target.is_protected) return;
      const OwnUrl own = own_url(target, name);
      if (own == OwnUrl::none) return;
      if (own == OwnUrl::used) {
        require_unapplied(name, read_version_rows(Url::parse(*target.url), config, version_));
        return;
      }
      reason = "another place comes before its own URL: " + target.url_source;
    } catch (const DatabaseError& error) {
      reason = error.what();
    } catch (const ConfigError& error) {
      reason = error.what();
    }
    if (!force_) {
      throw Error(
          fmt::format("The protected environment '{}' cannot be asked whether it has one of "
                      "the drafts: {}",
                      name, reason),
          ErrorCode::command, "If you are certain that it has none of them: --force-unreachable.");
    }
    answer_.notes.push_back(fmt::format("The protected environment '{}' was not asked.", name));
  }

  void require_unapplied(const std::string& name, const std::vector<std::string>& rows) {
    const std::vector<std::string> applied = applied_drafts(map_, range_, rows);
    if (applied.empty()) return require_known(name, rows);
    throw Error(
        fmt::format("The protected environment '{}' has {} applied; what has been deployed "
                    "is not rewritten",
                    name, fmt::join(applied, ", ")));
  }

  /// Files that are older than the database cannot tell what it has.
  void require_known(const std::string& name, const std::vector<std::string>& rows) {
    for (const std::string& row : rows) {
      if (map_.find(row) != nullptr) continue;
      if (!force_) {
        throw Error(fmt::format("The protected environment '{}' is at {}, which is no revision of "
                                "this project: whether it has one of the drafts is not known",
                                name, row),
                    ErrorCode::command,
                    "Get the newest files. If you are certain that it has none of the drafts: "
                    "--force-unreachable.");
      }
      answer_.notes.push_back(
          fmt::format("The protected environment '{}' is at {}, which is no "
                      "revision of this project.",
                      name, row));
    }
  }

  void ask_own() {
    const Target& target = session_.config.target();
    std::optional<std::string> text =
        session_.environment.url ? session_.environment.url : target.url;
    if (!text || text->empty()) return;
    std::vector<std::string> rows;
    try {
      rows = read_version_rows(Url::parse(*text), session_.config, version_);
    } catch (const DatabaseError&) {
      answer_.notes.push_back(
          fmt::format("{} was not asked: it cannot be reached.", Url::parse(*text).masked()));
      return;
    }
    if (target.is_protected) require_unapplied(target.environment.value_or(""), rows);
    const std::vector<std::string> applied = applied_drafts(map_, range_, rows);
    for (const std::string& row : rows) {
      if (map_.find(row) != nullptr || target.is_protected) continue;
      answer_.notes.push_back(fmt::format(
          "{} is at {}, which is no revision of this project: whether it has one of the drafts is "
          "not known.",
          Url::parse(*text).masked(), row));
    }
    if (applied.empty() || applied.size() == range_.drafts.size()) return;
    throw Error(fmt::format("{} is at {}, between two of the drafts", Url::parse(*text).masked(),
                            applied.back()),
                ErrorCode::command,
                fmt::format("Upgrade it to {}, or downgrade it to {}, and squash then.",
                            range_.last().revision, range_.parent.value_or("base")));
  }

  const Session& session_;
  const RevisionMap& map_;
  const DraftRange& range_;
  const VersionTableName& version_;
  bool force_;
  AskedEnvironments answer_;
};

}  // namespace

std::vector<std::string> DraftRange::ids() const {
  std::vector<std::string> found;
  found.reserve(drafts.size());
  for (const Revision* draft : drafts) found.push_back(draft->revision);
  return found;
}

std::vector<std::string> DraftRange::rows_before() const {
  return parent ? std::vector<std::string>{*parent} : std::vector<std::string>{};
}

DraftRange read_range(const RevisionMap& map, const std::string& text) {
  if (std::count(text.begin(), text.end(), ':') != 1) throw Error(no_range);
  const RevisionRange ends = parse_history_range(text);
  const Revision& first = find_end(map, ends.start);
  const Revision* at = &find_end(map, ends.end);
  DraftRange range;
  range.drafts.push_back(at);
  while (at->revision != first.revision) {
    if (at->down_revision.size() > 1) refuse(at->revision + " is a merge");
    if (at->down_revision.empty()) {
      refuse(
          fmt::format("{} does not come before {}", first.revision, range.drafts.front()->revision),
          "Give the first draft first: FIRST:LAST.");
    }
    at = map.find(at->down_revision.front());
    range.drafts.push_back(at);
  }
  std::reverse(range.drafts.begin(), range.drafts.end());
  if (range.drafts.size() == 1) refuse("there is only one, " + first.revision);
  for (const Revision* draft : range.drafts)
    require_plain(map, *draft, draft == range.drafts.back());
  if (!first.down_revision.empty()) range.parent = first.down_revision.front();
  require_no_dependents(map, range);
  return range;
}

std::vector<std::string> applied_drafts(const RevisionMap& map, const DraftRange& range,
                                        const std::vector<std::string>& rows) {
  std::vector<std::string> known;
  for (const std::string& row : rows) {
    if (map.find(row) != nullptr) known.push_back(row);
  }
  if (known.empty()) return {};
  const std::vector<const Revision*> applied =
      iterate_revisions(map, {.upper = known, .lower = {}, .inclusive = true});
  std::vector<std::string> found;
  for (const Revision* draft : range.drafts) {
    if (std::find(applied.begin(), applied.end(), draft) != applied.end()) {
      found.push_back(draft->revision);
    }
  }
  return found;
}

AskedEnvironments ask_environments(const Session& session, const RevisionMap& map,
                                   const DraftRange& range, const VersionTableName& version,
                                   bool force_unreachable) {
  return Questions(session, map, range, version, force_unreachable).ask();
}

}  // namespace retort::command
