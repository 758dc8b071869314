// SPDX-License-Identifier: MIT
// Indexes and unique constraints, which share their names: by name, and unnamed unique constraints
// by their columns.
#include "autogenerate/parts.h"
#include "base/text.h"
#include "dialect/comparison_rules.h"
#include "schema/lookup.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>
#include <variant>

namespace retort {
namespace {

constexpr const char* log_part = "constraints";

/// An index or a unique constraint, and where it stands in its table.
struct Candidate {
  const Index* index = nullptr;  ///< one of the two
  const Unique* unique = nullptr;
  std::size_t position = 0;

  const std::optional<Name>& name() const { return index ? index->name : unique->name; }
  ObjectKind kind() const { return index ? ObjectKind::index : ObjectKind::unique_constraint; }
  std::string kind_text() const { return index ? "index" : "unique constraint"; }
  std::vector<std::string> columns() const {
    return index ? named_columns(*index) : unique->columns;
  }
  /// Where the other side says the same in a column's place.
  bool same_elements(const Index& other) const {
    return index && index->unique == other.unique && index->elements == other.elements;
  }
};

using CandidatesByName = std::map<std::string, Candidate>;

/// What both tables have, once filters and the dialect have had their say.
struct Candidates {
  std::vector<Candidate> model;
  std::vector<Candidate> database;
};

template <class T>
std::vector<const T*> pointers(const std::vector<Candidate>& candidates,
                               const T* Candidate::*member) {
  std::vector<const T*> found;
  for (const Candidate& candidate : candidates) {
    if (candidate.*member) {
      found.push_back(candidate.*member);
    }
  }
  return found;
}

void keep(std::vector<Candidate>& candidates, const std::vector<const Unique*>& uniques,
          const std::vector<const Index*>& indexes) {
  const std::set<const Unique*> kept_uniques(uniques.begin(), uniques.end());
  const std::set<const Index*> kept_indexes(indexes.begin(), indexes.end());
  candidates.erase(std::remove_if(candidates.begin(), candidates.end(),
                                  [&](const Candidate& candidate) {
                                    return candidate.index
                                               ? kept_indexes.count(candidate.index) == 0
                                               : kept_uniques.count(candidate.unique) == 0;
                                  }),
                   candidates.end());
}

class IndexComparison {
 public:
  IndexComparison(const CompareContext& context, const TablePair& pair,
                  std::vector<Difference>& differences)
      : context_(context), pair_(pair), differences_(differences) {}

  void run() {
    gather();
    adjust();
    sort_by_name();
    remove_all();
    compare_all();
    add_all();
  }

 private:
  void gather() {
    if (pair_.model_table) {
      for (std::size_t i = 0; i < pair_.model_table->constraints.size(); ++i) {
        if (const auto* unique = std::get_if<Unique>(&pair_.model_table->constraints[i])) {
          candidates_.model.push_back({.unique = unique, .position = i});
        }
      }
      for (std::size_t i = 0; i < pair_.model_table->indexes.size(); ++i) {
        candidates_.model.push_back({.index = &pair_.model_table->indexes[i], .position = i});
      }
    }
    if (pair_.database_table) {
      gather_reflected(*pair_.database_table);
    }
  }

  void gather_reflected(const Table& table) {
    if (context_.facts.reflects_uniques) {
      for (std::size_t i = 0; i < table.constraints.size(); ++i) {
        const auto* unique = std::get_if<Unique>(&table.constraints[i]);
        if (!unique ||
            !context_.takes(pair_.found(ObjectKind::unique_constraint, text_of(unique->name)))) {
          continue;
        }
        if (pair_.model_table) {
          candidates_.database.push_back({.unique = unique, .position = i});
        }
      }
    }
    for (const auto& [name, position] : index_names(table)) {
      if (context_.takes(pair_.found(ObjectKind::index, name)) && position) {
        candidates_.database.push_back({.index = &table.indexes[*position], .position = *position});
      }
    }
  }

  using IndexName = std::pair<std::optional<std::string>, std::optional<std::size_t>>;

