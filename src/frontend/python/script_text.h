// SPDX-License-Identifier: MIT
// What the text of a script tells about how it is to be run.
#pragma once

#include <string>

namespace retort::python {

/// Whether the directives of the script must have been carried out by the time that they return: it
/// catches exceptions, or does what is seen from outside (prints, logs, looks at files), or calls
/// code of other modules, which may. True when there is no text.
bool runs_at_once(const std::string& path);

/// Whether the text speaks of logging at all.
bool mentions_logging(const std::string& path);

}  // namespace retort::python
