// SPDX-License-Identifier: MIT
// Models made up from a number, for properties that every model has to have.
#pragma once

#include "retort/schema.h"

#include <cstdint>
#include <string>

namespace retort::testing {

/// Where some tables of PostgreSQL's models are.
inline constexpr const char* second_schema = "Second schema";

/// What the models are for.
struct RandomModelOptions {
  std::string dialect;  ///< "postgresql" or "sqlite"
};

/// A model of up to seven tables. Names are drawn from small pools, so that two models have much in
/// common, and a column of one name has types that can be turned into each other in all of them.
/// Any model can take the place of any other with one row in each table: new columns are nullable
/// or have a default, columns of foreign keys are empty.
MetaData random_model(std::uint32_t seed, const RandomModelOptions& options);

/// INSERT of one row that every random model with this table allows.
std::string insert_row(const Table& table);

}  // namespace retort::testing
