// SPDX-License-Identifier: MIT
#include "frontend/native/render_values.h"

#include "retort/error.h"
#include "retort/expression_node.h"

#include "base/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>
#include <variant>

namespace retort {
namespace {

Code nothing() { return code(""); }

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

/// Where text() takes a colon for the beginning of a parameter.
bool begins_parameter(std::string_view sql, std::size_t colon) {
  const char before = colon == 0 ? ' ' : sql[colon - 1];
  std::size_t end = colon + 1;
  while (end < sql.size() && is_word(sql[end])) ++end;
  const bool ended = end >= sql.size() || sql[end] != ':';
  return ended && end > colon + 1 && before != ':' && before != '\\' && !is_word(before);
}

bool has_parameters(std::string_view sql) {
  for (std::size_t i = 0; i < sql.size(); ++i) {
    if (sql[i] == ':' && begins_parameter(sql, i)) return true;
  }
  return false;
}

std::string escape_colons(std::string_view sql) {
  std::string text;
  for (std::size_t i = 0; i < sql.size(); ++i) {
    if (sql[i] == ':' && begins_parameter(sql, i)) text += '\\';
    text += sql[i];
  }
  return text;
}

struct ValueCode {
  Code operator()(const Null&) const { return code("Null{}"); }
  Code operator()(bool value) const { return code(value ? "true" : "false"); }
  Code operator()(std::int64_t value) const { return code(fmt::format("{}", value)); }
  Code operator()(double value) const { return code(fmt::format("{:#}", value)); }
  Code operator()(const std::string& value) const { return code(render_text(value)); }
  Code operator()(const Decimal& value) const {
    return braces({code(render_text(value.digits))}, "Decimal");
  }
  Code operator()(const Uuid& value) const {
    return braces({code(render_text(value.hex))}, "Uuid");
  }
  Code operator()(const Json& value) const {
    return braces({code(render_text(value.text))}, "Json");
  }
  Code operator()(const Date&) const { return fail(); }
  Code operator()(const Time&) const { return fail(); }
  Code operator()(const DateTime&) const { return fail(); }
  Code operator()(const Interval&) const { return fail(); }
  Code operator()(const Bytes&) const { return fail(); }
  Code operator()(const List&) const { return fail(); }

 private:
  [[noreturn]] static Code fail() {
    throw UnsupportedError("A value of this type cannot be written into a migration");
  }
};

std::string function_arguments(const expr::Function& function, const RenderContext& context,
                               std::vector<Code>& arguments) {
  std::vector<Code> rendered;
  for (const Expression& argument : function.arguments) {
    rendered.push_back(render_expression(argument, context));
  }
  arguments.push_back(code(render_text(function.name)));
  if (!rendered.empty()) arguments.push_back(braces(std::move(rendered)));
  return "func";
}

struct OptionCode {
  const RenderContext& context;

  Code operator()(const Null&) const { return code("Null{}"); }
  Code operator()(bool value) const { return code(value ? "true" : "false"); }
  Code operator()(std::int64_t value) const { return code(fmt::format("{}", value)); }
  Code operator()(const std::string& value) const { return code(render_text(value)); }
  Code operator()(const std::vector<std::string>& names) const {
    Code list = render_list(names);
    list.head = "std::vector<std::string>{";
    return list;
  }
  Code operator()(const Expression& value) const { return render_expression(value, context); }
  Code operator()(const std::vector<Expression>& values) const {
    std::vector<Code> items;
    items.reserve(values.size());
    for (const Expression& value : values) items.push_back(render_expression(value, context));
    return braces(std::move(items), "std::vector<Expression>");
  }
  Code operator()(const std::vector<std::pair<std::string, std::string>>& pairs) const {
    std::vector<Code> items;
    items.reserve(pairs.size());
    for (const auto& [name, value] : pairs) {
      items.push_back(braces({code(render_text(name)), code(render_text(value))}));
    }
    return braces(std::move(items), "std::vector<std::pair<std::string, std::string>>");
  }
  Code operator()(const std::vector<std::pair<std::string, std::int64_t>>& pairs) const {
    std::vector<Code> items;
    items.reserve(pairs.size());
    for (const auto& [name, value] : pairs) {
      items.push_back(braces({code(render_text(name)), code(fmt::format("{}", value))}));
    }
    return braces(std::move(items), "std::vector<std::pair<std::string, std::int64_t>>");
  }
};

struct DefaultCode {
  const RenderContext& context;

