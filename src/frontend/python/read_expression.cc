// SPDX-License-Identifier: MIT
#include "frontend/python/read_expression.h"

#include "retort/error.h"
#include "retort/expression_node.h"

#include "frontend/python/read_type.h"
#include "frontend/python/values.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace retort::python {
namespace {

expr::Operator read_operator(const std::string& name) {
  using O = expr::Operator;
  static const std::map<std::string, O> names{
      {"add", O::add},
      {"subtract", O::subtract},
      {"multiply", O::multiply},
      {"divide", O::divide},
      {"floor_divide", O::floor_divide},
      {"modulo", O::modulo},
      {"negate", O::negate},
      {"equal", O::equal},
      {"not_equal", O::not_equal},
      {"less", O::less},
      {"less_equal", O::less_equal},
      {"greater", O::greater},
      {"greater_equal", O::greater_equal},
      {"is", O::is},
      {"is_not", O::is_not},
      {"is_distinct_from", O::is_distinct_from},
      {"is_not_distinct_from", O::is_not_distinct_from},
      {"like", O::like},
      {"not_like", O::not_like},
      {"ilike", O::ilike},
      {"not_ilike", O::not_ilike},
      {"starts_with", O::starts_with},
      {"not_starts_with", O::not_starts_with},
      {"istarts_with", O::istarts_with},
      {"not_istarts_with", O::not_istarts_with},
      {"ends_with", O::ends_with},
      {"not_ends_with", O::not_ends_with},
      {"iends_with", O::iends_with},
      {"not_iends_with", O::not_iends_with},
      {"contains", O::contains},
      {"not_contains", O::not_contains},
      {"icontains", O::icontains},
      {"not_icontains", O::not_icontains},
      {"in", O::in},
      {"not_in", O::not_in},
      {"between", O::between},
      {"not_between", O::not_between},
      {"concat", O::concat},
      {"match", O::match},
      {"not_match", O::not_match},
      {"regexp_match", O::regexp_match},
      {"not_regexp_match", O::not_regexp_match},
      {"regexp_replace", O::regexp_replace},
      {"bitwise_and", O::bitwise_and},
      {"bitwise_or", O::bitwise_or},
      {"bitwise_xor", O::bitwise_xor},
      {"bitwise_not", O::bitwise_not},
      {"shift_left", O::shift_left},
      {"shift_right", O::shift_right},
      {"json_get", O::json_get},
      {"json_path_get", O::json_path_get},
      {"get_item", O::get_item},
      {"and_", O::and_},
      {"or_", O::or_},
      {"not_", O::not_},
      {"exists", O::exists},
      {"distinct", O::distinct},
      {"any", O::any},
      {"all", O::all},
      {"is_true", O::is_true},
      {"is_false", O::is_false},
      {"ascending", O::ascending},
      {"descending", O::descending},
      {"nulls_first", O::nulls_first},
      {"nulls_last", O::nulls_last},
      {"collate", O::collate},
      {"comma", O::comma},
      {"filter", O::filter},
      {"over", O::over},
      {"custom", O::custom},
  };
  return names.at(name);
}

expr::CustomOperator read_custom(const Notation& notation) {
  if (!notation.contains("custom")) return {};
  const Notation custom = notation.at("custom");
  return {custom.text("text"), custom.integer("precedence", 0), custom.flag("is_comparison"),
          custom.flag("natural_self_precedent"), custom.flag("eager_grouping")};
}

std::vector<Expression> many(const Notation& notation, const char* key) {
  return notation.many(key, &read_expression);
}
std::optional<Expression> maybe(const Notation& notation, const char* key) {
  if (!notation.contains(key)) return std::nullopt;
  return read_expression(notation.at(key));
}
Expression one(const Notation& notation, const char* key) {
  return read_expression(notation.at(key));
}

expr::Label read_label(const Notation& notation, const char* key) {
  if (!notation.contains(key)) return {};
  const Notation held = notation.at(key);
  return {held.text("text"), held.integer("anonymous", 0), held.text("suffix")};
}

expr::Literal read_literal(const Notation& notation) {
  expr::Literal made{read_optional_value(notation, "value"), read_optional_type(notation, "type")};
  made.always_inline = notation.flag("always_inline");
  made.expanding = notation.flag("expanding");
  made.required = notation.flag("required");
  made.never_inline = notation.flag("never_inline");
  made.name = read_label(notation, "name");
  return made;
}

std::vector<expr::Prefix> read_prefixes(const Notation& notation, const char* key) {
  std::vector<expr::Prefix> made;
  if (!notation.contains(key)) return made;
  for (const Notation& item : notation.at(key).elements())
    made.push_back({item.text("text"), item.text("dialect")});
  return made;
}

std::vector<expr::Assignment> read_assignments(const Notation& notation) {
  std::vector<expr::Assignment> made;
  for (const Notation& item : notation.elements()) {
    made.push_back({item.text("column"), one(item, "value"), item.optional_flag("quote"),
                    maybe(item, "target")});
  }
  return made;
}
std::vector<expr::Assignment> read_assignments(const Notation& notation, const char* key) {
  if (!notation.contains(key)) return {};
  return read_assignments(notation.at(key));
}

std::vector<std::pair<std::string, Value>> read_options(const Notation& notation, const char* key) {
  std::vector<std::pair<std::string, Value>> made;
  if (!notation.contains(key)) return made;
  for (const auto& [name, value] : notation.at(key).items())
    made.push_back({name, read_value(value)});
  return made;
}

expr::FrameBound read_bound(const Notation& notation) {
  expr::FrameBound made;
  if (notation.contains("offset")) made.offset = notation.at("offset").integer();
  return made;
}

using Reader = expr::Node (*)(const Notation&);

expr::Node read_text(const Notation& notation) {
  expr::Text made{notation.text("sql")};
  if (notation.contains("parameters")) {
    for (const Notation& item : notation.at("parameters").elements()) {
      made.parameters.push_back({item.text("name"), read_literal(item.at("literal"))});
    }
  }
  return expr::Node(std::move(made));
}

expr::Node read_case(const Notation& notation) {
  expr::Case made{maybe(notation, "value"), {}, maybe(notation, "otherwise")};
  for (const Notation& item : notation.at("whens").elements()) {
    made.whens.push_back({one(item, "condition"), one(item, "result")});
  }
  return expr::Node(std::move(made));
}

expr::Node read_over(const Notation& notation) {
  expr::Over made{one(notation, "element"), many(notation, "partition_by"),
                  many(notation, "order_by")};
  if (notation.contains("frame")) {
    const Notation frame = notation.at("frame");
    made.frame =
        expr::Frame{frame.text("unit"), read_bound(frame.at("from")), read_bound(frame.at("to"))};
  }
  return expr::Node(std::move(made));
}

expr::Node read_select(const Notation& notation) {
  expr::Select made{many(notation, "columns"), many(notation, "from"),
                    many(notation, "where"),   many(notation, "group_by"),
                    many(notation, "having"),  many(notation, "order_by"),
                    maybe(notation, "limit"),  maybe(notation, "offset"),
                    notation.flag("distinct"), many(notation, "distinct_on")};
  made.prefixes = read_prefixes(notation, "prefixes");
  made.suffixes = read_prefixes(notation, "suffixes");
  made.correlate = many(notation, "correlate");
  if (notation.contains("correlate_except")) {
    made.correlate_except = many(notation, "correlate_except");
  }
  made.auto_correlate = !notation.flag("no_auto_correlate");
  if (notation.contains("fetch")) {
    const Notation fetch = notation.at("fetch");
    made.fetch = expr::Fetch{one(fetch, "count"), fetch.flag("percent"), fetch.flag("with_ties")};
  }
  made.ctes = many(notation, "ctes");
  if (notation.contains("for_update")) {
    const Notation lock = notation.at("for_update");
    made.for_update =
        expr::ForUpdate{lock.flag("read"), lock.flag("key_share"), lock.flag("nowait"),
                        lock.flag("skip_locked"), many(lock, "of")};
  }
  return expr::Node(std::move(made));
}

std::vector<std::pair<std::string, std::optional<Type>>> read_columns(const Notation& notation) {
  std::vector<std::pair<std::string, std::optional<Type>>> made;
  if (!notation.contains("columns")) return made;
  for (const Notation& column : notation.at("columns").elements()) {
    made.push_back({column.text("name"), read_optional_type(column, "type")});
  }
  return made;
}

expr::Node read_alias(const Notation& notation) {
  expr::Alias made{read_label(notation, "name"), one(notation, "element"), notation.flag("lateral"),
                   read_columns(notation), notation.flag("with_ordinality")};
  if (notation.contains("sample")) {
    const Notation sample = notation.at("sample");
    made.sample = expr::Sample{one(sample, "method"), maybe(sample, "seed")};
  }
  return expr::Node(std::move(made));
}

expr::Node read_values_clause(const Notation& notation) {
  expr::Values made;
  made.columns = read_columns(notation);
  for (const Notation& row : notation.at("rows").elements()) {
    std::vector<Expression> items;
    for (const Notation& item : row.elements()) items.push_back(read_expression(item));
    made.rows.push_back(std::move(items));
  }
  made.name = read_label(notation, "name");
  return expr::Node(std::move(made));
}

expr::Node read_insert(const Notation& notation) {
  expr::Insert made{one(notation, "table")};
  if (notation.contains("rows")) {
    for (const Notation& row : notation.at("rows").elements())
      made.rows.push_back(read_assignments(row));
  }
  made.select = maybe(notation, "select");
  made.select_columns = notation.texts("select_columns");
  made.prefixes = read_prefixes(notation, "prefixes");
  made.returning = many(notation, "returning");
  if (notation.contains("on_conflict")) {
    const Notation conflict = notation.at("on_conflict");
    made.on_conflict =
        expr::OnConflict{conflict.text("dialect"),          many(conflict, "elements"),
                         conflict.text("constraint"),       maybe(conflict, "index_where"),
                         read_assignments(conflict, "set"), maybe(conflict, "where")};
  }
  made.on_duplicate_key = read_assignments(notation, "on_duplicate_key");
  made.row_alias = notation.text("row_alias");
  made.multi_row = notation.flag("multi_row");
  made.ctes = many(notation, "ctes");
  return expr::Node(std::move(made));
}

const std::map<std::string, Reader>& readers() {
  static const std::map<std::string, Reader> made{
      {"Null", [](const Notation&) { return expr::Node(expr::Null{}); }},
      {"Boolean", [](const Notation& j) { return expr::Node(expr::Boolean{j.flag("value")}); }},
      {"Literal", [](const Notation& j) { return expr::Node(read_literal(j)); }},
      {"Column",
       [](const Notation& j) {
         return expr::Node(expr::Column{
             j.text("name"), maybe(j, "from"), read_optional_type(j, "type"), j.flag("verbatim"),
             j.optional_flag("quote"), read_label(j, "made_up"), j.flag("row")});
       }},
      {"Text", &read_text},
      {"Function",
       [](const Notation& j) {
         return expr::Node(expr::Function{j.text("name"), j.texts("package"), many(j, "arguments"),
                                          read_optional_type(j, "type"), j.flag("generic"),
                                          j.optional_flag("quote")});
       }},
      {"Unary",
       [](const Notation& j) {
         return expr::Node(expr::Unary{read_operator(j.text("op")), one(j, "operand"),
                                       j.flag("modifier"), read_custom(j),
                                       read_optional_type(j, "type")});
       }},
      {"Binary",
       [](const Notation& j) {
         return expr::Node(expr::Binary{read_operator(j.text("op")), one(j, "left"),
                                        one(j, "right"), read_custom(j), j.optional_text("escape"),
                                        j.optional_text("flags"), j.flag("symmetric"),
                                        read_optional_type(j, "type")});
       }},
      {"ClauseList",
       [](const Notation& j) {
         return expr::Node(
             expr::ClauseList{read_operator(j.text("op")), many(j, "clauses"), j.flag("grouped")});
       }},
      {"Grouping", [](const Notation& j) { return expr::Node(expr::Grouping{one(j, "element")}); }},
      {"Tuple", [](const Notation& j) { return expr::Node(expr::Tuple{many(j, "elements")}); }},
      {"Cast",
       [](const Notation& j) {
         return expr::Node(
             expr::Cast{one(j, "operand"), read_type(j.at("type")), j.flag("try_cast")});
       }},
      {"TypeCoerce",
       [](const Notation& j) {
         return expr::Node(expr::TypeCoerce{one(j, "operand"), read_type(j.at("type"))});
       }},
      {"Case", &read_case},
      {"Collation", [](const Notation& j) { return expr::Node(expr::Collation{j.text("name")}); }},
      {"Labelled",
       [](const Notation& j) {
         return expr::Node(expr::Labelled{read_label(j, "name"), one(j, "element")});
       }},
      {"Extract",
       [](const Notation& j) {
         return expr::Node(expr::Extract{j.text("field"), one(j, "operand")});
       }},
      {"Over", &read_over},
      {"Filter",
       [](const Notation& j) {
         return expr::Node(expr::Filter{one(j, "function"), one(j, "condition")});
       }},
      {"WithinGroup",
       [](const Notation& j) {
         return expr::Node(expr::WithinGroup{one(j, "function"), many(j, "order_by")});
       }},
      {"Ordered",
       [](const Notation& j) {
         return expr::Node(expr::Ordered{one(j, "element"), many(j, "order_by")});
       }},
      {"Array",
       [](const Notation& j) {
         return expr::Node(expr::Array{many(j, "elements"), read_optional_type(j, "type")});
       }},
      {"Slice",
       [](const Notation& j) {
         return expr::Node(expr::Slice{maybe(j, "start"), maybe(j, "stop")});
       }},
      {"NextValue",
       [](const Notation& j) {
         return expr::Node(expr::NextValue{j.text("sequence"), j.optional_text("schema")});
       }},
      {"ScalarSubquery",
       [](const Notation& j) { return expr::Node(expr::ScalarSubquery{one(j, "select")}); }},
      {"Table",
       [](const Notation& j) {
         return expr::Node(
             expr::Table{j.text("name"), j.optional_text("schema"), j.optional_flag("quote")});
       }},
      {"Alias", &read_alias},
      {"Join",
       [](const Notation& j) {
         return expr::Node(expr::Join{one(j, "left"), one(j, "right"), maybe(j, "condition"),
                                      j.flag("outer"), j.flag("full")});
       }},
      {"Cte",
       [](const Notation& j) {
         return expr::Node(expr::Cte{read_label(j, "name"), one(j, "element"), j.flag("recursive"),
                                     j.optional_flag("materialized"), j.texts("columns")});
       }},
      {"Values", &read_values_clause},
      {"Select", &read_select},
      {"CompoundSelect",
       [](const Notation& j) {
         return expr::Node(expr::CompoundSelect{j.text("keyword"), many(j, "selects"),
                                                many(j, "order_by"), maybe(j, "limit"),
                                                maybe(j, "offset")});
       }},
      {"Insert", &read_insert},
      {"Update",
       [](const Notation& j) {
         return expr::Node(expr::Update{one(j, "table"), read_assignments(j, "set"),
                                        many(j, "where"), read_prefixes(j, "prefixes"),
                                        many(j, "returning"), read_options(j, "dialect_options"),
                                        many(j, "ctes")});
       }},
      {"Delete",
       [](const Notation& j) {
         return expr::Node(expr::Delete{one(j, "table"), many(j, "where"),
                                        read_prefixes(j, "prefixes"), many(j, "returning"),
                                        read_options(j, "dialect_options"), many(j, "ctes")});
       }},
      {"ProposedColumn",
       [](const Notation& j) {
         return expr::Node(expr::ProposedColumn{j.text("name"), read_optional_type(j, "type")});
       }},
      {"DdlText",
       [](const Notation& j) {
         return expr::Node(expr::DdlText{j.text("sql"), j.text("dialect")});
       }},
  };
  return made;
}

// The columns of a FROM element all name it: what has been read of it stays with its dict.
constexpr const char* held_key = "_held";
constexpr const char* held_name = "retort.expression";

const Expression* find_held(const Notation& notation) {
  PyObject* held = PyDict_GetItemString(notation.object().ptr(), held_key);
  if (held == nullptr) return nullptr;
  return static_cast<const Expression*>(PyCapsule_GetPointer(held, held_name));
}

void hold(const Notation& notation, const Expression& expression) {
  const py::capsule held(new Expression(expression), held_name, [](PyObject* capsule) {
    delete static_cast<Expression*>(PyCapsule_GetPointer(capsule, held_name));
  });
  if (PyDict_SetItemString(notation.object().ptr(), held_key, held.ptr()) != 0) {
    throw py::error_already_set();
  }
}

}  // namespace

Expression read_expression(const Notation& notation) {
  const std::string kind = notation.text("node");
  const bool may_be_shared = kind == "Alias" || kind == "Cte" || kind == "Table";
  if (may_be_shared) {
    if (const Expression* held = find_held(notation)) return *held;
  }
  const auto reader = readers().find(kind);
  if (reader == readers().end()) {
    throw Error("The expression " + kind + " is not known", ErrorCode::internal);
  }
  Expression made(reader->second(notation));
  if (may_be_shared) hold(notation, made);
  return made;
}

}  // namespace retort::python
