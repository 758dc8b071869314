// SPDX-License-Identifier: MIT
// Asks the library what a recorded query asks, and puts the answer into the recording's form.
#include "retort/revision.h"

#include "oracle/graph.h"
#include "revision/resolve.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <stdexcept>

namespace retort::oracle {

namespace {

using Strings = std::vector<std::string>;

Strings strings(const Json& value) {
  if (value.is_null()) return {};
  if (value.is_string()) return {value.get<std::string>()};
  return value.get<Strings>();
}

std::string strip(const std::string& text) {
  const char* blank = " \t\n\r\v\f";
  const std::size_t first = text.find_first_not_of(blank);
  if (first == std::string::npos) return {};
  return text.substr(first, text.find_last_not_of(blank) - first + 1);
}

Revision read_revision(const Json& record, std::size_t index) {
  Revision revision;
  revision.revision = record.at("revision").get<std::string>();
  revision.down_revision = strings(record.at("down_revision"));
  revision.branch_labels = strings(record.at("branch_labels"));
  revision.depends_on = strings(record.at("depends_on"));
  if (record.at("doc").is_string()) revision.longdoc = strip(record.at("doc").get<std::string>());
  const std::string number = std::to_string(index);
  revision.path = "/m/versions/" + std::string(4 - std::min<std::size_t>(4, number.size()), '0') +
                  number + ".py";
  return revision;
}

Json sorted(Strings items) {
  std::sort(items.begin(), items.end());
  return items;
}

/// As a file writes it: nothing, one string, or a list.
Json scalar_or_list(const Strings& items) {
  if (items.empty()) return nullptr;
  return items.size() == 1 ? Json(items.front()) : Json(items);
}

Json ids(const std::vector<const Revision*>& revisions) {
  Json out = Json::array();
  for (const Revision* revision : revisions) out.push_back(revision->revision);
  return out;
}

const char* cause_type(RevisionErrorKind kind) {
  switch (kind) {
    case RevisionErrorKind::resolution:
      return "ResolutionError";
    case RevisionErrorKind::multiple_heads:
      return "MultipleHeads";
    case RevisionErrorKind::range_not_ancestor:
      return "RangeNotAncestorError";
    case RevisionErrorKind::cycle:
      return "CycleDetected";
    case RevisionErrorKind::dependency_cycle:
      return "DependencyCycleDetected";
    case RevisionErrorKind::loop:
      return "LoopDetected";
    case RevisionErrorKind::dependency_loop:
      return "DependencyLoopDetected";
    case RevisionErrorKind::missing:
    case RevisionErrorKind::version_rows:
      return "KeyError";
    case RevisionErrorKind::general:
    case RevisionErrorKind::duplicate_label:
    case RevisionErrorKind::illegal_identifier:
      return "RevisionError";
  }
  return "RevisionError";
}

Json error_value(const Error& error) {
  Json out{{"message", error.what()}};
  if (const auto* revision = dynamic_cast<const RevisionError*>(&error)) {
    out["cause"] = {{"type", cause_type(revision->kind())}, {"message", revision->details().cause}};
  }
  return out;
}

// ------------------------------------------------------------------------------ plain lookups

Json nodes_value(const RevisionMap& map) {
  history(map);  // the recording's listing begins with a walk, which may fail
  Json out = Json::object();
  for (const std::string& id : map.ids()) {
    const Revision& revision = *map.find(id);
    const RevisionLinks links = map.links(revision);
    Json flags = Json::array();
    if (links.is_head) flags.push_back("is_head");
    if (links.is_real_head) flags.push_back("_is_real_head");
    if (links.is_base) flags.push_back("is_base");
    if (links.is_real_base) flags.push_back("_is_real_base");
    if (links.is_branch_point) flags.push_back("is_branch_point");
    if (links.is_real_branch_point) flags.push_back("_is_real_branch_point");
    if (links.is_merge_point) flags.push_back("is_merge_point");
    out[id] = {{"down", revision.down_revision},
               {"next", sorted(links.next)},
               {"all_next", sorted(links.all_next)},
               {"deps", links.dependencies},
               {"norm_deps", sorted(links.normalized_dependencies)},
               {"labels", sorted(links.branch_labels)},
               {"flags", flags}};
  }
  return out;
}

Json branch_points_value(const RevisionMap& map) {
  Json out = Json::array();
  for (const BranchPoint& point : branch_points(map)) {
    Strings children;
    for (const Revision* child : point.children) children.push_back(child->revision);
    out.push_back({point.revision->revision, sorted(children)});
  }
  return out;
}

Json positions_value(const RevisionMap& map, const std::string& symbol) {
  const RevisionGraph& graph = map.graph();
  Json out = Json::array();
  for (const Position& one : reworded({}, [&] { return positions(graph, symbol); })) {
    if (one.is_revision()) {
      out.push_back(graph.id(one.node));
    } else {
      out.push_back(one.is_base() ? Json("base") : Json(nullptr));
    }
  }
  return out;
}

HistoryOptions history_options(const Json& range, const Strings& rows) {
  HistoryOptions options;
  if (range.is_string()) options.range = parse_history_range(range.get<std::string>());
  options.current_rows = rows;
  return options;
}

// --------------------------------------------------------------------------------- plans

const char* effect_name(RowEffect effect) {
  switch (effect) {
    case RowEffect::insert:
      return "insert";
    case RowEffect::update:
      return "update";
    case RowEffect::remove:
      return "delete";
    case RowEffect::merge:
      return "merge";
    case RowEffect::unmerge:
      return "unmerge";
  }
  return "";
}

Json sql_value(const Step& step) {
  Json out = Json::array();
  for (const RowOperation& operation : step.row_operations) {
    switch (operation.kind) {
      case RowOperation::Kind::insert_row:
        out.push_back({"insert", operation.to});
        break;
      case RowOperation::Kind::update_row:
        out.push_back({"update", operation.from, operation.to});
        break;
      case RowOperation::Kind::delete_row:
        out.push_back({"delete", operation.from});
        break;
    }
  }
  return out;
}

Strings without(const Strings& rows, const Strings& others) {
  Strings out;
  for (const std::string& row : rows) {
    if (std::find(others.begin(), others.end(), row) == others.end()) out.push_back(row);
  }
  return out;
}

Json plan_value(const Plan& plan, Strings rows) {
  Json steps = Json::array();
  for (const Step& step : plan.steps) {
    const Strings before = rows;
    apply_row_operations(rows, step);
    Json out{{"log", format_step(step)},
             {"from", step.from},
             {"to", step.to},
             {"from_all", sorted(step.from_all)},
             {"to_all", sorted(step.to_all)},
             {"effect", effect_name(step.effect)},
             {"removed", sorted(without(before, rows))},
             {"added", sorted(without(rows, before))},
             {"rows", sorted(rows)},
             {"sql", sql_value(step)},
             {"row_order", rows}};
    if (step.kind == StepKind::stamp) {
      out["op"] = "stamp_revision";
      out["up"] = step.is_upgrade;
      out["branch_move"] = step.branch_move;
    } else {
      out["op"] = step.is_upgrade ? "upgrade" : "downgrade";
      out["revision"] = step.revision;
    }
    steps.push_back(std::move(out));
  }
  return {{"steps", steps}, {"rows", sorted(rows)}};
}

// ---------------------------------------------------------------------------- printed lines

void print(Json& out, const std::string& text) {
  std::size_t begin = 0;
  for (;;) {
    const std::size_t end = text.find('\n', begin);
    out.push_back(text.substr(begin, end - begin));
    if (end == std::string::npos) return;
    begin = end + 1;
  }
}

struct LineOptions {
  bool verbose = false;
  bool indicate_current = false;
  bool resolve_dependencies = false;
  Json range;
  std::string symbol;
};

LineOptions read_line_options(const Strings& argv) {
  LineOptions options;
  for (std::size_t i = 1; i < argv.size(); ++i) {
    if (argv[i] == "-v") {
      options.verbose = true;
    } else if (argv[i] == "-i") {
      options.indicate_current = true;
    } else if (argv[i] == "--resolve-dependencies") {
      options.resolve_dependencies = true;
    } else if (argv[i] == "-r") {
      options.range = argv.at(++i);
    } else {
      options.symbol = argv[i];
    }
  }
  return options;
}

void print_history(const RevisionMap& map, const LineOptions& options, const Strings& rows,
                   Json& out) {
  for (const Revision* revision : history(map, history_options(options.range, rows))) {
    const bool is_current = options.indicate_current &&
                            std::find(rows.begin(), rows.end(), revision->revision) != rows.end();
    print(
        out,
        options.verbose
            ? format_long(map, *revision, {.is_current = is_current})
            : format_short(
                  map, *revision,
                  {.branch_labels = true, .parents = true, .doc = true, .is_current = is_current}));
  }
}

void print_lines(const RevisionMap& map, const Strings& argv, const Strings& rows, Json& out) {
  const LineOptions options = read_line_options(argv);
  const std::string& command = argv.front();
  if (command == "history") {
    print_history(map, options, rows, out);
  } else if (command == "heads") {
    const Strings heads = options.resolve_dependencies ? map.real_heads() : map.heads();
    for (const Revision* revision : resolve_revisions(map, heads)) {
      print(out, options.verbose ? format_long(map, *revision)
                                 : format_short(map, *revision,
                                                {.branch_labels = true, .tree_indicators = false}));
    }
  } else if (command == "branches") {
    for (const BranchPoint& point : branch_points(map)) {
      print(out, format_branch_point(map, point, {.verbose = options.verbose}));
    }
  } else if (command == "show") {
    const Strings symbols = options.symbol == "current" ? rows : Strings{options.symbol};
    for (const Revision* revision : resolve_revisions(map, symbols)) {
      print(out, format_long(map, *revision));
    }
  } else if (command == "current") {
    for (const Revision* revision : current_revisions(map, rows)) {
      print(out, format_short(map, *revision));
    }
  } else {
    throw std::runtime_error("unknown command '" + command + "'");
  }
}

Json lines_value(const RevisionMap& map, const Strings& argv, const Strings& rows) {
  Json out = Json::array();
  try {
    print_lines(map, argv, rows, out);
  } catch (const Error& error) {
    return {{"out", out}, {"error", error_value(error)}};
  }
  return {{"out", out}};
}

NewRevisionOptions new_revision_options(const Json& query) {
  NewRevisionOptions options;
  options.revision = query.at("rev_id").get<std::string>();
  if (!query.at("head").is_null()) options.head = strings(query.at("head"));
  options.splice = query.at("splice").get<bool>();
  options.branch_labels = strings(query.at("branch_labels"));
  options.depends_on = strings(query.at("depends_on"));
  return options;
}

}  // namespace

struct GraphCase::Data {
  std::optional<RevisionMap> map;
  std::optional<RevisionError> load_error;

