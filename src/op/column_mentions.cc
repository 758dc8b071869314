// SPDX-License-Identifier: MIT
#include "op/column_mentions.h"

#include "retort/expression_node.h"

#include "op/sql_tokens.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

namespace retort {
namespace {

// Words that cannot stand bare as a column on SQLite, PostgreSQL or MySQL.
constexpr std::string_view reserved[] = {"add",          "all",          "alter",
                                         "analyse",      "analyze",      "and",
                                         "any",          "array",        "as",
                                         "asc",          "asymmetric",   "autoincrement",
                                         "between",      "both",         "by",
                                         "case",         "cast",         "check",
                                         "collate",      "column",       "commit",
                                         "constraint",   "create",       "cross",
                                         "current_date", "current_time", "current_timestamp",
                                         "current_user", "default",      "deferrable",
                                         "delete",       "desc",         "distinct",
                                         "do",           "drop",         "else",
                                         "end",          "escape",       "except",
                                         "exists",       "false",        "fetch",
                                         "for",          "foreign",      "from",
                                         "full",         "grant",        "group",
                                         "having",       "if",           "in",
                                         "index",        "initially",    "inner",
                                         "insert",       "intersect",    "into",
                                         "is",           "isnull",       "join",
                                         "key",          "lateral",      "leading",
                                         "left",         "like",         "limit",
                                         "natural",      "not",          "notnull",
                                         "null",         "of",           "offset",
                                         "on",           "only",         "or",
                                         "order",        "outer",        "primary",
                                         "range",        "references",   "returning",
                                         "right",        "row",          "rows",
                                         "select",       "session_user", "set",
                                         "some",         "symmetric",    "table",
                                         "then",         "to",           "trailing",
                                         "transaction",  "trigger",      "true",
                                         "union",        "unique",       "update",
                                         "user",         "using",        "values",
                                         "view",         "when",         "where",
                                         "window",       "with"};

bool is_bare_name(std::string_view name) {
  const auto plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  };
  return !name.empty() && !(name[0] >= '0' && name[0] <= '9') &&
         std::all_of(name.begin(), name.end(), plain) &&
         std::find(std::begin(reserved), std::end(reserved), name) == std::end(reserved);
}

std::string quoted(std::string_view name, char quote) {
  if (quote == '[') return "[" + std::string(name) + "]";
  std::string text(1, quote);
  for (const char c : name) {
    if (c == quote) text += quote;
    text += c;
  }
  return text + quote;
}

bool is_word(const SqlToken& token, std::string_view word) {
  return token.kind == SqlTokenKind::word && same_identifier(token.text, word);
}

// Whether the token stands where a column can: no function name, qualifier, type or collation.
bool may_be_column(const std::vector<SqlToken>& tokens, std::size_t i) {
  const auto& token = tokens[i];
  if (token.kind != SqlTokenKind::word && token.kind != SqlTokenKind::quoted) return false;
  if (i + 1 < tokens.size()) {
    const auto& next = tokens[i + 1];
    if (next.kind == SqlTokenKind::symbol && next.text == ".") return false;
    // `in (1, 2)` or `f (x)`; but a quoted name before a bracket is no function in a CHECK.
    if (next.kind == SqlTokenKind::symbol && next.text == "(" && token.kind == SqlTokenKind::word) {
      return false;
    }
  }
  if (i == 0) return true;
  const auto& before = tokens[i - 1];
  return !(before.kind == SqlTokenKind::symbol && before.text == "::") && !is_word(before, "as") &&
         !is_word(before, "collate");
}

// Bare words are compared without regard to case, as all databases do; quoted ones by SQLite's
// rule, that also quoted names differ by more than case.
const std::string* new_name(const SqlToken& token, const ColumnRenames& renames) {
  for (const auto& [from, to] : renames) {
    if (same_identifier(token.text, from)) return &to;
  }
  return nullptr;
}

// Rebuilds an expression with every child mapped.
class Renamer {
 public:
  Renamer(const ColumnRenames& renames, MentionScope scope) : renames_(renames), scope_(scope) {}

  Expression operator()(const Expression& expression) const {
    auto node = expression.node();
    std::visit([this](auto& alternative) { enter(alternative); },
               static_cast<expr::NodeVariant&>(node));
    return Expression(std::move(node));
  }

 private:
  void map(Expression& expression) const { expression = (*this)(expression); }
  void map(std::optional<Expression>& expression) const {
    if (expression) map(*expression);
  }
  void map(std::vector<Expression>& expressions) const {
    for (auto& expression : expressions) map(expression);
  }

