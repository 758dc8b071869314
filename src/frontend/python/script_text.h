// SPDX-License-Identifier: MIT
// What the text of a script tells about how it is to be run.
#pragma once

#include <string>

namespace retort::python {

/// Whether the script may act on the failure of a directive: it catches exceptions, or calls code
/// of other modules than Alembic's, SQLAlchemy's and Python's own. True when there is no text.
bool may_catch_errors(const std::string& path);

/// Whether the text speaks of logging at all.
bool mentions_logging(const std::string& path);

}  // namespace retort::python
