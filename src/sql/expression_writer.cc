// SPDX-License-Identifier: MIT
// The nodes of expressions; statements are in select.cc and data_statement.cc.
#include "sql/expression_writer.h"

#include "retort/error.h"

#include "base/text.h"
#include "schema/expression_operators.h"
#include "sql/literal.h"

#include <cstdlib>
#include <variant>

namespace retort {

using expr::Operator;

namespace {

bool is_word_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '_' ||
         (static_cast<unsigned char>(c) & 0x80U) != 0;
}

// Quotes that only illegal characters ask for: a reserved word may well name a function.
std::string function_name(const SqlDialect& dialect, const std::string& name,
                          std::optional<bool> quote) {
  if (quote) return dialect.quote(name, quote);
  IdentifierRules lenient = dialect.identifiers();
  lenient.reserved_words = {};
  return needs_quotes(lenient, lower_ascii(name)) ? dialect.quote(name, true) : name;
}

}  // namespace

ExpressionWriter::ExpressionWriter(const SqlDialect& dialect, const ExpressionOptions& options)
    : dialect_(dialect), options_(options), include_tables_(options.include_table_names) {}

Statement ExpressionWriter::take() {
  return {std::exchange(text_, {}), std::exchange(parameters_, {})};
}

ExpressionWriter& ExpressionWriter::write(const Expression& expression) {
  std::visit([this](const auto& held) { node(held); }, expression.node().base());
  return *this;
}

ExpressionWriter& ExpressionWriter::write_operand(const Expression& operand,
                                                  const Against& against) {
  if (&operand.node() == ungrouped_ || !needs_parentheses(operand, against)) return write(operand);
  raw("(").write(operand);
  return raw(")");
}

ExpressionWriter& ExpressionWriter::write_item(const Expression& item) {
  if (!needs_parentheses(item, std::nullopt)) return write(item);
  raw("(").write(item);
  return raw(")");
}

ExpressionWriter& ExpressionWriter::write_list(const std::vector<Expression>& items,
                                               std::string_view separator) {
  bool first = true;
  for (const Expression& item : items) {
    if (!first) raw(separator);
    first = false;
    write_operand(item, {Operator::comma});
  }
  return *this;
}

ExpressionWriter& ExpressionWriter::literal(std::string_view text) {
  static const Type string_type = type::String{};
  return raw(dialect_.literal(Value(text), &string_type));
}

std::string ExpressionWriter::made_up_name(const std::string& stem, int number) {
  std::string& name = made_up_[{stem, number}];
  if (name.empty()) name = stem + "_" + std::to_string(++counters_[stem]);
  return name;
}

std::string ExpressionWriter::label_text(const expr::Label& label) {
  return label.anonymous == 0 ? label.text : made_up_name(label.text, label.anonymous);
}

void ExpressionWriter::node(const expr::Null&) { raw("NULL"); }

void ExpressionWriter::node(const expr::Boolean& node) {
  // The constants are 1 and 0 where there is no type for them, but keywords on MySQL.
  raw(node.value ? dialect_.true_text() : dialect_.false_text());
}

void ExpressionWriter::write_placeholder(const expr::Literal& node) {
  std::string name = node.name.text;
  if (name.empty()) {
    name = made_up_name("param", --fresh_);
  } else if (node.name.anonymous != 0) {
    name = made_up_name(name, node.name.anonymous);
  }
  // Characters that placeholders of drivers cannot hold.
  for (char& c : name) {
    if (c == '%') c = 'P';
    if (c == '(') c = 'A';
    if (c == ')') c = 'Z';
    if (c == ':') c = 'C';
    if (c == '.' || c == '[' || c == ']' || c == ' ') c = '_';
  }
  parameters_.push_back(node.value);
  switch (dialect_.paramstyle()) {
    case Paramstyle::named:
      raw(":").raw(name);
      return;
    case Paramstyle::pyformat:
      raw("%(").raw(name).raw(")s");
      return;
    case Paramstyle::format:
      raw("%s");
      return;
    case Paramstyle::qmark:
      raw("?");
      return;
    case Paramstyle::numeric_dollar:
      raw("$").raw(std::to_string(parameters_.size()));
      return;
  }
}

