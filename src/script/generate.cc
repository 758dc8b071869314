// SPDX-License-Identifier: MIT
// Writing new revision files.
#include "retort/error.h"
#include "retort/script.h"

#include "base/files.h"
#include "base/random.h"
#include "base/text.h"
#include "script/config_object.h"
#include "script/encoding.h"
#include "script/file_name.h"
#include "script/hooks.h"
#include "script/status.h"
#include "script/template.h"
#include "script/template_builtin.h"

#include <algorithm>

namespace retort {
namespace {

void ensure_directory(const std::string& path, Reporter& reporter) {
  if (path_exists(path)) return;
  with_status(reporter, "Creating directory " + path, [&] { make_directories(path); });
}

/// As Alembic hands it to templates: None, one text, or a list.
TemplateValue dependencies_value(const std::vector<std::string>& items) {
  TemplateValue value = template_scalar_or_tuple(items);
  if (auto* sequence = std::get_if<TemplateSequence>(&value.data)) sequence->is_tuple = false;
  return value;
}

TemplateValue labels_value(const std::vector<std::string>& labels) {
  if (labels.empty()) return {};
  std::vector<TemplateValue> items;
  items.reserve(labels.size());
  for (const std::string& label : labels) items.push_back(template_text(label));
  return template_tuple(std::move(items));
}

/// A C++ string literal.
std::string cpp_literal(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c == '\n' ? std::string("\\n") : std::string(1, c);
  }
  return out + "\"";
}

/// What templates of C++ files write identities with: cpp_text(x) and cpp_list(x).
void add_cpp_functions(TemplateNames& names) {
  names["cpp_text"] = template_function(
      [](const TemplateArguments& arguments, const TemplateKeywords&) -> TemplateValue {
        return template_text(cpp_literal(arguments.empty() ? "" : text_of(arguments[0])));
      });
  names["cpp_list"] = template_function(
      [](const TemplateArguments& arguments, const TemplateKeywords&) -> TemplateValue {
        std::vector<std::string> items;
        if (!arguments.empty() && std::holds_alternative<std::string>(arguments[0].data)) {
          items.push_back(cpp_literal(text_of(arguments[0])));
        } else if (!arguments.empty() && is_true(arguments[0])) {
          for (const TemplateValue& item : items_of(arguments[0]))
            items.push_back(cpp_literal(text_of(item)));
        }
        return template_text("{" + join(items, ", ") + "}");
      });
}

TemplateNames template_names(const RevisionFile& file, const Revision& identity,
                             const CreateDate& date, const Config& config) {
  TemplateNames names;
  for (const auto& [name, text] : file.template_arguments) names[name] = template_text(text);
  names["config"] = make_config_object(config);
  names["message"] = template_text(file.message.value_or("empty message"));
  names["up_revision"] = template_text(identity.revision);
  names["down_revision"] = template_scalar_or_tuple(identity.down_revision);
  names["branch_labels"] = labels_value(identity.branch_labels);
  names["depends_on"] = dependencies_value(identity.depends_on);
  names["create_date"] = TemplateValue(TemplateValue::Data(date.shown));
  add_cpp_functions(names);
  names["comma"] = template_function(
      [](const TemplateArguments& arguments, const TemplateKeywords&) -> TemplateValue {
        return arguments.empty() ? TemplateValue() : join_with_comma(arguments[0]);
      });
  return names;
}

/// A problem that would come up when the new file is read again stops it from being written.
void check_fits(const RevisionMap& map, const Revision& identity, Reporter& reporter) {
  const RevisionMap extended = map.with_revision(identity);
  for (std::size_t i = map.warnings().size(); i < extended.warnings().size(); ++i)
    reporter.warn(extended.warnings()[i]);
}

}  // namespace

