// SPDX-License-Identifier: MIT
// Which environment and database a run is for.
#include "retort/target.h"

#include "retort/config.h"
#include "retort/error.h"
#include "retort/url.h"

#include "base/text.h"
#include "config/config_state.h"
#include "config/run_settings.h"

#include <algorithm>
#include <functional>
#include <utility>

namespace retort {
namespace {

constexpr const char* url_variable = "DATABASE_URL";
constexpr const char* host_variable = "PGHOST";
constexpr const char* database_variable = "PGDATABASE";
constexpr const char* permission = "ALLOW_PRODUCTION_MIGRATE";

/// What libpq takes from the process by itself, but not from a file.
constexpr std::pair<const char*, const char*> libpq_variables[] = {
    {"PGSSLMODE", "sslmode"},
    {"PGSSLROOTCERT", "sslrootcert"},
    {"PGSSLCERT", "sslcert"},
    {"PGSSLKEY", "sslkey"},
    {"PGCHANNELBINDING", "channel_binding"},
    {"PGOPTIONS", "options"},
    {"PGTARGETSESSIONATTRS", "target_session_attrs"},
    {"PGCONNECT_TIMEOUT", "connect_timeout"},
    {"PGAPPNAME", "application_name"},
};

bool is_usual_production(const std::string& environment) {
  const std::string name = lower(environment);
  return name == "main" || name == "prod" || name == "production";
}

/// The URL of the variables PGHOST, PGDATABASE and those beside them.
std::string component_url(const Host& host, const VariableLookup& lookup) {
  Url url;
  url.dialect = "postgresql";
  const auto text = [&lookup](const char* name) -> std::optional<std::string> {
    std::optional<std::string> value = lookup(name);
    return value && !value->empty() ? value : std::nullopt;
  };
  url.username = text("PGUSER");
  url.password = text("PGPASSWORD");
  if (url.password && !url.username) {  // a URL has no place for it
    url.query.emplace_back("password", *url.password);
    url.password.reset();
  }
  const std::string server = text(host_variable).value_or("");
  if (server.starts_with('/') || server.find(',') != std::string::npos) {
    url.query.emplace_back("host", server);
  } else {
    url.host = server;
  }
  // Ports of several hosts are libpq's to read.
  if (const auto port = text("PGPORT"); port && port->find(',') == std::string::npos) {
    const auto number = parse_integer(*port);
    if (!number || *number < 1 || *number > 65535) {
      throw ConfigError("PGPORT is no port: " + repr(*port), "It is a number, 5432 for example.");
    }
    url.port = static_cast<int>(*number);
  }
  url.database = text(database_variable);
  for (const auto& [variable, option] : libpq_variables) {
    if (host.find_variable(variable) != nullptr) continue;
    if (const auto value = text(variable)) url.query.emplace_back(option, *value);
  }
  return url.format();
}

/// The URL as it may be shown.
std::string shown(const std::string& url) {
  try {
    return Url::parse(url).masked();
  } catch (const ConfigError&) {
    return "not a database URL";
  }
}

/// Takes the places in the order in which they count; the first that has a URL is the one.
class PlaceList {
 public:
  explicit PlaceList(Target& target) : target_(target) {}

  bool found() const { return target_.url.has_value(); }

  /// `url` is asked even where it does not count, for what is shown; its failure then is shown too.
  void look(const std::string& place, const std::string& absent,
            const std::function<std::optional<std::string>()>& url) {
    UrlPlace seen{.place = place};
    try {
      const std::optional<std::string> text = url();
      seen.found = text ? shown(*text) : absent;
      if (text && !found()) {
        target_.url = *text;
        target_.url_source = place;
        seen.used = true;
      }
    } catch (const ConfigError& error) {
      if (!found()) throw;
      seen.found = error.what();
    }
    target_.places.push_back(std::move(seen));
  }

 private:
  Target& target_;
};

/// A variable that says something.
std::optional<std::string> filled(std::optional<std::string> value) {
  return value && !strip(*value).empty() ? std::optional(std::string(strip(*value))) : std::nullopt;
}

/// Fills in a Target from what a Config holds.
class TargetReader {
 public:
  TargetReader(const ConfigOptions& options, const Surroundings& around)
      : options_(options), around_(around), places_(target_) {}

