// SPDX-License-Identifier: MIT
// initial schema
//
// Revision ID: 3f1d5a7be402
// Revises:
// Create Date: 2025-10-17 09:15:22.481903
#include <retort/migration.h>

using namespace retort;

const RevisionIdentity identity{
    .revision = "3f1d5a7be402",
    .down_revision = {},
    .branch_labels = {},
    .depends_on = {},
};

static void upgrade(Operations& op) {
  const type::DateTime moment{.timezone = true};
  op.create_table("legal_documents",
                  {
                      Column{.name = "id", .type = type::Uuid{}, .primary_key = true},
                      Column{.name = "document_type", .type = type::String{30}, .nullable = false},
                      Column{.name = "version", .type = type::String{10}, .nullable = false},
                      Column{.name = "content", .type = type::Text{}, .nullable = false},
                      Unique{.columns = {"document_type", "version"}},
                  });
  op.create_table("users",
                  {
                      Column{.name = "id", .type = type::Uuid{}, .primary_key = true},
                      Column{.name = "wallet_address", .type = type::String{44}, .nullable = false},
                      Column{.name = "created_at",
                             .type = moment,
                             .nullable = false,
                             .server_default = func("now")},
                  });
  op.create_index("ix_users_wallet_address", "users", {"wallet_address"}, {.unique = true});
  op.create_table("user_legal_acceptances",
                  {
                      Column{.name = "user_id", .type = type::Uuid{}, .primary_key = true},
                      Column{.name = "document_id", .type = type::Uuid{}, .primary_key = true},
                      Column{.name = "accepted_at",
                             .type = moment,
                             .nullable = false,
                             .server_default = func("now")},
                      ForeignKey{.columns = {"document_id"},
                                 .referred_table = "legal_documents",
                                 .referred_columns = {"id"}},
                      ForeignKey{.columns = {"user_id"},
                                 .referred_table = "users",
                                 .referred_columns = {"id"},
                                 .rules = {.ondelete = "CASCADE"}},
                  });
}

static void downgrade(Operations& op) {
  op.drop_table("user_legal_acceptances");
  op.drop_index("ix_users_wallet_address", "users");
  op.drop_table("users");
  op.drop_table("legal_documents");
}

RETORT_MIGRATION(identity, upgrade, downgrade)
