// SPDX-License-Identifier: MIT
// Which parts of the comparison are at work.
#pragma once

#include "retort/autogenerate.h"

namespace retort {

/// Each part is a plugin that `autogenerate_plugins` can take out.
struct ActivePlugins {
  bool schemas = false;
  bool tables = false;
  bool types = false;
  bool constraints = false;
  bool defaults = false;
  bool comments = false;
  bool checks = false;
};

/// Those that the options choose; tells the log of them unless that has been done.
ActivePlugins set_up_plugins(const CompareOptions& options, Reporter& reporter);

}  // namespace retort
