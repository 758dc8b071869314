// SPDX-License-Identifier: MIT
#include "run_commands.h"

#include "retort/error.h"
#include "retort/status.h"
#include "retort/target.h"
#include "retort/url.h"

#include "command_json.h"
#include "interruption.h"
#include "json_output.h"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace retort::cli {
namespace {

bool is_current(const command::Listing& listing, const Revision& revision) {
  return std::find(listing.current_rows.begin(), listing.current_rows.end(), revision.revision) !=
         listing.current_rows.end();
}

/// Of heads --exit-code where there are several.
constexpr int several_heads = 3;
/// Of a command whose answer is no, as of one that cannot be carried out.
constexpr int command_failed = 255;

/// Writes SQL, as a script or as one text of a JSON object.
template <typename Run>
void write_sql(const Session& session, const Invocation& invocation, Console& console, Run run) {
  if (!invocation.json) {
    run(session);
    return;
  }
  std::ostringstream sql;
  Session redirected = session;
  redirected.output = &sql;
  run(redirected);
  print_json(JsonValue::object({{"command", invocation.command}, {"sql", sql.str()}}), console);
}

/// Runs upgrade, downgrade or stamp, and says in JSON what was done where that is asked for.
template <typename Run>
void migrate(const Session& session, const Invocation& invocation, Console& console, Run run) {
  if (invocation.sql) return write_sql(session, invocation, console, run);
  work_has_begun();
  const command::MigrateResult result = run(session);
  if (!invocation.json) return;
  const std::vector<std::string> one = {invocation.revision};
  print_json(run_json(invocation.command, invocation.revision.empty() ? invocation.revisions : one,
                      result),
             console);
}

void print_written(const Session& session, const std::vector<Revision>& written, Console& console) {
  print_json(written_json(command::heads(session).map, written), console);
}

/// The layout that `init` installs when none is named: Alembic's own where Python migrations can
/// be run and the program is called by that name.
std::string default_layout(const Session& session, const Invocation& invocation) {
  const std::vector<TemplateSummary> layouts = command::list_templates(session);
  const bool python =
      std::any_of(layouts.begin(), layouts.end(),
                  [](const TemplateSummary& layout) { return layout.name == "generic"; });
  return python && invocation.program == "alembic" ? "generic" : "cpp";
}

/// Where the URL of the database is from, if that is not plain sqlalchemy.url; an env file may have
/// gone to another one.
std::string url_source(const Target& target, const std::string& masked) {
  if (target.url_is_configured || !target.url) return {};
  const Url used = Url::parse(masked);
  const Url meant = Url::parse(*target.url);
  const bool same = used.dialect == meant.dialect && used.host == meant.host &&
                    used.port == meant.port && used.database == meant.database;
  return same ? fmt::format("The URL is from {}.\n", target.url_source) : std::string();
}

}  // namespace

void run_branches(const Session& session, const Invocation& invocation, Console& console) {
  const command::BranchListing listing = command::branches(session);
  if (invocation.json) return print_json(branches_json(listing), console);
  for (const BranchPoint& point : listing.points) {
    console.print(format_branch_point(listing.map, point, {.verbose = invocation.verbose}));
  }
}

void run_check(const Session& session, const Invocation& invocation, Console& console) {
  if (invocation.json) {
    const std::vector<std::string> found = command::find_drift(session);
    if (!found.empty()) console.exit_with(command_failed);
    return print_json(check_json(found), console);
  }
  const command::CheckResult result = command::check(session);
  if (result.differences.empty()) return console.print("No new upgrade operations detected.");
  throw Error(
      fmt::format("New upgrade operations detected: [{}]", fmt::join(result.differences, ", ")));
}

void run_current(const Session& session, const Invocation& invocation, Console& console) {
  command::CurrentOptions options;
  if (invocation.json) {
    std::vector<command::CurrentResult> databases;
    options.on_current = [&](const command::CurrentResult& result) {
      databases.push_back(result);
      if (invocation.check_heads && !result.at_heads) console.exit_with(command_failed);
    };
    command::current(session, options);
    return print_json(current_json(databases), console);
  }
  if (invocation.verbose) {
    options.on_database = [&](const std::string& url) {
      console.print(fmt::format("Current revision(s) for {}:", url));
      if (!invocation.quiet) console.report(url_source(session.config.target(), url));
    };
  }
  options.check_heads = invocation.check_heads;
  options.on_current = [&](const command::CurrentResult& result) {
    for (const Revision* revision : result.listing.revisions) {
      console.print(console.ink_revision(invocation.verbose
                                             ? format_long(result.listing.map, *revision)
                                             : format_short(result.listing.map, *revision),
                                         revision->revision));
    }
  };
  command::current(session, options);
}

void run_downgrade(const Session& session, const Invocation& invocation, Console& console) {
  migrate(session, invocation, console, [&](const Session& chosen) {
    return command::downgrade(
        chosen, {.revision = invocation.revision, .sql = invocation.sql, .tag = invocation.tag});
  });
}

