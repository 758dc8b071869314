// SPDX-License-Identifier: MIT
#include "frontend/python/script_text.h"

#include "frontend/python/tokens.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <sstream>
#include <string_view>

namespace retort::python {
namespace {

std::string text_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return std::move(text).str();
}

// Those of Python's own from which nothing is seen outside of the script.
constexpr std::array<std::string_view, 45> quiet_modules{
    "__future__", "abc",         "array",    "ast",      "base64",      "binascii",  "bisect",
    "calendar",   "cmath",       "codecs",   "colorsys", "collections", "copy",      "contextlib",
    "csv",        "dataclasses", "datetime", "decimal",  "difflib",     "enum",      "fractions",
    "functools",  "hashlib",     "heapq",    "hmac",     "html",        "itertools", "json",
    "keyword",    "math",        "numbers",  "operator", "random",      "re",        "secrets",
    "statistics", "string",      "struct",   "textwrap", "types",       "typing",    "unicodedata",
    "uuid",       "zlib",        "zoneinfo"};

bool is_quiet_module(std::string_view name) {
  return name == "alembic" || name == "sqlalchemy" ||
         std::find(quiet_modules.begin(), quiet_modules.end(), name) != quiet_modules.end();
}

bool is_seen_outside(const Token& token) {
  return token.is("print") || token.is("print_stdout") || token.is("msg") || token.is("open") ||
         token.is("input");
}

/// Reads `import a.b as c, d` or `from a.b import c`, and stands on the line's end.
bool imports_other_code(Tokenizer& tokens, bool from) {
  bool other = false;
  bool expected = true;
  for (Token token = tokens.next();
       token.kind != TokenKind::newline && token.kind != TokenKind::end; token = tokens.next()) {
    if (token.is(";")) break;
    if (expected && token.kind == TokenKind::name) {
      other = other || !is_quiet_module(token.source);
      expected = false;
    } else if (expected) {
      other = true;  // from .x import y
      expected = false;
    } else if (token.is(",") && !from) {
      expected = true;
    }
  }
  return other;
}

bool reads_as_careless(Tokenizer& tokens) {
  bool statement_begins = true;
  for (Token token = tokens.next(); token.kind != TokenKind::end; token = tokens.next()) {
    if (token.is("try") || token.is("suppress") || token.is("raises")) return false;
    if (is_seen_outside(token)) return false;
    if (token.is("__import__") || token.is("import_module") || token.is("exec")) return false;
    if (statement_begins && (token.is("import") || token.is("from"))) {
      if (imports_other_code(tokens, token.is("from"))) return false;
      continue;
    }
    statement_begins = token.kind == TokenKind::newline || token.is(";") || token.is(":");
  }
  return true;
}

}  // namespace

bool runs_at_once(const std::string& path) {
  if (!path.ends_with(".py")) return true;
  const std::string text = text_of(path);
  Tokenizer tokens(text);
  try {
    return !reads_as_careless(tokens);
  } catch (const NotReadable&) {
    return true;
  } catch (const TextEnded&) {
    return true;
  }
}

bool mentions_logging(const std::string& path) {
  return text_of(path).find("logging") != std::string::npos;
}

}  // namespace retort::python