  /// What a command refuses before it looks at any revision.
  static void check_arguments(const Json& query) {
    const std::string name = query.at("q").get<std::string>();
    if ((name == "upgrade" || name == "downgrade") &&
        query.at("target").get<std::string>().find(':') != std::string::npos) {
      throw Error("Range revision not allowed");
    }
    if (name == "new_revision") verify_revision_id(query.at("rev_id").get<std::string>());
    if (name == "history") history_options(query.at("range"), {});
    if (name == "lines") history_options(read_line_options(strings(query.at("argv"))).range, {});
  }

  Json lookup(const std::string& name, const Json& query) const {
    if (name == "heads") return query.contains("resolve") ? map->real_heads() : map->heads();
    if (name == "bases") return map->bases();
    if (name == "current_head") {
      const auto head = current_head(*map);
      return head ? Json(*head) : Json(nullptr);
    }
    if (name == "branch_points") return branch_points_value(*map);
    if (name == "nodes") return nodes_value(*map);
    const std::string symbol = query.at("sym").get<std::string>();
    if (name == "get_revisions") return positions_value(*map, symbol);
    const Revision* revision = resolve_revision(*map, symbol);
    return revision == nullptr ? Json(nullptr) : Json(revision->revision);
  }

  Json value(const Json& query, Json& warnings) const {
    const std::string name = query.at("q").get<std::string>();
    if (name == "new_revision") return new_revision(query, warnings);
    if (!query.contains("current")) return lookup(name, query);
    const Strings rows = strings(query.at("current"));
    if (name == "current") {
      Strings found;
      for (const Revision* revision : current_revisions(*map, rows)) {
        found.push_back(revision->revision);
      }
      return sorted(found);
    }
    if (name == "history") return ids(history(*map, history_options(query.at("range"), rows)));
    if (name == "lines") return lines_value(*map, strings(query.at("argv")), rows);
    if (name == "stamp") {
      return plan_value(plan_stamp(*map, rows, strings(query.at("targets"))), rows);
    }
    const std::string target = query.at("target").get<std::string>();
    if (name == "upgrade") return plan_value(plan_upgrade(*map, rows, target), rows);
    if (name != "downgrade") throw std::runtime_error("unknown query '" + name + "'");
    const Plan plan = plan_downgrade(*map, rows, target);
    for (const std::string& warning : plan.warnings) warnings.push_back(warning);
    return plan_value(plan, rows);
  }

