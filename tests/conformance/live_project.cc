// SPDX-License-Identifier: MIT
#include "conformance/live_project.h"

#include "retort/dialect.h"
#include "retort/error.h"

#include "support/postgres_server.h"

namespace retort::testing {
namespace {

class WrittenMigration final : public Migration {
 public:
  WrittenMigration(std::string id, Work upgrade, Work downgrade, bool transactional)
      : id_(std::move(id)),
        path_("versions/" + id_ + ".cc"),
        upgrade_(std::move(upgrade)),
        downgrade_(std::move(downgrade)),
        transactional_(transactional) {}
  const std::string& revision() const override { return id_; }
  const std::string& path() const override { return path_; }
  bool transactional() const override { return transactional_; }
  void upgrade(Operations& op) override {
    if (upgrade_) upgrade_(op);
  }
  void downgrade(Operations& op) override {
    if (downgrade_) downgrade_(op);
  }

 private:
  std::string id_;
  std::string path_;
  Work upgrade_;
  Work downgrade_;
  bool transactional_;
};

}  // namespace

void LiveDatabase::SetUp() {
  if (is_postgresql()) {
    const std::optional<std::string> fresh = fresh_postgresql_database();
    if (!fresh) GTEST_SKIP() << "no PostgreSQL server here";
    url = *fresh;
  } else {
    folder_ = std::make_unique<TemporaryDirectory>();
    url = "sqlite:///" + folder_->path() + "/live.db";
  }
  environment.url = url;
}

std::unique_ptr<Connection> LiveDatabase::connect() const {
  return dialect(GetParam()).connect(Url::parse(url));
}

Value LiveDatabase::ask(const std::string& sql) const {
  return connect()->run({.sql = sql}).scalar();
}

std::vector<std::string> LiveDatabase::version_rows() const {
  std::vector<std::string> rows;
  for (const Row& row : connect()->run({.sql = "SELECT version_num FROM alembic_version"})) {
    rows.push_back(std::get<std::string>(row[0].base()));
  }
  return rows;
}

void LiveDatabase::add(const std::string& id, Work upgrade, Work downgrade) {
  Revision revision{.revision = id, .longdoc = "about " + id};
  if (!entries_.empty()) revision.down_revision = {entries_.back().revision.revision};
  entries_.push_back({std::move(revision), std::move(upgrade), std::move(downgrade)});
  std::vector<Revision> revisions;
  for (const Entry& entry : entries_) revisions.push_back(entry.revision);
  map = RevisionMap::build(std::move(revisions));
}

std::vector<std::unique_ptr<Migration>> LiveDatabase::load(const std::vector<std::string>& ids) {
  std::vector<std::unique_ptr<Migration>> result;
  for (const std::string& id : ids) {
    loaded.push_back(id);
    for (const Entry& entry : entries_) {
      if (entry.revision.revision != id) continue;
      result.push_back(
          std::make_unique<WrittenMigration>(id, entry.upgrade, entry.downgrade, transactional));
    }
  }
  return result;
}

RunRequest LiveDatabase::request(const std::string& target) {
  return {.environment = &environment,
          .config = &config_,
          .reporter = &reporter,
          .plan = [this, target](const auto& rows) { return plan_upgrade(map, rows, target); },
          .load = [this](const auto& ids) { return load(ids); }};
}

RunResult LiveDatabase::downgrade(const std::string& target) {
  RunRequest down = request(target);
  down.plan = [this, target](const auto& rows) { return plan_downgrade(map, rows, target); };
  return run_online(down);
}

std::string LiveDatabase::failing_revision(const std::string& target) {
  try {
    upgrade(target);
  } catch (const DatabaseError& error) {
    return error.details().revision;
  } catch (const ScriptError& error) {
    return error.details().revision;
  }
  return "none";
}

}  // namespace retort::testing
