// SPDX-License-Identifier: MIT
// The side of Oracle Database in the compilers: types, literals, and the clauses it spells its own
// way.
#pragma once

#include "sql/sql_dialect.h"

namespace retort::oracle {

/// Reserved words, lower case, sorted.
std::span<const std::string_view> reserved_words();

/// The type that the catalog's text means; never fails (type::Verbatim).
Type parse_type(std::string_view text);

/// What is known about the server.
struct OracleOptions {
  bool national_unicode = false;  ///< Unicode is NVARCHAR2 and NCLOB (use_nchar_for_unicode)
};

class OracleSql final : public SqlDialect {
 public:
  explicit OracleSql(Paramstyle paramstyle = Paramstyle::named, const OracleOptions& options = {});

  const OracleOptions& settings() const noexcept { return options_; }

  std::string format_type(const Type& type) const override;
  std::string_view true_text() const override { return "1"; }
  std::string_view false_text() const override { return "0"; }
  bool native_boolean() const override { return false; }
  bool has_bitwise_not() const override { return false; }
  std::string_view default_from() const override { return " FROM DUAL"; }
  bool needs_from() const override { return true; }
  std::string_view alias_word() const override { return " "; }
  bool names_recursive_ctes() const override { return false; }
  std::string_view compound_keyword(std::string_view keyword) const override {
    return keyword == "EXCEPT" ? "MINUS" : keyword;
  }
  bool supports_sequences() const override { return true; }
  bool cte_follows_insert() const override { return true; }
  bool write_binary(ExpressionWriter& out, const expr::Binary& node) const override;
  bool write_function(ExpressionWriter& out, const expr::Function& node) const override;
  bool write_cast(ExpressionWriter& out, const expr::Cast& node) const override;
  std::string empty_set(const std::vector<Type>& types) const override;
  void write_next_value(ExpressionWriter& out, const expr::NextValue& node) const override;
  void write_limit(ExpressionWriter& out, const std::optional<Expression>& limit,
                   const std::optional<Expression>& offset) const override;
  void write_for_update(ExpressionWriter& out, const expr::ForUpdate& node) const override;
  void write_default_values(ExpressionWriter& out) const override;
  bool supports_update_from() const override { return false; }
  bool supports_delete_using() const override { return false; }
  bool supports_multirow_insert() const override { return false; }
  ReturningStyle returning_style() const override { return ReturningStyle::into; }

 protected:
  std::string typed_literal(const Value& value, const Type& type) const override;

 private:
  OracleOptions options_;
};

}  // namespace retort::oracle
