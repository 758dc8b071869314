// SPDX-License-Identifier: MIT
// The revision graph: revisions as values, the map that links them, and everything that can be
// computed from the two without a database: lookups, history, plans, texts.
#pragma once

#include "retort/api.h"
#include "retort/error.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace retort {

// ---------------------------------------------------------------------------------- errors

/// What is wrong with a graph, an identifier or a request.
enum class RevisionErrorKind {
  general,             ///< anything without a kind of its own ("Ambiguous walk", "Walked too far")
  resolution,          ///< an identifier names nothing, several things, or another branch
  multiple_heads,      ///< one revision was asked for and several heads answer
  range_not_ancestor,  ///< the ends of a range are not on one line
  cycle,               ///< revisions go round in a circle by down_revision
  dependency_cycle,    ///< the same with depends_on counted
  loop,                ///< a revision is its own down_revision
  dependency_loop,     ///< a revision depends on itself
  missing,             ///< a down_revision or dependency is not in the map
  duplicate_label,     ///< a branch label is already the name of something
  illegal_identifier,  ///< an id holds a character of the target syntax
  version_rows,        ///< the version table's rows do not fit the step
};

/// A problem of the revision graph. `what()` is the text for the user; `details().cause` is the
/// narrower message of the rule that failed (the same text where no command rewords it).
class RETORT_API RevisionError : public Error {
 public:
  struct Details {
    RevisionErrorKind kind = RevisionErrorKind::general;
    std::string cause;                   ///< message of the rule itself
    std::string argument;                ///< the identifier at fault, where there is one
    std::vector<std::string> revisions;  ///< the heads, or the members of a cycle
    std::string lower;                   ///< range_not_ancestor: the ends, as given
    std::string upper;
    std::vector<std::string> warnings;  ///< what had been noticed before the failure
  };
  RevisionError(const std::string& message, Details details, std::string hint = {})
      : Error(message, ErrorCode::revision, std::move(hint)), details_(std::move(details)) {}

  const Details& details() const noexcept { return details_; }
  RevisionErrorKind kind() const noexcept { return details_.kind; }

 private:
  Details details_;
};

// ------------------------------------------------------------------------------- the graph

/// One migration's place in the graph, as its file states it. Wherever a file may write nothing,
/// a string or a list, the field is a list of none, one or several.
struct RETORT_API Revision {
  std::string revision;
  std::vector<std::string> down_revision;
  std::vector<std::string> branch_labels;
  std::vector<std::string> depends_on;  ///< ids or branch labels, as written
  std::string longdoc;                  ///< the whole docstring, stripped
  std::string path;                     ///< absolute path of the file

  /// The docstring up to its first blank line.
  std::string_view doc() const;
  bool operator==(const Revision&) const = default;
};

/// What the map knows about one revision. Ids are in load order, labels sorted.
struct RevisionLinks {
  std::vector<std::string> next;                     ///< children by down_revision
  std::vector<std::string> all_next;                 ///< children by down_revision or dependency
  std::vector<std::string> dependencies;             ///< depends_on with labels replaced by ids
  std::vector<std::string> normalized_dependencies;  ///< those no ancestor depends on already
  std::vector<std::string> branch_labels;            ///< own and inherited
  bool is_head = false;                              ///< no `next`
  bool is_real_head = false;                         ///< no `all_next`
  bool is_base = false;
  bool is_real_base = false;          ///< a base without dependencies
  bool is_branch_point = false;       ///< more than one `next`
  bool is_real_branch_point = false;  ///< more than one `all_next`
  bool is_merge_point = false;        ///< more than one down_revision
  bool operator==(const RevisionLinks&) const = default;
};

struct RevisionGraph;  // the indexed form; src/revision

/// The validated graph of a set of revisions. Immutable, and cheap to copy (copies share).
/// Pointers to its revisions live as long as any copy of the map.
class RETORT_API RevisionMap {
 public:
  /// A map without revisions.
  RevisionMap();
  /// Links `revisions`, given in load order (it breaks ties everywhere), and checks them.
  /// Throws RevisionError on cycles, absent parents or dependencies, and duplicate labels.
  static RevisionMap build(std::vector<Revision> revisions);
  /// This map and one more revision, loaded last. Throws as `build` does.
  RevisionMap with_revision(Revision revision) const;

  /// Oddities that do not stop work (an id that is present twice); for the caller to report.
  const std::vector<std::string>& warnings() const;
  /// All revisions in load order, a repeated id as often as it was loaded.
  const std::vector<Revision>& revisions() const;
  bool empty() const { return revisions().empty(); }
  /// The distinct ids, in load order.
  std::vector<std::string> ids() const;
  /// The branch labels of the files, in load order.
  std::vector<std::string> labels() const;
  /// The revision with exactly this id or branch label; null if there is none.
  const Revision* find(std::string_view id_or_label) const;
  /// What the map knows of a revision of this map (found by its id).
  RevisionLinks links(const Revision& revision) const;

  /// Heads by down_revision, in load order (`heads`).
  std::vector<std::string> heads() const;
  /// Heads that nothing depends on either: the rows of a fully upgraded database
  /// (`heads --resolve-dependencies`).
  std::vector<std::string> real_heads() const;
  std::vector<std::string> bases() const;
  std::vector<std::string> real_bases() const;

