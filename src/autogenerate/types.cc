// SPDX-License-Identifier: MIT
// Types of columns: the hook is asked first, the dialect last.
#include "autogenerate/parts.h"

#include <variant>

namespace retort {
namespace {

/// Types that nobody knows are not compared.
bool can_compare(const CompareContext& context, const ColumnPair& pair, op::AlterColumn& alter) {
  alter.existing_type = pair.database.type;
  const type::Kind& found = pair.database.type.kind;
  if (std::holds_alternative<type::Null>(found) || std::holds_alternative<type::Verbatim>(found)) {
    context.info("types", "Couldn't determine database type for column '" + pair.shown + "'");
    return false;
  }
  if (std::holds_alternative<type::Null>(pair.model.type.kind)) {
    context.info("types",
                 "Column '" + pair.shown + "' has no type within the model; can't compare");
    return false;
  }
  return true;
}

void change_type(const CompareContext& context, const ColumnPair& pair, op::AlterColumn& alter) {
  alter.type = pair.model.type;
  const TypeTexts texts =
      context.options.hooks.type_texts
          ? context.options.hooks.type_texts(pair.compared)
          : TypeTexts{.database = context.dialect.format_type(pair.database.type),
                      .model = context.dialect.format_type(pair.model.type)};
  context.info("types", "Detected type change from " + texts.database + " to " + texts.model +
                            " on '" + pair.shown + "'");
}

}  // namespace

HookSays ask_about_type(const CompareContext& context, const ColumnPair& pair,
                        op::AlterColumn& alter) {
  const auto& hook = context.options.hooks.types_differ;
  if (!hook && !context.options.compare_type) {
    return HookSays::decided;
  }
  if (!can_compare(context, pair, alter) || !hook) {
    return HookSays::nothing;
  }
  const std::optional<bool> differ = hook(pair.compared);
  if (!differ) {
    return HookSays::nothing;
  }
  if (*differ) {
    change_type(context, pair, alter);
  }
  return HookSays::decided;
}

void compare_type(const CompareContext& context, const ColumnPair& pair, op::AlterColumn& alter) {
  if (can_compare(context, pair, alter) &&
      context.dialect.types_differ(pair.model.type, pair.database.type)) {
    change_type(context, pair, alter);
  }
}

}  // namespace retort
