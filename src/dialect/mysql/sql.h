// SPDX-License-Identifier: MIT
// The side of MySQL and MariaDB in the compilers: types, literals, and the clauses they spell
// their own way.
#pragma once

#include "sql/sql_dialect.h"

namespace retort::mysql {

/// Which of the two servers SQL is for.
enum class Flavor { mysql, mariadb };

/// Reserved words, lower case, sorted.
std::span<const std::string_view> reserved_words(Flavor flavor);

/// The type that COLUMN_TYPE of the catalog means; never fails (type::Verbatim).
Type parse_type(std::string_view text);

class MysqlSql final : public SqlDialect {
 public:
  explicit MysqlSql(Flavor flavor = Flavor::mysql, Paramstyle paramstyle = Paramstyle::named);

  Flavor flavor() const noexcept { return flavor_; }
  std::string format_type(const Type& type) const override;
  std::optional<std::string> format_cast_type(const Type& type) const override;
  bool native_boolean() const override { return false; }
  bool concat_is_function() const override { return true; }
  bool write_binary(ExpressionWriter& out, const expr::Binary& node) const override;
  bool write_function(ExpressionWriter& out, const expr::Function& node) const override;
  bool write_cast(ExpressionWriter& out, const expr::Cast& node) const override;
  std::string empty_set(const std::vector<Type>& types) const override;
  void write_extract(ExpressionWriter& out, const expr::Extract& node) const override;
  std::string_view default_from() const override { return " FROM DUAL"; }
  std::string_view inner_join() const override { return " INNER JOIN "; }
  bool supports_sequences() const override { return flavor_ == Flavor::mariadb; }
  bool cte_follows_insert() const override { return true; }
  void write_next_value(ExpressionWriter& out, const expr::NextValue& node) const override;
  void write_limit(ExpressionWriter& out, const std::optional<Expression>& limit,
                   const std::optional<Expression>& offset) const override;
  void write_for_update(ExpressionWriter& out, const expr::ForUpdate& node) const override;
  void write_default_values(ExpressionWriter& out) const override;
  void write_on_conflict(ExpressionWriter& out, const expr::Insert& node) const override;
  void write_proposed(ExpressionWriter& out, const expr::ProposedColumn& node) const override;
  bool update_lists_all_tables() const override { return true; }

 protected:
  std::string typed_literal(const Value& value, const Type& type) const override;
  bool doubles_backslashes() const override { return true; }

 private:
  Flavor flavor_;
};

}  // namespace retort::mysql
