#include "core/error.h"
#include "study/assessment_tables.h"
#include "study/decisions.h"
#include "study/leak_marks.h"
#include "study/outcome_result.h"
#include "study/stages.h"
#include "study/test_access.h"

namespace residuum::study {
namespace {

// Held-out training patients, each as networks see him that had not learnt from him; epoch and threshold were
// chosen on them. Nobody where the epoch was chosen on test patients.
CsvTable calibration_table(const RunFolder& run, const std::vector<std::string>& regimens) {
  CsvTable table({"regimen", "probability_rt", "outcome"});
  for (const auto& regimen : regimens) {
    for (const auto& one : read_outcome_result(run.outcome_result(regimen)).held_out)
      table.add_row({regimen, fmt::format("{}", one.probability_rt), one.rt ? "RT" : "NRT"});
  }
  return table;
}

CsvTable judgement_csv(const decision::Comparison& comparison) {
  CsvTable table(
      {"side", "right", "wrong", "not_judged", "no_recommendation", "rate", "wilson_low", "wilson_high"});
  const auto add = [&](const char* side, const decision::Rate& rate) {
    table.add_row({side, std::to_string(rate.right), std::to_string(rate.wrong),
                   std::to_string(rate.not_judged), std::to_string(rate.abstained),
                   fmt::format("{:.4f}", rate.value), fmt::format("{:.4f}", rate.low),
                   fmt::format("{:.4f}", rate.high)});
  };
  add("model", comparison.model);
  add("physician", comparison.physician);
  return table;
}

}  // namespace

void decision_stage(Context& context) {
  const auto& settings = context.settings;
  const auto& regimens = settings.table.regimens;
  Json inputs = {{"prediction", context.digests.at("prediction")},
                 {"rectangles", context.digests.at("rectangles")},
                 {"check", context.digests.at("check")},
                 {"novelty", context.digests.at("novelty")},
                 {"split", context.digests.at("split")},
                 {"cohort", sha256_of_file(context.cohort_table())},
                 {"regimens", regimens},
                 {"seed", settings.seed},
                 {"settings", to_json(settings.decision)}};
  if (settings.synthetic) inputs["truth"] = sha256_of_file(context.study / "truth.csv");
  context.stage("decision", inputs, [&] {
    const auto& run = context.run();
    std::vector<fs::path> outputs;
    const auto leak = outcome_leak(run, regimens);
    const auto write = [&](const fs::path& path, const CsvTable& table) {
      with_leak(table, leak).write(path);
      outputs.push_back(path);
    };
    record_test_access(run, "decision", inputs, test_patients_of(run.predictions()),
                       "recommendations judged by what happened, policies valued");
    const auto cases = case_table(context, read_predictions(run.predictions()));
    write(run.decisions(),
          with_verdicts(cases, decision_input(cases, "decisions.csv", decision_options(settings))));
    write(run.table("calibration"), calibration_table(run, regimens));
    const auto assessment = assess_run(context);
    if (assessment.comparison) write(run.table("judgement"), judgement_csv(*assessment.comparison));
    for (const auto& [name, table] : assessment_csv(assessment)) write(run.table(name), table);
    return outputs;
  });
}

}  // namespace residuum::study
