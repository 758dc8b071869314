// SPDX-License-Identifier: MIT
#include "sql/splitter.h"

#include "base/text.h"

#include <algorithm>
#include <string>

namespace retort {

namespace {

bool is_word_start(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         (static_cast<unsigned char>(c) & 0x80U) != 0;
}
bool is_word_part(char c) { return is_word_start(c) || is_digit(c) || c == '$'; }

bool same_word(std::string_view word, std::string_view upper) {
  return word.size() == upper.size() &&
         std::equal(word.begin(), word.end(), upper.begin(), [](char a, char b) {
           return (a >= 'a' && a <= 'z' ? static_cast<char>(a - 'a' + 'A') : a) == b;
         });
}
template <class... Words>
bool is_one_of(std::string_view word, Words... upper) {
  return (same_word(word, upper) || ...);
}

class Splitter {
 public:
  Splitter(std::string_view script, const SqlSyntax& syntax, int first_line)
      : script_(script), syntax_(syntax), line_(first_line) {}

  std::vector<ScriptStatement> run() {
    while (position_ < script_.size()) {
      if (!skip_blank()) step();
    }
    finish();
    return std::move(statements_);
  }

 private:
  /// What a CREATE makes; a program's body holds statements of its own.
  enum class Object { undecided, program, other };

  char peek(std::size_t ahead = 0) const {
    return position_ + ahead < script_.size() ? script_[position_ + ahead] : '\0';
  }
  bool at(std::string_view what) const { return script_.substr(position_, what.size()) == what; }

  void advance(std::size_t count) {
    const std::size_t end = std::min(position_ + count, script_.size());
    line_ += static_cast<int>(std::count(script_.data() + position_, script_.data() + end, '\n'));
    position_ = end;
  }

  /// To just behind the next `close`, or the end of the script.
  void advance_behind(std::string_view close, std::size_t from) {
    const std::size_t found = script_.find(close, position_ + from);
    advance(found == std::string_view::npos ? script_.size() : found + close.size() - position_);
  }

  /// Passes over white space or one comment.
  bool skip_blank() {
    if (is_space(peek())) {
      advance(1);
    } else if (at_line_comment()) {
      advance_behind("\n", 0);
    } else if (at("/*") && !at("/*!") && !at("/*M!")) {
      skip_block_comment();
    } else {
      return false;
    }
    return true;
  }

  bool at_line_comment() const {
    if (peek() == '#') return syntax_.hash_comments;
    return at("--") &&
           (!syntax_.strict_dashes || position_ + 2 >= script_.size() || is_space(peek(2)));
  }

  void skip_block_comment() {
    if (!syntax_.nested_comments) return advance_behind("*/", 2);
    int depth = 0;
    do {
      if (at("/*")) ++depth;
      if (at("*/")) --depth;
      advance(at("/*") || at("*/") ? 2 : 1);
    } while (depth > 0 && position_ < script_.size());
  }

  /// One token of a statement, or the delimiter behind it.
  void step() {
    if (at(delimiter_) && (delimiter_ != ";" || (depth_ <= 0 && parentheses_ <= 0))) {
      finish();
      return advance(delimiter_.size());
    }
    if (begin_ == std::string_view::npos) {
      if (syntax_.delimiter_command && at_delimiter_command()) return;
      begin_ = position_;
      begin_line_ = line_;
    }
    token();
    end_ = position_;
  }

  void token() {
    const char c = peek();
    if (c == '\'') return quoted('\'', syntax_.backslash_escapes);
    if (c == '"') return quoted('"', syntax_.backslash_escapes);
    if (c == '`' && syntax_.backticks) return quoted('`', false);
    if (c == '[' && syntax_.brackets) return advance_behind("]", 1);
    if (c == '$' && syntax_.dollar_quotes) return dollar();
    if (at("/*")) return advance_behind("*/", 2);  // what MySQL runs: /*!40101 ... */
    if (is_word_start(c)) return word();
    if (is_digit(c)) {
      while (is_word_part(peek())) advance(1);
      return;
    }
    if (c == '(') ++parentheses_;
    if (c == ')') --parentheses_;
    after_dot_ = c == '.';
    advance(1);
  }

  void quoted(char quote, bool backslashes) {
    advance(1);
    while (position_ < script_.size()) {
      const char c = peek();
      advance(backslashes && c == '\\' ? 2 : 1);
      if (c == quote) return;  // a doubled quote begins the string anew
    }
  }

  void dollar() {
    std::size_t length = 1;
    if (is_word_start(peek(1))) {
      while (is_word_part(peek(length)) && peek(length) != '$') ++length;
    }
    if (peek(length) != '$') return advance(1);
    const std::string_view tag = script_.substr(position_, length + 1);
    advance_behind(tag, tag.size());
  }

