// SPDX-License-Identifier: MIT
// A .sql revision, ready to run.
#pragma once

#include "retort/migration.h"

#include <memory>
#include <string>

namespace retort {

/// A migration of the text of a whole file. Throws ScriptError when a part is missing.
std::unique_ptr<Migration> sql_migration(std::string revision, std::string path, std::string text);

}  // namespace retort
