// SPDX-License-Identifier: MIT
// add performance indexes
//
// Revision ID: 001
// Revises:
// Create Date: 2025-10-05 09:30:00.000000
#include <retort/migration.h>

using namespace retort;

const RevisionIdentity identity{
    .revision = "001",
    .down_revision = {},
    .branch_labels = {},
    .depends_on = {},
};

static void upgrade(Operations& op) {
  // Older databases have the tables from the time before there were migrations.
  op.create_table("users",
                  {
                      Column{.name = "id", .type = type::Integer{}, .primary_key = true},
                      Column{.name = "email", .type = type::String{200}, .nullable = false},
                      Column{.name = "first_name", .type = type::String{100}},
                      Column{.name = "last_name", .type = type::String{100}},
                      Column{.name = "is_active", .type = type::Boolean{}, .nullable = false},
                  },
                  {.if_not_exists = true});
  op.create_table(
      "predictions",
      {
          Column{.name = "id", .type = type::Integer{}, .primary_key = true},
          Column{.name = "user_id", .type = type::Integer{}, .nullable = false},
          Column{.name = "date", .type = type::Date{}, .nullable = false},
          Column{.name = "value", .type = type::Float{}, .nullable = false},
          ForeignKey{.columns = {"user_id"}, .referred_table = "users", .referred_columns = {"id"}},
      },
      {.if_not_exists = true});
  op.create_index("ix_users_email", "users", {"email"}, {.unique = true});
  op.create_index("ix_predictions_user_id_date", "predictions", {"user_id", "date"});
}

static void downgrade(Operations& op) {
  op.drop_index("ix_predictions_user_id_date", "predictions");
  op.drop_index("ix_users_email", "users");
  op.drop_table("predictions");
  op.drop_table("users");
}

RETORT_MIGRATION(identity, upgrade, downgrade)
