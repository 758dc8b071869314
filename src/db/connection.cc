// SPDX-License-Identifier: MIT
// What results and connections of every database have in common.
#include "retort/connection.h"

#include "db/paramstyle.h"
#include "sql/parameters.h"

#include <algorithm>

namespace retort {

Paramstyle driver_paramstyle(std::string_view dialect_name) {
  return dialect_name == "postgresql" ? Paramstyle::numeric_dollar : Paramstyle::qmark;
}

const Value& Row::operator[](std::size_t position) const {
  if (position >= values.size()) {
    throw Error("The row has " + std::to_string(values.size()) + " fields; there is no number " +
                    std::to_string(position),
                ErrorCode::argument, "Fields are numbered from 0.");
  }
  return values[position];
}

const Value& Row::operator[](std::string_view name) const {
  std::string known;
  if (columns) {
    const auto found = std::find(columns->begin(), columns->end(), name);
    if (found != columns->end()) {
      return (*this)[static_cast<std::size_t>(found - columns->begin())];
    }
    for (const std::string& column : *columns) known += (known.empty() ? "" : ", ") + column;
  }
  throw Error("The row has no column called '" + std::string(name) + "'", ErrorCode::argument,
              "Its columns are: " + known + ".");
}

Value Result::scalar() const {
  if (rows.empty() || rows.front().values.empty()) return {};
  return rows.front().values.front();
}

void Connection::read(const std::vector<Statement>& statements, const RowVisitor& visit) {
  for (std::size_t position = 0; position < statements.size(); ++position) {
    Result answer;
    try {
      answer = run(statements[position]);
    } catch (const DatabaseError& error) {
      throw BatchError(error, position);
    }
    for (const Row& row : answer) visit(position, row);
  }
}

Result Connection::execute(std::string_view sql, const Parameters& parameters) {
  return execute(text(std::string(sql)), parameters);
}

Result Connection::execute(const Expression& statement, const Parameters& parameters) {
  return run(dialect(dialect_name())
                 .compile(with_parameters(statement, parameters),
                          {.literal_binds = false,
                           .paramstyle = driver_paramstyle(dialect_name()),
                           .naming_convention = {},
                           .offline = false}));
}

}  // namespace retort
