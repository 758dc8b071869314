// SPDX-License-Identifier: MIT
// Which names need quotes, and how a dialect quotes them.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace retort {

/// How a dialect writes identifiers.
struct IdentifierRules {
  std::span<const std::string_view> reserved_words = {};  ///< lower case, sorted
  char quote_open = '"';
  char quote_close = '"';
  bool double_percents = false;         ///< under the format and pyformat parameter styles
  bool underscore_begins_names = true;  ///< else a name that begins with _ needs quotes (Oracle)
  bool database_in_schema = false;      ///< "database.owner" is two names (SQL Server)
};

/// The name, quoted when it is reserved, has an upper-case letter, begins with a digit or `$`, or
/// has a character outside [A-Za-z0-9_$]; `force` decides instead where it is given.
std::string quote_identifier(const IdentifierRules& rules, std::string_view name,
                             std::optional<bool> force = {});

/// Whether the rules ask for quotes.
bool needs_quotes(const IdentifierRules& rules, std::string_view name);

/// A schema: one name, or two where the rules say so; `[a.b].c` keeps a database's name together.
std::string quote_schema(const IdentifierRules& rules, std::string_view schema,
                         std::optional<bool> force = {});

/// Every part between dots quoted by itself, as Alembic writes the schemas of ALTER statements.
std::string quote_dotted(const IdentifierRules& rules, std::string_view name);

}  // namespace retort
