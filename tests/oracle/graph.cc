// SPDX-License-Identifier: MIT
// Reads a file of recorded graphs and counts how the library's answers compare.
#include "oracle/graph.h"

#include <fstream>
#include <iostream>
#include <map>
#include <stdexcept>

namespace retort::oracle {

namespace {

class Tally {
 public:
  explicit Tally(bool shows_failures) : shows_failures_(shows_failures) {}

  void add(const Json& record, const Json& query, const Json& recorded, const Json& answered) {
    const Verdict verdict = compare(query, recorded, answered);
    switch (verdict.outcome) {
      case Outcome::passed:
        ++passed_;
        return;
      case Outcome::accepted:
        ++accepted_[verdict.reason];
        return;
      case Outcome::failed:
        ++failed_;
        if (shows_failures_) show(record, query, recorded, answered);
        return;
    }
  }

  int finish() const {
    std::size_t accepted = 0;
    for (const auto& [reason, count] : accepted_) {
      std::cout << "accepted: " << count << " x " << reason << '\n';
      accepted += count;
    }
    std::cout << passed_ << " passed, " << accepted << " accepted, " << failed_ << " failed\n";
    return failed_ == 0 ? 0 : 1;
  }

 private:
  static void show(const Json& record, const Json& query, const Json& recorded,
                   const Json& answered) {
    Json question = query.is_null() ? Json{{"q", "load"}} : query;
    question.erase("a");
    std::cout << record.at("id").get<std::string>() << ' ' << record.at("kind").get<std::string>()
              << ' ' << question.dump() << "\n  expected " << recorded.dump() << "\n  got      "
              << answered.dump() << '\n';
  }

  bool shows_failures_;
  std::size_t passed_ = 0;
  std::size_t failed_ = 0;
  std::map<std::string, std::size_t> accepted_;
};

}  // namespace

int run_graph(const std::vector<std::string>& arguments) {
  std::string path;
  bool shows_failures = false;
  for (const std::string& argument : arguments) {
    if (argument == "--failures") {
      shows_failures = true;
    } else {
      path = argument;
    }
  }
  std::ifstream file(path);
  if (!file) throw std::runtime_error("cannot read '" + path + "'");
  Tally tally(shows_failures);
  for (std::string line; std::getline(file, line);) {
    if (line.empty()) continue;
    const Json record = Json::parse(line);
    const GraphCase graph(record);
    tally.add(record, nullptr, record.at("load"), graph.load());
    for (const Json& query : record.at("queries")) {
      tally.add(record, query, query.at("a"), graph.answer(query));
    }
  }
  return tally.finish();
}

}  // namespace retort::oracle