  /// The indexes by name and position. Those behind constraints are asked about, too, though
  /// nothing comes of it.
  std::vector<IndexName> index_names(const Table& table) const {
    std::vector<IndexName> names;
    for (std::size_t i = 0; i < table.indexes.size(); ++i) {
      names.emplace_back(text_of(table.indexes[i].name), i);
    }
    if (!context_.facts.constraints_are_indexes || !context_.options.hooks.include_name) {
      return names;
    }
    for (const Constraint& constraint : table.constraints) {
      if (std::holds_alternative<Unique>(constraint) ||
          std::holds_alternative<Exclude>(constraint)) {
        names.emplace_back(text_of(name_of(constraint)), std::nullopt);
      }
    }
    std::stable_sort(names.begin(), names.end(), [](const IndexName& one, const IndexName& other) {
      return one.first < other.first;
    });
    return names;
  }

  void adjust() {
    ComparedConstraints compared{
        .model = pair_.model_table,
        .database = pair_.database_table,
        .model_uniques = pointers(candidates_.model, &Candidate::unique),
        .database_uniques = pointers(candidates_.database, &Candidate::unique),
        .model_indexes = pointers(candidates_.model, &Candidate::index),
        .database_indexes = pointers(candidates_.database, &Candidate::index)};
    context_.dialect.adjust_constraints(compared, context_.reporter);
    keep(candidates_.model, compared.model_uniques, compared.model_indexes);
    keep(candidates_.database, compared.database_uniques, compared.database_indexes);
  }

  void sort_by_name() {
    const DialectInfo& info = context_.dialect.info();
    for (const Candidate& candidate : candidates_.model) {
      if (candidate.unique) {
        model_uniques_.insert(sorted_columns(*candidate.unique));
      }
      if (candidate.name()) {
        model_[final_name(*candidate.name(), candidate.index ? info.max_index_name_length
                                                             : info.max_constraint_name_length)] =
            candidate;
      } else if (candidate.unique) {
        unnamed_.emplace(sorted_columns(*candidate.unique), candidate);
      }
    }
    for (const Candidate& candidate : candidates_.database) {
      if (candidate.unique) {
        database_uniques_.insert(sorted_columns(*candidate.unique));
      }
      if (!candidate.name()) {
        continue;
      }
      const std::string& name = candidate.name()->text;
      const auto known = database_.find(name);
      if (known != database_.end() && known->second.unique && candidate.index) {
        doubled_.emplace(name, candidate);
        continue;
      }
      database_[name] = candidate;
    }
  }

  void remove_all() {
    for (const auto& [name, candidate] : database_) {
      if (model_.count(name) != 0) {
        continue;
      }
      if (candidate.unique && unnamed_.count(sorted_columns(*candidate.unique)) != 0) {
        continue;
      }
      const auto index = doubled_.find(name);
      if (index == doubled_.end()) {
        remove(candidate);
        continue;
      }
      const bool wanted_as_index = std::any_of(
          candidates_.model.begin(), candidates_.model.end(),
          [&](const Candidate& wanted) { return wanted.same_elements(*index->second.index); });
      if (!wanted_as_index && model_uniques_.count(sorted_columns(*candidate.unique)) == 0) {
        remove(candidate);
        remove(index->second);
      }
    }
  }

  void compare_all() {
    for (const auto& [name, wanted] : model_) {
      const auto at = database_.find(name);
      if (at == database_.end()) {
        continue;
      }
      const auto index = doubled_.find(name);
      const Candidate& found = index != doubled_.end() && wanted.index ? index->second : at->second;
      if (wanted.kind() != found.kind()) {
        remove(found);
        add(wanted);
        continue;
      }
      compare(found, wanted);
    }
  }

  void compare(const Candidate& found, const Candidate& wanted) {
    const Table& model = *pair_.model_table;
    const Table& database = *pair_.database_table;
    const Verdict verdict =
        wanted.index ? context_.dialect.compare_indexes(
                           {*wanted.index, *found.index, model, database}, context_.reporter)
                     : context_.dialect.compare_uniques(
                           {*wanted.unique, *found.unique, model, database}, context_.reporter);
    const std::string reasons = join(verdict.reasons, ", ");
    switch (verdict.likeness) {
      case Likeness::equal:
        break;
      case Likeness::unknown:
        context_.info(log_part, "Cannot compare " + found.kind_text() + " " + shown(found) +
                                    ", assuming equal and skipping. " + reasons);
        break;
      case Likeness::different:
        change(found, wanted, reasons);
        break;
    }
  }