  struct Ask {
    std::function<std::optional<std::string>(const std::string&)> variable;
    std::function<std::string(const EnvironmentOption&)> value;
    std::optional<std::string> assigned_url;
    std::optional<std::string> configured_url;  ///< as it stands there
    std::function<std::string()> substituted_url;
  };

  Target read(const Ask& ask) {
    target_.in_force = around_.in_force;
    if (!around_.in_force) {
      target_.url = ask.assigned_url ? ask.assigned_url : ask.configured_url;
      target_.url_source = url_option;
      return std::move(target_);
    }
    read_environment(ask);
    look_before(ask);
    is_explicit_ = places_.found();
    look_into_process();
    for (const VariableFile& file : around_.files) look_into(file, ask);
    look_into_section(ask);
    look_into_configuration(ask);
    return std::move(target_);
  }

 private:
  const EnvironmentSection* own_section() const {
    if (!around_.environment) return nullptr;
    return find_environment(around_.settings.environments, *around_.environment);
  }

  void read_environment(const Ask& ask) {
    target_.environment = around_.environment;
    target_.environment_source = around_.environment_source;
    for (const EnvironmentOption& option : around_.settings.general.options) {
      if (option.name != "environment") take_option(option, ask.value(option));
    }
    if (!target_.environment) return;
    target_.is_protected = is_usual_production(*target_.environment);
    if (const EnvironmentSection* section = own_section()) {
      for (const EnvironmentOption& option : section->options) {
        if (option.name == "protected") {
          at(option, [&] { target_.is_protected = read_switch(ask.value(option)); });
        } else if (option.name != "url" && option.name != "url_variable") {
          take_option(option, ask.value(option));
        }
      }
    }
    const std::optional<std::string> allowed = ask.variable(permission);
    target_.writing_allowed =
        !target_.is_protected || (allowed && lower_ascii(strip(*allowed)) == "true");
  }

  /// What is wrong with a value is told with its place.
  static void at(const EnvironmentOption& option, const std::function<void()>& read) {
    try {
      read();
    } catch (const ConfigError& error) {
      const std::string place = option_place(option.file, option.section, option.name);
      const std::string reason = error.what();
      if (reason.starts_with(place)) throw;
      throw ConfigError(place + ": " + reason, error.hint());
    }
  }

  void take_option(const EnvironmentOption& option, const std::string& value) {
    RunSettings checked;
    at(option, [&] { take_run_option(checked, option.name, value); });
    target_.options[option.name] = value;
  }

  void look_before(const Ask& ask) {
    places_.look("--url", "not given", [&] { return options_.url; });
    places_.look("-x url", "not given", [&]() -> std::optional<std::string> {
      std::optional<std::string> url;
      for (const std::string& argument : options_.x_arguments) {
        if (argument.starts_with("url=")) url = argument.substr(4);
      }
      return filled(std::move(url));
    });
    if (ask.assigned_url) {
      const bool counts = !places_.found();
      places_.look("sqlalchemy.url, set by the program", "", [&] { return ask.assigned_url; });
      target_.url_is_configured = counts;
    } else {
      target_.url_is_configured = false;
    }
  }

  std::optional<std::string> in_process(const std::string& name) const {
    const std::string* value = options_.host.find_variable(name);
    return value == nullptr ? std::nullopt : filled(*value);
  }

  /// The process first, then the files.
  std::optional<std::string> in_any(const std::string& name) const {
    if (const std::string* value = options_.host.find_variable(name)) return *value;
    for (const VariableFile& file : around_.files) {
      if (const auto found = file.values.find(name); found != file.values.end()) {
        return found->second;
      }
    }
    return std::nullopt;
  }

  std::string components() const {
    return component_url(options_.host, [this](const std::string& name) { return in_any(name); });
  }

  void look_into_process() {
    places_.look(url_variable, "not set", [&] { return in_process(url_variable); });
    places_.look("PGHOST and PGDATABASE", "not both set", [&]() -> std::optional<std::string> {
      if (!in_process(host_variable) || !in_process(database_variable)) return std::nullopt;
      return components();
    });
  }

