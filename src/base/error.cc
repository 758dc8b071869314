// SPDX-License-Identifier: MIT
#include "retort/error.h"

namespace retort {

std::string_view error_name(ErrorCode code) {
  switch (code) {
    case ErrorCode::command:
      return "command";
    case ErrorCode::config:
      return "config";
    case ErrorCode::revision:
      return "revision";
    case ErrorCode::database:
      return "database";
    case ErrorCode::script:
      return "script";
    case ErrorCode::unsupported:
      return "unsupported";
    case ErrorCode::argument:
      return "argument";
    case ErrorCode::compile:
      return "compile";
    case ErrorCode::unsupported_compilation:
      return "unsupported_compilation";
    case ErrorCode::identifier:
      return "identifier";
    case ErrorCode::invalid_request:
      return "invalid_request";
    case ErrorCode::not_implemented:
      return "not_implemented";
    case ErrorCode::no_such_table:
      return "no_such_table";
    case ErrorCode::internal:
      break;
  }
  return "internal";
}

}  // namespace retort
