// SPDX-License-Identifier: MIT
#include "frontend/python/read_schema_operation.h"

#include "retort/dialect.h"
#include "retort/expression_node.h"

#include "frontend/python/read_schema.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace retort::python {
namespace {

// Words, a name that the dialect quotes as it needs, and words.
class NamedStatement : public CustomOperation {
 public:
  NamedStatement(std::string before, TableName name, std::string after)
      : before_(std::move(before)), name_(std::move(name)), after_(std::move(after)) {}

  std::string describe() const override { return before_ + name_.name + after_; }
  std::vector<Operation> expand(const std::string& dialect_name) const override {
    std::string sql = before_ + dialect(dialect_name).format_table(name_) + after_;
    return {op::Execute{Expression(expr::Node(expr::DdlText{std::move(sql)}))}};
  }

 private:
  std::string before_;
  TableName name_;
  std::string after_;
};

Operation named(std::string before, const Notation& notation, std::string after = "") {
  return op::Custom{std::make_shared<NamedStatement>(
      std::move(before), read_table_name(notation.at("name")), std::move(after))};
}

std::string condition(const Notation& notation) {
  if (notation.flag("if_not_exists")) return "IF NOT EXISTS ";
  return notation.flag("if_exists") ? "IF EXISTS " : "";
}

}  // namespace

std::optional<Operation> read_schema_operation(const Notation& notation) {
  const std::string kind = notation.text("op");
  if (kind == "CreateSchema") return named("CREATE SCHEMA " + condition(notation), notation);
  if (kind == "DropSchema") {
    return named("DROP SCHEMA " + condition(notation), notation,
                 notation.flag("cascade") ? " CASCADE" : "");
  }
  if (kind == "DropDomain") return named("DROP DOMAIN ", notation);
  return std::nullopt;
}

}  // namespace retort::python
