// SPDX-License-Identifier: MIT
#include "autogenerate/written_texts.h"

#include "autogenerate/context.h"
#include "base/text.h"
#include "op/sql_tokens.h"
#include "schema/lookup.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace retort {
namespace {

constexpr const char* undefined_column = "42703";

/// A text of the model, and the one of the database in its place.
struct TextPair {
  const void* key = nullptr;               ///< the model's object
  const Table* table = nullptr;            ///< the database's
  std::optional<std::string> column = {};  ///< of a default; a condition has none
  Expression model;
  Expression database;
  DeparsedText written = {};              ///< the model's
  std::vector<std::string> present = {};  ///< the database's, now and written anew
};

Expression as_expression(const std::string& sql) { return text(escape_parameters(sql)); }

class TextComparison {
 public:
  explicit TextComparison(const CompareContext& context) : context_(context) {}

  void gather(const TablePair& pair) {
    const Table& database = *pair.database_table;
    if (context_.options.compare_check_text && context_.plugins.checks) {
      for (const Constraint& constraint : pair.model_table->constraints) {
        if (const auto* check = std::get_if<Check>(&constraint)) {
          gather(*check, database);
        }
      }
      for (const Column& column : pair.model_table->columns) {
        for (const Check& check : column.checks) {
          gather(check, database);
        }
      }
    }
    if (context_.options.compare_default_text && context_.options.compare_server_default &&
        context_.plugins.defaults) {
      for (const Column& column : pair.model_table->columns) {
        gather(column, database);
      }
    }
  }

  std::map<const void*, Verdict> run() {
    std::vector<TextPair*> all;
    for (TextPair& pair : pairs_) {
      all.push_back(&pair);
    }
    const std::vector<DeparsedText> written = write(all, &TextPair::model);
    if (written.empty()) {
      return {};
    }
    std::vector<TextPair*> unlike;
    for (std::size_t i = 0; i < written.size(); ++i) {
      all[i]->written = written[i];
      if (written[i].text && !is_present(*all[i], *written[i].text)) {
        unlike.push_back(all[i]);
      }
    }
    write_again(unlike);
    std::map<const void*, Verdict> verdicts;
    for (const TextPair& pair : pairs_) {
      verdicts.emplace(pair.key, verdict(pair));
    }
    return verdicts;
  }

 private:
  void gather(const Check& check, const Table& database) {
    const Constraint* constraint =
        check.name && !check.type_bound ? find_constraint(database, check.name->text) : nullptr;
    if (const auto* found = constraint ? std::get_if<Check>(constraint) : nullptr) {
      enter({.key = &check,
             .table = &database,
             .model = check.condition,
             .database = found->condition});
    }
  }

  void gather(const Column& column, const Table& database) {
    const Column* found = find_column(database, column.name);
    if (!found || !found->server_default || !column.server_default) {
      return;
    }
    const auto* wanted = std::get_if<Expression>(&*column.server_default);
    const auto* present = std::get_if<Expression>(&*found->server_default);
    if (wanted && present) {
      enter({.key = &*column.server_default,
             .table = &database,
             .column = column.name,
             .model = *wanted,
             .database = *present});
    }
  }

  void enter(TextPair pair) {
    CompileOptions options;
    options.offline = false;
    pair.present.push_back(context_.dialect.compile(pair.database, options).sql);
    pairs_.push_back(std::move(pair));
  }

  /// The texts of one side as the database writes them; nothing where it cannot tell.
  std::vector<DeparsedText> write(const std::vector<TextPair*>& pairs,
                                  Expression TextPair::*side) const {
    std::vector<TableTexts> asked;
    for (const TextPair* pair : pairs) {
      if (asked.empty() || asked.back().table != pair->table) {
        asked.push_back({.table = pair->table});
      }
      if (pair->column) {
        asked.back().defaults.push_back({.column = *pair->column, .value = pair->*side});
      } else {
        asked.back().checks.push_back(pair->*side);
      }
    }
    std::vector<DeparsedText> written;
    if (asked.empty()) {
      return written;
    }
    for (const DeparsedTable& table : context_.dialect.deparse(context_.connection, asked)) {
      // Pairs of a table are its conditions and then its defaults.
      written.insert(written.end(), table.checks.begin(), table.checks.end());
      written.insert(written.end(), table.defaults.begin(), table.defaults.end());
    }
    return written;
  }

  /// What came from a dump has been read and written once more, which may change a text: so both
  /// sides are.
  void write_again(const std::vector<TextPair*>& unlike) const {
    const std::vector<DeparsedText> present = write(unlike, &TextPair::database);
    for (std::size_t i = 0; i < present.size(); ++i) {
      if (present[i].text) {
        unlike[i]->present.push_back(*present[i].text);
      }
      unlike[i]->model = as_expression(*unlike[i]->written.text);
    }
    const std::vector<DeparsedText> wanted = write(unlike, &TextPair::model);
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      if (wanted[i].text && is_present(*unlike[i], *wanted[i].text)) {
        unlike[i]->written = wanted[i];
      }
    }
  }

  static bool is_present(const TextPair& pair, const std::string& text) {
    return std::find(pair.present.begin(), pair.present.end(), text) != pair.present.end();
  }

  static Verdict verdict(const TextPair& pair) {
    if (!pair.written.text) {
      // A condition on a column that is still to come cannot be the one that is there.
      const bool sure = pair.written.sqlstate == undefined_column;
      return {.likeness = sure ? Likeness::different : Likeness::unknown,
              .reasons = {"the database does not take the model's text: " + pair.written.refusal}};
    }
    if (is_present(pair, *pair.written.text)) {
      return {};
    }
    return {.likeness = Likeness::different,
            .reasons = {repr(pair.present.front()) + " to " + repr(*pair.written.text)}};
  }

  const CompareContext& context_;
  std::vector<TextPair> pairs_;
};

}  // namespace

WrittenTexts::WrittenTexts(const CompareContext& context, const std::vector<TablePair>& pairs) {
  TextComparison comparison(context);
  for (const TablePair& pair : pairs) {
    comparison.gather(pair);
  }
  verdicts_ = comparison.run();
}

const Verdict* WrittenTexts::find_at(const void* model) const {
  const auto found = verdicts_.find(model);
  return found == verdicts_.end() ? nullptr : &found->second;
}

}  // namespace retort