  void enter(expr::Column& node) const {
    if (node.verbatim) {
      if (scope_ == MentionScope::everything) {
        node.name = rename_columns_in_text(node.name, renames_);
      }
      return;
    }
    if (!node.from && scope_ == MentionScope::bound_columns) return;
    const auto found = renames_.find(node.name);
    if (found != renames_.end()) node.name = found->second;
  }
  void enter(expr::Text& node) const {
    if (scope_ == MentionScope::everything) node.sql = rename_columns_in_text(node.sql, renames_);
  }
  void enter(expr::Function& node) const { map(node.arguments); }
  void enter(expr::Unary& node) const { map(node.operand); }
  void enter(expr::Binary& node) const {
    map(node.left);
    map(node.right);
  }
  void enter(expr::ClauseList& node) const { map(node.clauses); }
  void enter(expr::Grouping& node) const { map(node.element); }
  void enter(expr::Tuple& node) const { map(node.elements); }
  void enter(expr::Cast& node) const { map(node.operand); }
  void enter(expr::TypeCoerce& node) const { map(node.operand); }
  void enter(expr::Case& node) const {
    map(node.value);
    for (auto& when : node.whens) {
      map(when.condition);
      map(when.result);
    }
    map(node.otherwise);
  }
  void enter(expr::Labelled& node) const { map(node.element); }
  void enter(expr::Extract& node) const { map(node.operand); }
  void enter(expr::Over& node) const {
    map(node.element);
    map(node.partition_by);
    map(node.order_by);
  }
  void enter(expr::Filter& node) const {
    map(node.function);
    map(node.condition);
  }
  void enter(expr::WithinGroup& node) const {
    map(node.function);
    map(node.order_by);
  }
  void enter(expr::Ordered& node) const {
    map(node.element);
    map(node.order_by);
  }
  void enter(expr::Array& node) const { map(node.elements); }
  void enter(expr::Slice& node) const {
    map(node.start);
    map(node.stop);
  }
  // Nothing to rename, or a statement whose columns are its own.
  void enter(expr::Null&) const {}
  void enter(expr::Boolean&) const {}
  void enter(expr::Literal&) const {}
  void enter(expr::Collation&) const {}
  void enter(expr::NextValue&) const {}
  void enter(expr::ScalarSubquery&) const {}
  void enter(expr::Table&) const {}
  void enter(expr::Alias&) const {}
  void enter(expr::Join&) const {}
  void enter(expr::Cte&) const {}
  void enter(expr::Values&) const {}
  void enter(expr::Select&) const {}
  void enter(expr::CompoundSelect&) const {}
  void enter(expr::Insert&) const {}
  void enter(expr::Update&) const {}
  void enter(expr::Delete&) const {}
  void enter(expr::ProposedColumn&) const {}
  void enter(expr::DdlText&) const {}

  const ColumnRenames& renames_;
  MentionScope scope_;
};

std::string renamed(const std::string& column, const ColumnRenames& renames) {
  const auto found = renames.find(column);
  return found == renames.end() ? column : found->second;
}

void rename_names(std::vector<std::string>& columns, const ColumnRenames& renames) {
  for (auto& column : columns) column = renamed(column, renames);
}

// Options that hold expressions about columns (postgresql_where), or columns themselves.
struct OptionRenamer {
  const ColumnRenames& renames;
  MentionScope scope;
  std::string_view key;

  void operator()(Expression& value) const { value = rename_columns(value, renames, scope); }
  void operator()(std::vector<Expression>& values) const {
    for (auto& value : values) value = rename_columns(value, renames, scope);
  }
  void operator()(std::vector<std::string>& names) const {
    if (key.ends_with("_include")) rename_names(names, renames);
  }
  template <class T>
  void operator()(std::vector<std::pair<std::string, T>>& pairs) const {
    for (auto& [column, value] : pairs) column = renamed(column, renames);
  }
  void operator()(Null&) const {}
  void operator()(bool&) const {}
  void operator()(std::int64_t&) const {}
  void operator()(std::string&) const {}
};

void rename_options(Options& options, const ColumnRenames& renames, MentionScope scope) {
  for (auto& [key, value] : options) {
    std::visit(OptionRenamer{.renames = renames, .scope = scope, .key = key},
               static_cast<OptionValue::Variant&>(value));
  }
}

struct ConstraintRenamer {
  const ColumnRenames& renames;
  MentionScope scope;

