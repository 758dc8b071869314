// add stock
//
// Revision ID: ae1027a6acf1
// Revises: 1975ea83b712
// Create Date: 2026-11-21 11:00:00.000000
#include <retort/migration.h>

using namespace retort;

const RevisionIdentity identity{
    .revision = "ae1027a6acf1",
    .down_revision = {"1975ea83b712"},
    .branch_labels = {},
    .depends_on = {},
};

static void upgrade(Operations& op) {
  op.batch_alter_table("product", [](BatchOperations& batch) {
    batch.add_column({.name = "stock", .type = type::Integer{}, .server_default = "0"});
    batch.alter_column("price", {.type = type::Numeric{12, 2}});
  });
  op.execute("UPDATE product SET stock = :stock WHERE name = :name",
             {{"stock", 5}, {"name", "kettle"}});
}

static void downgrade(Operations& op) {
  op.batch_alter_table("product", [](BatchOperations& batch) {
    batch.alter_column("price", {.type = type::Numeric{10, 2}});
    batch.drop_column("stock");
  });
}

RETORT_MIGRATION(identity, upgrade, downgrade)
