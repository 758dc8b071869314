// SPDX-License-Identifier: MIT
// The stand-in for a migration language that this build does not speak: it knows the language's
// files, so that they are refused in words instead of passed over as if there were nothing to run.
#include "retort/environment.h"
#include "retort/error.h"
#include "retort/frontends.h"
#include "retort/migration.h"

#include <fmt/format.h>

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace retort {
namespace {

class AbsentFrontend final : public Frontend {
 public:
  explicit AbsentFrontend(AbsentLanguage language) : language_(std::move(language)) {}

  std::string_view name() const override { return language_.name; }
  bool runs() const override { return false; }
  std::string_view file_extension() const override { refuse(""); }
  std::string_view script_template() const override { return language_.script_template; }
  bool claims(std::string_view file_name) const override {
    return file_name.ends_with(language_.file_extension);
  }
  ScanResult scan(const ScanInput& input) const override { refuse(std::string(input.path)); }
  std::vector<std::unique_ptr<Migration>> load(const LoadRequest& request) override {
    refuse(request.files.empty() ? "" : request.files.front().path);
  }
  EnvironmentOutcome run_environment(const EnvironmentRequest& /*request*/) override {
    return EnvironmentOutcome::absent;
  }

 private:
  [[noreturn]] void refuse(const std::string& path) const {
    throw ScriptError(fmt::format("This build of Retort has no {} front-end: it cannot read {}",
                                  language_.name, path.empty() ? "this project" : "this file"),
                      {.path = path},
                      "run the project with a build that has one; migrations in C++ and SQL work "
                      "here");
  }

  AbsentLanguage language_;
};

}  // namespace

std::unique_ptr<Frontend> absent_frontend(AbsentLanguage language) {
  return std::make_unique<AbsentFrontend>(std::move(language));
}

}  // namespace retort