  const RevisionGraph& graph() const { return *graph_; }

 private:
  explicit RevisionMap(std::shared_ptr<const RevisionGraph> graph);
  std::shared_ptr<const RevisionGraph> graph_;
};

// ----------------------------------------------------------------------------- identifiers

/// "[label@][symbol]+N" or "-N".
struct RelativeTarget {
  std::optional<std::string> branch;  ///< what stands before '@'
  std::optional<std::string> symbol;  ///< the id to count from; absent: the current state
  std::string text;                   ///< the signed number as written
  long long steps = 0;                ///< its value, cut off at +-1,000,000,000
  bool operator==(const RelativeTarget&) const = default;
};

/// Reads a relative target; nothing if `target` is not one. As in Alembic, text after the number
/// is ignored.
RETORT_API std::optional<RelativeTarget> parse_relative_target(std::string_view target);

/// "start:end"; an empty side is absent.
struct RevisionRange {
  std::optional<std::string> start;
  std::optional<std::string> end;
  bool operator==(const RevisionRange&) const = default;
};

/// Reads the argument of `history -r`. Throws Error unless there is exactly one colon.
RETORT_API RevisionRange parse_history_range(std::string_view text);

struct TargetRange {
  std::optional<std::string> start;  ///< absent without a colon; may be empty text
  std::string target;
  bool operator==(const TargetRange&) const = default;
};

/// Reads the argument of `upgrade`, `downgrade` and `stamp` in --sql mode: "target" or
/// "start:target". Throws Error on a second colon.
RETORT_API TargetRange parse_target_range(std::string_view text);

/// Throws RevisionError if `id` holds one of "@-+:".
RETORT_API void verify_revision_id(std::string_view id);

/// The revisions that `symbol` names, in the order the symbol gives them ("heads": load order).
/// `base`, and steps that end below a base, name nothing. Throws RevisionError.
RETORT_API std::vector<const Revision*> resolve_revisions(const RevisionMap& map,
                                                          std::string_view symbol);
/// The same for each symbol in turn.
RETORT_API std::vector<const Revision*> resolve_revisions(const RevisionMap& map,
                                                          const std::vector<std::string>& symbols);
/// The one revision that `symbol` names; null for `base` and for `head` of an empty map.
/// Throws RevisionError, also when there are several.
RETORT_API const Revision* resolve_revision(const RevisionMap& map, std::string_view symbol);
/// The only head, if there is one. Throws RevisionError when there are several.
RETORT_API std::optional<std::string> current_head(const RevisionMap& map);

// --------------------------------------------------------------------------------- reading

struct HistoryOptions {
  RevisionRange range;                    ///< `current` at either end means `current_rows`
  std::vector<std::string> current_rows;  ///< the version table, in row order
};

/// The revisions of a range, newest first. Throws RevisionError.
RETORT_API std::vector<const Revision*> history(const RevisionMap& map,
                                                const HistoryOptions& options = {});

/// What lies between two states of a database (Alembic: RevisionMap.iterate_revisions).
struct IterateOptions {
  std::vector<std::string> upper;  ///< a symbol, or several ids; none: base
  std::vector<std::string> lower;
  bool inclusive = false;      ///< the lower end too
  bool implicit_base = false;  ///< what other branches need, too
  bool stops_at_edge = false;  ///< a relative end outside of the graph is its edge, not an error
  bool for_downgrade = false;  ///< `upper` are the rows, and `lower` the target of a downgrade
};

/// The revisions between two states, newest first. Throws RevisionError with the rule's own text.
RETORT_API std::vector<const Revision*> iterate_revisions(const RevisionMap& map,
                                                          const IterateOptions& options);
/// Those of `revisions` that share a line with `symbol`, in their order.
RETORT_API std::vector<const Revision*> in_lineage(const RevisionMap& map,
                                                   const std::vector<const Revision*>& revisions,
                                                   std::string_view symbol,
                                                   bool through_dependencies);

/// What `current` lists: the tips of everything that the rows imply, in load order.
/// Throws RevisionError for a row that is not in the map.
RETORT_API std::vector<const Revision*> current_revisions(const RevisionMap& map,
                                                          const std::vector<std::string>& rows);

struct BranchPoint {
  const Revision* revision = nullptr;
  std::vector<const Revision*> children;  ///< in load order
};

/// Every revision with several children, newest first.
RETORT_API std::vector<BranchPoint> branch_points(const RevisionMap& map);

// ----------------------------------------------------------------------------------- plans

enum class StepKind { upgrade, downgrade, stamp };

/// One statement on the version table.
struct RowOperation {
  enum class Kind { insert_row, update_row, delete_row };
  Kind kind = Kind::insert_row;
  std::string from;  ///< the row that is updated or deleted
  std::string to;    ///< the row that is inserted, or the new value
  bool operator==(const RowOperation&) const = default;
};

/// Why the rows change as they do (Alembic's names).
enum class RowEffect { insert, update, remove, merge, unmerge };

