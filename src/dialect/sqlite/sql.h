// SPDX-License-Identifier: MIT
// SQLite's side of the compilers: types, literals, and the clauses it spells its own way.
#pragma once

#include "sql/sql_dialect.h"

namespace retort::sqlite {

/// Reserved words, lower case, sorted.
std::span<const std::string_view> reserved_words();

/// The type that a declared type of the catalog means; never fails (type::Verbatim).
Type parse_type(std::string_view text);

class SqliteSql final : public SqlDialect {
 public:
  explicit SqliteSql(Paramstyle paramstyle = Paramstyle::named);

  std::string format_type(const Type& type) const override;
  std::string_view true_text() const override { return "1"; }
  std::string_view false_text() const override { return "0"; }
  bool native_boolean() const override { return false; }
  bool supports_delete_using() const override { return false; }
  bool returning_with_table() const override { return false; }
  bool write_binary(ExpressionWriter& out, const expr::Binary& node) const override;
  bool write_function(ExpressionWriter& out, const expr::Function& node) const override;
  std::string empty_set(const std::vector<Type>& types) const override;
  void write_extract(ExpressionWriter& out, const expr::Extract& node) const override;
  bool empty_set_in_list() const override { return true; }
  bool tuple_in_values() const override { return true; }
  void write_limit(ExpressionWriter& out, const std::optional<Expression>& limit,
                   const std::optional<Expression>& offset) const override;
  void write_for_update(ExpressionWriter& out, const expr::ForUpdate& node) const override;
  void write_on_conflict(ExpressionWriter& out, const expr::Insert& node) const override;

 protected:
  std::string typed_literal(const Value& value, const Type& type) const override;
};

}  // namespace retort::sqlite