  void operator()(PrimaryKey& key) const {
    rename_names(key.columns, renames);
    rename_options(key.options, renames, scope);
  }
  void operator()(Unique& unique) const {
    rename_names(unique.columns, renames);
    rename_options(unique.options, renames, scope);
  }
  void operator()(ForeignKey& key) const { rename_names(key.columns, renames); }
  void operator()(Check& check) const {
    // The check of a type is about its column, however the column is written in it.
    const auto reach = check.type_bound ? MentionScope::everything : scope;
    check.condition = rename_columns(check.condition, renames, reach);
  }
  void operator()(Exclude& exclude) const {
    for (auto& element : exclude.elements) {
      element.column = renamed(element.column, renames);
      if (element.expression) {
        element.expression = rename_columns(*element.expression, renames, scope);
      }
    }
    if (exclude.where) exclude.where = rename_columns(*exclude.where, renames, scope);
    for (auto& [column, value] : exclude.ops) column = renamed(column, renames);
  }
};

bool has(const std::vector<std::string>& columns, std::string_view column) {
  return std::find(columns.begin(), columns.end(), column) != columns.end();
}

struct ConstraintMentions {
  std::string_view column;

  bool operator()(const PrimaryKey& key) const { return has(key.columns, column); }
  bool operator()(const Unique& unique) const { return has(unique.columns, column); }
  bool operator()(const ForeignKey& key) const { return has(key.columns, column); }
  bool operator()(const Check& check) const { return mentions_column(check.condition, column); }
  bool operator()(const Exclude& exclude) const {
    return std::any_of(
               exclude.elements.begin(), exclude.elements.end(),
               [this](const ExcludeElement& element) {
                 return element.column == column ||
                        (element.expression && mentions_column(*element.expression, column));
               }) ||
           (exclude.where && mentions_column(*exclude.where, column));
  }
};

struct OptionMentions {
  std::string_view column;
  std::string_view key;

  bool operator()(const Expression& value) const { return mentions_column(value, column); }
  bool operator()(const std::vector<Expression>& values) const {
    return std::any_of(values.begin(), values.end(),
                       [this](const Expression& value) { return mentions_column(value, column); });
  }
  bool operator()(const std::vector<std::string>& names) const {
    return key.ends_with("_include") && has(names, column);
  }
  bool operator()(const std::vector<std::pair<std::string, std::string>>&) const { return false; }
  bool operator()(const std::vector<std::pair<std::string, std::int64_t>>&) const { return false; }
  bool operator()(const Null&) const { return false; }
  bool operator()(bool) const { return false; }
  bool operator()(std::int64_t) const { return false; }
  bool operator()(const std::string&) const { return false; }
};

}  // namespace

bool mentions_column(const Expression& expression, std::string_view column) {
  // A rename to a name that nothing has shows where the column is.
  const ColumnRenames probe{{std::string(column), std::string(column) + "\x01"}};
  return !(rename_columns(expression, probe) == expression);
}

std::string rename_columns_in_text(std::string_view sql, const ColumnRenames& renames) {
  const auto tokens = sql_tokens(sql);
  std::string result;
  std::size_t copied = 0;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (!may_be_column(tokens, i)) continue;
    const auto* name = new_name(tokens[i], renames);
    // A parameter of text(), `:name`.
    const bool parameter = tokens[i].begin > 0 && sql[tokens[i].begin - 1] == ':';
    if (!name || parameter) continue;
    result += sql.substr(copied, tokens[i].begin - copied);
    const bool was_quoted = tokens[i].kind == SqlTokenKind::quoted;
    if (was_quoted) {
      result += quoted(*name, sql[tokens[i].begin]);
    } else {
      result += is_bare_name(*name) ? *name : quoted(*name, '"');
    }
    copied = tokens[i].end;
  }
  result += sql.substr(copied);
  return result;
}

Expression rename_columns(const Expression& expression, const ColumnRenames& renames,
                          MentionScope scope) {
  return Renamer(renames, scope)(expression);
}

Constraint rename_columns(const Constraint& constraint, const ColumnRenames& renames,
                          MentionScope scope) {
  Constraint result = constraint;
  std::visit(ConstraintRenamer{.renames = renames, .scope = scope}, result);
  return result;
}

Index rename_columns(const Index& index, const ColumnRenames& renames, MentionScope scope) {
  Index result = index;
  for (auto& element : result.elements) {
    element.column = renamed(element.column, renames);
    if (element.expression) {
      element.expression = rename_columns(*element.expression, renames, scope);
    }
  }
  rename_options(result.options, renames, scope);
  return result;
}

bool mentions_column(const Constraint& constraint, std::string_view column) {
  return std::visit(ConstraintMentions{.column = column}, constraint);
}

bool mentions_column(const Index& index, std::string_view column) {
  return std::any_of(index.elements.begin(), index.elements.end(),
                     [&](const IndexElement& element) {
                       return element.column == column ||
                              (element.expression && mentions_column(*element.expression, column));
                     }) ||
         std::any_of(index.options.begin(), index.options.end(), [&](const auto& option) {
           return std::visit(OptionMentions{.column = column, .key = option.first},
                             option.second.base());
         });
}

}  // namespace retort
