// SPDX-License-Identifier: MIT
// CHECK constraints by their names: those without one, and those of types, are left alone.
#include "autogenerate/parts.h"
#include "base/text.h"

#include <map>
#include <utility>
#include <variant>

namespace retort {
namespace {

constexpr const char* log_part = "check_constraints";

struct PlacedCheck {
  const Check* check = nullptr;
  ObjectPosition position = {};
};
using ChecksByName = std::map<std::string, PlacedCheck>;

class CheckComparison {
 public:
  CheckComparison(const CompareContext& context, const TablePair& pair,
                  std::vector<Difference>& differences)
      : context_(context), pair_(pair), differences_(differences) {}

  void run() {
    gather_model();
    gather_database();
    for (const auto& [name, found] : database_) {
      if (model_.count(name) == 0) {
        remove(name, found);
      }
    }
    for (const auto& [name, wanted] : model_) {
      if (const auto at = database_.find(name); at != database_.end()) {
        compare(name, at->second, wanted);
      }
    }
    for (const auto& [name, wanted] : model_) {
      if (database_.count(name) == 0) {
        add(name, wanted);
      }
    }
  }

 private:
  void gather_model() {
    const Table& table = *pair_.model_table;
    const std::size_t at = pair_.model.value_or(0);
    for (std::size_t i = 0; i < table.constraints.size(); ++i) {
      if (const auto* check = std::get_if<Check>(&table.constraints[i])) {
        enter(*check, {.table = at, .element = i});
      }
    }
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
      for (std::size_t i = 0; i < table.columns[c].checks.size(); ++i) {
        enter(table.columns[c].checks[i], {.table = at, .element = i, .column = c});
      }
    }
  }

  void enter(const Check& check, const ObjectPosition& position) {
    if (check.name && !check.type_bound) {
      // Asked for what it throws: names that are too long are found here.
      final_name(*check.name, context_.dialect.info().max_constraint_name_length);
      model_[check.name->text] = {.check = &check, .position = position};
    }
  }

  void gather_database() {
    const Table& table = *pair_.database_table;
    for (std::size_t i = 0; i < table.constraints.size(); ++i) {
      const auto* check = std::get_if<Check>(&table.constraints[i]);
      if (check && check->name &&
          context_.takes(pair_.found(ObjectKind::check_constraint, check->name->text))) {
        database_[check->name->text] = {
            .check = check, .position = {.table = pair_.database.value_or(0), .element = i}};
      }
    }
  }

  ComparedObject object(const std::string& name) const {
    return pair_.object(ObjectKind::check_constraint, name, std::nullopt, std::nullopt);
  }

  void remove(const std::string& name, const PlacedCheck& found) {
    ComparedObject asked = object(name);
    asked.reflected = true;
    asked.database = found.position;
    if (context_.takes(asked)) {
      push_removed(found);
      tell("Detected removed", name, "");
    }
  }

  void add(const std::string& name, const PlacedCheck& wanted) {
    ComparedObject asked = object(name);
    asked.model = wanted.position;
    if (context_.takes(asked)) {
      push_added(wanted);
      tell("Detected added", name, "");
    }
  }

  void compare(const std::string& name, const PlacedCheck& found, const PlacedCheck& wanted) {
    Verdict verdict = context_.dialect.compare_checks(
        {*wanted.check, *found.check, *pair_.model_table, *pair_.database_table},
        context_.reporter);
    const Verdict* written = context_.texts.find(*wanted.check);
    if (written && verdict.likeness == Likeness::equal) {
      verdict = *written;
    }
    const std::string reasons = join(verdict.reasons, ", ");
    switch (verdict.likeness) {
      case Likeness::equal:
        return;
      case Likeness::unknown:
        context_.info(log_part, "Cannot compare check constraint " + repr(name) +
                                    ", assuming equal and skipping. " + reasons);
        return;
      case Likeness::different:
        break;
    }
    ComparedObject asked = object(name);
    asked.model = wanted.position;
    asked.database = found.position;
    if (context_.takes(asked)) {
      tell("Detected changed", name, ": " + reasons);
      push_removed(found);
      push_added(wanted);
    }
  }

  void push_removed(const PlacedCheck& found) {
    differences_.push_back({.operation = op::DropConstraint{.name = found.check->name,
                                                            .table = pair_.database_table->name,
                                                            .type = op::ConstraintType::check,
                                                            .original = *found.check},
                            .database = found.position});
  }

  void push_added(const PlacedCheck& wanted) {
    differences_.push_back({.operation = op::AddConstraint{.table = pair_.model_table->name,
                                                           .constraint = *wanted.check},
                            .model = wanted.position});
  }

  void tell(const char* what, const std::string& name, const std::string& more) const {
    context_.info(log_part, std::string(what) + " check constraint " + repr(name) + " on table " +
                                repr(pair_.name.name) + more);
  }

  const CompareContext& context_;
  const TablePair& pair_;
  std::vector<Difference>& differences_;
  ChecksByName model_;
  ChecksByName database_;
};

}  // namespace

void compare_check_constraints(const CompareContext& context, const TablePair& pair,
                               std::vector<Difference>& differences) {
  if (context.facts.reflects_checks && pair.model_table && pair.database_table) {
    CheckComparison(context, pair, differences).run();
  }
}

}  // namespace retort
