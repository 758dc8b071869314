// SPDX-License-Identifier: MIT
// Cuts a script into its statements, as each database reads it: a semicolon inside of a string,
// comment, quoted name, dollar quote, trigger or function body ends nothing.
#pragma once

#include <string_view>
#include <vector>

namespace retort {

/// How a database reads SQL text, as far as finding the ends of statements goes.
struct SqlSyntax {
  bool dollar_quotes = false;      ///< $tag$ ... $tag$ (PostgreSQL)
  bool nested_comments = false;    ///< /* /* */ */ is one comment (PostgreSQL)
  bool escape_strings = false;     ///< E'...' knows backslashes (PostgreSQL)
  bool backslash_escapes = false;  ///< every string does (MySQL)
  bool hash_comments = false;      ///< # to the end of the line (MySQL)
  bool strict_dashes = false;      ///< -- begins a comment only before white space (MySQL)
  bool backticks = false;          ///< `name` (MySQL, SQLite)
  bool brackets = false;           ///< [name] (SQLite, SQL Server)
  bool triggers = false;           ///< CREATE TRIGGER ... BEGIN ... END (SQLite)
  bool routines = false;           ///< compound statements in every stored program (MySQL)
  bool atomic_bodies = false;      ///< BEGIN ATOMIC ... END in functions (PostgreSQL)
  bool delimiter_command = false;  ///< DELIMITER // of the client program (MySQL)
  friend bool operator==(const SqlSyntax&, const SqlSyntax&) = default;
};

/// The syntax of the dialect of that name; what is common to all for an unknown one.
SqlSyntax sql_syntax(std::string_view dialect);

/// A statement of a script.
struct ScriptStatement {
  std::string_view text;  ///< without white space and comments around it, and without delimiter
  int line = 1;           ///< on which it begins, counted from `first_line`
  friend bool operator==(const ScriptStatement&, const ScriptStatement&) = default;
};

/// The statements of `script`, without empty ones. What is unfinished at the end of the text is
/// a statement: the database will say what it misses.
std::vector<ScriptStatement> split_statements(std::string_view script, const SqlSyntax& syntax,
                                              int first_line = 1);

}  // namespace retort
