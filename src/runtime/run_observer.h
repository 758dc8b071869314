// SPDX-License-Identifier: MIT
// Who looks at a run on paper: not at its text, but at what it is made of.
#pragma once

#include "retort/connection.h"
#include "retort/operation.h"
#include "retort/revision.h"

#include <string>
#include <vector>

namespace retort {

/// What the downgrade of a step that was just upgraded is.
enum class WayBack {
  there,    ///< it does something
  nothing,  ///< it does nothing
  refused,  ///< the script says that there is none
  unknown,  ///< that cannot be told without a database
};

/// Told what a run on paper does, in order. A run that is observed writes nothing, and goes on
/// behind a step that cannot be written.
class RunObserver {
 public:
  virtual ~RunObserver() = default;
  virtual void step_begins(const Step& step, const std::string& path) = 0;
  /// A directive, and the statements that it comes to; none where only a database can tell (a table
  /// that is built anew).
  virtual void operation(const Operation& operation, const std::vector<Statement>& statements) = 0;
  /// A statement of the run itself, about the version table.
  virtual void version_statement(const std::string& sql) = 0;
  virtual void transaction_begins() = 0;
  virtual void transaction_ends() = 0;
  /// The script of the present step cannot be written without a database.
  virtual void step_failed(const std::string& reason) = 0;
  virtual void way_back(WayBack found, const std::string& reason) = 0;
};

}  // namespace retort
