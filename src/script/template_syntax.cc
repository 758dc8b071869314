// SPDX-License-Identifier: MIT
#include "script/template_syntax.h"

#include "retort/error.h"

#include "base/text.h"
#include "script/template_tokens.h"

#include <charconv>
#include <initializer_list>
#include <optional>

namespace retort {
namespace {

constexpr int depth_limit = 100;
constexpr int link_limit = 1000;

[[noreturn]] void fail(const std::string& reason) { throw Error(reason, ErrorCode::script); }

TemplateExpression node(TemplateExpressionKind kind, std::vector<TemplateExpression> children,
                        std::string text = {}) {
  TemplateExpression out;
  out.kind = kind;
  out.text = std::move(text);
  out.children = std::move(children);
  return out;
}

TemplateExpression literal(TemplateValue value) {
  TemplateExpression out;
  out.kind = TemplateExpressionKind::literal;
  out.literal = std::move(value);
  return out;
}

bool is_keyword(std::string_view word) {
  for (const std::string_view known : {"if", "else", "and", "or", "not", "in", "is", "for"})
    if (word == known) return true;
  return false;
}

std::vector<TemplateExpression> pair_of(TemplateExpression a, TemplateExpression b) {
  std::vector<TemplateExpression> out;
  out.push_back(std::move(a));
  out.push_back(std::move(b));
  return out;
}

/// Precedence climbing by recursive descent, from the loosest binding to the tightest.
class Parser {
 public:
  explicit Parser(std::string_view text) : tokens_(tokenize(text)) {}

  TemplateExpression whole() {
    TemplateExpression out = expressions();
    finish();
    return out;
  }

  TemplateLoop loop_head() {
    TemplateLoop head;
    head.names = loop_names();
    expect("in");
    head.iterable = whole();
    return head;
  }

  std::vector<std::string> loop_names() {
    const bool bracket = take("(");
    std::vector<std::string> names = {name()};
    while (take(",")) {
      if (peek().kind == TemplateTokenKind::name && !is_keyword(peek().text))
        names.push_back(name());
    }
    if (bracket) expect(")");
    return names;
  }

  TemplateStatement statement() {
    TemplateStatement out;
    if (take("import")) {
      out.kind = TemplateStatement::Kind::import_module;
      out.module = dotted_name();
      out.names = {take("as") ? name() : out.module};
    } else if (take("from")) {
      out.kind = TemplateStatement::Kind::import_name;
      out.module = dotted_name();
      expect("import");
      out.member = name();
      out.names = {take("as") ? name() : out.member};
    } else {
      assignment(out);
    }
    finish();
    return out;
  }

 private:
  const TemplateToken& peek() const { return tokens_[position_]; }
  bool at(std::string_view text) const {
    return (peek().kind == TemplateTokenKind::symbol || peek().kind == TemplateTokenKind::name) &&
           peek().text == text;
  }
  bool take(std::string_view text) {
    if (!at(text)) return false;
    ++position_;
    return true;
  }
  void expect(std::string_view text) {
    if (!take(text)) fail("expected '" + std::string(text) + "' " + before());
  }
  std::string before() const {
    return peek().kind == TemplateTokenKind::end ? "at the end" : "before " + repr(peek().text);
  }
  void finish() const {
    if (peek().kind != TemplateTokenKind::end) fail("unexpected " + repr(peek().text));
  }
  std::string name() {
    if (peek().kind != TemplateTokenKind::name || is_keyword(peek().text))
      fail("expected a name " + before());
    return tokens_[position_++].text;
  }
  std::string dotted_name() {
    std::string out = name();
    while (take(".")) out += "." + name();
    return out;
  }

  void assignment(TemplateStatement& out) {
    for (const std::string_view word :
         {"def", "class", "for", "while", "if", "with", "try", "return"})
      if (at(word))
        fail("'" + std::string(word) + "' is not supported in a template's <% %> block");
    std::size_t end = position_;
    while (tokens_[end].kind == TemplateTokenKind::name && tokens_[end + 1].text == ",") end += 2;
    const TemplateToken& after =
        tokens_[end].kind == TemplateTokenKind::name ? tokens_[end + 1] : peek();
    if (after.kind == TemplateTokenKind::symbol && (after.text == "=" || after.text == "+=")) {
      out.kind = after.text == "=" ? TemplateStatement::Kind::assign : TemplateStatement::Kind::add;
      out.names = loop_names();
      ++position_;
    }
    out.value = expressions();
  }

  /// a, b, c without brackets is a tuple.
  TemplateExpression expressions() {
    TemplateExpression first = conditional();
    if (!at(",")) return first;
    std::vector<TemplateExpression> items;
    items.push_back(std::move(first));
    while (take(","))
      if (peek().kind != TemplateTokenKind::end) items.push_back(conditional());
    return node(TemplateExpressionKind::tuple, std::move(items));
  }