const Frontend& ScriptDirectory::choose_frontend(const RevisionFile& file) const {
  if (file.frontend != nullptr) return *file.frontend;
  for (const Frontend* frontend : frontends_)
    if (path_exists(join_path(absolute_directory(), frontend->script_template()))) return *frontend;
  std::vector<std::string> names;
  for (const Frontend* frontend : frontends_) names.emplace_back(frontend->script_template());
  throw Error("there is no template for new revisions in '" + absolute_directory() +
                  "' (looked for " + join(names, ", ") + ")",
              ErrorCode::command, "The 'init' command installs one.");
}

/// Whether a location is this folder, or one above it (recursive_version_locations).
static bool holds(const std::string& location, const std::string& folder) {
  const std::string real = real_path(location);
  return location == folder || real == folder || folder.starts_with(real + "/");
}

std::string ScriptDirectory::choose_version_path(const RevisionFile& file,
                                                 const Revision& identity) {
  const std::vector<std::string> locations = version_locations();
  if (!file.version_path.empty()) {
    std::string path = absolute_path(file.version_path, config_->host().working_directory);
    if (std::find(locations.begin(), locations.end(), path) == locations.end())
      throw Error("Path " + file.version_path + " is not represented in current version locations");
    return path;
  }
  if (locations.size() == 1) return locations.front();
  // The map knows files by their real path; a location may be reached through a link.
  for (const std::string& parent : identity.down_revision)
    if (const Revision* known = map().find(parent); known != nullptr) {
      const std::string folder = parent_path(known->path);
      for (const std::string& location : locations)
        if (holds(location, folder)) return location;
      throw Error("Path " + folder + " is not represented in current version locations");
    }
  throw Error("Multiple version locations present, please specify --version-path");
}

Revision ScriptDirectory::generate_revision(const RevisionFile& file) {
  Reporter& reporter = config_->reporter();
  const Host& host = config_->host();
  NewRevisionOptions identity_options = file.identity;
  if (identity_options.revision.empty())
    identity_options.revision = host.new_revision_id ? host.new_revision_id() : random_hex(12);
  Revision identity = resolve_new_revision(map(), identity_options);
  const std::string folder = choose_version_path(file, identity);
  check_fits(map(), identity, reporter);
  if (!options_.version_locations.empty()) ensure_directory(folder, reporter);
  Revision written = write_revision(file, identity, folder);
  map_ = map().with_revision(written);
  return written;
}

Revision ScriptDirectory::write_revision(const RevisionFile& file, const Revision& identity,
                                         const std::string& folder) const {
  Reporter& reporter = config_->reporter();
  const CreateDate date = make_create_date(config_->host(), options_.timezone);
  const Frontend& frontend = choose_frontend(file);
  const std::string slug = make_slug(file.message.value_or(""), options_.truncate_slug_length);
  const std::string name =
      format_file_name(options_.file_template, {identity.revision, slug, date});
  const std::string path = absolute_path(name + std::string(frontend.file_extension()), folder);
  ensure_directory(parent_path(path), reporter);

  with_status(reporter, "Generating " + path, [&] {
    const std::string template_path = join_path(absolute_directory(), frontend.script_template());
    const std::string text = render_template(read_text_file(template_path), template_path,
                                             template_names(file, identity, date, *config_));
    write_file(path, encode_text(text, options_.output_encoding));
  });
  run_post_write_hooks(options_.hooks, path, *config_, frontends_);

  Frontend* reader = find_frontend(file_name(path));
  std::optional<Revision> written;
  if (reader != nullptr) written = read_revision(*reader, path);
  if (!written)
    throw Error("the new file '" + path + "' is not a revision; check " +
                std::string(frontend.script_template()));
  if (!identity.branch_labels.empty() && written->branch_labels.empty())
    throw Error("Version " + written->revision + " specified branch_labels " +
                join(identity.branch_labels, ", ") + ", however the migration file " + path +
                " does not have them; have you upgraded your " +
                std::string(frontend.script_template()) +
                " to include the 'branch_labels' section?");
  return *written;
}

}  // namespace retort
