// SPDX-License-Identifier: MIT
// Runs outside of a command.
#include "retort/config.h"

#include "runtime/run.h"

namespace retort {
namespace {

/// Keeps what the run's request points to.
class StandaloneRun final : public MigrationRun {
 public:
  explicit StandaloneRun(const RunOptions& options) {
    const RunRequest request{.environment = &options.environment,
                             .config = &config_,
                             .reporter = options.reporter,
                             .plan = options.plan,
                             .load = options.load,
                             .create_version_table = options.create_version_table,
                             .purge = options.purge,
                             .starting_rows = options.starting_rows};
    run_ = options.offline ? open_offline_run(request) : open_online_run(request);
  }

  OperationSink& sink() override { return run_->sink(); }
  bool transactional_ddl() const override { return run_->transactional_ddl(); }
  bool begin_transaction() override { return run_->begin_transaction(); }
  void commit() override { run_->commit(); }
  void rollback() override { run_->rollback(); }
  void run_migrations() override { run_->run_migrations(); }
  std::vector<std::string> heads() override { return run_->heads(); }
  void write(std::string_view text) override { run_->write(text); }
  void ensure_version_table() override { run_->ensure_version_table(); }
  void stamp(const RevisionMap& map, const std::vector<std::string>& targets) override {
    run_->stamp(map, targets);
  }
  void begin_autocommit() override { run_->begin_autocommit(); }
  void end_autocommit() override { run_->end_autocommit(); }
  void set_line(int line) override { run_->set_line(line); }
  void flush() override { run_->flush(); }

 private:
  Config config_;
  std::unique_ptr<DrivenRun> run_;
};

}  // namespace

std::unique_ptr<MigrationRun> open_run(const RunOptions& options) {
  return std::make_unique<StandaloneRun>(options);
}

}  // namespace retort
