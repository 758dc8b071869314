// add users
//
// Revision ID: 001
#include <retort/migration.h>

using namespace retort;

const RevisionIdentity identity{
    .revision = "001",
    .down_revision = {},
    .branch_labels = {},
    .depends_on = {},
};

static void upgrade(Operations& op) {
  op.create_table("users",
                  {
                      Column{.name = "id", .type = type::Integer{}, .primary_key = true},
                      Column{.name = "email", .type = type::String{255}, .nullable = false},
                      Column{.name = "name", .type = type::String{100}},
                      Column{.name = "role", .type = type::String{20}},
                      Unique{.columns = {"email"}},
                  });
}

static void downgrade(Operations& op) { op.drop_table("users"); }

RETORT_MIGRATION(identity, upgrade, downgrade)