void ExpressionWriter::write_in_list(const expr::Literal& node, std::optional<Operator> op) {
  const auto* list = std::get_if<List>(&node.value.base());
  const std::vector<Value> items = list == nullptr ? std::vector<Value>{} : list->items;
  const Type* type = node.type ? &*node.type : nullptr;
  if (items.empty()) {
    if (dialect_.empty_set_in_list() || !op) {
      std::vector<Type> types;
      types.push_back(node.type.value_or(type::Integer{}));
      raw("(").raw(dialect_.empty_set(types)).raw(")");
    } else {
      raw(*op == Operator::in ? "(NULL) AND (1 != 1)" : "(NULL) OR (1 = 1)");
    }
    return;
  }
  raw("(");
  if (std::holds_alternative<List>(items.front().base()) && dialect_.tuple_in_values()) {
    raw("VALUES ");
  }
  const bool is_inline = options_.literal_binds || node.always_inline;
  const auto write_value = [&](const Value& value, const Type* value_type) {
    if (is_inline) {
      raw(dialect_.literal(value, value_type));
    } else {
      expr::Literal single{value, node.type};
      write_placeholder(single);
    }
  };
  bool first = true;
  for (const Value& item : items) {
    if (!first) raw(", ");
    first = false;
    if (const auto* row = std::get_if<List>(&item.base())) {
      raw("(");
      for (std::size_t i = 0; i < row->items.size(); ++i) {
        if (i > 0) raw(", ");
        write_value(row->items[i], nullptr);
      }
      raw(")");
    } else {
      write_value(item, type);
    }
  }
  raw(")");
}

void ExpressionWriter::node(const expr::Literal& node) {
  if (node.expanding) {
    write_in_list(node, std::nullopt);
  } else if (options_.literal_binds || node.always_inline) {
    raw(dialect_.literal(node.value, node.type ? &*node.type : nullptr));
  } else {
    write_placeholder(node);
  }
}

void ExpressionWriter::node(const expr::Column& node) {
  if (node.from && include_tables_) raw(column_prefix(*node.from));
  if (node.verbatim) {
    raw(dialect_.escape_percents(node.name));
  } else {
    raw(dialect_.quote(node.name, node.quote));
  }
}

void ExpressionWriter::node(const expr::Text& node) {
  const std::string sql = dialect_.escape_percents(node.sql);
  std::size_t i = 0;
  while (i < sql.size()) {
    const char before = i == 0 ? ' ' : sql[i - 1];
    if (sql[i] == '\\' && i + 1 < sql.size() && sql[i + 1] == ':') {
      // `\:name` is a plain colon, but not before a second one.
      std::size_t end = i + 2;
      while (end < sql.size() && (is_word_character(sql[end]) || sql[end] == '$')) ++end;
      if (end >= sql.size() || sql[end] != ':') ++i;
      text_.append(sql, i, end - i);
      i = end;
      continue;
    }
    std::size_t end = i + 1;
    while (end < sql.size() && is_word_character(sql[end])) ++end;
    // A name before a colon ends one character earlier, as a regular expression backs off.
    if (end < sql.size() && sql[end] == ':') --end;
    const bool is_parameter =
        sql[i] == ':' && end > i + 1 && before != ':' && !is_word_character(before);
    if (!is_parameter) {
      text_ += sql[i++];
      continue;
    }
    const std::string name = sql.substr(i + 1, end - i - 1);
    expr::Literal missing{Value(nullptr)};
    missing.name = {name, 0};
    const expr::Literal* found = &missing;
    for (const expr::TextParameter& parameter : node.parameters) {
      if (parameter.name == name) found = &parameter.literal;
    }
    this->node(*found);
    i = end;
  }
}

