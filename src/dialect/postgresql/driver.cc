// SPDX-License-Identifier: MIT
// PostgreSQL through libpq. Statements go out in pipelines, with unnamed prepared statements only,
// so that a transaction pooler may stand in between.
#include "dialect/postgresql/driver.h"

#include "base/text.h"
#include "dialect/postgresql/connect_options.h"
#include "dialect/postgresql/libpq.h"
#include "dialect/postgresql/statement_scan.h"
#include "dialect/postgresql/values.h"

#include <cstdlib>
#include <exception>
#include <utility>

namespace retort::postgresql {
namespace {

using ResultPointer = std::unique_ptr<PGresult, decltype(Libpq::clear)>;
using ConnectionPointer = std::unique_ptr<PGconn, decltype(Libpq::finish)>;

std::string field(const Libpq& pq, const PGresult* result, int code) {
  const char* text = pq.result_error_field(result, code);
  return text == nullptr ? std::string() : std::string(text);
}

/// libpq puts "ERROR:  " in front, in the server's language.
std::string without_severity(const std::string& text) {
  const std::size_t colon = text.find(":  ");
  return colon == std::string::npos ? text : text.substr(colon + 3);
}

bool failed(const Libpq& pq, const PGresult* result) {
  switch (pq.result_status(result)) {
    case PGRES_COMMAND_OK:
    case PGRES_TUPLES_OK:
    case PGRES_SINGLE_TUPLE:
    case PGRES_EMPTY_QUERY:
      return false;
    default:
      return true;
  }
}

/// What to do about an error of this SQLSTATE, where the server does not say.
std::string advice(const std::string& sqlstate, std::string_view message) {
  if (sqlstate == "42703" && message.find("version_num") != std::string_view::npos) {
    return "Another program's table has the name of the version table: set version_table to "
           "another name.";
  }
  if (sqlstate == "25001") {
    return "Run the statement outside of the transaction, in op.get_context().autocommit_block().";
  }
  if (sqlstate == "55P04") {
    return "A value that has been added to an enum type can be used once it is committed: add it "
           "in op.get_context().autocommit_block().";
  }
  if (sqlstate == "42P07" || sqlstate == "42710") {
    return "If it was made by somebody else, and is what the migration makes, say with `stamp` "
           "that the migration is applied; otherwise drop it, or choose another name.";
  }
  if (sqlstate == "55P03") {
    return "Another session holds a lock on what the statement changes: find it with "
           "pg_blocking_pids(), or raise lock_timeout or retries.";
  }
  if (sqlstate == "23502" || sqlstate == "23503" || sqlstate == "23505" || sqlstate == "23514") {
    return "Rows are in the way: change them first, in this migration or in one before it.";
  }
  return {};
}

std::int64_t rows_touched(const Libpq& pq, PGresult* result) {
  const char* text = pq.cmd_tuples(result);
  return *text == '\0' ? -1 : std::strtoll(text, nullptr, 10);
}

std::shared_ptr<const std::vector<std::string>> column_names(const Libpq& pq, PGresult* answer) {
  auto names = std::make_shared<std::vector<std::string>>();
  const int width = pq.nfields(answer);
  for (int column = 0; column < width; ++column) names->emplace_back(pq.fname(answer, column));
  return names;
}

/// Puts a line of the answer in the place of what the row holds.
void fill(const Libpq& pq, PGresult* answer, int line, Row& row) {
  row.values.clear();
  row.values.reserve(row.columns->size());
  const int width = pq.nfields(answer);
  for (int column = 0; column < width; ++column) {
    if (pq.getisnull(answer, line, column) != 0) {
      row.values.emplace_back();
      continue;
    }
    const std::string_view text(pq.getvalue(answer, line, column),
                                static_cast<std::size_t>(pq.getlength(answer, line, column)));
    row.values.push_back(decode(pq.ftype(answer, column), text));
  }
}

Result to_result(const Libpq& pq, PGresult* answer) {
  const auto columns = column_names(pq, answer);
  Result result{.columns = columns, .rows = {}, .rowcount = rows_touched(pq, answer)};
  const int height = pq.ntuples(answer);
  result.rows.reserve(static_cast<std::size_t>(height));
  for (int line = 0; line < height; ++line) {
    result.rows.push_back({.columns = columns, .values = {}});
    fill(pq, answer, line, result.rows.back());
  }
  return result;
}

class PostgresqlConnection final : public Connection {
 public:
  PostgresqlConnection(const Libpq& pq, ConnectionPointer connection, Url url)
      : pq_(pq), connection_(std::move(connection)), url_(std::move(url)) {
    pq_.set_notice_receiver(connection_.get(), receive_notice, this);
    use_iso_formats();
  }