  Json new_revision(const Json& query, Json& warnings) const {
    const Revision revision = resolve_new_revision(*map, new_revision_options(query));
    const RevisionMap after = map->with_revision(revision);
    for (std::size_t i = map->warnings().size(); i < after.warnings().size(); ++i) {
      warnings.push_back(after.warnings()[i]);
    }
    return {{"down_revision", scalar_or_list(revision.down_revision)},
            {"branch_labels",
             revision.branch_labels.empty() ? Json(nullptr) : Json(revision.branch_labels)},
            {"depends_on", scalar_or_list(revision.depends_on)},
            {"heads_after", after.heads()},
            {"real_heads_after", after.real_heads()},
            {"labels_after", sorted(after.links(*after.find(revision.revision)).branch_labels)}};
  }
};

GraphCase::GraphCase(const Json& record) : data_(std::make_unique<Data>()) {
  std::vector<Revision> revisions;
  for (const Json& revision : record.at("revisions")) {
    revisions.push_back(read_revision(revision, revisions.size()));
  }
  try {
    data_->map = RevisionMap::build(std::move(revisions));
  } catch (const RevisionError& error) {
    data_->load_error = error;
  }
}

GraphCase::~GraphCase() = default;

Json GraphCase::load() const {
  if (!data_->map) {
    return {{"error", error_value(*data_->load_error)},
            {"warnings", data_->load_error->details().warnings}};
  }
  Strings labels = data_->map->labels();
  labels.erase(std::remove(labels.begin(), labels.end(), ""), labels.end());
  return {{"ok", {{"order", data_->map->ids()}, {"labels", sorted(labels)}}},
          {"warnings", data_->map->warnings()}};
}

Json GraphCase::answer(const Json& query) const {
  Json warnings = Json::array();
  Json out;
  try {
    Data::check_arguments(query);
    if (!data_->map) throw RevisionError(*data_->load_error);
    out["ok"] = data_->value(query, warnings);
  } catch (const Error& error) {
    if (const auto* revision = dynamic_cast<const RevisionError*>(&error)) {
      const Strings& noticed = revision->details().warnings;
      // A new revision is checked in a map of its own, which repeats what the old one said.
      const std::size_t known = data_->map ? data_->map->warnings().size() : 0;
      const std::size_t skipped =
          query.at("q") == "new_revision" ? std::min(known, noticed.size()) : 0;
      warnings = Strings(noticed.begin() + static_cast<std::ptrdiff_t>(skipped), noticed.end());
    }
    // The lines command reports its error next to what it had printed.
    if (query.at("q") == "lines") {
      out["ok"] = {{"out", Json::array()}, {"error", error_value(error)}};
    } else {
      out["error"] = error_value(error);
    }
  }
  out["warnings"] = std::move(warnings);
  return out;
}

}  // namespace retort::oracle
