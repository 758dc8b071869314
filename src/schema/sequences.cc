// SPDX-License-Identifier: MIT
// The first mention of a sequence wins.
#include "schema/sequences.h"

#include <algorithm>
#include <utility>

namespace retort {

std::vector<Sequence> collect_sequences(const MetaData& metadata) {
  std::vector<Sequence> found;
  auto add = [&](Sequence sequence) {
    if (!sequence.schema) {
      sequence.schema = metadata.schema;
    }
    const bool known = std::any_of(found.begin(), found.end(), [&](const Sequence& other) {
      return other.name == sequence.name && other.schema == sequence.schema;
    });
    if (!known) {
      found.push_back(std::move(sequence));
    }
  };
  for (const Sequence& sequence : metadata.sequences) {
    add(sequence);
  }
  for (const Table& table : metadata.tables) {
    for (const Column& column : table.columns) {
      if (column.sequence) {
        add(*column.sequence);
      }
    }
  }
  return found;
}

}  // namespace retort