void ExpressionWriter::write_arguments(const expr::Function& node) {
  raw("(").write_list(node.arguments, ", ").raw(")");
}

void ExpressionWriter::node(const expr::Function& node) {
  if (node.package.empty() && dialect_.write_function(*this, node)) return;
  // Functions that are keywords: no parentheses without arguments.
  static constexpr std::string_view keywords[] = {
      "current_date", "current_time",   "current_timestamp", "current_user",
      "localtime",    "localtimestamp", "session_user",      "user"};
  for (const std::string& part : node.package) {
    raw(function_name(dialect_, part, std::nullopt)).raw(".");
  }
  bool is_keyword = false;
  for (std::string_view word : keywords) {
    is_keyword = is_keyword || (node.generic && word == node.name);
  }
  if (is_keyword) {
    raw(upper_ascii(node.name));
    if (node.arguments.empty()) return;
  } else {
    raw(function_name(dialect_, node.name, node.quote));
  }
  write_arguments(node);
}

void ExpressionWriter::node(const expr::Unary& node) {
  const Against against{node.op, &node.custom};
  if (node.op == Operator::is_true || node.op == Operator::is_false) {
    const bool is_true = node.op == Operator::is_true;
    const bool plain = dialect_.native_boolean() || !is_boolean_value(node.operand);
    if (plain && !is_true) raw("NOT ");
    write(node.operand);
    if (!plain) raw(is_true ? " = 1" : " = 0");
    return;
  }
  const std::string spelling = node.op == Operator::custom
                                   ? dialect_.escape_percents(node.custom.text)
                                   : std::string(standard_spelling(node.op));
  if (node.modifier) {
    write_operand(node.operand, against);
    if (node.op == Operator::custom) raw(" ");
    raw(spelling);
    return;
  }
  raw(spelling);
  if (node.op == Operator::custom) raw(" ");
  write_operand(node.operand, against);
}

void ExpressionWriter::write_around(const expr::Binary& node, std::string_view middle) {
  const Against against{node.op, &node.custom};
  const bool before = std::exchange(in_operator_, true);
  write_operand(node.left, against);
  raw(middle);
  if (const auto* list = expr::find<expr::Literal>(node.right);
      list != nullptr && list->expanding) {
    write_in_list(*list, node.op);
  } else if (const auto* bounds = expr::find<expr::ClauseList>(node.right);
             bounds != nullptr &&
             (node.op == Operator::between || node.op == Operator::not_between)) {
    write_operand(bounds->clauses.at(0), {Operator::and_});
    raw(" AND ");
    write_operand(bounds->clauses.at(1), {Operator::and_});
  } else {
    write_operand(node.right, against);
  }
  in_operator_ = before;
}

void ExpressionWriter::write_eagerly(const expr::Binary& node, std::string_view middle) {
  const bool grouped = in_operator_;
  if (grouped) raw("(");
  write_around(node, middle);
  if (grouped) raw(")");
}

void ExpressionWriter::write_like(const expr::Binary& node, std::string_view middle) {
  write_around(node, middle);
  if (node.escape) raw(" ESCAPE ").literal(*node.escape);
}

void ExpressionWriter::node(const expr::Binary& node) {
  if (node.op == Operator::not_in) {
    // The brackets are part of it: an empty list becomes a condition with OR.
    raw("(");
    write_around(node, standard_spelling(node.op));
    raw(")");
    return;
  }
  if (!dialect_.write_binary(*this, node)) write_binary(node);
}

