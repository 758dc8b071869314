// SPDX-License-Identifier: MIT
#include "dialect/postgresql/libpq.h"

#include "retort/error.h"

#include <dlfcn.h>
#include <fmt/format.h>

#include <string>

namespace retort::postgresql {
namespace {

[[noreturn]] void fail(const std::string& why) {
  throw UnsupportedError(fmt::format("Cannot connect to PostgreSQL: {}", why),
                         ErrorCode::unsupported,
                         "Install PostgreSQL's client library, libpq (the package libpq5 of Debian "
                         "and Ubuntu, libpq of Fedora and Homebrew).");
}

/// By the name under which the dynamic linker knows it; where it does not know it, from where it
/// was when this library was built.
void* open_library() {
  // TLS and Kerberos leave handlers and thread data behind: once loaded, always loaded.
  constexpr int mode = RTLD_LAZY | RTLD_LOCAL | RTLD_NODELETE;
  if (void* handle = dlopen(RETORT_LIBPQ_NAME, mode); handle != nullptr) return handle;
  const char* reason = dlerror();
  const std::string why = reason == nullptr ? RETORT_LIBPQ_NAME : reason;
  if (void* handle = dlopen(RETORT_LIBPQ_PATH, mode); handle != nullptr) return handle;
  fail(why);
}

template <class Function>
void find(void* handle, const char* name, Function* function) {
  *function = reinterpret_cast<Function>(dlsym(handle, name));
  if (*function == nullptr) {
    fail(fmt::format("the client library that is installed has no {}, which came with version 14",
                     name));
  }
}

}  // namespace

Libpq load_libpq() {
  void* handle = open_library();
  Libpq pq;
  find(handle, "PQclear", &pq.clear);
  find(handle, "PQcmdStatus", &pq.cmd_status);
  find(handle, "PQcmdTuples", &pq.cmd_tuples);
  find(handle, "PQconnectdbParams", &pq.connectdb_params);
  find(handle, "PQconsumeInput", &pq.consume_input);
  find(handle, "PQenterPipelineMode", &pq.enter_pipeline_mode);
  find(handle, "PQerrorMessage", &pq.error_message);
  find(handle, "PQexec", &pq.exec);
  find(handle, "PQexitPipelineMode", &pq.exit_pipeline_mode);
  find(handle, "PQfinish", &pq.finish);
  find(handle, "PQfname", &pq.fname);
  find(handle, "PQfreemem", &pq.freemem);
  find(handle, "PQftype", &pq.ftype);
  find(handle, "PQgetCopyData", &pq.get_copy_data);
  find(handle, "PQgetResult", &pq.get_result);
  find(handle, "PQgetisnull", &pq.getisnull);
  find(handle, "PQgetlength", &pq.getlength);
  find(handle, "PQgetvalue", &pq.getvalue);
  find(handle, "PQnfields", &pq.nfields);
  find(handle, "PQntuples", &pq.ntuples);
  find(handle, "PQparameterStatus", &pq.parameter_status);
  find(handle, "PQpipelineSync", &pq.pipeline_sync);
  find(handle, "PQputCopyEnd", &pq.put_copy_end);
  find(handle, "PQresultErrorField", &pq.result_error_field);
  find(handle, "PQresultErrorMessage", &pq.result_error_message);
  find(handle, "PQresultStatus", &pq.result_status);
  find(handle, "PQsendFlushRequest", &pq.send_flush_request);
  find(handle, "PQsendQueryParams", &pq.send_query_params);
  find(handle, "PQserverVersion", &pq.server_version);
  find(handle, "PQsetNoticeReceiver", &pq.set_notice_receiver);
  find(handle, "PQstatus", &pq.status);
  find(handle, "PQtransactionStatus", &pq.transaction_status);
  return pq;
}

}  // namespace retort::postgresql