  std::string_view dialect_name() const override { return "postgresql"; }
  std::string display_url() const override { return url_.masked(); }
  int server_version() const override { return pq_.server_version(connection_.get()); }
  std::int64_t round_trips() const override { return round_trips_; }
  void set_notice_handler(const NoticeHandler& handler) override { notice_handler_ = handler; }
  std::unique_ptr<Connection> open_another() const override { return connect(url_); }
  bool is_open() override {
    // The first time reads what the server has said to the end, the second time finds the end.
    const bool reads =
        pq_.consume_input(connection_.get()) == 1 && pq_.consume_input(connection_.get()) == 1;
    return reads && pq_.status(connection_.get()) == CONNECTION_OK;
  }

  Result run(const Statement& statement) override {
    if (needs_simple_protocol(statement)) return to_result(pq_, run_simple(statement).get());
    Result result;
    exchange({&statement}, {},
             [&](std::size_t, PGresult* answer) { result = to_result(pq_, answer); });
    return result;
  }

  std::vector<std::int64_t> run_batch(const std::vector<Statement>& statements,
                                      const BatchProgress& progress) override {
    std::vector<std::int64_t> counts;
    counts.reserve(statements.size());
    std::vector<const Statement*> waiting;
    const auto flush = [&] {
      const std::size_t first = counts.size();
      if (waiting.empty()) return;
      exchange(waiting, {first, progress},
               [&](std::size_t, PGresult* answer) { counts.push_back(rows_touched(pq_, answer)); });
      waiting.clear();
    };
    for (const Statement& statement : statements) {
      // Without a transaction each statement is one of its own.
      if (!in_transaction()) flush();
      if (!needs_simple_protocol(statement)) {
        waiting.push_back(&statement);
        if (!in_transaction()) flush();
        continue;
      }
      flush();
      if (progress) progress(counts.size());
      try {
        counts.push_back(rows_touched(pq_, run_simple(statement).get()));
      } catch (const DatabaseError& error) {
        throw BatchError(error, counts.size());
      }
    }
    flush();
    return counts;
  }

  void read(const std::vector<Statement>& statements, const RowVisitor& visit) override {
    std::vector<const Statement*> all;
    all.reserve(statements.size());
    for (const Statement& statement : statements) all.push_back(&statement);
    // Its answer is wanted as soon as it is there, while the server goes on with the next.
    const auto each = [](std::size_t) {};
    exchange(all, {0, each}, [&](std::size_t position, PGresult* answer) {
      Row row{.columns = column_names(pq_, answer), .values = {}};
      const int height = pq_.ntuples(answer);
      for (int line = 0; line < height; ++line) {
        fill(pq_, answer, line, row);
        visit(position, row);
      }
    });
  }

  void begin() override { begin_pending_ = true; }

  void commit() override {
    if (std::exchange(begin_pending_, false) || !in_transaction()) return;
    const ResultPointer answer = run_simple({.sql = "COMMIT"});
    // The server ends a failed transaction without calling that an error.
    if (std::string_view(pq_.cmd_status(answer.get())) == "ROLLBACK") {
      throw DatabaseError("The transaction could not be committed: a statement in it had failed",
                          {.sqlstate = "25P02",
                           .native_code = 0,
                           .statement = "COMMIT",
                           .revision = {},
                           .path = {},
                           .connection = false});
    }
  }

  void rollback() override {
    if (std::exchange(begin_pending_, false) || !in_transaction()) return;
    if (pq_.status(connection_.get()) == CONNECTION_OK) run_simple({.sql = "ROLLBACK"});
  }

  bool in_transaction() const override {
    if (begin_pending_) return true;
    const PGTransactionStatusType status = pq_.transaction_status(connection_.get());
    return status == PQTRANS_INTRANS || status == PQTRANS_INERROR || status == PQTRANS_ACTIVE;
  }

 private:
  struct Progress {
    std::size_t first = 0;
    BatchProgress report = {};
  };

  ResultPointer own(PGresult* result) const { return {result, pq_.clear}; }