  TemplateExpression conditional() {
    if (++depth_ > depth_limit) fail("the expression is nested too deeply");
    TemplateExpression value = either();
    if (take("if")) {
      TemplateExpression condition = either();
      expect("else");
      std::vector<TemplateExpression> children = pair_of(std::move(value), std::move(condition));
      children.push_back(conditional());
      value = node(TemplateExpressionKind::conditional, std::move(children));
    }
    --depth_;
    return value;
  }

  /// Chains nest to the left, so their length must be bounded as well.
  std::vector<TemplateExpression> chained(TemplateExpression left, TemplateExpression right) {
    if (++links_ > link_limit) fail("the expression is too long");
    return pair_of(std::move(left), std::move(right));
  }

  TemplateExpression either() {
    TemplateExpression left = both();
    while (take("or"))
      left = node(TemplateExpressionKind::either, chained(std::move(left), both()));
    return left;
  }

  TemplateExpression both() {
    TemplateExpression left = negation();
    while (take("and"))
      left = node(TemplateExpressionKind::both, chained(std::move(left), negation()));
    return left;
  }

  TemplateExpression negation() {
    if (!take("not")) return comparison();
    if (++depth_ > depth_limit) fail("the expression is nested too deeply");
    std::vector<TemplateExpression> children;
    children.push_back(negation());
    --depth_;
    return node(TemplateExpressionKind::unary, std::move(children), "not");
  }

  std::string comparison_operator() {
    for (const std::string_view symbol : {"==", "!=", "<=", ">=", "<", ">", "in"})
      if (take(symbol)) return std::string(symbol);
    if (take("is")) return take("not") ? "is not" : "is";
    if (at("not") && tokens_[position_ + 1].text == "in") {
      position_ += 2;
      return "not in";
    }
    return {};
  }

  TemplateExpression comparison() {
    TemplateExpression left = sum();
    for (std::string symbol = comparison_operator(); !symbol.empty();
         symbol = comparison_operator())
      left = node(TemplateExpressionKind::binary, chained(std::move(left), sum()), symbol);
    return left;
  }

  TemplateExpression binary_chain(std::initializer_list<std::string_view> symbols,
                                  TemplateExpression (Parser::*operand)()) {
    TemplateExpression left = (this->*operand)();
    for (bool found = true; found;) {
      found = false;
      for (const std::string_view symbol : symbols)
        if (take(symbol)) {
          left = node(TemplateExpressionKind::binary, chained(std::move(left), (this->*operand)()),
                      std::string(symbol));
          found = true;
        }
    }
    return left;
  }

  TemplateExpression sum() { return binary_chain({"+", "-"}, &Parser::product); }
  TemplateExpression product() {
    return binary_chain({"*", "//", "/", "%"}, &Parser::signed_operand);
  }

  TemplateExpression signed_operand() {
    for (const std::string_view sign : {"-", "+"})
      if (take(sign)) {
        if (++depth_ > depth_limit) fail("the expression is nested too deeply");
        std::vector<TemplateExpression> children;
        children.push_back(signed_operand());
        --depth_;
        return node(TemplateExpressionKind::unary, std::move(children), std::string(sign));
      }
    return trailers(atom());
  }

  TemplateExpression trailers(TemplateExpression value) {
    for (;;) {
      std::vector<TemplateExpression> children;
      children.push_back(std::move(value));
      if (take(".")) {
        value = node(TemplateExpressionKind::attribute, std::move(children), name());
      } else if (take("(")) {
        arguments(children);
        value = node(TemplateExpressionKind::call, std::move(children));
      } else if (take("[")) {
        value = subscript(std::move(children));
      } else {
        return std::move(children.front());
      }
      if (++links_ > link_limit) fail("the expression is too long");
    }
  }

  void arguments(std::vector<TemplateExpression>& children) {
    while (!take(")")) {
      if (peek().kind == TemplateTokenKind::name &&
          tokens_[position_ + 1].kind == TemplateTokenKind::symbol &&
          tokens_[position_ + 1].text == "=") {
        std::string keyword = name();
        expect("=");
        std::vector<TemplateExpression> value;
        value.push_back(conditional());
        children.push_back(node(TemplateExpressionKind::keyword, std::move(value), keyword));
      } else {
        TemplateExpression value = conditional();
        if (at("for")) value = comprehension(std::move(value));
        children.push_back(std::move(value));
      }
      if (!at(")")) expect(",");
    }
  }

  TemplateExpression subscript(std::vector<TemplateExpression> children) {
    if (!at(":")) children.push_back(conditional());
    if (take("]")) return node(TemplateExpressionKind::subscript, std::move(children));
    if (children.size() == 1) children.emplace_back();
    expect(":");
    children.push_back(at("]") ? TemplateExpression() : conditional());
    expect("]");
    return node(TemplateExpressionKind::slice, std::move(children));
  }

  TemplateExpression comprehension(TemplateExpression element) {
    expect("for");
    TemplateExpression out;
    out.kind = TemplateExpressionKind::comprehension;
    out.names = loop_names();
    expect("in");
    out.children = pair_of(std::move(element), either());
    if (take("if")) out.children.push_back(either());
    return out;
  }

