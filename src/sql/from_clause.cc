// SPDX-License-Identifier: MIT
// FROM elements as they are listed: tables, aliases, joins, named selects.
#include "sql/expression_writer.h"
#include "sql/writer.h"

#include <algorithm>

namespace retort {

namespace {

TableName table_name(const expr::Table& table) {
  TableName made(table.name, table.schema);
  made.quote = table.quote;
  return made;
}

}  // namespace

void ExpressionWriter::write_from(const Expression& element) {
  if (expr::find<expr::Select>(element) != nullptr ||
      expr::find<expr::CompoundSelect>(element) != nullptr) {
    raw("(");
    write_query(element, true);
    raw(")");
  } else {
    write(element);
  }
}

void ExpressionWriter::write_lateral(const Expression& query) {
  const bool before = std::exchange(in_lateral_, true);
  write_from(query);
  in_lateral_ = before;
}

void ExpressionWriter::write_from_list(const std::vector<Expression>& elements) {
  bool first = true;
  for (const Expression& element : elements) {
    if (!first) raw(", ");
    first = false;
    write_from(element);
  }
}

std::string ExpressionWriter::column_prefix(const Expression& from) {
  if (row_table_ && from == *row_table_) return row_name_ + ".";
  if (const auto* table = expr::find<expr::Table>(from)) {
    return Sql(dialect_.identifiers()).table(table_name(*table)).take() + ".";
  }
  const expr::Label* label = nullptr;
  if (const auto* alias = expr::find<expr::Alias>(from)) label = &alias->name;
  if (const auto* cte = expr::find<expr::Cte>(from)) label = &cte->name;
  if (const auto* values = expr::find<expr::Values>(from)) label = &values->name;
  if (label == nullptr) return "";
  return dialect_.quote(label_text(*label)) + ".";
}

void ExpressionWriter::node(const expr::Table& node) {
  raw(Sql(dialect_.identifiers()).table(table_name(node)).take());
}

void ExpressionWriter::node(const expr::Alias& node) {
  if (node.lateral) {
    raw("LATERAL ");
    write_lateral(node.element);
  } else {
    write_from(node.element);
  }
  if (node.with_ordinality) raw(" WITH ORDINALITY");
  raw(dialect_.alias_word()).raw(dialect_.quote(label_text(node.name)));
  if (!node.columns.empty()) {
    raw("(");
    bool first = true;
    for (const auto& [name, type] : node.columns) {
      if (!first) raw(", ");
      first = false;
      raw(dialect_.quote(name));
      if (type) raw(" ").raw(dialect_.format_type(*type));
    }
    raw(")");
  }
  if (node.sample) {
    raw(" TABLESAMPLE ").write(node.sample->method);
    if (node.sample->seed) raw(" REPEATABLE (").write(*node.sample->seed).raw(")");
  }
}

void ExpressionWriter::node(const expr::Join& node) {
  write_from(node.left);
  raw(node.full    ? std::string_view(" FULL OUTER JOIN ")
      : node.outer ? std::string_view(" LEFT OUTER JOIN ")
                   : dialect_.inner_join());
  if (expr::find<expr::Join>(node.right) != nullptr) {
    raw("(").write(node.right).raw(")");
  } else {
    write_from(node.right);
  }
  if (node.condition) {
    raw(" ON ");
    write_condition(*node.condition, Against{expr::Operator::comma});
  }
}

void ExpressionWriter::node(const expr::Cte& node) {
  add_cte(node);
  raw(dialect_.quote(label_text(node.name)));
}

void ExpressionWriter::node(const expr::Values& node) {
  raw("(VALUES ");
  bool first = true;
  for (const std::vector<Expression>& row : node.rows) {
    if (!first) raw(", ");
    first = false;
    raw("(").write_list(row, ", ").raw(")");
  }
  raw(")");
  if (node.name.text.empty()) return;
  raw(dialect_.alias_word()).raw(dialect_.quote(label_text(node.name))).raw(" (");
  first = true;
  for (const auto& [name, type] : node.columns) {
    if (!first) raw(", ");
    first = false;
    raw(dialect_.quote(name));
  }
  raw(")");
}

void ExpressionWriter::add_cte(const expr::Cte& node) {
  const std::string name = dialect_.quote(label_text(node.name));
  const auto known = std::find_if(ctes_.begin(), ctes_.end(),
                                  [&](const auto& entry) { return entry.name == name; });
  if (known != ctes_.end()) return;
  // The place is taken before the text is there: a recursive select names itself.
  ctes_.push_back({name, "", {}});
  recursive_ = recursive_ || node.recursive;
  const std::string outside = std::exchange(text_, {});
  // Numbered placeholders name their values wherever these stand; others go by their order.
  const bool ordered = dialect_.paramstyle() != Paramstyle::numeric &&
                       dialect_.paramstyle() != Paramstyle::numeric_dollar;
  std::vector<Value> outside_parameters;
  if (ordered) outside_parameters = std::exchange(parameters_, {});
  // It stands apart from the statement that names it, but is not a statement of its own.
  const std::vector<Scope> scopes = std::exchange(scopes_, {Scope{}});
  raw(name);
  if (!node.columns.empty()) {
    raw("(").raw(Sql(dialect_.identifiers()).names(node.columns).take()).raw(")");
  } else if (node.recursive) {
    const auto* compound = expr::find<expr::CompoundSelect>(node.element);
    const Expression& first = compound != nullptr ? compound->selects.front() : node.element;
    if (const auto* select = expr::find<expr::Select>(first)) {
      Sql names(dialect_.identifiers());
      names.list(select->columns, ", ", [&](const Expression& column) {
        if (const auto* label = expr::find<expr::Labelled>(column)) {
          names.name(label_text(label->name));
        } else if (const auto* plain = expr::find<expr::Column>(column)) {
          names.name(plain->name);
        }
      });
      raw("(").raw(names.take()).raw(")");
    }
  }
  raw(" AS \n");
  if (node.materialized) raw(*node.materialized ? "MATERIALIZED " : "NOT MATERIALIZED ");
  raw("(");
  write_query(node.element, true);
  raw(")");
  const std::string text = std::exchange(text_, outside);
  scopes_ = scopes;
  for (std::size_t i = 0; i < ctes_.size(); ++i) {
    if (ctes_[i].name != name) continue;
    // After those that it names itself.
    ctes_.erase(ctes_.begin() + static_cast<std::ptrdiff_t>(i));
    break;
  }
  ctes_.push_back({name, text, {}});
  if (ordered) ctes_.back().parameters = std::exchange(parameters_, std::move(outside_parameters));
}

void ExpressionWriter::insert_ctes(std::size_t place, std::size_t first_parameter) {
  if (ctes_.empty()) return;
  std::string clause = recursive_ && dialect_.names_recursive_ctes() ? "WITH RECURSIVE " : "WITH ";
  bool first = true;
  std::vector<Value> values;
  for (const NamedText& cte : ctes_) {
    if (!first) clause += ", \n";
    first = false;
    clause += cte.text;
    values.insert(values.end(), cte.parameters.begin(), cte.parameters.end());
  }
  ctes_.clear();
  recursive_ = false;
  text_.insert(place, clause + "\n ");
  parameters_.insert(parameters_.begin() + static_cast<std::ptrdiff_t>(first_parameter),
                     values.begin(), values.end());
}

}  // namespace retort