void run_edit(const Session& session, const Invocation& invocation, Console&) {
  command::edit(session, {.revision = invocation.revision});
}

void run_ensure_version(const Session& session, const Invocation& invocation, Console&) {
  command::ensure_version(session, {.sql = invocation.sql});
}

void run_heads(const Session& session, const Invocation& invocation, Console& console) {
  const command::Listing listing =
      command::heads(session, {.resolve_dependencies = invocation.resolve_dependencies});
  if (invocation.exit_code && listing.revisions.size() > 1) {
    console.exit_with(several_heads);
    console.hint("several heads: 'merge heads -m MESSAGE' joins them");
  }
  if (invocation.json) return print_json(heads_json(listing), console);
  for (const Revision* revision : listing.revisions) {
    const std::string text = invocation.verbose
                                 ? format_long(listing.map, *revision)
                                 : format_short(listing.map, *revision,
                                                {.branch_labels = true, .tree_indicators = false});
    console.print(console.ink_revision(text, revision->revision));
  }
}

void run_history(const Session& session, const Invocation& invocation, Console& console) {
  std::vector<command::Listing> listings;
  const auto print = [&](const command::Listing& listing) {
    if (invocation.json) return listings.push_back(listing);
    for (const Revision* revision : listing.revisions) {
      const bool marked = invocation.indicate_current && is_current(listing, *revision);
      const std::string text =
          invocation.verbose
              ? format_long(listing.map, *revision, {.is_current = marked})
              : format_short(
                    listing.map, *revision,
                    {.branch_labels = true, .parents = true, .doc = true, .is_current = marked});
      console.print(console.ink_revision(text, revision->revision));
    }
  };
  command::history(session, {.range = invocation.range,
                             .indicate_current = invocation.indicate_current,
                             .on_listing = print});
  if (invocation.json) {
    print_json(revisions_json(listings, invocation.indicate_current), console);
  }
}

void run_init(const Session& session, const Invocation& invocation, Console&) {
  command::init(session, {.directory = invocation.directory,
                          .layout = invocation.layout.value_or(default_layout(session, invocation)),
                          .package = invocation.package});
}

void run_list_templates(const Session& session, const Invocation& invocation, Console& console) {
  if (invocation.json) {
    return print_json(
        templates_json(command::list_templates(session), default_layout(session, invocation)),
        console);
  }
  console.print("Available templates:\n");
  for (const TemplateSummary& summary : command::list_templates(session)) {
    console.print(fmt::format("{} - {}", summary.name, summary.synopsis));
  }
  console.print("\nTemplates are used via the 'init' command, e.g.:");
  console.print(fmt::format("\n  {} init --template {} ./scripts", invocation.program,
                            default_layout(session, invocation)));
}

void run_merge(const Session& session, const Invocation& invocation, Console& console) {
  const Revision written = command::merge(session, {.revisions = invocation.revisions,
                                                    .message = invocation.message,
                                                    .branch_label = invocation.branch_label,
                                                    .rev_id = invocation.rev_id,
                                                    .splice = invocation.splice});
  if (invocation.json) print_written(session, {written}, console);
}

void run_revision(const Session& session, const Invocation& invocation, Console& console) {
  const std::vector<Revision> written =
      command::revision(session, {.message = invocation.message,
                                  .autogenerate = invocation.autogenerate,
                                  .sql = invocation.sql,
                                  .no_empty = invocation.no_empty,
                                  .head = invocation.head,
                                  .splice = invocation.splice,
                                  .branch_label = invocation.branch_label,
                                  .version_path = invocation.version_path,
                                  .rev_id = invocation.rev_id,
                                  .depends_on = invocation.depends_on,
                                  .language = invocation.language});
  if (invocation.json) return print_written(session, written, console);
  const bool wanted = invocation.autogenerate && invocation.no_empty && !invocation.sql;
  if (wanted && written.empty()) console.print("No new upgrade operations detected.");
}

void run_show(const Session& session, const Invocation& invocation, Console& console) {
  std::vector<command::Listing> listings;
  const auto print = [&](const command::Listing& listing) {
    if (invocation.json) return listings.push_back(listing);
    for (const Revision* revision : listing.revisions) {
      console.print(console.ink_revision(format_long(listing.map, *revision), revision->revision));
    }
  };
  command::show(session, {.revision = invocation.revision, .on_listing = print});
  if (invocation.json) print_json(revisions_json(listings, false), console);
}

void run_stamp(const Session& session, const Invocation& invocation, Console& console) {
  migrate(session, invocation, console, [&](const Session& chosen) {
    return command::stamp(chosen, {.revisions = invocation.revisions,
                                   .sql = invocation.sql,
                                   .tag = invocation.tag,
                                   .purge = invocation.purge});
  });
}

void run_upgrade(const Session& session, const Invocation& invocation, Console& console) {
  migrate(session, invocation, console, [&](const Session& chosen) {
    return command::upgrade(
        chosen, {.revision = invocation.revision, .sql = invocation.sql, .tag = invocation.tag});
  });
}

}  // namespace retort::cli