namespace {

Expression lowered(const Expression& operand) {
  return Expression(expr::Node(expr::Function{"lower", {}, {operand}}));
}

Expression grouped(const Expression& operand, Operator op) {
  if (!needs_parentheses(operand, Against{op})) return operand;
  return Expression(expr::Node(expr::Grouping{operand}));
}

// pattern || '%' and the like; the percent sign is text, not a value.
Expression pattern(const Expression& middle, bool percent_before, bool percent_after) {
  const Expression percent(expr::Node([] {
    expr::Column made{"'%'"};
    made.verbatim = true;
    return made;
  }()));
  expr::ClauseList parts{Operator::concat};
  if (percent_before) parts.clauses.push_back(percent);
  parts.clauses.push_back(middle);
  if (percent_after) parts.clauses.push_back(percent);
  return Expression(expr::Node(std::move(parts)));
}

struct PatternOperator {
  Operator op;
  Operator like;
  bool percent_before;
  bool percent_after;
};

constexpr PatternOperator pattern_operators[] = {
    {Operator::starts_with, Operator::like, false, true},
    {Operator::not_starts_with, Operator::not_like, false, true},
    {Operator::istarts_with, Operator::ilike, false, true},
    {Operator::not_istarts_with, Operator::not_ilike, false, true},
    {Operator::ends_with, Operator::like, true, false},
    {Operator::not_ends_with, Operator::not_like, true, false},
    {Operator::iends_with, Operator::ilike, true, false},
    {Operator::not_iends_with, Operator::not_ilike, true, false},
    {Operator::contains, Operator::like, true, true},
    {Operator::not_contains, Operator::not_like, true, true},
    {Operator::icontains, Operator::ilike, true, true},
    {Operator::not_icontains, Operator::not_ilike, true, true},
};

}  // namespace

void ExpressionWriter::write_binary(const expr::Binary& node) {
  for (const PatternOperator& entry : pattern_operators) {
    if (entry.op != node.op) continue;
    expr::Binary like = node;
    like.op = entry.like;
    like.left = grouped(node.left, node.op);
    Expression middle = grouped(node.right, node.op);
    const bool case_insensitive =
        entry.like == Operator::ilike || entry.like == Operator::not_ilike;
    if (case_insensitive && !dialect_.has_ilike()) {
      like.op = entry.like == Operator::ilike ? Operator::like : Operator::not_like;
      like.left = lowered(like.left);
      middle = lowered(middle);
    }
    like.right = pattern(middle, entry.percent_before, entry.percent_after);
    const auto* before = std::exchange(ungrouped_, &like.right.node());
    this->node(like);
    ungrouped_ = before;
    return;
  }
  const std::string_view spelling = standard_spelling(node.op);
  if (node.op == Operator::concat && dialect_.concat_is_function()) {
    raw("concat(").write(node.left).raw(", ").write(node.right).raw(")");
  } else if (node.op == Operator::modulo && dialect_.double_percents()) {
    write_around(node, " %% ");
  } else if (node.op == Operator::floor_divide) {
    raw("FLOOR(");
    write_around(node, spelling);
    raw(")");
  } else if (node.op == Operator::like || node.op == Operator::not_like) {
    write_like(node, spelling);
  } else if (node.op == Operator::ilike || node.op == Operator::not_ilike) {
    expr::Binary lower = node;
    lower.left = lowered(node.left);
    lower.right = lowered(node.right);
    write_like(lower, spelling);
  } else if (node.op == Operator::between || node.op == Operator::not_between) {
    write_around(node, std::string(spelling) + (node.symmetric ? "SYMMETRIC " : ""));
  } else if (node.op == Operator::not_match) {
    raw("NOT ");
    write_around(node, spelling);
  } else if (node.op == Operator::custom) {
    const std::string middle = " " + dialect_.escape_percents(node.custom.text) + " ";
    if (node.custom.eager_grouping) {
      write_eagerly(node, middle);
    } else {
      write_around(node, middle);
    }
  } else if (spelling.empty()) {
    refuse(node.op);
  } else {
    write_around(node, spelling);
  }
}

