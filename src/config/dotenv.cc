// SPDX-License-Identifier: MIT
#include "config/dotenv.h"

#include "retort/configuration.h"
#include "retort/error.h"

#include "base/files.h"
#include "base/text.h"

#include <algorithm>

namespace retort {
namespace {

bool is_name_byte(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '.' ||
         c == '-';
}

bool is_blank(char c) { return c == ' ' || c == '\t'; }

class DotenvReader {
 public:
  DotenvReader(std::string_view text, std::string_view path) : text_(text), path_(path) {
    if (text_.substr(0, 3) == "\xEF\xBB\xBF") text_.remove_prefix(3);
  }

  std::vector<DotenvEntry> read() {
    while (!at_end()) read_line();
    return std::move(entries_);
  }

 private:
  bool at_end() const { return at_ >= text_.size(); }
  char here() const { return text_[at_]; }
  bool at_line_end() const { return at_end() || here() == '\n' || here() == '\r'; }

  [[noreturn]] void fail(std::size_t line, const std::string& reason) const {
    throw ConfigError(std::string(path_) + ":" + std::to_string(line) + ": " + reason,
                      "A line is NAME=value; put a value with spaces or '#' in quotes.");
  }

  void skip_blanks() {
    while (!at_end() && is_blank(here())) ++at_;
  }

  void end_line() {
    if (at_end()) return;
    if (here() == '\r' && at_ + 1 < text_.size() && text_[at_ + 1] == '\n') ++at_;
    ++at_;
    ++line_;
  }

  void skip_comment() {
    while (!at_line_end()) ++at_;
    end_line();
  }

  std::string_view take_name() {
    const std::size_t start = at_;
    while (!at_end() && is_name_byte(here())) ++at_;
    return text_.substr(start, at_ - start);
  }

  void read_line() {
    skip_blanks();
    if (at_line_end()) return end_line();
    if (here() == '#') return skip_comment();
    std::string_view name = take_name();
    if (name == "export" && !at_end() && is_blank(here())) {
      skip_blanks();
      name = take_name();
    }
    if (name.empty()) fail(line_, "no name of a variable at the beginning");
    if (is_digit(name.front())) fail(line_, "a name does not begin with a digit");
    skip_blanks();
    if (at_line_end() || here() == '#') return skip_comment();
    if (here() != '=') fail(line_, "no '=' after the name " + repr(name));
    ++at_;
    DotenvEntry entry{.name = std::string(name), .line = line_};
    const bool spaced = !at_end() && is_blank(here());
    skip_blanks();
    if (!at_end() && (here() == '"' || here() == '\'')) {
      read_quoted(entry);
    } else if (!(spaced && !at_end() && here() == '#')) {
      read_plain(entry);
    }
    skip_comment();
    entries_.push_back(std::move(entry));
  }

  /// Up to the end of the line, or to a '#' after a blank.
  void read_plain(DotenvEntry& entry) {
    const std::size_t start = at_;
    while (!at_line_end() && !(here() == '#' && at_ > start && is_blank(text_[at_ - 1]))) ++at_;
    const std::string_view value = strip_right(text_.substr(start, at_ - start));
    if (!value.empty()) entry.parts.push_back({.text = std::string(value)});
  }

  void read_quoted(DotenvEntry& entry) {
    const char quote = here();
    const std::size_t first = line_;
    ++at_;
    std::string text;
    const bool is_literal = quote == '\'';
    const auto flush = [&] {
      if (!text.empty()) entry.parts.push_back({.text = std::move(text), .is_literal = is_literal});
      text.clear();
    };
    while (!at_end() && here() != quote) {
      if (here() == '\\' && at_ + 1 < text_.size()) {
        if (!is_literal && text_[at_ + 1] == '$') {
          flush();
          entry.parts.push_back({.text = "$", .is_literal = true});
        } else {
          text += is_literal ? unescaped_in_single(text_[at_ + 1]) : unescaped(text_[at_ + 1]);
          if (text_[at_ + 1] == '\n') ++line_;
        }
        at_ += 2;
        continue;
      }
      if (here() == '\n') ++line_;
      text +=
          here() == '\r' && text_.substr(at_, 2) == "\r\n" ? std::string() : text_.substr(at_, 1);
      ++at_;
    }
    if (at_end()) fail(first, std::string("no closing ") + quote);
    ++at_;
    flush();
    skip_blanks();
    if (!at_line_end() && here() != '#') fail(line_, "something stands after the closing quote");
  }

  static std::string unescaped_in_single(char c) {
    return c == '\\' || c == '\'' ? std::string(1, c) : std::string("\\") + c;
  }

  static std::string unescaped(char c) {
    constexpr std::string_view names = "nrtabfv\\\"'";
    constexpr std::string_view values = "\n\r\t\a\b\f\v\\\"'";
    const std::size_t found = names.find(c);
    return found == std::string_view::npos ? std::string("\\") + c : std::string(1, values[found]);
  }

  std::string_view text_;
  std::string_view path_;
  std::vector<DotenvEntry> entries_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
};

}  // namespace

std::vector<DotenvEntry> parse_dotenv(std::string_view text, std::string_view path) {
  if (text.find('\0') != std::string_view::npos) {
    throw ConfigError("cannot read '" + std::string(path) + "': it is a binary file, not text");
  }
  return DotenvReader(text, path).read();
}

DotenvValues dotenv_values(const std::vector<DotenvEntry>& entries,
                           const DotenvSurroundings& surroundings) {
  DotenvValues values;
  const VariableLookup lookup = [&](const std::string& name) -> std::optional<std::string> {
    if (surroundings.before) {
      if (std::optional<std::string> found = surroundings.before(name)) return found;
    }
    if (const auto found = values.find(name); found != values.end()) return found->second;
    return surroundings.after ? surroundings.after(name) : std::nullopt;
  };
  for (const DotenvEntry& entry : entries) {
    std::string value;
    for (const DotenvPart& part : entry.parts) {
      value += part.is_literal ? part.text : substitute_known_variables(part.text, lookup);
    }
    values[entry.name] = std::move(value);
  }
  return values;
}

std::map<std::string, std::string> read_dotenv(const std::string& path, const Host& host,
                                               const DotenvOptions& options) {
  std::vector<DotenvEntry> entries =
      parse_dotenv(read_file(absolute_path(path, host.working_directory)), path);
  if (!options.interpolate) {
    for (DotenvEntry& entry : entries) {
      for (DotenvPart& part : entry.parts) part.is_literal = true;
    }
  }
  const auto process = [&host](const std::string& name) -> std::optional<std::string> {
    const std::string* value = host.find_variable(name);
    return value == nullptr ? std::nullopt : std::optional(*value);
  };
  const DotenvValues values = dotenv_values(entries, {.before = process});
  return {values.begin(), values.end()};
}

}  // namespace retort