  Code operator()(const std::string& value) const { return code(render_text(value)); }
  Code operator()(const Expression& value) const { return render_expression(value, context); }
  Code operator()(const Computed& computed) const {
    return aggregate({designated("expression", render_expression(computed.expression, context)),
                      flag_field("persisted", computed.persisted)},
                     "Computed");
  }
  Code operator()(const Identity& identity) const {
    Code options = render_sequence_options(identity.options);
    return aggregate(
        {flag_field("always", identity.always), flag_field("on_null", identity.on_null),
         options.items.empty() ? nothing() : designated("options", std::move(options))},
        "Identity");
  }
  Code operator()(const FetchedValue&) const { return code("FetchedValue{}"); }
};

Code number_field(const std::string& name, const std::optional<std::int64_t>& value) {
  return value ? designated(name, code(fmt::format("{}", *value))) : nothing();
}

}  // namespace

std::string render_text(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    const auto octet = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\t') {
      out += "\\t";
    } else if (octet < 0x20 || octet == 0x7F) {
      out += fmt::format("\\{:03o}", octet);
    } else {
      out += c;
    }
  }
  return out + "\"";
}

Code render_list(const std::vector<std::string>& texts) {
  std::vector<Code> items;
  items.reserve(texts.size());
  for (const std::string& text : texts) items.push_back(code(render_text(text)));
  return braces(std::move(items));
}

Code render_name(const Name& name, const RenderContext& context) {
  std::string text = render_text(name.text);
  if (!name.final || !context.marks_final_names) return code(std::move(text));
  return code(context.object + ".f(" + text + ")");
}

Code render_name(const std::optional<Name>& name, const RenderContext& context) {
  return name ? render_name(*name, context) : code("std::nullopt");
}

Code render_table_name(const TableName& name) {
  std::string text = render_text(name.name);
  if (!name.schema) return code(std::move(text));
  return code("{" + text + ", " + render_text(*name.schema) + "}");
}

Code render_value(const Value& value) { return std::visit(ValueCode{}, value.base()); }

std::string expression_text(const Expression& expression, const RenderContext& context) {
  // The text of text() goes back as it came, with no more backslashes than it needs.
  if (const auto* text = expr::find<expr::Text>(expression); text && text->parameters.empty()) {
    const std::string plain = replace_all(text->sql, "\\:", ":");
    return has_parameters(text->sql) ? text->sql : escape_colons(plain);
  }
  return escape_colons(context.dialect->compile(expression, {}).sql);
}

Code render_expression(const Expression& expression, const RenderContext& context) {
  if (expr::find<expr::Null>(expression) != nullptr) return code("null()");
  if (const auto* flag = expr::find<expr::Boolean>(expression)) {
    return code(flag->value ? "true_()" : "false_()");
  }
  const auto* function = expr::find<expr::Function>(expression);
  if (function != nullptr && function->generic && function->package.empty()) {
    std::vector<Code> arguments;
    const std::string builder = function_arguments(*function, context, arguments);
    return call(builder, std::move(arguments));
  }
  return call("text", {code(render_text(expression_text(expression, context)))});
}

Code render_server_default(const ServerDefault& value, const RenderContext& context) {
  return std::visit(DefaultCode{context}, value);
}

Code render_sequence_options(const SequenceOptions& options) {
  return aggregate(
      {number_field("start", options.start), number_field("increment", options.increment),
       number_field("minvalue", options.minvalue), number_field("maxvalue", options.maxvalue),
       flag_field("nominvalue", options.nominvalue), flag_field("nomaxvalue", options.nomaxvalue),
       flag_field("cycle", options.cycle), number_field("cache", options.cache),
       flag_field("order", options.order)});
}

Code render_options(const Options& options, const RenderContext& context) {
  std::vector<Code> items;
  for (const auto& [name, value] : options) {
    items.push_back(
        braces({code(render_text(name)), std::visit(OptionCode{context}, value.base())}));
  }
  return braces(std::move(items));
}

Code flag_field(const std::string& name, bool value) {
  return value ? designated(name, code("true")) : nothing();
}
Code flag_field(const std::string& name, const std::optional<bool>& value) {
  return value ? designated(name, code(*value ? "true" : "false")) : nothing();
}
Code text_field(const std::string& name, const std::optional<std::string>& value) {
  return value ? designated(name, code(render_text(*value))) : nothing();
}
Code options_field(const Options& options, const RenderContext& context) {
  return options.empty() ? nothing() : designated("options", render_options(options, context));
}

}  // namespace retort
