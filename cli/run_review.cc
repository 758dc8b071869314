// SPDX-License-Identifier: MIT
#include "run_review.h"

#include "retort/error.h"
#include "retort/plan.h"
#include "retort/rehearsal.h"
#include "retort/squash.h"

#include "json_output.h"

#include <fmt/format.h>

#include <string>
#include <string_view>

namespace retort::cli {
namespace {

using command::Hazard;
using command::MigrationPlan;
using command::PlannedStatement;
using command::PlannedStep;
using command::RehearsalFinding;
using command::RehearsalResult;
using command::Severity;
using command::SquashResult;

/// The answer of plan and test is "no".
constexpr int found_something = 3;

/// Without blanks and empty lines around it, each line indented; tabs as the script has them.
std::string indented(std::string_view text, std::string_view by) {
  std::string result;
  while (!text.empty() && (text.front() == '\n' || text.front() == ' ')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.remove_suffix(1);
  std::size_t at = 0;
  while (at <= text.size()) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string line(text.substr(at, end - at));
    while (!line.empty() && line.back() == ' ') line.pop_back();
    for (std::size_t tab = line.find('\t'); tab != std::string::npos; tab = line.find('\t')) {
      line.replace(tab, 1, "    ");
    }
    result += (result.empty() ? "" : "\n") + std::string(line.empty() ? "" : by) + line;
    at = end + 1;
  }
  return result;
}

std::string count_of(std::size_t count, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

std::string given(const std::string& text, std::string_view otherwise) {
  return text.empty() ? std::string(otherwise) : text;
}

// ------------------------------------------------------------------------------------ plan

std::string inked_severity(Severity severity, const Console& console) {
  std::string name(command::severity_name(severity));
  if (severity == Severity::low) return name;
  return console.ink(severity == Severity::high ? Ink::failure : Ink::warning, name);
}

void print_hazard(const Hazard& hazard, Console& console) {
  console.print(fmt::format("    {} [{}] {}.", inked_severity(hazard.severity, console),
                            hazard.code, hazard.why));
  if (!hazard.instead.empty()) console.print("        Instead: " + hazard.instead);
}

void print_step(const PlannedStep& step, std::size_t number, Console& console) {
  console.print("");
  console.print(fmt::format("{}. {}", number, format_step(step.step)));
  for (const Hazard& hazard : step.hazards) {
    if (hazard.statement.empty()) print_hazard(hazard, console);
  }
  int transaction = -1;
  for (const PlannedStatement& statement : step.statements) {
    if (statement.transaction != transaction) {
      transaction = statement.transaction;
      console.print(transaction == 0 ? "  outside of a transaction:"
                                     : fmt::format("  in transaction {}:", transaction));
    }
    console.print(statement.in_words ? "    -- " + statement.sql
                                     : indented(statement.sql, "    ") + ";");
    for (const Hazard& hazard : step.hazards) {
      if (hazard.statement == statement.sql) print_hazard(hazard, console);
    }
  }
}

std::string summary_of(const MigrationPlan& plan) {
  std::size_t counts[3] = {0, 0, 0};
  for (const PlannedStep& step : plan.steps) {
    for (const Hazard& hazard : step.hazards) ++counts[static_cast<std::size_t>(hazard.severity)];
  }
  const std::size_t all = counts[0] + counts[1] + counts[2];
  std::string text = fmt::format(
      "{}, {}, ", count_of(plan.steps.size(), "step", "steps"),
      count_of(static_cast<std::size_t>(plan.transactions), "transaction", "transactions"));
  if (all == 0) return text + "no hazards.";
  return text + fmt::format("{}: {} high, {} medium, {} low.", count_of(all, "hazard", "hazards"),
                            counts[2], counts[1], counts[0]);
}

void print_plan(const MigrationPlan& plan, Console& console) {
  std::string rows;
  for (const std::string& row : plan.start_rows) rows += (rows.empty() ? "" : ", ") + row;
  console.print(fmt::format("{} from {} on {}", plan.is_upgrade ? "Upgrade" : "Downgrade",
                            rows.empty() ? "base" : rows,
                            plan.url.empty() ? plan.dialect + ", no database asked" : plan.url));
  if (plan.steps.empty()) return console.print("Nothing to do.");
  std::size_t number = 0;
  for (const PlannedStep& step : plan.steps) print_step(step, ++number, console);
  console.print("");
  console.print(summary_of(plan));
}

JsonValue hazard_json(const Hazard& hazard) {
  return JsonValue::object(
      {{"severity", command::severity_name(hazard.severity)},
       {"code", hazard.code},
       {"revision", hazard.revision},
       {"statement", hazard.statement.empty() ? JsonValue() : JsonValue(hazard.statement)},
       {"why", hazard.why},
       {"instead", hazard.instead.empty() ? JsonValue() : JsonValue(hazard.instead)}});
}

JsonValue plan_json(const MigrationPlan& plan) {
  JsonValue steps = JsonValue::array();
  for (const PlannedStep& step : plan.steps) {
    JsonValue statements = JsonValue::array();
    for (const PlannedStatement& statement : step.statements) {
      statements.push(JsonValue::object(
          {{"sql", statement.in_words ? JsonValue() : JsonValue(statement.sql)},
           {"words", statement.in_words ? JsonValue(statement.sql) : JsonValue()},
           {"transaction",
            statement.transaction == 0 ? JsonValue() : JsonValue(statement.transaction)},
           {"version_table", statement.of_version_table}}));
    }
    JsonValue hazards = JsonValue::array();
    for (const Hazard& hazard : step.hazards) hazards.push(hazard_json(hazard));
    JsonValue json = step_json(step.step);
    json.set("path", step.path);
    json.set("statements", statements);
    json.set("needs_database", step.needs_database);
    json.set("hazards", hazards);
    steps.push(json);
  }
  const std::optional<Severity> worst = worst_hazard(plan);
  return JsonValue::object({{"direction", plan.is_upgrade ? "upgrade" : "downgrade"},
                            {"database", plan.url.empty() ? JsonValue() : JsonValue(plan.url)},
                            {"dialect", plan.dialect},
                            {"from", plan.start_rows},
                            {"transactions", plan.transactions},
                            {"worst", worst ? JsonValue(severity_name(*worst)) : JsonValue()},
                            {"steps", steps}});
}

// ------------------------------------------------------------------------------------ test

void print_finding(const RehearsalFinding& finding, Console& console) {
  console.print(fmt::format("{}{}: {}", phase_name(finding.phase),
                            finding.revision.empty() ? "" : " of " + finding.revision,
                            finding.problem));
  if (!finding.path.empty()) {
    console.print(fmt::format("    {}{}", finding.path,
                              finding.line == 0 ? "" : fmt::format(":{}", finding.line)));
  }
  if (!finding.statement.empty()) console.print(indented(finding.statement, "    "));
  for (const std::string& line : finding.differences) console.print("    " + line);
}

JsonValue result_json(const RehearsalResult& result) {
  JsonValue findings = JsonValue::array();
  for (const RehearsalFinding& finding : result.findings) {
    findings.push(JsonValue::object(
        {{"phase", phase_name(finding.phase)},
         {"revision", finding.revision.empty() ? JsonValue() : JsonValue(finding.revision)},
         {"problem", finding.problem},
         {"path", finding.path.empty() ? JsonValue() : JsonValue(finding.path)},
         {"line", finding.line == 0 ? JsonValue() : JsonValue(finding.line)},
         {"statement", finding.statement.empty() ? JsonValue() : JsonValue(finding.statement)},
         {"differences", finding.differences}}));
  }
  return JsonValue::object(
      {{"passed", result.passed()},
       {"database", result.url},
       {"revisions", result.revisions},
       {"fingerprint", result.fingerprint.empty() ? JsonValue() : JsonValue(result.fingerprint)},
       {"findings", findings}});
}

// ---------------------------------------------------------------------------------- squash

command::DraftData read_data(const std::string& word) {
  if (word == "refuse") return command::DraftData::refuse;
  if (word == "keep") return command::DraftData::keep;
  if (word == "comment") return command::DraftData::comment;
  throw Error(fmt::format("'{}' is none of refuse, keep, comment", word));
}

JsonValue result_json(const SquashResult& result) {
  JsonValue data = JsonValue::array();
  for (const command::DraftStatement& statement : result.data) {
    data.push(JsonValue::object({{"revision", statement.revision}, {"sql", statement.sql}}));
  }
  return JsonValue::object(
      {{"revision", result.revision},
       {"replaced", result.replaced},
       {"path", result.path},
       {"text", result.text},
       {"data", data},
       {"backup", result.backup.empty() ? JsonValue() : JsonValue(result.backup)},
       {"notes", result.notes}});
}

}  // namespace

void run_plan(const Session& session, const Invocation& invocation, Console& console) {
  std::optional<Severity> limit;
  if (invocation.exit_code) limit = Severity::low;
  if (invocation.fail_on) {
    limit = command::find_severity(*invocation.fail_on);
    if (!limit) throw Error(fmt::format("'{}' is none of low, medium, high", *invocation.fail_on));
  }
  const MigrationPlan plan = command::plan(session, {.target = given(invocation.revision, "head"),
                                                     .downgrade = invocation.downgrade,
                                                     .from = invocation.from});
  invocation.json ? print_json(plan_json(plan), console) : print_plan(plan, console);
  const std::optional<Severity> worst = worst_hazard(plan);
  if (limit && worst && *worst >= *limit) console.exit_with(found_something);
}

void run_test(const Session& session, const Invocation& invocation, Console& console) {
  const RehearsalResult result =
      command::rehearse(session, {.target = given(invocation.revision, "heads"),
                                  .each = invocation.each,
                                  .scratch_url = invocation.scratch_url});
  if (!result.passed()) console.exit_with(found_something);
  if (invocation.json) return print_json(result_json(result), console);
  for (const RehearsalFinding& finding : result.findings) print_finding(finding, console);
  const std::string count = count_of(result.revisions.size(), "revision", "revisions");
  if (!result.passed()) {
    return console.print(
        fmt::format("{}: {}.", count, count_of(result.findings.size(), "problem", "problems")));
  }
  console.print(fmt::format("{} up, down and up again: the schema is the same. Fingerprint {}.",
                            count, result.fingerprint));
}

void run_squash(const Session& session, const Invocation& invocation, Console& console) {
  const SquashResult result =
      command::squash(session, {.range = invocation.revision,
                                .message = invocation.message,
                                .data = read_data(invocation.data.value_or("refuse")),
                                .dry_run = invocation.dry_run,
                                .force_unreachable = invocation.force_unreachable,
                                .scratch_url = invocation.scratch_url});
  if (invocation.json) return print_json(result_json(result), console);
  std::string ids;
  for (const std::string& id : result.replaced) ids += (ids.empty() ? "" : ", ") + id;
  console.print(fmt::format("{} -> {} ({})", ids, result.revision,
                            "proven: up, down and up again give the same schema"));
  if (result.backup.empty()) {
    console.print(fmt::format("Would write {}:", result.path));
    console.print(indented(result.text, "    "));
  } else {
    console.print("Wrote " + result.path);
    console.print("The drafts are in " + result.backup);
  }
  for (const std::string& note : result.notes) console.print(note);
}

}  // namespace retort::cli