void ExpressionWriter::refuse(Operator op) const {
  const std::string name(dialect_.name());
  if (op == Operator::regexp_replace) {
    throw Error(name + " dialect does not support regular expression replacements",
                ErrorCode::compile);
  }
  throw UnsupportedError(
      "Dialect '" + name + "' has no form for the element of a document or an array",
      ErrorCode::unsupported_compilation);
}

void ExpressionWriter::node(const expr::ClauseList& node) {
  if (node.op == Operator::concat && dialect_.concat_is_function()) {
    raw("concat(").write_list(node.clauses, ", ").raw(")");
    return;
  }
  if (node.grouped) raw("(");
  const bool before = std::exchange(in_operator_, in_operator_ || node.op != Operator::comma);
  bool first = true;
  for (const Expression& clause : node.clauses) {
    if (!first) raw(standard_spelling(node.op));
    first = false;
    if (node.op == Operator::and_ || node.op == Operator::or_) {
      write_condition(clause, Against{node.op});
    } else {
      write_operand(clause, {node.op});
    }
  }
  in_operator_ = before;
  if (node.grouped) raw(")");
}

void ExpressionWriter::write_condition(const Expression& condition,
                                       const std::optional<Against>& against) {
  const bool value = is_boolean_value(condition);
  if (against) {
    write_operand(condition, *against);
  } else {
    write(condition);
  }
  if (value && !dialect_.native_boolean()) raw(" = 1");
}

void ExpressionWriter::write_conditions(const std::vector<Expression>& conditions) {
  std::vector<Expression> kept;
  for (const Expression& condition : conditions) {
    const auto* constant = expr::find<expr::Boolean>(condition);
    if (constant != nullptr && constant->value && conditions.size() > 1) continue;
    kept.push_back(condition);
    if (constant != nullptr && !constant->value) {
      kept = {condition};
      break;
    }
  }
  // As one list: the items of an AND among them keep no parentheses.
  for (std::size_t i = 0; i < kept.size(); ++i) {
    if (i > 0) raw(" AND ");
    // SQLAlchemy groups only what follows the first one against AND.
    if (kept.size() == 1) {
      write_condition(kept[i], std::nullopt);
    } else {
      write_condition(kept[i], Against{Operator::and_});
    }
  }
}

void ExpressionWriter::node(const expr::Grouping& node) { raw("(").write(node.element).raw(")"); }

void ExpressionWriter::node(const expr::Tuple& node) {
  raw("(").write_list(node.elements, ", ").raw(")");
}

void ExpressionWriter::node(const expr::Cast& node) {
  if (dialect_.write_cast(*this, node)) return;
  const std::optional<std::string> type = dialect_.format_cast_type(node.type);
  if (!type) {
    write_item(node.operand);
    return;
  }
  // A collation stands after the cast, not in it.
  const std::size_t collation = type->find(" COLLATE ");
  raw(node.try_cast ? "TRY_CAST(" : "CAST(").write(node.operand).raw(" AS ");
  raw(type->substr(0, collation)).raw(")");
  if (collation != std::string::npos) raw(type->substr(collation));
}

void ExpressionWriter::node(const expr::TypeCoerce& node) {
  const auto* literal = expr::find<expr::Literal>(node.operand);
  if (literal != nullptr) {
    expr::Literal typed = *literal;
    typed.type = node.type;
    this->node(typed);
  } else {
    write(node.operand);
  }
}

void ExpressionWriter::node(const expr::Case& node) {
  raw("CASE ");
  if (node.value) write(*node.value).raw(" ");
  for (const expr::When& when : node.whens) {
    raw("WHEN ").write_item(when.condition).raw(" THEN ").write(when.result).raw(" ");
  }
  if (node.otherwise) raw("ELSE ").write(*node.otherwise).raw(" ");
  raw("END");
}

void ExpressionWriter::node(const expr::Collation& node) { raw(dialect_.quote(node.name)); }

// Outside of a column list a label is what it names.
void ExpressionWriter::node(const expr::Labelled& node) { write(node.element); }

