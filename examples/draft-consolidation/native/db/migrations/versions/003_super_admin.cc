// add the role super_admin
//
// Revision ID: 003
// Revises: 002
#include <retort/migration.h>

using namespace retort;

const RevisionIdentity identity{
    .revision = "003",
    .down_revision = {"002"},
    .branch_labels = {},
    .depends_on = {},
};

static void upgrade(Operations& op) {
  // Committed at once: migrations behind this one may use the value in the same run.
  op.autocommit_block(
      [&] { op.execute("ALTER TYPE user_role ADD VALUE IF NOT EXISTS 'super_admin'"); });
}

// PostgreSQL cannot take a value away; IF NOT EXISTS lets the migration run again.
static void downgrade(Operations& /*op*/) {}

RETORT_MIGRATION(identity, upgrade, downgrade)
