// SPDX-License-Identifier: MIT
// The family that a type belongs to, whatever its spelling: what autoincrement, casts and type
// comparison ask.
#pragma once

#include "retort/type.h"

namespace retort {

enum class Affinity {
  unknown,
  integer,
  numeric,
  string,
  binary,
  boolean,
  date,
  time,
  datetime,
  interval,
  uuid,
  json,
  array,
  other,  ///< a type that is a family of its own
};

/// The family of a type's own alternative; its variants for dialects do not count.
Affinity affinity_of(const Type& type);

/// The width of an integer type that PostgreSQL's serial types know.
enum class IntegerWidth { small, normal, big };
IntegerWidth integer_width(const Type& type);

}  // namespace retort
