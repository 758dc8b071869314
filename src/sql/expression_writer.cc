// SPDX-License-Identifier: MIT
// The nodes of expressions; statements are in select.cc and data_statement.cc.
#include "sql/expression_writer.h"

#include "retort/error.h"

#include "base/text.h"
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

// PostgreSQL cannot tell the type of a parameter where a function takes any; of text that is
// written down it can, as it can of what psycopg2 sends.
Expression as_argument(const Expression& argument) {
  const auto* literal = expr::find<expr::Literal>(argument);
  if (literal == nullptr || literal->expanding || literal->required) return argument;
  const auto* text = std::get_if<std::string>(&literal->value.base());
  const bool is_plain = text != nullptr && text->find('\\') == std::string::npos &&
                        (!literal->type || literal_form(*literal->type) == LiteralForm::string);
  if (!is_plain && !literal->value.is_null()) return argument;
  expr::Literal written = *literal;
  written.always_inline = true;
  return Expression(expr::Node(std::move(written)));
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
  if (label.anonymous == 0) return label.text;
  return made_up_name(label.text, label.anonymous) + label.suffix;
}

void ExpressionWriter::node(const expr::Null&) { raw("NULL"); }

void ExpressionWriter::node(const expr::Boolean& node) {
  // The constants are 1 and 0 where there is no type for them, but keywords on MySQL.
  raw(node.value ? dialect_.true_text() : dialect_.false_text());
}

std::string ExpressionWriter::parameter_name(const expr::Literal& node) {
  if (node.name.text.empty()) return made_up_name("param", --fresh_);
  return label_text(node.name);
}

void ExpressionWriter::write_placeholder(const expr::Literal& node) {
  std::string name = parameter_name(node);
  // Characters that placeholders of drivers cannot hold.
  for (char& c : name) {
    if (c == '%') c = 'P';
    if (c == '(') c = 'A';
    if (c == ')') c = 'Z';
    if (c == ':') c = 'C';
    if (c == '.' || c == '[' || c == ']' || c == ' ') c = '_';
  }
  if (node.required && !options_.offline) {
    // NULL in its place would change or delete the wrong rows.
    throw Error("A value is required for bind parameter '" + name + "'", ErrorCode::argument,
                "Give the parameter a value, or write \\: for a plain colon.");
  }
  parameters_.push_back(dialect_.bound_value(node));
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
    case Paramstyle::numeric:
      raw(":").raw(std::to_string(parameters_.size()));
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
  const std::string stem = is_inline ? "" : parameter_name(node);
  const auto write_value = [&](const Value& value, const Type* value_type,
                               const std::string& suffix) {
    if (is_inline) {
      raw(dialect_.literal(value, value_type));
    } else {
      expr::Literal single{value, node.type};
      single.name.text = stem + suffix;
      write_placeholder(single);
    }
  };
  std::size_t position = 0;
  for (const Value& item : items) {
    if (position > 0) raw(", ");
    const std::string suffix = "_" + std::to_string(++position);
    if (const auto* row = std::get_if<List>(&item.base())) {
      raw("(");
      for (std::size_t i = 0; i < row->items.size(); ++i) {
        if (i > 0) raw(", ");
        write_value(row->items[i], nullptr, suffix + "_" + std::to_string(i + 1));
      }
      raw(")");
    } else {
      write_value(item, type, suffix);
    }
  }
  raw(")");
}

void ExpressionWriter::node(const expr::Literal& node) {
  if (node.expanding) {
    write_in_list(node, std::nullopt);
  } else if ((options_.literal_binds && !node.never_inline) || node.always_inline) {
    raw(dialect_.literal(node.value, node.type ? &*node.type : nullptr));
  } else {
    write_placeholder(node);
  }
}

void ExpressionWriter::node(const expr::Column& node) {
  if (node.row && node.from) {
    std::string name = column_prefix(*node.from);
    if (!name.empty()) name.pop_back();
    raw(name);
    return;
  }
  if (node.from && include_tables_) raw(column_prefix(*node.from));
  if (node.verbatim) {
    raw(dialect_.escape_percents(node.name));
  } else {
    raw(dialect_.quote(column_name(node), node.quote));
  }
}

std::string ExpressionWriter::column_name(const expr::Column& node) {
  return node.made_up.anonymous == 0 ? node.name : label_text(node.made_up);
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
    // ':memory:' and a::type are no parameters.
    const bool ended = end >= sql.size() || sql[end] != ':';
    const bool is_parameter =
        sql[i] == ':' && ended && end > i + 1 && before != ':' && !is_word_character(before);
    if (!is_parameter) {
      text_ += sql[i++];
      continue;
    }
    const std::string name = sql.substr(i + 1, end - i - 1);
    expr::Literal missing{Value(nullptr)};
    missing.name = {name, 0};
    missing.required = true;
    const expr::Literal* found = &missing;
    for (const expr::TextParameter& parameter : node.parameters) {
      if (parameter.name == name) found = &parameter.literal;
    }
    this->node(*found);
    i = end;
  }
}

void ExpressionWriter::write_arguments(const expr::Function& node) {
  if (dialect_.paramstyle() != Paramstyle::numeric_dollar || options_.literal_binds) {
    raw("(").write_list(node.arguments, ", ").raw(")");
    return;
  }
  std::vector<Expression> arguments;
  for (const Expression& argument : node.arguments) arguments.push_back(as_argument(argument));
  raw("(").write_list(arguments, ", ").raw(")");
}

void ExpressionWriter::node(const expr::Function& node) {
  if (node.package.empty() && dialect_.write_function(*this, node)) return;
  // Functions that are keywords: those without arguments have no parentheses.
  static constexpr std::string_view keywords[] = {
      "current_date", "current_time",   "current_timestamp", "current_user",
      "localtime",    "localtimestamp", "session_user",      "user",
      "cube",         "rollup"};
  for (const std::string& part : node.package) {
    raw(function_name(dialect_, part, std::nullopt)).raw(".");
  }
  if (node.generic && node.name == "sysdate" && node.arguments.empty()) {
    raw(node.name);
    return;
  }
  bool is_keyword = false;
  for (std::string_view word : keywords) {
    is_keyword = is_keyword || (node.generic && word == node.name);
  }
  if (node.generic && node.name == "grouping_sets") {
    raw("GROUPING SETS");
  } else if (is_keyword) {
    raw(upper_ascii(node.name));
    if (node.arguments.empty()) return;
  } else {
    raw(function_name(dialect_, node.name, node.quote));
  }
  write_arguments(node);
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
    // Alone it stands as in a list: only what yields to everything is in parentheses.
    write_condition(kept[i], Against{kept.size() == 1 ? Operator::comma : Operator::and_});
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

void ExpressionWriter::node(const expr::Collation& node) {
  raw(dialect_.quotes_collations() ? dialect_.quote(node.name) : node.name);
}

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

void ExpressionWriter::node(const expr::Ordered& node) {
  write(node.element).raw(" ORDER BY ").write_list(node.order_by, ", ");
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
