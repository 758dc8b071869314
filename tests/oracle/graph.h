// SPDX-License-Identifier: MIT
// The recorded answers about revision graphs: how a query is asked of the library, and how the
// two answers are compared.
#pragma once

#include <nlohmann/json.hpp>

#include <memory>
#include <string>
#include <vector>

namespace retort::oracle {

using Json = nlohmann::json;

/// `graph FILE [--failures]`. Returns the exit status.
int run_graph(const std::vector<std::string>& arguments);

/// The library's answers about one recorded graph, in the form of the recording.
class GraphCase {
 public:
  explicit GraphCase(const Json& record);
  ~GraphCase();
  GraphCase(const GraphCase&) = delete;
  GraphCase& operator=(const GraphCase&) = delete;

  Json load() const;
  Json answer(const Json& query) const;

 private:
  struct Data;
  std::unique_ptr<Data> data_;
};

enum class Outcome { passed, accepted, failed };

struct Verdict {
  Outcome outcome = Outcome::failed;
  std::string reason;  ///< accepted: the name of the accepted difference
};

/// Compares what was recorded with what the library answered to `query` (null for the load).
Verdict compare(const Json& query, const Json& recorded, const Json& answered);

}  // namespace retort::oracle
