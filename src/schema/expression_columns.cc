// SPDX-License-Identifier: MIT
// Walks an expression. A statement nested in it (a subquery) has columns of its own and is left
// alone. What stands less deep comes first, as where SQLAlchemy looks for the columns of an index
// or of a CHECK: the first one is in names and log lines.
#include "schema/expression_columns.h"

#include "retort/expression_node.h"

#include <algorithm>
#include <optional>
#include <variant>

namespace retort {

namespace {

class ColumnCollector {
 public:
  explicit ColumnCollector(bool takes_texts) : takes_texts_(takes_texts) {}
  void visit(const Expression& expression, int steps = 1) {
    depth_ += steps;
    std::visit([this](const auto& node) { enter(node); }, expression.node().base());
    depth_ -= steps;
  }
  std::vector<std::string> take() {
    std::stable_sort(found_.begin(), found_.end(),
                     [](const Found& one, const Found& other) { return one.depth < other.depth; });
    std::vector<std::string> names;
    for (Found& each : found_) {
      if (std::find(names.begin(), names.end(), each.name) == names.end()) {
        names.push_back(std::move(each.name));
      }
    }
    return names;
  }

 private:
  struct Found {
    int depth;
    std::string name;
  };

  void visit_all(const std::vector<Expression>& expressions) {
    for (const Expression& expression : expressions) {
      visit(expression);
    }
  }
  void visit_if(const std::optional<Expression>& expression) {
    if (expression) {
      visit(*expression);
    }
  }

  void enter(const expr::Column& column) {
    if (takes_texts_ || !column.verbatim) found_.push_back({depth_, column.name});
  }
  // In SQLAlchemy the brackets of a call and the list in them are elements, too.
  void enter(const expr::Function& node) {
    for (const Expression& argument : node.arguments) {
      visit(argument, 3);
    }
  }
  void enter(const expr::Unary& node) { visit(node.operand); }
  void enter(const expr::Binary& node) {
    visit(node.left);
    visit(node.right);
  }
  void enter(const expr::ClauseList& node) { visit_all(node.clauses); }
  void enter(const expr::Grouping& node) { visit(node.element); }
  void enter(const expr::Tuple& node) { visit_all(node.elements); }
  void enter(const expr::Cast& node) { visit(node.operand); }
  void enter(const expr::TypeCoerce& node) { visit(node.operand); }
  void enter(const expr::Case& node) {
    visit_if(node.value);
    for (const expr::When& when : node.whens) {
      visit(when.condition);
      visit(when.result);
    }
    visit_if(node.otherwise);
  }
  void enter(const expr::Labelled& node) { visit(node.element); }
  void enter(const expr::Extract& node) { visit(node.operand); }
  void enter(const expr::Over& node) {
    visit(node.element);
    visit_all(node.partition_by);
    visit_all(node.order_by);
  }
  void enter(const expr::Filter& node) {
    visit(node.function);
    visit(node.condition);
  }
  void enter(const expr::WithinGroup& node) {
    visit(node.function);
    visit_all(node.order_by);
  }
  void enter(const expr::Ordered& node) {
    visit(node.element);
    visit_all(node.order_by);
  }
  void enter(const expr::Array& node) { visit_all(node.elements); }
  void enter(const expr::Slice& node) {
    visit_if(node.start);
    visit_if(node.stop);
  }
  void enter(const expr::Null&) {}
  void enter(const expr::Boolean&) {}
  void enter(const expr::Literal&) {}
  void enter(const expr::Text&) {}
  void enter(const expr::Collation&) {}
  void enter(const expr::NextValue&) {}
  void enter(const expr::ScalarSubquery&) {}
  void enter(const expr::Table&) {}
  void enter(const expr::Alias&) {}
  void enter(const expr::Join&) {}
  void enter(const expr::Cte&) {}
  void enter(const expr::Values&) {}
  void enter(const expr::Select&) {}
  void enter(const expr::CompoundSelect&) {}
  void enter(const expr::Insert&) {}
  void enter(const expr::Update&) {}
  void enter(const expr::Delete&) {}
  void enter(const expr::ProposedColumn&) {}
  void enter(const expr::DdlText&) {}

  bool takes_texts_;
  int depth_ = 0;
  std::vector<Found> found_;
};

}  // namespace

std::vector<std::string> column_names(const Expression& expression) {
  ColumnCollector collector(false);
  collector.visit(expression);
  return collector.take();
}

std::vector<std::string> column_names_and_texts(const Expression& expression) {
  ColumnCollector collector(true);
  collector.visit(expression);
  return collector.take();
}

}  // namespace retort
