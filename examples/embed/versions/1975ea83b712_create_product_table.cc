// create product table
//
// Revision ID: 1975ea83b712
// Revises:
// Create Date: 2026-11-21 10:00:00.000000
#include <retort/migration.h>

using namespace retort;

const RevisionIdentity identity{
    .revision = "1975ea83b712",
    .down_revision = {},
    .branch_labels = {},
    .depends_on = {},
};

static void upgrade(Operations& op) {
  const Table product = op.create_table(
      "product", {
                     Column{.name = "id", .type = type::Integer{}, .primary_key = true},
                     Column{.name = "name", .type = type::String{80}, .nullable = false},
                     Column{.name = "price", .type = type::Numeric{10, 2}, .nullable = false},
                     Check{.name = "ck_product_price", .condition = text("price >= 0")},
                 });
  op.create_index("ix_product_name", "product", {"name"}, {.unique = true});
  op.bulk_insert(product, {
                              {{"id", 1}, {"name", "kettle"}, {"price", Decimal{"19.90"}}},
                              {{"id", 2}, {"name", "teapot"}, {"price", Decimal{"24.50"}}},
                          });
}

static void downgrade(Operations& op) { op.drop_table("product"); }

RETORT_MIGRATION(identity, upgrade, downgrade)
