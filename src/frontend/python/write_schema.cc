// SPDX-License-Identifier: MIT
#include "frontend/python/write_schema.h"

#include "retort/error.h"
#include "retort/expression_node.h"

#include "base/overloaded.h"
#include "frontend/python/values.h"

#include <array>
#include <utility>
#include <variant>

namespace retort::python {
namespace {

template <class T>
void put(py::dict& made, const char* key, const std::optional<T>& value) {
  if (value) made[key] = *value;
}
void put(py::dict& made, const char* key, const std::string& value) {
  if (!value.empty()) made[key] = value;
}
void put(py::dict& made, const char* key, bool value) {
  if (value) made[key] = true;
}

void put_name(py::dict& made, const std::optional<Name>& name) {
  if (!name) return;
  py::dict written;
  written["text"] = name->text;
  put(written, "final", name->final);
  made["name"] = written;
}

py::dict write_table_name(const TableName& name) {
  py::dict made;
  made["name"] = name.name;
  put(made, "schema", name.schema);
  put(made, "quote", name.quote);
  put(made, "quote_schema", name.quote_schema);
  return made;
}

template <class T>
py::dict write_pairs(const std::vector<std::pair<std::string, T>>& pairs) {
  py::dict map;
  for (const auto& [key, value] : pairs) map[py::str(key)] = value;
  py::dict made;
  made["map"] = map;
  return made;
}

py::object write_option(const OptionValue& option) {
  return std::visit(
      Overloaded{
          [](Null) -> py::object { return py::none(); },
          [](bool value) -> py::object { return py::bool_(value); },
          [](std::int64_t value) -> py::object { return py::int_(value); },
          [](const std::string& value) -> py::object { return py::str(value); },
          [](const std::vector<std::string>& value) -> py::object { return py::cast(value); },
          [](const Expression& value) -> py::object {
            py::dict made;
            made["expr"] = write_expression(value);
            return made;
          },
          [](const std::vector<Expression>& values) -> py::object {
            py::list list;
            for (const Expression& value : values) list.append(write_expression(value));
            py::dict made;
            made["exprs"] = list;
            return made;
          },
          [](const auto& pairs) -> py::object { return write_pairs(pairs); },
      },
      option.base());
}

void put_options(py::dict& made, const Options& options) {
  if (options.empty()) return;
  py::dict written;
  for (const auto& [name, value] : options) written[py::str(name)] = write_option(value);
  made["options"] = written;
}

py::dict write_sequence_options(const SequenceOptions& options) {
  py::dict made;
  put(made, "start", options.start);
  put(made, "increment", options.increment);
  put(made, "minvalue", options.minvalue);
  put(made, "maxvalue", options.maxvalue);
  put(made, "nominvalue", options.nominvalue);
  put(made, "nomaxvalue", options.nomaxvalue);
  put(made, "cycle", options.cycle);
  put(made, "cache", options.cache);
  put(made, "order", options.order);
  return made;
}

py::dict write_default(const ServerDefault& value) {
  py::dict made;
  std::visit(Overloaded{
                 [&](const std::string& text) { made["text"] = text; },
                 [&](const Expression& expression) { made["expr"] = write_expression(expression); },
                 [&](const Computed& computed) {
                   py::dict written;
                   written["expression"] = write_expression(computed.expression);
                   put(written, "persisted", computed.persisted);
                   made["computed"] = written;
                 },
                 [&](const Identity& identity) {
                   py::dict written;
                   put(written, "always", identity.always);
                   put(written, "on_null", identity.on_null);
                   written["options"] = write_sequence_options(identity.options);
                   made["identity"] = written;
                 },
                 [&](const FetchedValue&) { made["fetched"] = true; },
             },
             value);
  return made;
}

py::dict write_rules(const ForeignKeyOptions& rules) {
  py::dict made;
  put(made, "onupdate", rules.onupdate);
  put(made, "ondelete", rules.ondelete);
  put(made, "deferrable", rules.deferrable);
  put(made, "initially", rules.initially);
  put(made, "match", rules.match);
  put(made, "use_alter", rules.use_alter);
  return made;
}

template <class Items, class Write>
py::list write_all(const Items& items, Write write) {
  py::list made;
  for (const auto& item : items) made.append(write(item));
  return made;
}

// What all constraints have.
template <class T>
py::dict write_constraint_base(const char* kind, const T& constraint) {
  py::dict made;
  made["kind"] = kind;
  put_name(made, constraint.name);
  put_options(made, constraint.options);
  return made;
}
template <class T>
void put_deferral(py::dict& made, const T& constraint) {
  put(made, "deferrable", constraint.deferrable);
  put(made, "initially", constraint.initially);
}

/// How the elements of an index are ordered.
const char* write_order(expr::Operator order) {
  static constexpr std::array<std::pair<expr::Operator, const char*>, 4> orders = {
      {{expr::Operator::ascending, "asc"},
       {expr::Operator::descending, "desc"},
       {expr::Operator::nulls_first, "nulls_first"},
       {expr::Operator::nulls_last, "nulls_last"}}};
  for (const auto& [known, name] : orders) {
    if (known == order) return name;
  }
  throw Error("An operator that reflection does not make", ErrorCode::internal);
}

py::dict write_exclude_element(const ExcludeElement& element) {
  py::dict made;
  put(made, "column", element.column);
  if (element.expression) made["expression"] = write_expression(*element.expression);
  made["operator_name"] = element.operator_name;
  return made;
}

}  // namespace

py::dict write_expression(const Expression& expression) {
  py::dict made;
  if (const auto* text = expr::find<expr::Text>(expression)) {
    made["node"] = "Text";
    made["sql"] = text->sql;
  } else if (expr::find<expr::Null>(expression) != nullptr) {
    made["node"] = "Null";
  } else if (const auto* flag = expr::find<expr::Boolean>(expression)) {
    made["node"] = "Boolean";
    made["value"] = flag->value;
  } else if (const auto* literal = expr::find<expr::Literal>(expression)) {
    made["node"] = "Literal";
    made["value"] = write_value(literal->value);
    put(made, "always_inline", literal->always_inline);
  } else if (const auto* column = expr::find<expr::Column>(expression)) {
    made["node"] = "Column";
    made["name"] = column->name;
    put(made, "verbatim", column->verbatim);
  } else if (const auto* next = expr::find<expr::NextValue>(expression)) {
    made["node"] = "NextValue";
    made["sequence"] = next->sequence;
    put(made, "schema", next->schema);
  } else if (const auto* unary = expr::find<expr::Unary>(expression)) {
    made["node"] = "Unary";
    made["op"] = write_order(unary->op);
    made["operand"] = write_expression(unary->operand);
    made["modifier"] = unary->modifier;
  } else {
    throw Error("An expression that reflection does not make", ErrorCode::internal);
  }
  return made;
}

py::dict write_sequence(const Sequence& sequence) {
  py::dict made;
  made["name"] = sequence.name;
  put(made, "schema", sequence.schema);
  made["options"] = write_sequence_options(sequence.options);
  if (sequence.data_type) made["data_type"] = write_type(*sequence.data_type);
  put(made, "optional", sequence.optional);
  return made;
}

py::dict write_constraint(const Constraint& constraint) {
  return std::visit(Overloaded{
                        [](const PrimaryKey& key) {
                          py::dict made = write_constraint_base("primary_key", key);
                          made["columns"] = key.columns;
                          put_deferral(made, key);
                          return made;
                        },
                        [](const Unique& unique) {
                          py::dict made = write_constraint_base("unique", unique);
                          made["columns"] = unique.columns;
                          put_deferral(made, unique);
                          return made;
                        },
                        [](const ForeignKey& key) {
                          py::dict made = write_constraint_base("foreign_key", key);
                          made["columns"] = key.columns;
                          made["referred_table"] = write_table_name(key.referred_table);
                          made["referred_columns"] = key.referred_columns;
                          made["rules"] = write_rules(key.rules);
                          return made;
                        },
                        [](const Check& check) {
                          py::dict made = write_constraint_base("check", check);
                          made["condition"] = write_expression(check.condition);
                          put_deferral(made, check);
                          return made;
                        },
                        [](const Exclude& exclude) {
                          py::dict made = write_constraint_base("exclude", exclude);
                          made["elements"] = write_all(exclude.elements, &write_exclude_element);
                          made["using_method"] = exclude.using_method;
                          if (exclude.where) made["where"] = write_expression(*exclude.where);
                          if (!exclude.ops.empty()) made["ops"] = write_pairs(exclude.ops)["map"];
                          put_deferral(made, exclude);
                          return made;
                        },
                    },
                    constraint);
}

py::dict write_index(const Index& index) {
  py::dict made;
  put_name(made, index.name);
  made["elements"] = write_all(index.elements, [](const IndexElement& element) {
    py::dict written;
    put(written, "column", element.column);
    if (element.expression) written["expression"] = write_expression(*element.expression);
    return written;
  });
  put(made, "unique", index.unique);
  put_options(made, index.options);
  return made;
}

py::dict write_column(const Column& column) {
  py::dict made;
  made["name"] = column.name;
  made["type"] = write_type(column.type);
  put(made, "nullable", column.nullable);
  put(made, "primary_key", column.primary_key);
  if (column.server_default) made["server_default"] = write_default(*column.server_default);
  if (column.autoincrement == Autoincrement::always) made["autoincrement"] = "always";
  if (column.autoincrement == Autoincrement::never) made["autoincrement"] = "never";
  if (column.comment) made["comment"] = *column.comment;
  put(made, "unique", column.unique);
  put(made, "index", column.index);
  if (column.sequence) made["sequence"] = write_sequence(*column.sequence);
  put(made, "quote", column.quote);
  put_options(made, column.options);
  return made;
}

py::dict write_table(const Table& table) {
  py::dict made;
  made["name"] = write_table_name(table.name);
  made["columns"] = write_all(table.columns, &write_column);
  made["constraints"] = write_all(table.constraints, &write_constraint);
  made["indexes"] = write_all(table.indexes, &write_index);
  put(made, "comment", table.comment);
  if (!table.prefixes.empty()) made["prefixes"] = table.prefixes;
  put_options(made, table.options);
  return made;
}

}  // namespace retort::python
