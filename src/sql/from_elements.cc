// SPDX-License-Identifier: MIT
#include "sql/from_elements.h"

#include "retort/expression_node.h"

#include <variant>

namespace retort {

namespace {

class Collector {
 public:
  explicit Collector(std::vector<Expression>& found) : found_(found) {}

  void visit(const Expression& expression) {
    expression_ = &expression;
    std::visit(*this, expression.node().base());
  }
  void operator()(const expr::Column& node) {
    if (node.from) add_once(found_, *node.from);
  }
  void operator()(const expr::Table&) { add_once(found_, *expression_); }
  void operator()(const expr::Alias&) { add_once(found_, *expression_); }
  void operator()(const expr::Join&) { add_once(found_, *expression_); }
  void operator()(const expr::Cte&) { add_once(found_, *expression_); }
  void operator()(const expr::Values&) { add_once(found_, *expression_); }
  void operator()(const expr::Function& node) { all(node.arguments); }
  void operator()(const expr::Unary& node) { visit(node.operand); }
  void operator()(const expr::Binary& node) {
    visit(node.left);
    visit(node.right);
  }
  void operator()(const expr::ClauseList& node) { all(node.clauses); }
  void operator()(const expr::Grouping& node) { visit(node.element); }
  void operator()(const expr::Tuple& node) { all(node.elements); }
  void operator()(const expr::Cast& node) { visit(node.operand); }
  void operator()(const expr::TypeCoerce& node) { visit(node.operand); }
  void operator()(const expr::Case& node) {
    if (node.value) visit(*node.value);
    for (const expr::When& when : node.whens) {
      visit(when.condition);
      visit(when.result);
    }
    if (node.otherwise) visit(*node.otherwise);
  }
  void operator()(const expr::Labelled& node) { visit(node.element); }
  void operator()(const expr::Extract& node) { visit(node.operand); }
  void operator()(const expr::Over& node) {
    visit(node.element);
    all(node.partition_by);
    all(node.order_by);
  }
  void operator()(const expr::Filter& node) {
    visit(node.function);
    visit(node.condition);
  }
  void operator()(const expr::WithinGroup& node) {
    visit(node.function);
    all(node.order_by);
  }
  void operator()(const expr::Ordered& node) {
    visit(node.element);
    all(node.order_by);
  }
  void operator()(const expr::Array& node) { all(node.elements); }
  void operator()(const expr::Slice& node) {
    if (node.start) visit(*node.start);
    if (node.stop) visit(*node.stop);
  }
  void operator()(const expr::Null&) {}
  void operator()(const expr::Boolean&) {}
  void operator()(const expr::Literal&) {}
  void operator()(const expr::Text&) {}
  void operator()(const expr::Collation&) {}
  void operator()(const expr::NextValue&) {}
  void operator()(const expr::ScalarSubquery&) {}
  void operator()(const expr::Select&) {}
  void operator()(const expr::CompoundSelect&) {}
  void operator()(const expr::Insert&) {}
  void operator()(const expr::Update&) {}
  void operator()(const expr::Delete&) {}
  void operator()(const expr::ProposedColumn&) {}
  void operator()(const expr::DdlText&) {}

 private:
  void all(const std::vector<Expression>& items) {
    for (const Expression& item : items) visit(item);
  }

  std::vector<Expression>& found_;
  const Expression* expression_ = nullptr;
};

}  // namespace

std::vector<Expression> from_elements(const Expression& expression) {
  std::vector<Expression> found;
  Collector(found).visit(expression);
  return found;
}

bool contains(const std::vector<Expression>& list, const Expression& element) {
  for (const Expression& item : list) {
    if (item == element) return true;
  }
  return false;
}

void add_once(std::vector<Expression>& list, const Expression& element) {
  if (!contains(list, element)) list.push_back(element);
}

}  // namespace retort
