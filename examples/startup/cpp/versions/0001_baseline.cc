// baseline
//
// Revision ID: 0001
// Revises:
// Create Date: 2026-11-21 10:00:00.000000
#include <retort/migration.h>

using namespace retort;

const RevisionIdentity identity{
    .revision = "0001",
    .down_revision = {},
    .branch_labels = {},
    .depends_on = {},
};

static void upgrade(Operations& op) {
  const Table note = op.create_table(
      "note", {
                  Column{.name = "id", .type = type::Integer{}, .primary_key = true},
                  Column{.name = "text", .type = type::String{200}, .nullable = false},
              });
  op.bulk_insert(note, {{{"text", "water the plants"}}});
}

static void downgrade(Operations& op) { op.drop_table("note"); }

RETORT_MIGRATION(identity, upgrade, downgrade)
