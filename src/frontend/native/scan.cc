// SPDX-License-Identifier: MIT
#include "frontend/native/scan.h"

#include "retort/error.h"

#include "base/text.h"
#include "frontend/native/tokens.h"

#include <array>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace retort {

namespace {

/// The `//` lines (or the one block comment) that the text begins with, without the marks.
std::string leading_comment(std::string_view text) {
  if (text.substr(0, 3) == "\xEF\xBB\xBF") text.remove_prefix(3);
  text = strip_left(text);
  std::string doc;
  if (text.substr(0, 2) == "/*") {
    const std::size_t end = text.find("*/");
    if (end == std::string_view::npos) return {};
    for (std::string_view line : split_lines(text.substr(2, end - 2))) {
      std::string_view stripped = strip(line);
      if (!stripped.empty() && stripped.front() == '*') stripped = strip(stripped.substr(1));
      doc += std::string(stripped) + "\n";
    }
    return std::string(strip(doc));
  }
  while (text.substr(0, 2) == "//") {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = strip_right(text.substr(2, end - 2));
    if (!line.empty() && line.front() == ' ') line.remove_prefix(1);
    // Said to tools, not to people.
    if (line.substr(0, 5) != "SPDX-") doc += std::string(line) + "\n";
    text.remove_prefix(std::min(end + 1, text.size()));
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  }
  return std::string(strip(doc));
}

/// The text ended before the identity did.
struct TextEnded {};

class IdentityReader {
 public:
  explicit IdentityReader(const ScanInput& input) : input_(input), tokens_(input.text) {}

  /// The identity; absent when the file has none.
  std::optional<Revision> read() {
    while (true) {
      const Token token = tokens_.next();
      if (token.kind == TokenKind::end) return std::nullopt;
      if (token.kind == TokenKind::unfinished) throw TextEnded{};
      if (!token.is("RevisionIdentity")) continue;
      // A constant: TYPE{, TYPE NAME{ or TYPE NAME = {. Anything else only mentions the type.
      Token brace = next();
      if (brace.kind == TokenKind::identifier) brace = next();
      if (brace.is('=')) brace = next();
      if (brace.is('{')) return fields(brace.line);
    }
  }

 private:
  Token next() {
    Token token = tokens_.next();
    if (token.kind == TokenKind::end || token.kind == TokenKind::unfinished) throw TextEnded{};
    return token;
  }

  [[noreturn]] void fail(int line, const std::string& problem) const {
    const std::string place = std::string(input_.path) + ":" + std::to_string(line);
    throw ScriptError(place + ": " + problem, {.path = std::string(input_.path), .line = line},
                      "The identity of a revision is read without a compiler: write it as "
                      "retort::RevisionIdentity identity{.revision = \"...\", ...} with plain "
                      "string literals");
  }

  Revision fields(int line) {
    Revision revision;
    std::set<std::string, std::less<>> seen;
    Token token = next();
    while (!token.is('}')) {
      if (!token.is('.')) fail(token.line, "expected a field (.revision = ...) of the identity");
      const Token name = next();
      const std::string field(name.source);
      if (!seen.insert(field).second) fail(name.line, "the field " + field + " is given twice");
      token = next();
      if (token.is('=')) token = next();
      token = value(field, name.line, token, revision);
      if (token.is(',')) {
        token = next();
      } else if (!token.is('}')) {
        fail(token.line, "expected a comma or closing brace after the field " + field);
      }
    }
    if (revision.revision.empty()) fail(line, "the identity has no revision");
    return revision;
  }

  /// Reads the value of a field, whose first token is given; returns the token after it.
  Token value(const std::string& field, int line, const Token& first, Revision& revision) {
    if (field == "revision") {
      if (first.kind != TokenKind::string) fail(line, "revision must be a string literal");
      return text(first, revision.revision);
    }
    if (field == "transaction") {
      if (!first.is("true") && !first.is("false")) fail(line, "transaction must be true or false");
      return next();
    }
    using List = std::vector<std::string> Revision::*;
    static constexpr std::array<std::pair<std::string_view, List>, 3> lists = {{
        {"down_revision", &Revision::down_revision},
        {"branch_labels", &Revision::branch_labels},
        {"depends_on", &Revision::depends_on},
    }};
    for (const auto& [name, member] : lists) {
      if (name == field) return list(field, first, revision.*member);
    }
    fail(line, "an identity has no field " + field +
                   " (revision, down_revision, branch_labels, depends_on, transaction)");
  }

  /// Adjacent literals are one string.
  Token text(const Token& first, std::string& value) {
    value = first.text;
    Token token = next();
    while (token.kind == TokenKind::string) {
      value += token.text;
      token = next();
    }
    return token;
  }

  Token list(const std::string& field, const Token& first, std::vector<std::string>& values) {
    if (!first.is('{')) fail(first.line, field + " must be a list in braces: {} or {\"...\"}");
    Token token = next();
    while (!token.is('}')) {
      if (token.kind != TokenKind::string) {
        fail(token.line, field + " must hold string literals only");
      }
      std::string value;
      token = text(token, value);
      values.push_back(std::move(value));
      if (token.is(','))
        token = next();
      else if (!token.is('}'))
        fail(token.line, "expected a comma in " + field);
    }
    return next();
  }

  const ScanInput& input_;
  Tokenizer tokens_;
};

}  // namespace

ScanResult scan_native(const ScanInput& input) {
  // Most files are decided by one look for the word.
  if (input.text.find("RevisionIdentity") == std::string_view::npos) {
    return {.status = input.whole ? ScanStatus::other : ScanStatus::incomplete, .revision = {}};
  }
  try {
    std::optional<Revision> revision = IdentityReader(input).read();
    if (revision) {
      revision->longdoc = leading_comment(input.text);
      return {.status = ScanStatus::revision, .revision = std::move(*revision)};
    }
  } catch (const ScriptError&) {
    // Cut in the middle of a token, a good text can look like a bad one.
    if (input.whole) throw;
  } catch (const TextEnded&) {
    if (input.whole) {
      throw ScriptError(std::string(input.path) + ": the file ends before its identity does",
                        {.path = std::string(input.path)});
    }
  }
  return {.status = input.whole ? ScanStatus::other : ScanStatus::incomplete, .revision = {}};
}

}  // namespace retort
