// SPDX-License-Identifier: MIT
// Names, types, expressions and options as C++ source.
#pragma once

#include "retort/dialect.h"
#include "retort/operation.h"
#include "retort/schema.h"

#include "frontend/native/layout.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace retort {

/// What the text depends on beside the values.
struct RenderContext {
  const Dialect* dialect = nullptr;
  /// Names that conventions have made must say so, because conventions would act on them again.
  bool marks_final_names = false;
  std::string object = "op";  ///< what directives are called on
};

/// A string literal; of several octets as they are, control characters escaped.
std::string render_text(std::string_view text);
Code render_list(const std::vector<std::string>& texts);
Code render_name(const Name& name, const RenderContext& context);
/// A name that may be missing: std::nullopt.
Code render_name(const std::optional<Name>& name, const RenderContext& context);
Code render_table_name(const TableName& name);
Code render_value(const Value& value);
/// Throws UnsupportedError for a type that has no text on the dialect.
Code render_type(const Type& type, const RenderContext& context);
/// What has no builder as short as its SQL is written as text("...").
Code render_expression(const Expression& expression, const RenderContext& context);
/// SQL of an expression, as text() takes it.
std::string expression_text(const Expression& expression, const RenderContext& context);
Code render_server_default(const ServerDefault& value, const RenderContext& context);
Code render_sequence_options(const SequenceOptions& options);
Code render_options(const Options& options, const RenderContext& context);

/// A field of an aggregate, or nothing where it has its default.
Code flag_field(const std::string& name, bool value);
Code flag_field(const std::string& name, const std::optional<bool>& value);
Code text_field(const std::string& name, const std::optional<std::string>& value);
Code options_field(const Options& options, const RenderContext& context);

}  // namespace retort
