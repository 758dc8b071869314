// SPDX-License-Identifier: MIT
// Operations as the parts of an SQL migration.
#pragma once

#include "retort/migration.h"

namespace retort {

/// The statements of the request's dialect. Throws what the dialect throws for an operation that it
/// cannot write.
RenderedMigration render_sql(const RenderRequest& request);

}  // namespace retort