  static void receive_notice(void* self, const PGresult* notice) {
    const auto* connection = static_cast<PostgresqlConnection*>(self);
    if (!connection->notice_handler_) return;
    connection->notice_handler_(field(connection->pq_, notice, PG_DIAG_SEVERITY) + ": " +
                                field(connection->pq_, notice, PG_DIAG_MESSAGE_PRIMARY));
  }

  /// Values are exchanged as text, whose form a server may be set to change.
  void use_iso_formats() {
    const auto setting = [this](const char* name) {
      const char* value = pq_.parameter_status(connection_.get(), name);
      return value == nullptr ? std::string_view() : std::string_view(value);
    };
    if (!setting("DateStyle").starts_with("ISO")) run_simple({.sql = "SET DateStyle TO ISO"});
    const std::string_view intervals = setting("IntervalStyle");
    if (!intervals.empty() && intervals != "postgres") {
      run_simple({.sql = "SET IntervalStyle TO postgres"});
    }
  }

  /// The extended protocol takes one statement at a time, and a pipeline no COPY.
  static bool needs_simple_protocol(const Statement& statement) {
    if (!statement.parameters.empty()) return false;
    return !is_single_statement(statement.sql) || first_word(statement.sql) == "copy";
  }

  [[noreturn]] void fail(const PGresult* answer, const std::string& statement) const {
    const bool lost = pq_.status(connection_.get()) != CONNECTION_OK;
    std::string message = answer == nullptr ? "" : field(pq_, answer, PG_DIAG_MESSAGE_PRIMARY);
    if (message.empty()) {
      const std::string whole = answer == nullptr ? pq_.error_message(connection_.get())
                                                  : pq_.result_error_message(answer);
      message = join(split_words(whole), " ");
    }
    if (message.empty()) message = "the connection to the server was lost";
    std::string state;
    std::string hint;
    std::string server_text;
    if (answer != nullptr) {
      server_text = without_severity(pq_.result_error_message(answer));
      state = field(pq_, answer, PG_DIAG_SQLSTATE);
      hint = field(pq_, answer, PG_DIAG_MESSAGE_HINT);
      const std::string detail = field(pq_, answer, PG_DIAG_MESSAGE_DETAIL);
      if (!detail.empty()) message += ": " + detail;
    }
    const std::string own = advice(state, message);
    throw DatabaseError(message,
                        {.sqlstate = state,
                         .native_code = 0,
                         .statement = statement,
                         .revision = {},
                         .path = {},
                         .connection = lost,
                         .server_text = server_text},
                        own.empty() ? hint : own);
  }

  void start_transaction() {
    if (!std::exchange(begin_pending_, false)) return;
    ++round_trips_;
    const ResultPointer answer = own(pq_.exec(connection_.get(), "BEGIN"));
    if (failed(pq_, answer.get())) fail(answer.get(), "BEGIN");
  }

  ResultPointer run_simple(const Statement& statement) {
    start_transaction();
    ++round_trips_;
    ResultPointer answer = own(pq_.exec(connection_.get(), statement.sql.c_str()));
    const ExecStatusType status = pq_.result_status(answer.get());
    if (status == PGRES_COPY_IN || status == PGRES_COPY_OUT) {
      end_copy(status);
      throw UnsupportedError("COPY to or from the client cannot be part of a migration",
                             ErrorCode::unsupported, "Use INSERT, or COPY with a file or program.");
    }
    if (failed(pq_, answer.get())) fail(answer.get(), statement.sql);
    return answer;
  }

  void end_copy(ExecStatusType status) {
    if (status == PGRES_COPY_IN) pq_.put_copy_end(connection_.get(), "no data is available");
    char* line = nullptr;
    while (status == PGRES_COPY_OUT && pq_.get_copy_data(connection_.get(), &line, 0) > 0) {
      pq_.freemem(line);
    }
    while (own(pq_.get_result(connection_.get()))) continue;
  }

  void send(const Statement& statement) {
    std::vector<EncodedParameter> encoded;
    std::vector<Oid> types;
    std::vector<const char*> texts;
    encoded.reserve(statement.parameters.size());
    for (const Value& value : statement.parameters) encoded.push_back(encode(value));
    for (const EncodedParameter& parameter : encoded) {
      types.push_back(parameter.type);
      texts.push_back(parameter.text ? parameter.text->c_str() : nullptr);
    }
    if (pq_.send_query_params(connection_.get(), statement.sql.c_str(),
                              static_cast<int>(texts.size()), types.data(), texts.data(), nullptr,
                              nullptr, 0) == 0) {
      fail(nullptr, statement.sql);
    }
  }

