// SPDX-License-Identifier: MIT
// The native front-end's share of what migration_index.cc also needs.
#pragma once

#include "retort/migration.h"

#include <memory>
#include <string>

namespace retort {

/// A migration made of an entry, which must outlive it. `path` is empty for code that is linked
/// into the program.
std::unique_ptr<Migration> native_migration(const MigrationEntry& entry, std::string path);

}  // namespace retort
