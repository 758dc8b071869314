// SPDX-License-Identifier: MIT
#include "frontend/python/script_text.h"

#include "frontend/python/python.h"
#include "frontend/python/tokens.h"

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

bool is_known_module(std::string_view name) {
  if (name == "alembic" || name == "sqlalchemy") return true;
  const py::object known = py::module_::import("sys").attr("stdlib_module_names");
  return known.contains(py::str(name.data(), name.size()));
}

/// Reads `import a.b as c, d` or `from a.b import c`, and stands on the line's end.
bool imports_foreign_code(Tokenizer& tokens, bool from) {
  bool foreign = false;
  bool expected = true;
  for (Token token = tokens.next();
       token.kind != TokenKind::newline && token.kind != TokenKind::end; token = tokens.next()) {
    if (token.is(";")) break;
    if (expected && token.kind == TokenKind::name) {
      foreign = foreign || !is_known_module(token.source);
      expected = false;
    } else if (expected) {
      foreign = true;  // from .x import y
      expected = false;
    } else if (token.is(",") && !from) {
      expected = true;
    }
  }
  return foreign;
}

bool reads_as_careless(Tokenizer& tokens) {
  bool statement_begins = true;
  for (Token token = tokens.next(); token.kind != TokenKind::end; token = tokens.next()) {
    if (token.is("try") || token.is("suppress") || token.is("raises")) return false;
    if (token.is("__import__") || token.is("import_module") || token.is("exec")) return false;
    if (statement_begins && (token.is("import") || token.is("from"))) {
      if (imports_foreign_code(tokens, token.is("from"))) return false;
      continue;
    }
    statement_begins = token.kind == TokenKind::newline || token.is(";") || token.is(":");
  }
  return true;
}

}  // namespace

bool may_catch_errors(const std::string& path) {
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
