// SPDX-License-Identifier: MIT
// PostgreSQL's client library, loaded when the first connection is asked for: the libraries that it
// brings (TLS, Kerberos, LDAP) take longer to load than many a command takes to run.
#pragma once

#include <libpq-fe.h>

namespace retort::postgresql {

/// The functions of libpq, under its names without the prefix.
struct Libpq {
  decltype(&PQclear) clear = nullptr;
  decltype(&PQcmdStatus) cmd_status = nullptr;
  decltype(&PQcmdTuples) cmd_tuples = nullptr;
  decltype(&PQconnectdbParams) connectdb_params = nullptr;
  decltype(&PQconsumeInput) consume_input = nullptr;
  decltype(&PQenterPipelineMode) enter_pipeline_mode = nullptr;
  decltype(&PQerrorMessage) error_message = nullptr;
  decltype(&PQexec) exec = nullptr;
  decltype(&PQexitPipelineMode) exit_pipeline_mode = nullptr;
  decltype(&PQfinish) finish = nullptr;
  decltype(&PQfname) fname = nullptr;
  decltype(&PQfreemem) freemem = nullptr;
  decltype(&PQftype) ftype = nullptr;
  decltype(&PQgetCopyData) get_copy_data = nullptr;
  decltype(&PQgetResult) get_result = nullptr;
  decltype(&PQgetisnull) getisnull = nullptr;
  decltype(&PQgetlength) getlength = nullptr;
  decltype(&PQgetvalue) getvalue = nullptr;
  decltype(&PQnfields) nfields = nullptr;
  decltype(&PQntuples) ntuples = nullptr;
  decltype(&PQparameterStatus) parameter_status = nullptr;
  decltype(&PQpipelineSync) pipeline_sync = nullptr;
  decltype(&PQputCopyEnd) put_copy_end = nullptr;
  decltype(&PQresultErrorField) result_error_field = nullptr;
  decltype(&PQresultErrorMessage) result_error_message = nullptr;
  decltype(&PQresultStatus) result_status = nullptr;
  decltype(&PQsendFlushRequest) send_flush_request = nullptr;
  decltype(&PQsendQueryParams) send_query_params = nullptr;
  decltype(&PQserverVersion) server_version = nullptr;
  decltype(&PQsetNoticeReceiver) set_notice_receiver = nullptr;
  decltype(&PQstatus) status = nullptr;
  decltype(&PQtransactionStatus) transaction_status = nullptr;
};

/// Loads the library unless that has been done; it stays until the process ends. Throws
/// UnsupportedError where it is not installed, or is older than PostgreSQL 14's.
Libpq load_libpq();

}  // namespace retort::postgresql
