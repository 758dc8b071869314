// SPDX-License-Identifier: MIT
// Pourtier's tables: the source of truth that migrations follow.
#pragma once

#include <retort/model.h>

namespace pourtier {

inline retort::MetaData tables() {
  using namespace retort;
  const type::DateTime moment{.timezone = true};
  const type::Enum status{.values = {"active", "cancelled", "expired"},
                          .name = "subscription_status"};
  return define_model({
      {"users",
       {
           {"id", type::Uuid{}, {.primary_key = true}},
           {"wallet_address", type::String{44}, {.nullable = false}},
           {"created_at", moment, {.nullable = false, .server_expression = "now()"}},
           Index{.name = "ix_users_wallet_address", .elements = {"wallet_address"}, .unique = true},
       }},
      {"legal_documents",
       {
           {"id", type::Uuid{}, {.primary_key = true}},
           {"document_type", type::String{30}, {.nullable = false}},
           {"version", type::String{10}, {.nullable = false}},
           {"content", type::Text{}, {.nullable = false}},
           Unique{.columns = {"document_type", "version"}},
       }},
      {"user_legal_acceptances",
       {
           {"user_id", {}, {.primary_key = true, .references = "users", .ondelete = "CASCADE"}},
           {"document_id", {}, {.primary_key = true, .references = "legal_documents"}},
           {"accepted_at", moment, {.nullable = false, .server_expression = "now()"}},
       }},
      {"subscriptions",
       {
           {"id", type::Uuid{}, {.primary_key = true}},
           {"user_id",
            {},
            {.nullable = false, .index = true, .references = "users", .ondelete = "CASCADE"}},
           {"plan_type", type::String{20}, {.nullable = false}},
           {"status", status, {.nullable = false, .server_default = "active"}},
           {"expires_at", moment},
       }},
      {"payments",
       {
           {"id", type::Uuid{}, {.primary_key = true}},
           {"user_id", {}, {.nullable = false, .references = "users"}},
           {"subscription_id", {}, {.references = "subscriptions"}},
           {"amount", type::Numeric{18, 8}, {.nullable = false}},
           {"currency", type::String{3}, {.nullable = false, .server_default = "USD"}},
           {"created_at", moment, {.nullable = false, .server_expression = "now()"}},
           Index{.name = "ix_payments_user_id_created_at", .elements = {"user_id", "created_at"}},
       }},
      {"escrow_transactions",
       {
           {"id", type::Uuid{}, {.primary_key = true}},
           {"user_id", {}, {.nullable = false, .index = true, .references = "users"}},
           {"tx_signature", type::String{88}, {.nullable = false, .unique = true}},
           {"amount", type::Numeric{18, 8}, {.nullable = false}},
           {"created_at", moment, {.nullable = false, .server_expression = "now()"}},
       }},
  });
}

}  // namespace pourtier
