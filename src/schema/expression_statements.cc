// SPDX-License-Identifier: MIT
// Builders of data statements. Each call gives a changed copy.
#include "retort/expression.h"
#include "retort/expression_node.h"

#include "schema/expression_operators.h"

#include <utility>

namespace retort {
namespace {

// A copy of the node of kind T with one thing changed.
template <class T, class Change>
expr::Node changed(const Expression& expression, Change change) {
  T node = *expr::find<T>(expression);
  change(node);
  return expr::Node(std::move(node));
}

std::vector<expr::Assignment> assignments(const Assignments& values) {
  std::vector<expr::Assignment> made;
  for (const auto& [column, value] : values) made.push_back({column, value});
  return made;
}

}  // namespace

FromElement::FromElement(std::string table)
    : Expression(expr::Node(expr::Table{std::move(table)})) {}
FromElement::FromElement(const char* table) : FromElement(std::string(table)) {}

ColumnElement FromElement::c(std::string name, std::optional<Type> type) const {
  return ColumnElement(expr::Node(expr::Column{std::move(name), *this, std::move(type)}));
}
FromElement FromElement::alias(std::string name) const {
  return FromElement(Expression(expr::Node(expr::Alias{{std::move(name), 0}, *this})));
}
FromElement FromElement::join(const FromElement& right, const ColumnElement& on) const {
  return FromElement(Expression(expr::Node(expr::Join{*this, right, on})));
}
FromElement FromElement::outer_join(const FromElement& right, const ColumnElement& on) const {
  return FromElement(Expression(expr::Node(expr::Join{*this, right, on, true})));
}

FromElement table(std::string name, std::optional<std::string> schema) {
  return FromElement(Expression(expr::Node(expr::Table{std::move(name), std::move(schema)})));
}

Select::Select(std::vector<Expression> columns)
    : Expression(expr::Node(expr::Select{std::move(columns)})) {}
Select Select::from(const FromElement& element) const {
  return Select(
      changed<expr::Select>(*this, [&](expr::Select& node) { node.from.push_back(element); }));
}
Select Select::where(const ColumnElement& condition) const {
  return Select(
      changed<expr::Select>(*this, [&](expr::Select& node) { node.where.push_back(condition); }));
}
Select Select::group_by(std::vector<Expression> columns) const {
  return Select(changed<expr::Select>(
      *this, [&](expr::Select& node) { node.group_by = std::move(columns); }));
}
Select Select::having(const ColumnElement& condition) const {
  return Select(
      changed<expr::Select>(*this, [&](expr::Select& node) { node.having.push_back(condition); }));
}
Select Select::order_by(std::vector<Expression> columns) const {
  return Select(changed<expr::Select>(
      *this, [&](expr::Select& node) { node.order_by = std::move(columns); }));
}
Select Select::limit(std::int64_t rows) const {
  return Select(
      changed<expr::Select>(*this, [&](expr::Select& node) { node.limit = literal(rows); }));
}
Select Select::offset(std::int64_t rows) const {
  return Select(
      changed<expr::Select>(*this, [&](expr::Select& node) { node.offset = literal(rows); }));
}
Select Select::distinct() const {
  return Select(changed<expr::Select>(*this, [](expr::Select& node) { node.distinct = true; }));
}
Select Select::with_for_update() const {
  return Select(changed<expr::Select>(
      *this, [](expr::Select& node) { node.for_update = expr::ForUpdate{}; }));
}
FromElement Select::subquery(std::string name) const {
  return FromElement(Expression(expr::Node(expr::Alias{{std::move(name), 0}, *this})));
}
FromElement Select::cte(std::string name) const {
  return FromElement(Expression(expr::Node(expr::Cte{{std::move(name), 0}, *this})));
}
ColumnElement Select::scalar_subquery() const {
  return ColumnElement(expr::Node(expr::ScalarSubquery{*this}));
}
Expression Select::union_(const Select& other) const {
  return Expression(expr::Node(expr::CompoundSelect{"UNION", {*this, other}}));
}
Expression Select::union_all(const Select& other) const {
  return Expression(expr::Node(expr::CompoundSelect{"UNION ALL", {*this, other}}));
}
Select select(std::vector<Expression> columns) { return Select(std::move(columns)); }

Insert::Insert(const FromElement& table) : Expression(expr::Node(expr::Insert{table})) {}
Insert Insert::values(const Assignments& row) const {
  return Insert(changed<expr::Insert>(*this, [&](expr::Insert& node) {
    node.rows = {assignments(row)};
    node.multi_row = false;
  }));
}
Insert Insert::rows(const std::vector<Assignments>& rows) const {
  return Insert(changed<expr::Insert>(*this, [&](expr::Insert& node) {
    node.rows.clear();
    for (const Assignments& row : rows) node.rows.push_back(assignments(row));
    node.multi_row = true;
  }));
}
Insert Insert::from_select(std::vector<std::string> columns, const Select& select) const {
  return Insert(changed<expr::Insert>(*this, [&](expr::Insert& node) {
    node.select_columns = std::move(columns);
    node.select = select;
  }));
}
Insert Insert::prefix_with(std::string text, std::string dialect) const {
  return Insert(changed<expr::Insert>(*this, [&](expr::Insert& node) {
    node.prefixes.push_back({std::move(text), std::move(dialect)});
  }));
}
Insert Insert::returning(std::vector<Expression> columns) const {
  return Insert(changed<expr::Insert>(
      *this, [&](expr::Insert& node) { node.returning = std::move(columns); }));
}
Insert Insert::on_conflict_do_nothing(std::vector<std::string> columns) const {
  return on_conflict_do_update(std::move(columns), {});
}
Insert Insert::on_conflict_do_update(std::vector<std::string> columns,
                                     const Assignments& set) const {
  return Insert(changed<expr::Insert>(*this, [&](expr::Insert& node) {
    expr::OnConflict clause;
    for (std::string& name : columns) clause.elements.push_back(column(std::move(name)));
    clause.set = assignments(set);
    node.on_conflict = std::move(clause);
  }));
}
Insert Insert::on_duplicate_key_update(const Assignments& set) const {
  return Insert(changed<expr::Insert>(
      *this, [&](expr::Insert& node) { node.on_duplicate_key = assignments(set); }));
}
Insert insert(const FromElement& table) { return Insert(table); }
ColumnElement proposed(std::string column, std::optional<Type> type) {
  return ColumnElement(expr::Node(expr::ProposedColumn{std::move(column), std::move(type)}));
}

Update::Update(const FromElement& table) : Expression(expr::Node(expr::Update{table})) {}
Update Update::set(const Assignments& values) const {
  return Update(
      changed<expr::Update>(*this, [&](expr::Update& node) { node.set = assignments(values); }));
}
Update Update::where(const ColumnElement& condition) const {
  return Update(
      changed<expr::Update>(*this, [&](expr::Update& node) { node.where.push_back(condition); }));
}
Update Update::returning(std::vector<Expression> columns) const {
  return Update(changed<expr::Update>(
      *this, [&](expr::Update& node) { node.returning = std::move(columns); }));
}
Update update(const FromElement& table) { return Update(table); }

Delete::Delete(const FromElement& table) : Expression(expr::Node(expr::Delete{table})) {}
Delete Delete::where(const ColumnElement& condition) const {
  return Delete(
      changed<expr::Delete>(*this, [&](expr::Delete& node) { node.where.push_back(condition); }));
}
Delete Delete::returning(std::vector<Expression> columns) const {
  return Delete(changed<expr::Delete>(
      *this, [&](expr::Delete& node) { node.returning = std::move(columns); }));
}
Delete delete_from(const FromElement& table) { return Delete(table); }

}  // namespace retort