  void look_into(const VariableFile& file, const Ask& ask) {
    // What the process has, a file does not override, even where it is empty there.
    const auto sets = [&](const char* name) -> std::optional<std::string> {
      const auto found = file.values.find(name);
      if (found == file.values.end() || options_.host.find_variable(name) != nullptr) return {};
      return filled(found->second);
    };
    if (!file.was_read) {
      places_.look(file.path, file.found, [] { return std::optional<std::string>(); });
      return;
    }
    places_.look(std::string(url_variable) + " in " + file.path, "not set",
                 [&] { return sets(url_variable); });
    if (!sets(host_variable) && !sets(database_variable)) return;
    places_.look(
        "PGHOST and PGDATABASE in " + file.path, "not both set",
        [&]() -> std::optional<std::string> {
          if (!filled(ask.variable(host_variable)) || !filled(ask.variable(database_variable))) {
            return std::nullopt;
          }
          return components();
        });
  }

  void look_into_section(const Ask& ask) {
    const EnvironmentSection* section = own_section();
    if (section == nullptr) return;
    const EnvironmentOption* url = section->find("url");
    const EnvironmentOption* variable = section->find("url_variable");
    if (url != nullptr && variable != nullptr) {
      throw ConfigError(
          option_place(url->file, url->section, "url") + " and 'url_variable' are both set",
          "Leave one of them.");
    }
    const bool before = places_.found();
    const std::optional<std::string> taken = target_.url;
    std::optional<std::string> own;
    if (url != nullptr) {
      places_.look("url in [" + url->section + "]", "empty",
                   [&] { return own = filled(ask.value(*url)); });
    } else if (variable != nullptr) {
      const std::string name(strip(ask.value(*variable)));
      places_.look(name + ", url_variable in [" + variable->section + "]", "not set",
                   [&]() -> std::optional<std::string> {
                     own = filled(ask.variable(name));
                     if (!own) {
                       throw ConfigError(
                           option_place(variable->file, variable->section, "url_variable") +
                               " needs the variable " + name + ", which is not set",
                           "Set " + name + " in the environment or in .env beside the file.");
                     }
                     return own;
                   });
    }
    if (before && own && own != taken && !is_explicit_) target_.passed_over = shown(*own);
  }

  void look_into_configuration(const Ask& ask) {
    const bool before = places_.found();
    places_.look(url_option, "not set", [&]() -> std::optional<std::string> {
      if (!ask.configured_url) return std::nullopt;
      return filled(ask.substituted_url());
    });
    if (before || !places_.found()) return;
    target_.url_is_configured = ask.configured_url->find("${") == std::string::npos;
    if (!target_.url_is_configured) target_.url_source += " with variables";
  }

  const ConfigOptions& options_;
  const Surroundings& around_;
  Target target_;
  PlaceList places_;
  bool is_explicit_ = false;  ///< the URL is of the command line or of the program
};

}  // namespace

Target Config::State::make_target() const {
  const Surroundings& found = around();
  TargetReader::Ask ask{
      .variable = [this](const std::string& name) { return variable(name); },
      .value = [this](const EnvironmentOption& option) { return option_value(option); },
      .assigned_url = {},
      .configured_url = {},
      .substituted_url = {}};
  if (is_assigned(options.section, url_option)) {
    ask.assigned_url = document().value(options.section, url_option);
  } else {
    ask.configured_url = raw_url();
    ask.substituted_url = [this, &ask] {
      const std::string& text = *ask.configured_url;
      return text.find("${") == std::string::npos
                 ? text
                 : substituted_at(option_place(options.ini_path, options.section, url_option),
                                  text);
    };
  }
  return TargetReader(options, found).read(ask);
}

const Target* Config::State::target_of(const Config& config, const std::string& section,
                                       std::string_view name) const {
  if (section != options.section || lower(name) != url_option || is_assigned(section, url_option)) {
    return nullptr;
  }
  const Target& target = config.target();
  return target.in_force && target.url ? &target : nullptr;
}

const Target& Config::target() const {
  if (!target_) target_ = state_->make_target();
  return *target_;
}

}  // namespace retort
