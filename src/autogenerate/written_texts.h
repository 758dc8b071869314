// SPDX-License-Identifier: MIT
// Conditions and defaults of the model as the database itself would write them, beside those that
// it has.
#pragma once

#include "retort/dialect.h"

#include <map>

namespace retort {

struct CompareContext;
struct TablePair;

/// What comes of comparing texts that the database has written; found out for all tables at once.
class WrittenTexts {
 public:
  WrittenTexts() = default;
  /// Asks the database about what the options want compared.
  WrittenTexts(const CompareContext& context, const std::vector<TablePair>& pairs);

  /// Of a condition or default of the model; null: nobody knows.
  const Verdict* find(const Check& model) const { return find_at(&model); }
  const Verdict* find(const ServerDefault& model) const { return find_at(&model); }

 private:
  const Verdict* find_at(const void* model) const;

  std::map<const void*, Verdict> verdicts_;
};

}  // namespace retort
