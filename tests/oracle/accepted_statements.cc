// SPDX-License-Identifier: MIT
#include "oracle/accepted_statements.h"

#include <array>

namespace retort::oracle {
namespace {

struct Accepted {
  std::string_view id;
  std::string_view dialect;  ///< empty: all
  std::string_view name;
};

constexpr std::array accepted{
    // Values that Alembic has no literal for.
    Accepted{"bulk_insert/bytes", "", "more-literals"},
    Accepted{"bulk_insert/bytes-in-untyped-column", "", "more-literals"},
    Accepted{"bulk_insert/json-scalars", "", "more-literals"},
    Accepted{"bulk_insert/json-null-constant", "", "more-literals"},
    Accepted{"bulk_insert/json-percent-backslash", "", "more-literals"},
    Accepted{"bulk_insert/jsonb", "", "more-literals"},
    Accepted{"bulk_insert/array-with-none-element", "", "more-literals"},
    Accepted{"bulk_insert/mysql-set", "", "more-literals"},
    Accepted{"bulk_insert/untyped-column-values", "", "more-literals"},
    Accepted{"bulk_insert/untyped-column-decimal-uuid", "", "more-literals"},
    Accepted{"bulk_insert/sql-expression-value", "", "more-literals"},
    Accepted{"bulk_insert/string-percent", "", "strings-stay"},
    // Mistakes of a Python program that this notation has no way to make.
    Accepted{"create_table.columns/unique-flag-as-name-is-an-error", "", "typed-arguments"},
    Accepted{"create_table.columns/index-flag-as-name-is-an-error", "", "typed-arguments"},
    Accepted{"create_table.options/mysql-auto-increment-as-int-is-an-error", "", "typed-arguments"},
    Accepted{"add_column/table-name-not-a-string", "", "typed-arguments"},
    // Alembic stops by accident where there is something sensible to write.
    Accepted{"create_table.constraints/fk-inline-missing-column-part", "", "accepts-more"},
    Accepted{"create_index/mysql-expression-length-by-expression-text", "", "accepts-more"},
    Accepted{"create_unique_constraint/postgresql-include-unknown-column", "", "accepts-more"},
    Accepted{"create_exclude_constraint/expression-text", "", "accepts-more"},
    // A column has one name; the Python door turns keys into names.
    Accepted{"create_table.columns/column-key-differs-from-name", "", "no-keys"},
    Accepted{"naming/create-table-fk-local-columns-tokens", "", "no-keys"},
    Accepted{"identifiers/quoted-name-forced", "", "quoting-of-dropped-names"},
    Accepted{"batch.copy_from/copy-from-index-flag-is-dropped", "sqlite", "indexes-stay"},
    Accepted{"options/paramstyle-pyformat-percent-and-binds", "", "placeholder-names"},
    Accepted{"options/paramstyle-named-percent-and-binds", "", "placeholder-names"},
    Accepted{"options/paramstyle-numeric-percent-and-binds", "", "placeholder-names"},
};

}  // namespace

std::optional<std::string> accepted_difference(std::string_view id, std::string_view dialect) {
  // "#named" marks a second record of the same case.
  const std::string_view plain = id.substr(0, id.find('#'));
  for (const Accepted& entry : accepted) {
    if (entry.id == plain && (entry.dialect.empty() || entry.dialect == dialect)) {
      return std::string(entry.name);
    }
  }
  return std::nullopt;
}

}  // namespace retort::oracle
