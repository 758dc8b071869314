// SPDX-License-Identifier: MIT
// What a dialect says of a database that is nothing special, or that it has no driver to ask with.
#include "retort/dialect.h"
#include "retort/error.h"

namespace retort {
namespace {

[[noreturn]] void fail(const Dialect& dialect) {
  throw UnsupportedError("The dialect " + dialect.info().name + " cannot be asked what it holds");
}

}  // namespace

std::vector<Table> Dialect::reflect_tables(Connection&, const std::optional<std::string>&,
                                           const std::vector<std::string>&,
                                           const ReflectOptions&) const {
  fail(*this);
}

std::vector<std::string> Dialect::names(Connection&, NameKind,
                                        const std::optional<std::string>&) const {
  fail(*this);
}

std::string Dialect::default_schema(Connection&) const { return {}; }

std::optional<std::string> Dialect::view_definition(Connection&, const TableName&) const {
  fail(*this);
}

std::vector<type::Enum> Dialect::reflect_enums(Connection&,
                                               const std::optional<std::string>&) const {
  return {};
}

std::unique_ptr<RunLock> Dialect::run_lock(const LockRequest&) const { return nullptr; }

std::optional<LockHolder> Dialect::lock_holder(const LockRequest&) const { return {}; }

std::vector<Statement> Dialect::limit_statements(const StatementLimits&) const { return {}; }

bool Dialect::is_lock_failure(const DatabaseError&) const { return false; }

std::optional<std::string> Dialect::refusal_in_transaction(const Operation&) const {
  return std::nullopt;
}

bool Dialect::has_enum(Connection&, const type::Enum&) const { return false; }

void Dialect::continue_counters(Connection&, const Table&) const {}

}  // namespace retort
