// SPDX-License-Identifier: MIT
#include "script/template.h"

#include "retort/error.h"

#include "base/text.h"
#include "script/template_builtin.h"
#include "script/template_parts.h"

namespace retort {
namespace {

constexpr std::size_t output_limit = 16U << 20U;

std::string escape_html(std::string_view text) {
  std::string out = replace_all(text, "&", "&amp;");
  out = replace_all(out, "<", "&lt;");
  out = replace_all(out, ">", "&gt;");
  out = replace_all(out, "\"", "&#34;");
  return replace_all(out, "'", "&#39;");
}

/// `context.get(name, default)` and `context[...]`-like access to the names of a template.
class ContextObject : public TemplateObject {
 public:
  explicit ContextObject(const TemplateNames& names) : names_(names) {}
  std::string describe() const override { return "<context>"; }
  std::optional<TemplateValue> attribute(std::string_view name) const override {
    if (name != "get") return std::nullopt;
    return template_function(
        [this](const TemplateArguments& arguments, const TemplateKeywords&) -> TemplateValue {
          if (arguments.empty()) throw Error("context.get() needs a name", ErrorCode::script);
          const auto found = names_.find(text_of(arguments[0]));
          if (found != names_.end()) return found->second;
          return arguments.size() > 1 ? arguments[1] : TemplateValue();
        });
  }

 private:
  const TemplateNames& names_;
};

class Renderer {
 public:
  Renderer(std::string_view path, const TemplateNames& names)
      : path_(path), evaluator_(with_context(names)) {}

  void render(const std::vector<TemplatePart>& parts) {
    for (const TemplatePart& part : parts) {
      int line = part.line;
      try {
        render_part(part, line);
      } catch (const ScriptError&) {
        throw;
      } catch (const Error& error) {
        fail_template(path_, line, error.what());
      }
      if (out_.size() > output_limit) fail_template(path_, line, "the result is too long");
    }
  }

  std::string take() { return std::move(out_); }

 private:
  static TemplateNames with_context(const TemplateNames& names) {
    TemplateNames all = names;
    all.emplace("context", TemplateValue(TemplateValue::Data(std::shared_ptr<const TemplateObject>(
                               std::make_shared<ContextObject>(names)))));
    return all;
  }

  void render_part(const TemplatePart& part, int& line) {
    switch (part.kind) {
      case TemplatePart::Kind::text:
        out_ += part.text;
        return;
      case TemplatePart::Kind::expression:
        out_ += shown(part);
        return;
      case TemplatePart::Kind::condition:
        for (const TemplatePart& branch : part.branches) {
          line = branch.line;
          if (!is_true(evaluator_.evaluate(branch.expression))) continue;
          render(branch.body);
          return;
        }
        return;
      case TemplatePart::Kind::loop:
        for (const TemplateValue& item : items_of(evaluator_.evaluate(part.loop.iterable))) {
          evaluator_.bind(part.loop.names, item);
          render(part.body);
        }
        return;
      case TemplatePart::Kind::block:
        for (const TemplateStatement& statement : part.statements) {
          line = part.line + statement.line;
          evaluator_.execute(statement);
        }
        return;
    }
  }

  std::string shown(const TemplatePart& part) {
    TemplateValue value = evaluator_.evaluate(part.expression);
    if (!part.no_filter) value = template_text(text_of(value));
    for (const TemplateExpression& filter : part.filters) value = filtered(filter, value);
    return text_of(value);
  }

  TemplateValue filtered(const TemplateExpression& filter, const TemplateValue& value) {
    if (filter.kind == TemplateExpressionKind::name) {
      const std::string& name = filter.text;
      if (name == "trim") return template_text(std::string(strip(text_of(value))));
      if (name == "h" || name == "x") return template_text(escape_html(text_of(value)));
      if (name == "unicode" || name == "str") return template_text(text_of(value));
    }
    const TemplateValue callee = evaluator_.evaluate(filter);
    const auto* function = std::get_if<TemplateFunction>(&callee.data);
    if (function == nullptr)
      throw Error("filter " + repr(filter.text) + " is no function", ErrorCode::script);
    return (*function)({value}, {});
  }

  std::string_view path_;
  TemplateEvaluator evaluator_;
  std::string out_;
};

}  // namespace

std::string render_template(std::string_view text, std::string_view path,
                            const TemplateNames& names) {
  const std::vector<TemplatePart> parts = parse_template(text, path);
  Renderer renderer(path, names);
  renderer.render(parts);
  return renderer.take();
}

}  // namespace retort
