// SPDX-License-Identifier: MIT
// What the database fills in: GENERATED columns by rules of their own, defaults by the dialect's.
#include "retort/error.h"

#include "autogenerate/parts.h"
#include "base/text.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <variant>

namespace retort {
namespace {

template <class T>
const T* get(const Column& column) {
  return column.server_default ? std::get_if<T>(&*column.server_default) : nullptr;
}

std::string expression_text(const CompareContext& context, const Expression& expression) {
  CompileOptions options;
  options.offline = false;
  return context.dialect.compile(expression, options).sql;
}

/// A default as SQL: strings as they are. What is no value has no text.
std::optional<std::string> default_text(const CompareContext& context, const Column& column) {
  if (const auto* text = get<std::string>(column)) {
    return *text;
  }
  if (const auto* expression = get<Expression>(column)) {
    return expression_text(context, *expression);
  }
  return std::nullopt;
}

/// Computed columns cannot be changed, so it is enough to see whether they look alike.
std::string normalized(std::string_view text) {
  static constexpr std::string_view left_out = " ()'\"`[]\t\r\n";
  std::string kept;
  std::copy_if(text.begin(), text.end(), std::back_inserter(kept),
               [](char c) { return left_out.find(c) == std::string_view::npos; });
  return lower(kept);
}

class IdentityDifferences {
 public:
  explicit IdentityDifferences(const ComparisonFacts& facts)
      : ignored_(facts.ignored_identity_options) {}

  /// Names of the options that differ, sorted; what the model leaves open is as the database says.
  std::vector<std::string> find(const Identity* model, const Identity* database) {
    const SequenceOptions none;
    const SequenceOptions& wanted = model ? model->options : none;
    const SequenceOptions& found = database ? database->options : none;
    compare("start", wanted.start, found.start);
    compare("increment", wanted.increment, found.increment);
    compare("minvalue", wanted.minvalue, found.minvalue);
    compare("maxvalue", wanted.maxvalue, found.maxvalue);
    compare("nominvalue", flag(wanted.nominvalue), flag(found.nominvalue));
    compare("nomaxvalue", flag(wanted.nomaxvalue), flag(found.nomaxvalue));
    compare("cycle", wanted.cycle, found.cycle);
    compare("cache", wanted.cache, found.cache);
    compare("order", wanted.order, found.order);
    compare("on_null", model ? model->on_null : std::nullopt,
            database ? database->on_null : std::nullopt);
    if ((model && model->always) != (database && database->always)) {
      add("always");
    }
    std::sort(names_.begin(), names_.end());
    return std::move(names_);
  }

 private:
  static std::optional<bool> flag(bool value) { return value ? std::optional(true) : std::nullopt; }
  template <class T>
  void compare(const char* name, const std::optional<T>& wanted, const std::optional<T>& found) {
    if (wanted && wanted != found) {
      add(name);
    }
  }
  void add(const char* name) {
    if (std::find(ignored_.begin(), ignored_.end(), name) == ignored_.end()) {
      names_.emplace_back(name);
    }
  }