  void add_all() {
    for (const auto& [name, candidate] : model_) {
      if (database_.count(name) == 0) {
        add(candidate);
      }
    }
    for (const auto& [columns, candidate] : unnamed_) {
      if (database_uniques_.count(columns) == 0) {
        add(candidate);
      }
    }
  }

  void add(const Candidate& candidate) {
    // What cannot be seen in the database may well be there; and those of a new table come with it.
    if (candidate.unique &&
        (!pair_.database_table || !pair_.model_table || !context_.facts.reflects_uniques)) {
      return;
    }
    if (!context_.takes(object(candidate, nullptr))) {
      return;
    }
    push_added(candidate);
    context_.info(log_part, "Detected added " + candidate.kind_text() + " " + shown(candidate) +
                                " on '" + repr_tuple(candidate.columns()) + "'");
  }

  void remove(const Candidate& candidate) {
    // Where unique constraints are not seen, a unique index may be one.
    if (candidate.index && candidate.index->unique && !context_.facts.reflects_uniques) {
      return;
    }
    if (candidate.unique && (!pair_.database_table || !pair_.model_table)) {
      return;
    }
    if (!context_.takes(object_removed(candidate))) {
      return;
    }
    push_removed(candidate);
    context_.info(log_part, "Detected removed " + candidate.kind_text() + " " + shown(candidate) +
                                " on " + repr(pair_.name.name));
  }

  void change(const Candidate& found, const Candidate& wanted, const std::string& reasons) {
    if (!context_.takes(object(wanted, &found))) {
      return;
    }
    context_.info(log_part, "Detected changed " + found.kind_text() + " " + shown(found) + " on " +
                                repr(pair_.name.name) + ": " + reasons);
    push_removed(found);
    push_added(wanted);
  }

  void push_added(const Candidate& candidate) {
    const TableName& table = pair_.model_table->name;
    Difference difference{.operation = candidate.index ? create_index(table, *candidate.index)
                                                       : add_unique(table, *candidate.unique),
                          .model = pair_.model_position(candidate.position)};
    differences_.push_back(std::move(difference));
  }

  void push_removed(const Candidate& candidate) {
    const TableName& table = pair_.database_table->name;
    Difference difference{.operation = candidate.index ? drop_index(table, *candidate.index)
                                                       : drop_unique(table, *candidate.unique),
                          .database = pair_.database_position(candidate.position)};
    differences_.push_back(std::move(difference));
  }

  static Operation create_index(const TableName& table, const Index& index) {
    return op::CreateIndex{.table = table, .index = index};
  }
  static Operation add_unique(const TableName& table, const Unique& unique) {
    return op::AddConstraint{.table = table, .constraint = unique};
  }
  static Operation drop_index(const TableName& table, const Index& index) {
    return op::DropIndex{.name = index.name.value_or(Name()),
                         .table = table,
                         .options = index.options,
                         .original = index};
  }
  static Operation drop_unique(const TableName& table, const Unique& unique) {
    return op::DropConstraint{.name = unique.name,
                              .table = table,
                              .type = op::ConstraintType::unique,
                              .original = unique};
  }

  ComparedObject object(const Candidate& wanted, const Candidate* found) const {
    return pair_.object(wanted.kind(), text_of(wanted.name()), wanted.position,
                        found ? std::optional(found->position) : std::nullopt);
  }
  ComparedObject object_removed(const Candidate& found) const {
    ComparedObject object =
        pair_.object(found.kind(), text_of(found.name()), std::nullopt, found.position);
    object.reflected = true;
    return object;
  }

  static std::string shown(const Candidate& candidate) {
    return candidate.name() ? repr(candidate.name()->text) : "None";
  }

  const CompareContext& context_;
  const TablePair& pair_;
  std::vector<Difference>& differences_;
  Candidates candidates_;
  CandidatesByName model_;  // by the names that they have in the database
  CandidatesByName database_;
  CandidatesByName doubled_;  // indexes under the names of unique constraints
  std::map<std::vector<std::string>, Candidate> unnamed_;
  std::set<std::vector<std::string>> model_uniques_;
  std::set<std::vector<std::string>> database_uniques_;
};

}  // namespace

void compare_indexes_and_uniques(const CompareContext& context, const TablePair& pair,
                                 std::vector<Difference>& differences) {
  IndexComparison(context, pair, differences).run();
}

}  // namespace retort
