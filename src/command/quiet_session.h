// SPDX-License-Identifier: MIT
// A session beside another one, of whose work nothing is reported.
#pragma once

#include "retort/command.h"
#include "retort/frontend.h"

namespace retort::command {

class QuietSession {
 public:
  explicit QuietSession(const Session& outer) : session_(outer), next_(outer.reporter) {
    session_.reporter = &silence_;
  }
  QuietSession(const QuietSession&) = delete;
  QuietSession& operator=(const QuietSession&) = delete;
  /// A front-end may have been given the silence, which ends here.
  ~QuietSession() {
    for (Frontend* frontend : session_.frontends) frontend->end_session(session_.config, next_);
  }

  const Session& get() const { return session_; }

 private:
  Reporter silence_;
  Session session_;
  Reporter* next_;
};

}  // namespace retort::command
