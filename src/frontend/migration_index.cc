// SPDX-License-Identifier: MIT
// Migrations that are part of a program or a module: their identities, and how they are run.
#include "retort/migration_index.h"

#include "retort/error.h"
#include "retort/revision.h"

#include "frontend/native/frontend.h"
#include "frontend/sql/migration.h"
#include "frontend/sql/scan.h"

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace retort {

namespace {

Revision identity_of(const MigrationEntry& entry) {
  return {.revision = entry.identity->revision,
          .down_revision = entry.identity->down_revision,
          .branch_labels = entry.identity->branch_labels,
          .depends_on = entry.identity->depends_on,
          .longdoc = std::string(entry.doc),
          .path = std::string(entry.path)};
}

}  // namespace

std::vector<Revision> indexed_revisions(const MigrationIndex& index) {
  std::vector<Revision> revisions;
  for (const MigrationEntry& entry : index.migrations) revisions.push_back(identity_of(entry));
  for (const SqlEntry& entry : index.sql) {
    ScanResult result = scan_sql({.path = entry.path, .text = entry.text});
    if (result.status != ScanStatus::revision) continue;
    result.revision.path = std::string(entry.path);
    revisions.push_back(std::move(result.revision));
  }
  return revisions;
}

std::vector<std::unique_ptr<Migration>> load_indexed(const MigrationIndex& index,
                                                     const std::vector<std::string>& revisions) {
  std::map<std::string_view, const MigrationEntry*> native;
  for (const MigrationEntry& entry : index.migrations) native[entry.identity->revision] = &entry;
  std::map<std::string, const SqlEntry*, std::less<>> sql;
  for (const SqlEntry& entry : index.sql) {
    sql[scan_sql({.path = entry.path, .text = entry.text}).revision.revision] = &entry;
  }
  std::vector<std::unique_ptr<Migration>> migrations;
  for (const std::string& revision : revisions) {
    if (const auto code = native.find(revision); code != native.end()) {
      migrations.push_back(native_migration(*code->second, std::string(code->second->path)));
    } else if (const auto text = sql.find(revision); text != sql.end()) {
      migrations.push_back(sql_migration(revision, std::string(text->second->path),
                                         std::string(text->second->text)));
    } else {
      throw ScriptError("There is no revision " + revision + " among the program's migrations",
                        {.revision = revision});
    }
  }
  return migrations;
}

}  // namespace retort
