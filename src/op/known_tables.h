// SPDX-License-Identifier: MIT
// The tables of a database as operations change them, for those who write SQL without asking it: a
// batch that builds a table anew has to know it.
#pragma once

#include "retort/api.h"
#include "retort/operation.h"
#include "retort/schema.h"

#include <string>
#include <vector>

namespace retort {

class RETORT_API KnownTables {
 public:
  /// `dialect`: its name.
  KnownTables(std::vector<Table> tables, std::string dialect);

  /// The operation; a batch without a table to copy from has the one that is known by then.
  Operation complete(Operation operation) const;
  /// Carries the operation out on what is known. Throws Error (invalid_request) when it does not
  /// fit.
  void follow(const Operation& operation);
  /// From here on nothing is known.
  void forget();

 private:
  Schema schema_;
  std::string dialect_;
};

}  // namespace retort
