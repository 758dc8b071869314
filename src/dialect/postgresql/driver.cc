// SPDX-License-Identifier: MIT
// PostgreSQL through libpq: the one file that includes its header. Statements go out in pipelines,
// with unnamed prepared statements only, so that a transaction pooler may stand in between.
#include "dialect/postgresql/driver.h"

#include "base/text.h"
#include "dialect/postgresql/connect_options.h"
#include "dialect/postgresql/statement_scan.h"
#include "dialect/postgresql/values.h"

#include <libpq-fe.h>

#include <cstdlib>
#include <exception>
#include <utility>

namespace retort::postgresql {
namespace {

struct ClearResult {
  void operator()(PGresult* result) const { PQclear(result); }
};
using ResultPointer = std::unique_ptr<PGresult, ClearResult>;

struct FinishConnection {
  void operator()(PGconn* connection) const { PQfinish(connection); }
};
using ConnectionPointer = std::unique_ptr<PGconn, FinishConnection>;

std::string field(const PGresult* result, int code) {
  const char* text = PQresultErrorField(result, code);
  return text == nullptr ? std::string() : std::string(text);
}

/// libpq puts "ERROR:  " in front, in the server's language.
std::string without_severity(const std::string& text) {
  const std::size_t colon = text.find(":  ");
  return colon == std::string::npos ? text : text.substr(colon + 3);
}

bool failed(const PGresult* result) {
  switch (PQresultStatus(result)) {
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
std::string advice(const std::string& sqlstate) {
  if (sqlstate == "25001") {
    return "Run the statement outside of the transaction, in op.autocommit_block().";
  }
  if (sqlstate == "55P04") {
    return "A value that has been added to an enum type can be used once it is committed: add it "
           "in op.autocommit_block().";
  }
  return {};
}

std::int64_t rows_touched(PGresult* result) {
  const char* text = PQcmdTuples(result);
  return *text == '\0' ? -1 : std::strtoll(text, nullptr, 10);
}

Result to_result(PGresult* answer) {
  const int width = PQnfields(answer);
  auto columns = std::make_shared<std::vector<std::string>>();
  for (int column = 0; column < width; ++column) columns->emplace_back(PQfname(answer, column));
  Result result{.columns = columns, .rows = {}, .rowcount = rows_touched(answer)};
  const int height = PQntuples(answer);
  result.rows.reserve(static_cast<std::size_t>(height));
  for (int line = 0; line < height; ++line) {
    Row row{.columns = columns, .values = {}};
    row.values.reserve(static_cast<std::size_t>(width));
    for (int column = 0; column < width; ++column) {
      if (PQgetisnull(answer, line, column) != 0) {
        row.values.emplace_back();
        continue;
      }
      const std::string_view text(PQgetvalue(answer, line, column),
                                  static_cast<std::size_t>(PQgetlength(answer, line, column)));
      row.values.push_back(decode(PQftype(answer, column), text));
    }
    result.rows.push_back(std::move(row));
  }
  return result;
}

class PostgresqlConnection final : public Connection {
 public:
  PostgresqlConnection(ConnectionPointer connection, std::string display_url)
      : connection_(std::move(connection)), display_url_(std::move(display_url)) {
    PQsetNoticeReceiver(connection_.get(), receive_notice, this);
    use_iso_formats();
  }

  std::string_view dialect_name() const override { return "postgresql"; }
  std::string display_url() const override { return display_url_; }
  int server_version() const override { return PQserverVersion(connection_.get()); }
  std::int64_t round_trips() const override { return round_trips_; }
  void set_notice_handler(const NoticeHandler& handler) override { notice_handler_ = handler; }

  Result run(const Statement& statement) override {
    if (needs_simple_protocol(statement)) return to_result(run_simple(statement).get());
    std::vector<ResultPointer> answers;
    exchange({&statement}, {}, &answers);
    return to_result(answers.back().get());
  }

  std::vector<std::int64_t> run_batch(const std::vector<Statement>& statements,
                                      const BatchProgress& progress) override {
    std::vector<std::int64_t> counts;
    counts.reserve(statements.size());
    std::vector<const Statement*> waiting;
    const auto flush = [&] {
      const std::size_t first = counts.size();
      if (waiting.empty()) return;
      std::vector<ResultPointer> answers;
      exchange(waiting, {first, progress}, &answers);
      for (const ResultPointer& answer : answers) counts.push_back(rows_touched(answer.get()));
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
        counts.push_back(rows_touched(run_simple(statement).get()));
      } catch (const DatabaseError& error) {
        throw BatchError(error, counts.size());
      }
    }
    flush();
    return counts;
  }

  void begin() override { begin_pending_ = true; }

  void commit() override {
    if (std::exchange(begin_pending_, false) || !in_transaction()) return;
    const ResultPointer answer = run_simple({.sql = "COMMIT"});
    // The server ends a failed transaction without calling that an error.
    if (std::string_view(PQcmdStatus(answer.get())) == "ROLLBACK") {
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
    if (PQstatus(connection_.get()) == CONNECTION_OK) run_simple({.sql = "ROLLBACK"});
  }

  bool in_transaction() const override {
    if (begin_pending_) return true;
    const PGTransactionStatusType status = PQtransactionStatus(connection_.get());
    return status == PQTRANS_INTRANS || status == PQTRANS_INERROR || status == PQTRANS_ACTIVE;
  }

 private:
  struct Progress {
    std::size_t first = 0;
    BatchProgress report = {};
  };

  static void receive_notice(void* self, const PGresult* notice) {
    const auto* connection = static_cast<PostgresqlConnection*>(self);
    if (!connection->notice_handler_) return;
    connection->notice_handler_(field(notice, PG_DIAG_SEVERITY) + ": " +
                                field(notice, PG_DIAG_MESSAGE_PRIMARY));
  }

  /// Values are exchanged as text, whose form a server may be set to change.
  void use_iso_formats() {
    const auto setting = [this](const char* name) {
      const char* value = PQparameterStatus(connection_.get(), name);
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
    const bool lost = PQstatus(connection_.get()) != CONNECTION_OK;
    std::string message = answer == nullptr ? "" : field(answer, PG_DIAG_MESSAGE_PRIMARY);
    if (message.empty()) {
      const std::string whole =
          answer == nullptr ? PQerrorMessage(connection_.get()) : PQresultErrorMessage(answer);
      message = join(split_words(whole), " ");
    }
    if (message.empty()) message = "the connection to the server was lost";
    std::string state;
    std::string hint;
    std::string server_text;
    if (answer != nullptr) {
      server_text = without_severity(PQresultErrorMessage(answer));
      state = field(answer, PG_DIAG_SQLSTATE);
      hint = field(answer, PG_DIAG_MESSAGE_HINT);
      const std::string detail = field(answer, PG_DIAG_MESSAGE_DETAIL);
      if (!detail.empty()) message += ": " + detail;
    }
    const std::string own = advice(state);
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
    const ResultPointer answer(PQexec(connection_.get(), "BEGIN"));
    if (failed(answer.get())) fail(answer.get(), "BEGIN");
  }

  ResultPointer run_simple(const Statement& statement) {
    start_transaction();
    ++round_trips_;
    ResultPointer answer(PQexec(connection_.get(), statement.sql.c_str()));
    const ExecStatusType status = PQresultStatus(answer.get());
    if (status == PGRES_COPY_IN || status == PGRES_COPY_OUT) {
      end_copy(status);
      throw UnsupportedError("COPY to or from the client cannot be part of a migration",
                             ErrorCode::unsupported, "Use INSERT, or COPY with a file or program.");
    }
    if (failed(answer.get())) fail(answer.get(), statement.sql);
    return answer;
  }

  void end_copy(ExecStatusType status) {
    if (status == PGRES_COPY_IN) PQputCopyEnd(connection_.get(), "no data is available");
    char* line = nullptr;
    while (status == PGRES_COPY_OUT && PQgetCopyData(connection_.get(), &line, 0) > 0) {
      PQfreemem(line);
    }
    while (ResultPointer(PQgetResult(connection_.get()))) continue;
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
    if (PQsendQueryParams(connection_.get(), statement.sql.c_str(), static_cast<int>(texts.size()),
                          types.data(), texts.data(), nullptr, nullptr, 0) == 0) {
      fail(nullptr, statement.sql);
    }
  }

  /// The answer to the oldest statement under way, which ends with a null result.
  ResultPointer receive() {
    ResultPointer answer(PQgetResult(connection_.get()));
    while (answer) {
      const ResultPointer more(PQgetResult(connection_.get()));
      if (!more) break;
    }
    return answer;
  }

  /// Sends all and then reads all answers: one round trip. Throws BatchError for the first that
  /// fails; the server has then skipped the rest.
  void exchange(const std::vector<const Statement*>& statements, const Progress& progress,
                std::vector<ResultPointer>* answers) {
    // Values that cannot be sent must be found out before anything is on its way.
    for (const Statement* statement : statements) {
      for (const Value& value : statement->parameters) encode(value);
    }
    static const Statement begin_statement{.sql = "BEGIN"};
    const bool opens = std::exchange(begin_pending_, false);
    PQenterPipelineMode(connection_.get());
    if (opens) send(begin_statement);
    for (const Statement* statement : statements) send(*statement);
    PQpipelineSync(connection_.get());
    ++round_trips_;

    std::exception_ptr interruption;
    ResultPointer fault;
    std::size_t position = 0;
    if (opens) {
      ResultPointer answer = receive();
      if (failed(answer.get())) fault = std::move(answer);
    }
    for (std::size_t i = 0; i < statements.size(); ++i) {
      try {
        if (!fault && !interruption && progress.report) progress.report(progress.first + i);
      } catch (...) {
        interruption = std::current_exception();
      }
      ResultPointer answer = receive();
      if (!fault && failed(answer.get())) {
        fault = std::move(answer);
        position = i;
        if (!fault) break;  // nothing comes any more
      }
      answers->push_back(std::move(answer));
    }
    while (PQstatus(connection_.get()) == CONNECTION_OK) {
      const ResultPointer end(PQgetResult(connection_.get()));
      if (PQresultStatus(end.get()) == PGRES_PIPELINE_SYNC) break;
    }
    PQexitPipelineMode(connection_.get());
    if (fault || PQstatus(connection_.get()) != CONNECTION_OK) {
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

  ConnectionPointer connection_;
  std::string display_url_;
  NoticeHandler notice_handler_;
  std::int64_t round_trips_ = 0;
  bool begin_pending_ = false;
};

}  // namespace

std::unique_ptr<Connection> connect(const Url& url) {
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
  ConnectionPointer connection(PQconnectdbParams(keywords.data(), values.data(), 0));
  if (!connection || PQstatus(connection.get()) != CONNECTION_OK) {
    const std::string reason = connection ? PQerrorMessage(connection.get()) : "out of memory";
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
  return std::make_unique<PostgresqlConnection>(std::move(connection), url.masked());
}

}  // namespace retort::postgresql