  const std::vector<std::string>& ignored_;
  std::vector<std::string> names_;
};

std::string repr_list(const std::vector<std::string>& items) {
  std::vector<std::string> quoted;
  std::transform(items.begin(), items.end(), std::back_inserter(quoted),
                 [](const std::string& item) { return repr(item); });
  return "[" + join(quoted, ", ") + "]";
}

/// Whether the database's default is the literal of a model's string.
bool is_literal_of(const Column& model, const std::optional<std::string>& found) {
  const auto* value = get<std::string>(model);
  if (!value || !found) {
    return false;
  }
  const std::string literal = "'" + replace_all(*value, "'", "''") + "'";
  return *found == literal || *found == "(" + literal + ")";
}

/// As Alembic's log has it, which shows an object.
std::string implementation_text(const DialectInfo& info) {
  const std::string module = info.name == "mariadb" ? "mysql" : info.name;
  return "<alembic.ddl." + module + "." + info.impl_name + " object at 0x0>";
}

}  // namespace

DefaultComparison::DefaultComparison(const CompareContext& context, const ColumnPair& pair,
                                     op::AlterColumn& alter)
    : context_(context), pair_(pair), alter_(alter) {}

void DefaultComparison::note_existing() {
  if (pair_.database.server_default) {
    alter_.existing_server_default = *pair_.database.server_default;
  } else {
    alter_.existing_server_default = op::Remove{};
  }
}

void DefaultComparison::change() {
  if (pair_.model.server_default) {
    alter_.server_default = *pair_.model.server_default;
  } else {
    alter_.server_default = op::Remove{};
  }
}

void DefaultComparison::log(const std::string& message) const {
  context_.info("server_defaults", message);
}

void DefaultComparison::ask_hook() {
  if (!pair_.model.server_default && !pair_.database.server_default) {
    return;
  }
  note_existing();
  const CompareHooks& hooks = context_.options.hooks;
  if (!hooks.server_defaults_differ) {
    decided_ = !context_.options.compare_server_default;
    return;
  }
  pair_.compared.rendered_model_default = default_text(context_, pair_.model);
  pair_.compared.rendered_database_default = default_text(context_, pair_.database);
  const std::optional<bool> differ = hooks.server_defaults_differ(pair_.compared);
  decided_ = differ.has_value();
  if (differ.value_or(false)) {
    change();
    log("User defined function " + hooks.server_defaults_differ_text +
        " detected server default on column '" + pair_.shown + "'");
  }
}

void DefaultComparison::compare_generated() {
  if (!decided_) {
    decided_ = compare_computed();
  }
  if (!decided_) {
    decided_ = compare_identity();
  }
  if (!decided_) {
    note_autoincrement();
  }
}

bool DefaultComparison::compare_computed() {
  const auto* wanted = get<Computed>(pair_.model);
  const auto* found = get<Computed>(pair_.database);
  if (!wanted && !found) {
    return false;
  }
  const std::string wanted_text =
      wanted ? normalized(expression_text(context_, wanted->expression)) : std::string();
  const std::string found_text =
      found ? normalized(expression_text(context_, found->expression)) : std::string();
  if (!wanted || wanted_text != found_text) {
    context_.reporter.warn("Computed default on " + pair_.shown + " cannot be modified");
  }
  return true;
}

bool DefaultComparison::compare_identity() {
  const auto* wanted = get<Identity>(pair_.model);
  const auto* found = get<Identity>(pair_.database);
  if (!wanted && !found) {
    return false;
  }
  if ((!wanted && pair_.model.server_default) || (!found && pair_.database.server_default)) {
    throw Error("Column '" + pair_.shown +
                    "' is an identity on one side and has a default of another kind on the other: "
                    "autogenerate cannot turn one into the other",
                ErrorCode::not_implemented);
  }
  const std::vector<std::string> options = IdentityDifferences(context_.facts).find(wanted, found);
  if (options.empty() && wanted && found) {
    return false;
  }
  if (options.empty() && !wanted && context_.dialect.ignores_reflected_identity(pair_.database)) {
    return false;
  }
  change();
  if (options.empty()) {
    return false;
  }
  log("Detected server default on column '" + pair_.shown + "': identity options attributes " +
      repr_list(options));
  return true;
}

void DefaultComparison::note_autoincrement() {
  const Autoincrement said = pair_.model.autoincrement;
  if (pair_.numbered || said == Autoincrement::always) {
    alter_.autoincrement = true;
  } else if (said == Autoincrement::never) {
    alter_.autoincrement = false;
  }
  // It comes along and is no change: undoing leaves it as it is.
  alter_.existing_autoincrement = alter_.autoincrement;
}

void DefaultComparison::compare_values() {
  const auto& wanted = pair_.model.server_default;
  const auto& found = pair_.database.server_default;
  if (decided_ || (!wanted && !found)) {
    return;
  }
  note_existing();
  auto has_other_kind = [](const Column& column) {
    return column.server_default && !get<std::string>(column) && !get<Expression>(column);
  };
  if (has_other_kind(pair_.model) || has_other_kind(pair_.database)) {
    return;
  }
  const ComparedDefault compared{.model = pair_.model,
                                 .database = pair_.database,
                                 .model_text = default_text(context_, pair_.model),
                                 .database_text = default_text(context_, pair_.database),
                                 .numbered_by_database = pair_.numbered};
  const Verdict* written =
      pair_.model.server_default ? context_.texts.find(*pair_.model.server_default) : nullptr;
  if (written && written->likeness == Likeness::equal) {
    return;
  }
  if (context_.options.compare_literals && is_literal_of(pair_.model, compared.database_text)) {
    return;
  }
  if ((written && written->likeness == Likeness::different && !pair_.numbered) ||
      context_.dialect.server_defaults_differ(context_.connection, compared)) {
    change();
    log("Dialect impl " + implementation_text(context_.dialect.info()) +
        " detected server default on column '" + pair_.shown + "'");
  }
}

}  // namespace retort
