// SPDX-License-Identifier: MIT
// The Python modules of this library as bytecode, made by tools/freeze_modules.
#pragma once

#include <cstddef>

namespace retort::python {

struct FrozenModule {
  const char* name;  ///< dotted; null ends the table
  const unsigned char* code;
  int size;
  bool is_package;
};

/// In the order of their names, ended by an entry without one.
extern const FrozenModule frozen_modules[];

}  // namespace retort::python
