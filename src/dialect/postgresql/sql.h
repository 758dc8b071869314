// SPDX-License-Identifier: MIT
// PostgreSQL's side of the compilers: types, literals, and the clauses it spells its own way.
#pragma once

#include "sql/sql_dialect.h"

namespace retort::postgresql {

/// Reserved words, lower case, sorted.
std::span<const std::string_view> reserved_words();

/// The type that format_type(oid, typmod) of the catalog means; never fails (type::Verbatim).
Type parse_type(std::string_view text);

class PostgresqlSql final : public SqlDialect {
 public:
  explicit PostgresqlSql(SqlOptions options);
  explicit PostgresqlSql(Paramstyle paramstyle = Paramstyle::named);

  std::string format_type(const Type& type) const override;
  bool write_binary(ExpressionWriter& out, const expr::Binary& node) const override;
  bool write_function(ExpressionWriter& out, const expr::Function& node) const override;
  bool has_ilike() const override { return true; }
  bool supports_sequences() const override { return true; }
  std::string empty_set(const std::vector<Type>& types) const override;
  void write_next_value(ExpressionWriter& out, const expr::NextValue& node) const override;
  void write_limit(ExpressionWriter& out, const std::optional<Expression>& limit,
                   const std::optional<Expression>& offset) const override;
  void write_fetch(ExpressionWriter& out, const expr::Select& node) const override;
  void write_for_update(ExpressionWriter& out, const expr::ForUpdate& node) const override;
  void write_on_conflict(ExpressionWriter& out, const expr::Insert& node) const override;
  Value bound_value(const expr::Literal& literal) const override { return literal.value; }

 protected:
  std::string typed_literal(const Value& value, const Type& type) const override;
  bool doubles_backslashes() const override { return options().backslash_escapes; }
};

}  // namespace retort::postgresql
