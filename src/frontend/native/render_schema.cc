// SPDX-License-Identifier: MIT
#include "frontend/native/render_schema.h"

#include "schema/lookup.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <variant>

namespace retort {
namespace {

Code nothing() { return code(""); }

Code name_field(const std::optional<Name>& name, const RenderContext& context) {
  return name ? designated("name", render_name(*name, context)) : nothing();
}

Code rules_field(const ForeignKeyOptions& rules) {
  Code fields = aggregate(
      {text_field("onupdate", rules.onupdate), text_field("ondelete", rules.ondelete),
       flag_field("deferrable", rules.deferrable), text_field("initially", rules.initially),
       text_field("match", rules.match), flag_field("use_alter", rules.use_alter)});
  return fields.items.empty() ? nothing() : designated("rules", std::move(fields));
}

Code autoincrement_field(Autoincrement autoincrement) {
  switch (autoincrement) {
    case Autoincrement::automatic:
      return nothing();
    case Autoincrement::always:
      return designated("autoincrement", code("Autoincrement::always"));
    case Autoincrement::never:
      return designated("autoincrement", code("Autoincrement::never"));
    case Autoincrement::ignore_foreign_key:
      return designated("autoincrement", code("Autoincrement::ignore_foreign_key"));
  }
  return nothing();
}

Code reference(const ColumnReference& reference, const RenderContext& context) {
  return aggregate(
      {name_field(reference.name, context), designated("table", render_table_name(reference.table)),
       reference.column.empty() ? nothing()
                                : designated("column", code(render_text(reference.column))),
       rules_field(reference.rules), options_field(reference.options, context)});
}

Code references_field(const Column& column, const RenderContext& context) {
  if (column.references.empty()) return nothing();
  std::vector<Code> items;
  for (const ColumnReference& item : column.references) items.push_back(reference(item, context));
  return designated("references", braces(std::move(items)));
}

struct ConstraintCode {
  const RenderContext& context;

  Code operator()(const PrimaryKey& key) const {
    return aggregate(
        {name_field(key.name, context), designated("columns", render_list(key.columns)),
         flag_field("deferrable", key.deferrable), text_field("initially", key.initially),
         options_field(key.options, context)},
        "PrimaryKey");
  }
  Code operator()(const Unique& unique) const {
    return aggregate(
        {name_field(unique.name, context), designated("columns", render_list(unique.columns)),
         flag_field("deferrable", unique.deferrable), text_field("initially", unique.initially),
         options_field(unique.options, context)},
        "Unique");
  }
  Code operator()(const ForeignKey& key) const {
    return aggregate(
        {name_field(key.name, context), designated("columns", render_list(key.columns)),
         designated("referred_table", render_table_name(key.referred_table)),
         designated("referred_columns", render_list(key.referred_columns)), rules_field(key.rules),
         options_field(key.options, context)},
        "ForeignKey");
  }
  Code operator()(const Check& check) const {
    return aggregate(
        {name_field(check.name, context),
         designated("condition", render_expression(check.condition, context)),
         flag_field("deferrable", check.deferrable), text_field("initially", check.initially),
         options_field(check.options, context)},
        "Check");
  }
  Code operator()(const Exclude& exclude) const {
    std::vector<Code> elements;
    for (const ExcludeElement& element : exclude.elements) {
      elements.push_back(
          aggregate({element.expression
                         ? designated("expression", render_expression(*element.expression, context))
                         : designated("column", code(render_text(element.column))),
                     designated("operator_name", code(render_text(element.operator_name)))}));
    }
    return aggregate(
        {name_field(exclude.name, context), designated("elements", braces(std::move(elements))),
         designated("using_method", code(render_text(exclude.using_method))),
         exclude.where ? designated("where", render_expression(*exclude.where, context))
                       : nothing(),
         flag_field("deferrable", exclude.deferrable), text_field("initially", exclude.initially),
         options_field(exclude.options, context)},
        "Exclude");
  }
};

/// Whether flags at the columns say the same as the constraint.
bool is_flagged(const PrimaryKey& key, const Table& table) {
  if (key.name || key.deferrable || key.initially || !key.options.empty()) return false;
  std::vector<std::string> in_order;
  for (const Column& column : table.columns) {
    const bool member =
        std::find(key.columns.begin(), key.columns.end(), column.name) != key.columns.end();
    if (member) in_order.push_back(column.name);
  }
  return in_order == key.columns;
}

/// What nobody writes into a migration: the type of the column brings it along.
bool is_type_bound(const Constraint& constraint) {
  const auto* check = std::get_if<Check>(&constraint);
  return check != nullptr && check->type_bound;
}

Code index_item(const Index& index, const RenderContext& context) {
  return aggregate({name_field(index.name, context),
                    designated("elements", render_index_elements(index.elements, context)),
                    flag_field("unique", index.unique), options_field(index.options, context)},
                   "Index");
}

}  // namespace

Code render_column(const Column& column, const RenderContext& context) {
  const bool default_nullable = !column.primary_key;
  std::vector<Code> checks;
  for (const Check& check : column.checks) {
    if (!check.type_bound) checks.push_back(render_constraint(check, context));
  }
  for (Code& check : checks) check.head = "{" + check.head.substr(check.head.find('{') + 1);
  return aggregate(
      {designated("name", code(render_text(column.name))),
       designated("type", render_type(column.type, context)),
       column.is_nullable() == default_nullable ? nothing()
                                                : flag_field("nullable", column.nullable),
       flag_field("primary_key", column.primary_key),
       column.server_default
           ? designated("server_default", render_server_default(*column.server_default, context))
           : nothing(),
       autoincrement_field(column.autoincrement), text_field("comment", column.comment),
       flag_field("unique", column.unique), flag_field("index", column.index),
       references_field(column, context),
       checks.empty() ? nothing() : designated("checks", braces(std::move(checks))),
       flag_field("system", column.system), flag_field("quote", column.quote),
       options_field(column.options, context)},
      "Column");
}

Code render_constraint(const Constraint& constraint, const RenderContext& context) {
  return std::visit(ConstraintCode{context}, constraint);
}

Code render_index_elements(const std::vector<IndexElement>& elements,
                           const RenderContext& context) {
  std::vector<Code> items;
  items.reserve(elements.size());
  for (const IndexElement& element : elements) {
    items.push_back(element.expression ? render_expression(*element.expression, context)
                                       : code(render_text(element.column)));
  }
  return braces(std::move(items));
}

std::vector<Code> render_table_items(const Table& table, const RenderContext& context) {
  const PrimaryKey* key = find_primary_key(table);
  const bool flagged = key == nullptr || is_flagged(*key, table);
  const std::vector<std::string> key_columns = primary_key_columns(table);
  std::vector<Code> items;
  for (const Column& column : table.columns) {
    Column shown = column;
    const bool member =
        std::find(key_columns.begin(), key_columns.end(), column.name) != key_columns.end();
    shown.primary_key = flagged && member;
    if (!member) shown.autoincrement = Autoincrement::automatic;
    // Members of a key are never NULL, whichever way it is written.
    if (member) shown.nullable = std::nullopt;
    items.push_back(render_column(shown, context));
  }
  for (const Constraint& constraint : table.constraints) {
    const bool said = flagged && std::holds_alternative<PrimaryKey>(constraint);
    if (!said && !is_type_bound(constraint)) {
      items.push_back(render_constraint(constraint, context));
    }
  }
  for (const Index& index : table.indexes) items.push_back(index_item(index, context));
  return items;
}

}  // namespace retort