void ExpressionWriter::node(const expr::Extract& node) { dialect_.write_extract(*this, node); }

void ExpressionWriter::write_frame_bound(const expr::FrameBound& bound,
                                         std::string_view unbounded) {
  if (!bound.offset) {
    raw("UNBOUNDED ").raw(unbounded);
  } else if (*bound.offset == 0) {
    raw("CURRENT ROW");
  } else {
    raw(std::to_string(std::abs(*bound.offset)));
    raw(*bound.offset < 0 ? " PRECEDING" : " FOLLOWING");
  }
}

void ExpressionWriter::node(const expr::Over& node) {
  write(node.element).raw(" OVER (");
  std::string_view blank;
  if (!node.partition_by.empty()) {
    raw("PARTITION BY ").write_list(node.partition_by, ", ");
    blank = " ";
  }
  if (!node.order_by.empty()) {
    raw(blank).raw("ORDER BY ").write_list(node.order_by, ", ");
    blank = " ";
  }
  if (node.frame) {
    raw(blank).raw(node.frame->unit).raw(" BETWEEN ");
    write_frame_bound(node.frame->from, "PRECEDING");
    raw(" AND ");
    write_frame_bound(node.frame->to, "FOLLOWING");
  }
  raw(")");
}

void ExpressionWriter::node(const expr::Filter& node) {
  write(node.function).raw(" FILTER (WHERE ").write(node.condition).raw(")");
}

void ExpressionWriter::node(const expr::WithinGroup& node) {
  write(node.function).raw(" WITHIN GROUP (ORDER BY ").write_list(node.order_by, ", ").raw(")");
}

void ExpressionWriter::node(const expr::Array& node) {
  raw("ARRAY[").write_list(node.elements, ", ").raw("]");
  if (node.elements.empty() && node.type) raw("::").raw(dialect_.format_type(*node.type));
}

void ExpressionWriter::node(const expr::Slice& node) {
  if (node.start) write(*node.start);
  raw(":");
  if (node.stop) write(*node.stop);
}

void ExpressionWriter::node(const expr::NextValue& node) { dialect_.write_next_value(*this, node); }

void ExpressionWriter::node(const expr::ProposedColumn& node) {
  dialect_.write_proposed(*this, node);
}

void ExpressionWriter::node(const expr::DdlText& node) {
  if (!node.dialect.empty() && node.dialect != dialect_.name()) return;
  raw(dialect_.escape_percents(replace_all(node.sql, "%%", "%")));
}

namespace {

std::optional<LiteralForm> form_of(const Expression& expression) {
  if (const std::optional<Type> type = expr::type_of(expression)) return literal_form(*type);
  const auto* literal = expr::find<expr::Literal>(expression);
  if (literal == nullptr) return std::nullopt;
  if (std::holds_alternative<std::int64_t>(literal->value.base())) return LiteralForm::integer;
  if (std::holds_alternative<double>(literal->value.base())) return LiteralForm::number;
  return std::nullopt;
}

}  // namespace

bool both_integers(const expr::Binary& node) {
  return form_of(node.left) == LiteralForm::integer && form_of(node.right) == LiteralForm::integer;
}

bool divides_integers(const expr::Binary& node) {
  return form_of(node.right) != LiteralForm::number;
}

Statement compile_expression(const SqlDialect& dialect, const Expression& expression,
                             const ExpressionOptions& options) {
  ExpressionWriter writer(dialect, options);
  writer.write(expression);
  return writer.take();
}

std::string ddl_expression(const SqlDialect& dialect, const Expression& expression) {
  ExpressionOptions options;
  options.include_table_names = false;
  return compile_expression(dialect, expression, options).sql;
}

std::string index_expression(const SqlDialect& dialect, const Expression& expression) {
  std::string text = ddl_expression(dialect, expression);
  if (needs_parentheses(expression, std::nullopt)) text = "(" + text + ")";
  return text;
}

}  // namespace retort