  void word() {
    const std::size_t begin = position_;
    while (is_word_part(peek())) advance(1);
    const std::string_view word = script_.substr(begin, position_ - begin);
    if (syntax_.escape_strings && peek() == '\'' && is_one_of(word, "E")) {
      return quoted('\'', true);
    }
    const bool name = after_dot_;
    after_dot_ = false;
    if (!name) keyword(word);
  }

  void keyword(std::string_view word) {
    if (++words_ == 1) {
      object_ = is_one_of(word, "CREATE") ? Object::undecided : Object::other;
      return;
    }
    if (object_ == Object::undecided) return decide(word);
    if (object_ == Object::other) return;
    if (syntax_.atomic_bodies) {
      if (after_begin_ && is_one_of(word, "ATOMIC")) ++depth_;
      if (depth_ > 0 && is_one_of(word, "CASE")) ++depth_;
      if (depth_ > 0 && is_one_of(word, "END")) --depth_;
      after_begin_ = is_one_of(word, "BEGIN");
      return;
    }
    // END IF, END LOOP... end what was not counted; END CASE ends what was.
    if (after_end_) {
      after_end_ = false;
      if (is_one_of(word, "IF", "LOOP", "WHILE", "REPEAT")) {
        ++depth_;
        return;
      }
      if (is_one_of(word, "CASE")) return;
    }
    if (is_one_of(word, "BEGIN", "CASE")) ++depth_;
    if (is_one_of(word, "END")) {
      --depth_;
      after_end_ = syntax_.routines;
    }
  }

  void decide(std::string_view word) {
    const bool trigger = syntax_.triggers && is_one_of(word, "TRIGGER");
    const bool routine =
        syntax_.routines && is_one_of(word, "TRIGGER", "PROCEDURE", "FUNCTION", "EVENT");
    const bool atomic = syntax_.atomic_bodies && is_one_of(word, "PROCEDURE", "FUNCTION");
    if (trigger || routine || atomic) {
      object_ = Object::program;
    } else if (is_one_of(word, "TABLE", "VIEW", "INDEX", "DATABASE", "SCHEMA", "USER", "ROLE",
                         "TYPE", "SEQUENCE", "SERVER", "TABLESPACE")) {
      object_ = Object::other;
    }
  }

  /// `DELIMITER //` is read by the client program, never sent.
  bool at_delimiter_command() {
    static constexpr std::string_view command = "DELIMITER";
    if (!same_word(script_.substr(position_, command.size()), command) ||
        !(peek(command.size()) == ' ' || peek(command.size()) == '\t')) {
      return false;
    }
    const std::size_t end = std::min(script_.find('\n', position_), script_.size());
    const std::string_view rest =
        script_.substr(position_ + command.size(), end - position_ - command.size());
    const std::vector<std::string> words = split_words(rest);
    if (!words.empty()) delimiter_ = words.front();
    advance(end - position_);
    return true;
  }

  void finish() {
    if (begin_ != std::string_view::npos) {
      statements_.push_back({.text = script_.substr(begin_, end_ - begin_), .line = begin_line_});
    }
    begin_ = std::string_view::npos;
    depth_ = 0;
    parentheses_ = 0;
    words_ = 0;
    object_ = Object::undecided;
    after_dot_ = after_end_ = after_begin_ = false;
  }

  std::string_view script_;
  const SqlSyntax& syntax_;
  std::vector<ScriptStatement> statements_;
  std::string delimiter_ = ";";
  std::size_t position_ = 0;
  int line_;
  std::size_t begin_ = std::string_view::npos;  ///< of the current statement
  std::size_t end_ = 0;                         ///< behind its last token
  int begin_line_ = 0;
  int depth_ = 0;        ///< of BEGIN and CASE in a stored program
  int parentheses_ = 0;  ///< rules of PostgreSQL hold statements in parentheses
  int words_ = 0;
  Object object_ = Object::undecided;
  bool after_dot_ = false;  ///< what follows is a name, whatever it spells
  bool after_end_ = false;
  bool after_begin_ = false;
};

}  // namespace

SqlSyntax sql_syntax(std::string_view dialect) {
  if (dialect == "postgresql") {
    return {.dollar_quotes = true,
            .nested_comments = true,
            .escape_strings = true,
            .atomic_bodies = true};
  }
  if (dialect == "mysql" || dialect == "mariadb") {
    return {.backslash_escapes = true,
            .hash_comments = true,
            .strict_dashes = true,
            .backticks = true,
            .routines = true,
            .delimiter_command = true};
  }
  if (dialect == "mssql") return {.brackets = true};
  if (dialect == "sqlite") return {.backticks = true, .brackets = true, .triggers = true};
  return {};
}

std::vector<ScriptStatement> split_statements(std::string_view script, const SqlSyntax& syntax,
                                              int first_line) {
  return Splitter(script, syntax, first_line).run();
}

}  // namespace retort
