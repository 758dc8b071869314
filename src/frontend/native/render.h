// SPDX-License-Identifier: MIT
// Operations as the bodies of a C++ migration.
#pragma once

#include "retort/migration.h"

namespace retort {

/// Throws UnsupportedError for an operation that has no directive.
RenderedMigration render_native(const RenderRequest& request);

}  // namespace retort
