// SPDX-License-Identifier: MIT
// Foreign keys by what they say, whatever their names.
#include "autogenerate/parts.h"
#include "base/text.h"
#include "schema/lookup.h"

#include <map>
#include <tuple>
#include <utility>
#include <variant>

namespace retort {
namespace {

/// What makes two foreign keys the same. Sorts as it reads: table by table.
struct Signature {
  std::string source_schema;
  std::string source_table;
  std::vector<std::string> source_columns;
  std::string target_schema;
  std::string target_table;
  std::vector<std::string> target_columns;
  std::string onupdate = {};
  std::string ondelete = {};
  std::string deferrability = {};

  bool operator<(const Signature& other) const { return tie() < other.tie(); }

 private:
  std::tuple<const std::string&, const std::string&, const std::vector<std::string>&,
             const std::string&, const std::string&, const std::vector<std::string>&,
             const std::string&, const std::string&, const std::string&>
  tie() const {
    return std::tie(source_schema, source_table, source_columns, target_schema, target_table,
                    target_columns, onupdate, ondelete, deferrability);
  }
};

struct PlacedKey {
  const ForeignKey* key = nullptr;
  std::size_t position = 0;
};
using KeysBySignature = std::map<Signature, PlacedKey>;
using KeysByName = std::map<std::string, PlacedKey>;

/// NO ACTION is what holds where nothing is said.
std::string action(const std::optional<std::string>& said) {
  const std::string text = lower(said.value_or(""));
  return text == "no action" ? std::string() : text;
}

std::string deferrability(const ForeignKeyOptions& rules) {
  if (lower(rules.initially.value_or("")) == "deferred") {
    return "initially_deferrable";
  }
  return rules.deferrable.value_or(false) ? "deferrable" : "not deferrable";
}

Signature signature_of(const TableName& table, const ForeignKey& key, bool with_rules) {
  Signature signature{.source_schema = table.schema.value_or(""),
                      .source_table = table.name,
                      .source_columns = key.columns,
                      .target_schema = key.referred_table.schema.value_or(""),
                      .target_table = key.referred_table.name,
                      .target_columns = key.referred_columns};
  if (with_rules) {
    signature.onupdate = action(key.rules.onupdate);
    signature.ondelete = action(key.rules.ondelete);
    signature.deferrability = deferrability(key.rules);
  }
  return signature;
}

class KeyComparison {
 public:
  KeyComparison(const CompareContext& context, const TablePair& pair,
                std::vector<Difference>& differences)
      : context_(context), pair_(pair), differences_(differences) {}

  void run() {
    gather();
    for (const auto& [signature, placed] : database_) {
      if (model_.count(signature) == 0) {
        remove(placed);
      }
    }
    for (const auto& [signature, placed] : model_) {
      if (database_.count(signature) == 0) {
        add(placed);
      }
    }
  }

 private:
  void gather() {
    std::vector<ForeignKey> model;
    std::vector<PlacedKey> placed_model;
    const std::vector<Constraint>& wanted = pair_.model_table->constraints;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      if (const auto* key = std::get_if<ForeignKey>(&wanted[i])) {
        placed_model.push_back({.key = key, .position = i});
        model.push_back(*key);
      }
    }
    std::vector<std::size_t> positions;
    const std::vector<Constraint>& found = pair_.database_table->constraints;
    for (std::size_t i = 0; i < found.size(); ++i) {
      const auto* key = std::get_if<ForeignKey>(&found[i]);
      if (key &&
          context_.takes(pair_.found(ObjectKind::foreign_key_constraint, text_of(key->name)))) {
        positions.push_back(i);
        reflected_.push_back(*key);
      }
    }
    context_.dialect.adjust_foreign_keys(reflected_, model);
    const bool with_rules = context_.facts.reflects_foreign_key_rules && !reflected_.empty();
    for (const PlacedKey& placed : placed_model) {
      enter({pair_.model_table->name, with_rules}, placed, model_, model_by_name_);
    }
    for (std::size_t i = 0; i < reflected_.size(); ++i) {
      enter({pair_.database_table->name, with_rules},
            {.key = &reflected_[i], .position = positions[i]}, database_, database_by_name_);
    }
  }

  struct Basis {
    const TableName& table;
    bool with_rules;
  };
  static void enter(const Basis& basis, const PlacedKey& placed, KeysBySignature& by_signature,
                    KeysByName& by_name) {
    by_signature[signature_of(basis.table, *placed.key, basis.with_rules)] = placed;
    if (placed.key->name) {
      by_name[placed.key->name->text] = placed;
    }
  }

  static std::optional<std::size_t> same_name(const KeysByName& keys, const ForeignKey& key) {
    const auto at = key.name ? keys.find(key.name->text) : keys.end();
    return at == keys.end() ? std::nullopt : std::optional(at->second.position);
  }

  void remove(const PlacedKey& placed) {
    const ForeignKey& key = *placed.key;
    ComparedObject object = pair_.object(ObjectKind::foreign_key_constraint, text_of(key.name),
                                         same_name(model_by_name_, key), placed.position);
    object.reflected = true;
    if (!context_.takes(object)) {
      return;
    }
    differences_.push_back({.operation = op::DropConstraint{.name = key.name,
                                                            .table = pair_.database_table->name,
                                                            .type = op::ConstraintType::foreign_key,
                                                            .original = key},
                            .database = pair_.database_position(placed.position)});
    tell("removed", pair_.database_table->name, key);
  }

  void add(const PlacedKey& placed) {
    const ForeignKey& key = *placed.key;
    if (!context_.takes(pair_.object(ObjectKind::foreign_key_constraint, text_of(key.name),
                                     placed.position, same_name(database_by_name_, key)))) {
      return;
    }
    differences_.push_back(
        {.operation = op::AddConstraint{.table = pair_.model_table->name, .constraint = key},
         .model = pair_.model_position(placed.position)});
    tell("added", pair_.model_table->name, key);
  }

  void tell(const char* what, const TableName& table, const ForeignKey& key) const {
    context_.info("constraints",
                  std::string("Detected ") + what + " foreign key (" + join(key.columns, ", ") +
                      ")(" + join(key.referred_columns, ", ") + ") on table " + full_name(table));
  }

  const CompareContext& context_;
  const TablePair& pair_;
  std::vector<Difference>& differences_;
  std::vector<ForeignKey> reflected_;  // as the dialect has adjusted them
  KeysBySignature model_;
  KeysBySignature database_;
  KeysByName model_by_name_;
  KeysByName database_by_name_;
};

}  // namespace

void compare_foreign_keys(const CompareContext& context, const TablePair& pair,
                          std::vector<Difference>& differences) {
  if (pair.model_table && pair.database_table) {
    KeyComparison(context, pair, differences).run();
  }
}

}  // namespace retort
