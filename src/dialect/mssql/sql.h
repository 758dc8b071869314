// SPDX-License-Identifier: MIT
// The side of SQL Server in the compilers: types, literals, and the clauses it spells its own way.
// Scripts are for a server of an unknown version, so that old spellings are taken: ROW_NUMBER
// instead of OFFSET, TEXT instead of VARCHAR(max).
#pragma once

#include "sql/sql_dialect.h"

namespace retort::mssql {

/// Reserved words, lower case, sorted.
std::span<const std::string_view> reserved_words();

/// The type that the catalog's text means; never fails (type::Verbatim).
Type parse_type(std::string_view text);

/// What is known about the server.
struct MssqlOptions {
  bool max_lengths = false;  ///< VARCHAR(max) instead of TEXT (deprecate_large_types)
};

class MssqlSql final : public SqlDialect {
 public:
  explicit MssqlSql(Paramstyle paramstyle = Paramstyle::named, const MssqlOptions& options = {});

  const MssqlOptions& settings() const noexcept { return options_; }

  std::string format_type(const Type& type) const override;
  std::string_view true_text() const override { return "1"; }
  std::string_view false_text() const override { return "0"; }
  bool native_boolean() const override { return false; }
  std::string_view concat_operator() const override { return " + "; }
  bool quotes_collations() const override { return false; }
  bool names_recursive_ctes() const override { return false; }
  bool supports_sequences() const override { return true; }
  bool write_binary(ExpressionWriter& out, const expr::Binary& node) const override;
  bool write_function(ExpressionWriter& out, const expr::Function& node) const override;
  bool write_cast(ExpressionWriter& out, const expr::Cast& node) const override;
  std::string empty_set(const std::vector<Type>& types) const override;
  void write_extract(ExpressionWriter& out, const expr::Extract& node) const override;
  void write_next_value(ExpressionWriter& out, const expr::NextValue& node) const override;
  std::optional<expr::Select> rewritten(const expr::Select& node, int& fresh) const override;
  void write_before_columns(ExpressionWriter& out, const expr::Select& node) const override;
  bool leaves_out_order(const expr::Select& node) const override;
  void write_limit(ExpressionWriter& out, const std::optional<Expression>& limit,
                   const std::optional<Expression>& offset) const override;
  void write_fetch(ExpressionWriter& out, const expr::Select& node) const override;
  void write_for_update(ExpressionWriter& out, const expr::ForUpdate& node) const override;
  bool target_is_in_from() const override { return true; }
  ReturningStyle returning_style() const override { return ReturningStyle::output; }

 protected:
  std::string typed_literal(const Value& value, const Type& type) const override;

 private:
  MssqlOptions options_;
};

}  // namespace retort::mssql
