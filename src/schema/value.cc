// SPDX-License-Identifier: MIT
#include "retort/value.h"

namespace retort {

bool operator==(const List& left, const List& right) {
  if (left.items.size() != right.items.size()) return false;
  for (std::size_t i = 0; i < left.items.size(); ++i) {
    if (!(left.items[i].base() == right.items[i].base())) return false;
  }
  return true;
}

}  // namespace retort