  /// The answer to the oldest statement under way, which ends with a null result.
  ResultPointer receive() {
    ResultPointer answer = own(pq_.get_result(connection_.get()));
    while (answer) {
      const ResultPointer more = own(pq_.get_result(connection_.get()));
      if (!more) break;
    }
    return answer;
  }

  using AnswerTaker = std::function<void(std::size_t position, PGresult* answer)>;

  /// Sends all and then reads all answers: one round trip. Throws BatchError for the first that
  /// fails; the server has then skipped the rest.
  void exchange(const std::vector<const Statement*>& statements, const Progress& progress,
                const AnswerTaker& take) {
    // Values that cannot be sent must be found out before anything is on its way.
    for (const Statement* statement : statements) {
      for (const Value& value : statement->parameters) encode(value);
    }
    static const Statement begin_statement{.sql = "BEGIN"};
    const bool opens = std::exchange(begin_pending_, false);
    pq_.enter_pipeline_mode(connection_.get());
    if (opens) send(begin_statement);
    for (const Statement* statement : statements) {
      send(*statement);
      // Without this the server keeps its answers to itself until all is done, and nobody could be
      // told which statement takes so long.
      if (progress.report) pq_.send_flush_request(connection_.get());
    }
    pq_.pipeline_sync(connection_.get());
    ++round_trips_;

    std::exception_ptr interruption;
    ResultPointer fault = own(nullptr);
    std::size_t position = 0;
    if (opens) {
      ResultPointer answer = receive();
      if (failed(pq_, answer.get())) fault = std::move(answer);
    }
    for (std::size_t i = 0; i < statements.size(); ++i) {
      try {
        if (!fault && !interruption && progress.report) progress.report(progress.first + i);
      } catch (...) {
        interruption = std::current_exception();
      }
      ResultPointer answer = receive();
      if (!fault && failed(pq_, answer.get())) {
        fault = std::move(answer);
        position = i;
        if (!fault) break;  // nothing comes any more
      }
      try {
        if (!fault && !interruption) take(i, answer.get());
      } catch (...) {
        interruption = std::current_exception();
      }
    }
    while (pq_.status(connection_.get()) == CONNECTION_OK) {
      const ResultPointer end = own(pq_.get_result(connection_.get()));
      if (pq_.result_status(end.get()) == PGRES_PIPELINE_SYNC) break;
    }
    pq_.exit_pipeline_mode(connection_.get());
    if (fault || pq_.status(connection_.get()) != CONNECTION_OK) {
      report(fault.get(), *statements[position], progress, position);
    }
    if (interruption) std::rethrow_exception(interruption);
  }

  [[noreturn]] void report(const PGresult* fault, const Statement& statement,
                           const Progress& progress, std::size_t position) const {
    try {
      fail(fault, statement.sql);
    } catch (const DatabaseError& error) {
      throw BatchError(error, progress.first + position);
    }
  }

  Libpq pq_;
  ConnectionPointer connection_;
  Url url_;  // with its password
  NoticeHandler notice_handler_;
  std::int64_t round_trips_ = 0;
  bool begin_pending_ = false;
};

}  // namespace

void load_client() noexcept {
  try {
    load_libpq();
  } catch (const Error&) {
    return;
  }
}

std::unique_ptr<Connection> connect(const Url& url) {
  const Libpq pq = load_libpq();
  const auto options = connect_options(url);
  std::vector<const char*> keywords;
  std::vector<const char*> values;
  for (const auto& [keyword, value] : options) {
    keywords.push_back(keyword.c_str());
    values.push_back(value.c_str());
  }
  keywords.push_back(nullptr);
  values.push_back(nullptr);
  // A later keyword takes the place of an earlier one, so the query of the URL wins.
  ConnectionPointer connection(pq.connectdb_params(keywords.data(), values.data(), 0), pq.finish);
  if (!connection || pq.status(connection.get()) != CONNECTION_OK) {
    const std::string reason = connection ? pq.error_message(connection.get()) : "out of memory";
    const ConnectFailure failure = connect_failure(url, reason);
    throw DatabaseError(failure.message,
                        {.sqlstate = {},
                         .native_code = 0,
                         .statement = {},
                         .revision = {},
                         .path = {},
                         .connection = true,
                         .server_text = reason},
                        failure.hint);
  }
  return std::make_unique<PostgresqlConnection>(pq, std::move(connection), url);
}

}  // namespace retort::postgresql
