// SPDX-License-Identifier: MIT
#include "script/template_parts.h"

#include "retort/error.h"

#include "base/text.h"

#include <algorithm>

namespace retort {
namespace {

constexpr std::size_t depth_limit = 50;

class TemplateReader {
 public:
  TemplateReader(std::string_view text, std::string_view path) : text_(text), path_(path) {}

  std::vector<TemplatePart> read() {
    std::vector<TemplatePart> parts;
    open_.push_back({"", &parts, 1});
    while (position_ < text_.size()) read_next();
    if (open_.size() > 1)
      fail_template(path_, open_.back().line, "'% " + open_.back().keyword + "' has no end");
    return parts;
  }

 private:
  /// A control structure that has begun, and where its parts go.
  struct Open {
    std::string keyword;
    std::vector<TemplatePart>* parts;
    int line;
  };

  std::vector<TemplatePart>& parts() { return *open_.back().parts; }

  /// Runs a parser of the template's Python; its errors get the place.
  template <class Function>
  auto located(int line, Function function) {
    try {
      return function();
    } catch (const ScriptError&) {
      throw;
    } catch (const Error& error) {
      fail_template(path_, line, error.what());
    }
  }

  void advance(std::size_t end) {
    line_ += static_cast<int>(std::count(text_.begin() + static_cast<std::ptrdiff_t>(position_),
                                         text_.begin() + static_cast<std::ptrdiff_t>(end), '\n'));
    position_ = end;
  }

  bool at(std::string_view mark) const { return text_.substr(position_, mark.size()) == mark; }
  bool at_line_start() const { return position_ == 0 || text_[position_ - 1] == '\n'; }

  void append_text(std::string_view text) {
    if (text.empty()) return;
    if (parts().empty() || parts().back().kind != TemplatePart::Kind::text) {
      TemplatePart part;
      part.line = line_;
      parts().push_back(std::move(part));
    }
    parts().back().text += text;
  }

  void read_next() {
    if (at_line_start() && read_control_line()) return;
    if (at("${")) return read_expression();
    if (at("<%doc>")) return skip_documentation();
    if (at("<%")) return read_block();
    if (at("</%")) fail_template(path_, line_, "tags are not supported in templates");
    if (at("\\\n") || at("\\\r\n")) {
      advance(position_ + (at("\\\n") ? 2 : 3));
      return;
    }
    std::size_t end = position_ + 1;
    while (end < text_.size() && text_[end - 1] != '\n' && text_[end] != '$' && text_[end] != '<' &&
           text_[end] != '\\')
      ++end;
    append_text(text_.substr(position_, end - position_));
    advance(end);
  }

  /// A line of "% ..." or "## ..."; false when this line is neither.
  bool read_control_line() {
    const std::size_t start = text_.find_first_not_of(" \t", position_);
    if (start == std::string_view::npos) return false;
    const bool comment = text_.substr(start, 2) == "##";
    if (!comment && text_[start] != '%') return false;
    if (text_.substr(start, 2) == "%%") {  // an escaped percent sign
      append_text(text_.substr(position_, start - position_));
      append_text("%");
      advance(start + 2);
      return true;
    }
    std::size_t end = start;
    do {
      end = std::min(text_.find('\n', end + 1), text_.size());
    } while (end < text_.size() && text_[end - 1] == '\\');
    const std::string line = replace_all(text_.substr(start + 1, end - start - 1), "\\\n", "");
    const int number = line_;
    if (!comment) control(std::string(strip(line)), number);
    advance(std::min(end + 1, text_.size()));
    return true;
  }

  void control(const std::string& line, int number) {
    const std::size_t word_end = line.find_first_of(" \t:(");
    const std::string keyword = line.substr(0, word_end);
    if (keyword == "endif" || keyword == "endfor") {
      const std::string opener = keyword.substr(3);
      const bool is_branch = open_.back().keyword == "elif" || open_.back().keyword == "else";
      if (open_.size() < 2 || (open_.back().keyword != opener && !(opener == "if" && is_branch)))
        fail_template(path_, number, "'% " + keyword + "' has no '% " + opener + "'");
      open_.pop_back();
      return;
    }
    if (line.empty() || line.back() != ':')
      fail_template(path_, number, "a control line ends in ':', this one does not: " + repr(line));
    const std::string rest = line.substr(std::min(word_end, line.size() - 1),
                                         line.size() - 1 - std::min(word_end, line.size() - 1));
    if (open_.size() > depth_limit) fail_template(path_, number, "nested too deeply");
    if (keyword == "if" || keyword == "elif" || keyword == "else") {
      branch(keyword, rest, number);
    } else if (keyword == "for") {
      TemplatePart part;
      part.kind = TemplatePart::Kind::loop;
      part.line = number;
      part.loop = located(number, [&] { return parse_loop_head(rest); });
      parts().push_back(std::move(part));
      open_.push_back({keyword, &parts().back().body, number});
    } else {
      fail_template(path_, number, "'% " + keyword + "' is not supported in templates");
    }
  }

