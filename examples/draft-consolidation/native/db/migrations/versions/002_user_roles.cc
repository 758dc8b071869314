// migrate user roles from string to enum
//
// Revision ID: 002
// Revises: 001
#include <retort/migration.h>

using namespace retort;

const RevisionIdentity identity{
    .revision = "002",
    .down_revision = {"001"},
    .branch_labels = {},
    .depends_on = {},
};

static const type::Enum user_role{.values = {"user", "admin", "moderator"}, .name = "user_role"};

static void upgrade(Operations& op) {
  op.create_enum(user_role);
  op.add_column("users", Column{.name = "role_new", .type = user_role});
  op.execute("UPDATE users SET role_new = role::user_role");
  op.drop_column("users", "role");
  op.alter_column("users", "role_new", {.new_column_name = "role"});
}

static void downgrade(Operations& op) {
  op.add_column("users", Column{.name = "role_old", .type = type::String{20}});
  op.execute("UPDATE users SET role_old = role::text");
  op.drop_column("users", "role");
  op.alter_column("users", "role_old", {.new_column_name = "role"});
  op.drop_enum(user_role);
}

RETORT_MIGRATION(identity, upgrade, downgrade)
