// SPDX-License-Identifier: MIT
#include "frontend/python/scan.h"

#include "base/text.h"
#include "frontend/python/string_literal.h"
#include "frontend/python/tokens.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

namespace retort::python {
namespace {

constexpr std::array<std::string_view, 4> fields = {"revision", "down_revision", "branch_labels",
                                                    "depends_on"};

bool is_field(std::string_view name) {
  return std::find(fields.begin(), fields.end(), name) != fields.end();
}

bool is_any(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// None, a string, or strings.
struct Literal {
  bool is_text = false;
  std::vector<std::string> values = {};
};

class ModuleReader {
 public:
  explicit ModuleReader(std::string_view text) : tokens_(text) {}

  /// Reads statements until the identity is whole. False: the text has ended before.
  bool read() {
    advance();
    if (token_.kind == TokenKind::string) docstring();
    while (token_.kind != TokenKind::end) {
      statement();
      if (std::all_of(seen_.begin(), seen_.end(), [](bool seen) { return seen; })) return true;
    }
    return false;
  }

  bool has_identity() const { return seen_[0] && seen_[1]; }
  Revision& revision() { return revision_; }
  std::size_t position() const { return tokens_.position(); }

 private:
  void advance() { token_ = tokens_.next(); }

  bool ends_statement() const {
    return token_.kind == TokenKind::newline || token_.kind == TokenKind::end || token_.is(";");
  }
  void end_statement() {
    if (!ends_statement()) throw NotReadable{};
    if (token_.kind != TokenKind::end) advance();
    // A semicolon may also stand at the end of the line.
    if (token_.kind == TokenKind::newline) advance();
  }

  std::string text() {
    std::string value;
    while (token_.kind == TokenKind::string) {
      value += string_value(token_.source);
      advance();
    }
    return value;
  }

  void docstring() {
    revision_.longdoc = strip(text());
    end_statement();
  }

  void statement() {
    if (token_.indented) throw NotReadable{};
    if (token_.kind == TokenKind::name) {
      if (is_field(token_.source)) return assignment();
      if (is_any(token_.source, {"def", "class", "async"})) return block(false);
      if (is_any(token_.source, {"if", "elif", "else", "try", "except", "finally", "with", "for",
                                 "while", "match"})) {
        return block(true);
      }
      if (token_.is("raise")) throw NotReadable{};
    }
    pass_line(true);
  }

  /// To the end of the logical line. `looked_at`: what assigns a field cannot be passed over.
  void pass_line(bool looked_at) {
    while (token_.kind != TokenKind::newline && token_.kind != TokenKind::end) {
      if (looked_at && token_.kind == TokenKind::name &&
          (is_field(token_.source) || token_.is("__doc__"))) {
        throw NotReadable{};
      }
      advance();
    }
    if (token_.kind == TokenKind::newline) advance();
  }

  /// A statement with a body, which is what stands further to the right.
  void block(bool looked_at) {
    pass_line(looked_at);
    while (token_.kind != TokenKind::end && token_.indented) pass_line(looked_at);
  }

  void assignment() {
    const auto field = static_cast<std::size_t>(
        std::find(fields.begin(), fields.end(), token_.source) - fields.begin());
    advance();
    if (token_.is(":")) {
      // The annotation.
      int depth = 0;
      while (!(depth == 0 && (token_.is("=") || ends_statement()))) {
        if (is_any(token_.source, {"(", "[", "{"})) ++depth;
        if (is_any(token_.source, {")", "]", "}"})) --depth;
        advance();
      }
      if (ends_statement()) return end_statement();
    }
    if (!token_.is("=")) throw NotReadable{};
    advance();
    Literal value = read_value();
    end_statement();
    seen_[field] = true;
    switch (field) {
      case 0:
        if (!value.is_text) throw NotReadable{};
        revision_.revision = std::move(value.values.front());
        break;
      case 1:
        revision_.down_revision = std::move(value.values);
        break;
      case 2:
        revision_.branch_labels = std::move(value.values);
        break;
      default:
        revision_.depends_on = std::move(value.values);
        break;
    }
  }

  /// A value that may be a tuple without parentheses.
  Literal read_value() {
    Literal value = element();
    if (!token_.is(",")) return value;
    value = {.values = {text_of(value)}};
    while (token_.is(",")) {
      advance();
      if (ends_statement()) break;
      value.values.push_back(text_of(element()));
    }
    return value;
  }

  static std::string text_of(const Literal& literal) {
    if (!literal.is_text) throw NotReadable{};
    return literal.values.front();
  }

  Literal element() {
    if (token_.kind == TokenKind::string) return {.is_text = true, .values = {text()}};
    if (token_.is("None")) {
      advance();
      return {};
    }
    if (token_.is("(")) return bracketed(")", true);
    if (token_.is("[")) return bracketed("]", false);
    if (token_.is("{")) return bracketed("}", false);
    throw NotReadable{};
  }

  Literal bracketed(std::string_view closing, bool may_be_one) {
    advance();
    Literal value;
    // Two braces with nothing in between are no set.
    if (token_.is(closing) && closing == "}") throw NotReadable{};
    bool comma = false;
    while (!token_.is(closing)) {
      Literal part = element();
      comma = token_.is(",");
      if (may_be_one && !comma && value.values.empty() && token_.is(closing)) {
        advance();
        return part;
      }
      value.values.push_back(text_of(part));
      if (comma) advance();
      if (!comma && !token_.is(closing)) throw NotReadable{};
    }
    advance();
    return value;
  }

  Tokenizer tokens_;
  Token token_;
  Revision revision_;
  std::array<bool, fields.size()> seen_ = {};
};

enum class Encoding { utf8, latin1, unknown };

/// What a comment on one of the first two lines says: "coding: name" or "coding=name".
Encoding declared_encoding(std::string_view text) {
  for (int line = 0; line < 2 && !text.empty(); ++line) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view row = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const std::string_view words = strip_left(row);
    if (words.empty()) continue;
    if (words.front() != '#') return Encoding::utf8;
    std::size_t at = words.find("coding");
    if (at == std::string_view::npos) continue;
    at += std::string_view("coding").size();
    if (at >= words.size() || (words[at] != ':' && words[at] != '=')) continue;
    const std::string_view rest = strip_left(words.substr(at + 1));
    const std::size_t length =
        rest.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.");
    const std::string name = replace_all(lower_ascii(rest.substr(0, length)), "_", "-");
    if (is_any(name, {"utf-8", "utf8"}) || name.starts_with("utf-8-")) return Encoding::utf8;
    if (is_any(name, {"latin-1", "latin1", "iso-8859-1", "iso8859-1", "iso-latin-1"})) {
      return Encoding::latin1;
    }
    return Encoding::unknown;
  }
  return Encoding::utf8;
}

std::string from_latin1(std::string_view text) {
  std::string out;
  for (const char c : text) append_utf8(out, static_cast<unsigned char>(c));
  return out;
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::optional<ScanResult> read_module(std::string_view text, bool whole, Encoding encoding) {
  ModuleReader reader(text);
  try {
    const bool found = reader.read();
    if (!found && !whole) return ScanResult{.status = ScanStatus::incomplete, .revision = {}};
    if (!found && !reader.has_identity()) return {};
  } catch (const TextEnded&) {
    if (!whole) return ScanResult{.status = ScanStatus::incomplete, .revision = {}};
    return {};
  } catch (const NotReadable&) {
    // Cut in the middle, a good text can look like a bad one.
    if (!whole) return ScanResult{.status = ScanStatus::incomplete, .revision = {}};
    return {};
  }
  const std::string_view read = text.substr(0, reader.position());
  if (!is_ascii(read) && (encoding == Encoding::unknown || !is_valid_utf8(read))) return {};
  return ScanResult{.status = ScanStatus::revision, .revision = std::move(reader.revision())};
}

}  // namespace

std::optional<ScanResult> scan(const ScanInput& input) {
  std::string_view text = input.text;
  const bool marked = text.starts_with("\xEF\xBB\xBF");
  if (marked) text.remove_prefix(3);
  const Encoding encoding = declared_encoding(text);
  if (marked && encoding != Encoding::utf8) return {};
  if (encoding == Encoding::latin1 && !is_ascii(text)) {
    return read_module(from_latin1(text), input.whole, encoding);
  }
  return read_module(text, input.whole, encoding);
}

}  // namespace retort::python