/// One movement along the graph, with all that a run needs to know of it.
struct Step {
  StepKind kind = StepKind::upgrade;
  bool is_upgrade = true;         ///< direction; a stamp has one too
  bool branch_move = false;       ///< stamps: a branch appears or disappears
  std::string revision;           ///< whose script runs; stamps: destination, "" for base
  std::vector<std::string> from;  ///< as logged: without dependencies
  std::vector<std::string> to;
  std::vector<std::string> from_all;  ///< with (normalized) dependencies
  std::vector<std::string> to_all;
  std::string doc;  ///< empty for stamps
  RowEffect effect = RowEffect::update;
  std::vector<RowOperation> row_operations;  ///< in execution order
  bool operator==(const Step&) const = default;
};

/// "upgrade a -> b": the comment of the offline stream.
RETORT_API std::string format_step_short(const Step& step);
/// The same with ", doc" if there is one; logged after "Running ".
RETORT_API std::string format_step(const Step& step);

struct Plan {
  std::vector<Step> steps;            ///< in execution order
  std::vector<std::string> warnings;  ///< for the caller to report
  bool operator==(const Plan&) const = default;
};

/// The steps from the version table's rows (in row order) to `target`. A step whose row
/// operations are impossible makes the whole plan fail before anything has run.
/// Throws RevisionError with Alembic's CLI text.
RETORT_API Plan plan_upgrade(const RevisionMap& map, const std::vector<std::string>& rows,
                             std::string_view target);
/// The same to several targets at once.
RETORT_API Plan plan_upgrade(const RevisionMap& map, const std::vector<std::string>& rows,
                             const std::vector<std::string>& targets);
RETORT_API Plan plan_downgrade(const RevisionMap& map, const std::vector<std::string>& rows,
                               std::string_view target);
/// Each of `targets` against the same `rows`, in argument order; none means `base`.
RETORT_API Plan plan_stamp(const RevisionMap& map, const std::vector<std::string>& rows,
                           const std::vector<std::string>& targets);

/// A step over one revision, outside of a plan: its row operations are still to be recorded.
RETORT_API Step step_over(const RevisionMap& map, const Revision& revision, StepKind kind);
/// The steps as a plan that begins with `rows`: records their row operations.
RETORT_API Plan plan_steps(const RevisionMap& map, const std::vector<std::string>& rows,
                           std::vector<Step> steps);

/// Follows a step: does to `rows` what its row operations do to the version table.
RETORT_API void apply_row_operations(std::vector<std::string>& rows, const Step& step);

/// The rows of the version table while a plan is being made.
class RETORT_API HeadState {
 public:
  HeadState(RevisionMap map, std::vector<std::string> rows);
  ~HeadState();
  HeadState(const HeadState&) = delete;
  HeadState& operator=(const HeadState&) = delete;

  const std::vector<std::string>& rows() const;
  /// Decides the step's effect and row operations from the present rows, writes them into the
  /// step, and applies them. Throws RevisionError (version_rows) if the rows do not allow it;
  /// the state is then unchanged.
  void apply(Step& step);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// ----------------------------------------------------------------------------------- texts

struct ShortFormat {
  bool branch_labels = false;   ///< "(label, label)"
  bool parents = false;         ///< "down (dependencies) -> " in front
  bool doc = false;             ///< ", doc" at the end
  bool tree_indicators = true;  ///< "(branchpoint)" and "(mergepoint)"
  bool is_current = false;      ///< "(current)"
};

/// One line about a revision, without the line end, as `current`, `heads`, `history` and
/// `branches` print it.
RETORT_API std::string format_short(const RevisionMap& map, const Revision& revision,
                                    const ShortFormat& format = {});

struct LongFormat {
  bool is_current = false;
};

/// The paragraph of `show` and of -v, ending in one line end.
RETORT_API std::string format_long(const RevisionMap& map, const Revision& revision,
                                   const LongFormat& format = {});

struct BranchFormat {
  bool verbose = false;
};

/// A branch point and its children, as `branches` prints them, ending in one line end.
RETORT_API std::string format_branch_point(const RevisionMap& map, const BranchPoint& point,
                                           const BranchFormat& format = {});

/// "a -> b (head), doc": a revision in a warning.
RETORT_API std::string format_revision(const RevisionMap& map, const Revision& revision);

// --------------------------------------------------------------------------- new revisions

struct NewRevisionOptions {
  std::string revision;                          ///< the new id
  std::optional<std::vector<std::string>> head;  ///< default `head`; several: a merge
  bool splice = false;                           ///< parents need not be heads
  std::vector<std::string> branch_labels;
  std::vector<std::string> depends_on;
};

/// What goes into a new revision's file: the identity fields of a Revision (path and docstring
/// stay empty), its parents resolved, partial dependencies completed, labels kept as labels.
/// The parents' own files are `map.find(down_revision[i])->path`.
/// Throws RevisionError with Alembic's CLI text. Whether the id or a label is already taken
/// shows when the result goes through `RevisionMap::with_revision`.
RETORT_API Revision resolve_new_revision(const RevisionMap& map, const NewRevisionOptions& options);

}  // namespace retort
