// SPDX-License-Identifier: MIT
#include "script/config_object.h"

#include "retort/error.h"

#include "base/text.h"

namespace retort {
namespace {

TemplateValue optional_text(const std::optional<std::string>& text) {
  return text ? template_text(*text) : TemplateValue();
}

std::string name_argument(const TemplateArguments& arguments, std::size_t index) {
  if (index >= arguments.size()) throw Error("an option's name is missing", ErrorCode::script);
  return text_of(arguments[index]);
}

/// A getter of an option, which answers with the argument after the name when there is none.
template <class Find>
TemplateValue getter(std::size_t name_index, Find find) {
  return template_function([name_index, find](const TemplateArguments& arguments,
                                              const TemplateKeywords& keywords) -> TemplateValue {
    name_argument(arguments, name_index);
    if (const std::optional<std::string> value = find(arguments)) return template_text(*value);
    const auto fallback = keywords.find("default");
    if (fallback != keywords.end()) return fallback->second;
    return arguments.size() > name_index + 1 ? arguments[name_index + 1] : TemplateValue();
  });
}

class ConfigObject : public TemplateObject {
 public:
  explicit ConfigObject(const Config& config) : config_(config) {}

  std::string describe() const override { return "<config>"; }

  std::optional<TemplateValue> attribute(std::string_view name) const override {
    const Config& config = config_;
    if (name == "config_ini_section") return template_text(config.section());
    if (name == "config_file_name") return path(config.ini_path());
    if (name == "toml_file_name") return path(config.toml_path());
    if (name == "get_main_option")
      return getter(0, [&config](const TemplateArguments& arguments) {
        return config.main_option(name_argument(arguments, 0));
      });
    if (name == "get_alembic_option")
      return getter(0, [&config](const TemplateArguments& arguments) {
        return config.option(name_argument(arguments, 0));
      });
    if (name == "get_section_option")
      return getter(1, [&config](const TemplateArguments& arguments) {
        return config.section_option(name_argument(arguments, 0), name_argument(arguments, 1));
      });
    if (name == "get_section")
      return template_function(
          [&config](const TemplateArguments& arguments, const TemplateKeywords&) -> TemplateValue {
            const auto items = config.section_items(name_argument(arguments, 0));
            if (!items) return arguments.size() > 1 ? arguments[1] : TemplateValue();
            TemplateMapping mapping;
            for (const auto& [key, value] : *items)
              mapping.items.emplace_back(template_text(key), template_text(value));
            return {TemplateValue::Data(std::move(mapping))};
          });
    return std::nullopt;
  }

 private:
  static TemplateValue path(const std::string& text) {
    return optional_text(text.empty() ? std::nullopt : std::optional(text));
  }

  const Config& config_;
};

}  // namespace

TemplateValue make_config_object(const Config& config) {
  return {TemplateValue::Data(
      std::shared_ptr<const TemplateObject>(std::make_shared<ConfigObject>(config)))};
}

}  // namespace retort