  TemplateExpression atom() {
    const TemplateToken token = peek();
    if (token.kind == TemplateTokenKind::end) fail("the expression ends too soon");
    ++position_;
    switch (token.kind) {
      case TemplateTokenKind::text:
        return literal(template_text(token.text));
      case TemplateTokenKind::integer: {
        const std::optional<long long> value = parse_integer(token.text);
        if (!value) fail("the number " + token.text + " is too large");
        return literal(template_integer(*value));
      }
      case TemplateTokenKind::real:
        return real_literal(token.text);
      case TemplateTokenKind::name:
        return name_or_constant(token.text);
      case TemplateTokenKind::symbol:
        return display(token.text);
      case TemplateTokenKind::end:
        break;
    }
    fail("the expression ends too soon");
  }

  static TemplateExpression real_literal(const std::string& text) {
    double value = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (failure != std::errc() || end != text.data() + text.size())
      fail("bad number " + repr(text));
    return literal(TemplateValue(TemplateValue::Data(value)));
  }

  static TemplateExpression name_or_constant(const std::string& text) {
    if (text == "None") return literal({});
    if (text == "True" || text == "False") return literal(template_boolean(text == "True"));
    if (text == "lambda" || text == "await" || text == "yield")
      fail("'" + text + "' is not supported in templates");
    if (is_keyword(text)) fail("unexpected " + repr(text));
    return node(TemplateExpressionKind::name, {}, text);
  }

  TemplateExpression display(const std::string& open) {
    if (open == "(") return bracketed(")", TemplateExpressionKind::tuple);
    if (open == "[") return bracketed("]", TemplateExpressionKind::list);
    if (open != "{") fail("unexpected " + repr(open));
    std::vector<TemplateExpression> items;
    while (!take("}")) {
      items.push_back(conditional());
      expect(":");
      items.push_back(conditional());
      if (!at("}")) expect(",");
    }
    return node(TemplateExpressionKind::mapping, std::move(items));
  }

  TemplateExpression bracketed(std::string_view close, TemplateExpressionKind kind) {
    std::vector<TemplateExpression> items;
    bool comma = false;
    while (!take(close)) {
      items.push_back(conditional());
      if (items.size() == 1 && at("for")) {
        TemplateExpression out = comprehension(std::move(items.front()));
        expect(close);
        return out;
      }
      if (!at(close)) {
        expect(",");
        comma = true;
      }
    }
    if (kind == TemplateExpressionKind::tuple && items.size() == 1 && !comma)
      return std::move(items.front());
    return node(kind, std::move(items));
  }

  std::vector<TemplateToken> tokens_;
  std::size_t position_ = 0;
  int depth_ = 0;
  int links_ = 0;
};

/// Splits a block into logical lines: at line ends and semicolons outside of brackets and strings.
struct LogicalLine {
  std::string text;
  int line;
};

std::vector<LogicalLine> logical_lines(std::string_view text) {
  std::vector<LogicalLine> lines = {{"", 0}};
  int line = 0;
  int brackets = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '"' || c == '\'') {
      const std::size_t end = skip_string(text, i);
      if (end == std::string_view::npos) fail("a string has no end");
      lines.back().text += text.substr(i, end - i);
      for (; i + 1 < end; ++i) line += text[i] == '\n' ? 1 : 0;
      continue;
    }
    if (c == '#') {
      while (i + 1 < text.size() && text[i + 1] != '\n') ++i;
      continue;
    }
    if (c == '(' || c == '[' || c == '{') ++brackets;
    if (c == ')' || c == ']' || c == '}') --brackets;
    if (c == '\n') ++line;
    if ((c == '\n' || c == ';') && brackets <= 0) {
      lines.push_back({"", line});
    } else {
      lines.back().text += c;
    }
  }
  return lines;
}

}  // namespace

TemplateExpression parse_expression(std::string_view text) { return Parser(text).whole(); }

TemplateLoop parse_loop_head(std::string_view text) { return Parser(text).loop_head(); }

std::vector<TemplateStatement> parse_block(std::string_view text) {
  std::vector<TemplateStatement> statements;
  for (const LogicalLine& line : logical_lines(text)) {
    const std::string_view source = strip(line.text);
    if (source.empty() || source == "pass") continue;
    statements.push_back(Parser(source).statement());
    statements.back().line = line.line;
  }
  return statements;
}

std::size_t find_expression_end(std::string_view text, std::size_t start, std::string_view stops) {
  int brackets = 0;
  for (std::size_t i = start; i < text.size(); ++i) {
    const char c = text[i];
    if (brackets == 0 && stops.find(c) != std::string_view::npos) return i;
    if (c == '"' || c == '\'') {
      const std::size_t end = skip_string(text, i);
      if (end == std::string_view::npos) return end;
      i = end - 1;
    } else if (c == '(' || c == '[' || c == '{') {
      ++brackets;
    } else if (c == ')' || c == ']' || c == '}') {
      --brackets;
    }
  }
  return std::string_view::npos;
}

}  // namespace retort