  void branch(const std::string& keyword, const std::string& condition, int number) {
    TemplatePart part;
    part.line = number;
    part.expression = keyword == "else"
                          ? located(number, [] { return parse_expression("True"); })
                          : located(number, [&] { return parse_expression(condition); });
    if (keyword == "if") {
      TemplatePart whole;
      whole.kind = TemplatePart::Kind::condition;
      whole.line = number;
      parts().push_back(std::move(whole));
    } else {
      if (open_.back().keyword != "if" && open_.back().keyword != "elif")
        fail_template(path_, number, "'% " + keyword + "' has no '% if'");
      open_.pop_back();
    }
    std::vector<TemplatePart>& branches = parts().back().branches;
    branches.push_back(std::move(part));
    open_.push_back({keyword, &branches.back().body, number});
  }

  void read_expression() {
    const std::size_t start = position_ + 2;
    std::size_t end = find_expression_end(text_, start, "|}");
    if (end == std::string_view::npos) fail_template(path_, line_, "'${' has no '}'");
    TemplatePart part;
    part.kind = TemplatePart::Kind::expression;
    part.line = line_;
    const std::string_view source = text_.substr(start, end - start);
    part.expression = located(line_, [&] { return parse_expression(source); });
    if (text_[end] == '|') {
      const std::size_t close = find_expression_end(text_, end + 1, "}");
      if (close == std::string_view::npos) fail_template(path_, line_, "'${' has no '}'");
      read_filters(part, text_.substr(end + 1, close - end - 1));
      end = close;
    }
    parts().push_back(std::move(part));
    advance(end + 1);
  }

  void read_filters(TemplatePart& part, std::string_view text) {
    const TemplateExpression list = located(line_, [&] { return parse_expression(text); });
    const std::vector<TemplateExpression> filters = list.kind == TemplateExpressionKind::tuple
                                                        ? list.children
                                                        : std::vector<TemplateExpression>{list};
    for (const TemplateExpression& filter : filters) {
      if (filter.kind == TemplateExpressionKind::name && filter.text == "n") {
        part.no_filter = true;
      } else {
        part.filters.push_back(filter);
      }
    }
  }

  void skip_documentation() {
    constexpr std::string_view close = "</%doc>";
    const std::size_t end = text_.find(close, position_);
    if (end == std::string_view::npos) fail_template(path_, line_, "'<%doc>' has no '</%doc>'");
    advance(end + close.size());
  }

  void read_block() {
    const bool module = at("<%!");
    const std::size_t start = position_ + (module ? 3 : 2);
    const bool tag = start < text_.size() && !is_space(text_[start]) && text_[start] != '#';
    if (tag && !module)
      fail_template(path_, line_, "tags are not supported in templates, only <% %> blocks are");
    const std::size_t end = text_.find("%>", start);
    if (end == std::string_view::npos) fail_template(path_, line_, "'<%' has no '%>'");
    TemplatePart part;
    part.kind = TemplatePart::Kind::block;
    part.line = line_;
    part.statements = located(line_, [&] { return parse_block(text_.substr(start, end - start)); });
    parts().push_back(std::move(part));
    advance(end + 2);
  }

  std::string_view text_;
  std::string_view path_;
  std::size_t position_ = 0;
  int line_ = 1;
  std::vector<Open> open_;
};

}  // namespace

void fail_template(std::string_view path, int line, const std::string& reason) {
  throw Error("Template rendering failed: " + std::string(path) + ":" + std::to_string(line) +
                  ": " + reason,
              ErrorCode::command);
}

std::vector<TemplatePart> parse_template(std::string_view text, std::string_view path) {
  return TemplateReader(text, path).read();
}

}  // namespace retort
