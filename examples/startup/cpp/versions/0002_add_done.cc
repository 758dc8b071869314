// add note.done
//
// Revision ID: 0002
// Revises: 0001
// Create Date: 2026-11-21 11:00:00.000000
#include <retort/migration.h>

using namespace retort;

const RevisionIdentity identity{
    .revision = "0002",
    .down_revision = {"0001"},
    .branch_labels = {},
    .depends_on = {},
};

static void upgrade(Operations& op) {
  op.add_column(
      "note", {.name = "done", .type = type::Boolean{}, .nullable = false, .server_default = "0"});
  op.create_index("ix_note_done", "note", {"done"});
}

static void downgrade(Operations& op) {
  op.drop_index("ix_note_done", "note");
  op.drop_column("note", "done");
}

RETORT_MIGRATION(identity, upgrade, downgrade)
