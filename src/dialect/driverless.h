// SPDX-License-Identifier: MIT
// A database that SQL is written for, and that this library has no driver for.
#pragma once

#include "retort/dialect.h"

#include <memory>
#include <string>

namespace retort {

class DriverlessDialect : public Dialect {
 public:
  /// `product` is what the database is called in messages.
  DriverlessDialect(DialectInfo info, std::string product);

  const DialectInfo& info() const override { return info_; }
  std::unique_ptr<Connection> connect(const Url& url) const override;
  bool has_table(Connection& connection, const TableName& table) const override;
  Table reflect_table(Connection& connection, const TableName& table,
                      const ReflectOptions& options) const override;

 private:
  [[noreturn]] void refuse() const;

  DialectInfo info_;
  std::string product_;
};

}  // namespace retort
