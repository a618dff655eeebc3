#include "core/csv.h"
#include "study/candidates_report.h"
#include "study/evaluation.h"
#include "study/leak_marks.h"
#include "study/stages.h"
#include "study/test_access.h"

namespace residuum::study {
namespace {

void write_performance(const fs::path& path, const std::vector<RegimenEvaluation>& evaluations,
                       const std::string& leak) {
  CsvTable table({"regimen", "cohort", "unit", "positive_class", "patients", "rt", "threshold", "measure",
                  "value", "ci_low", "ci_high", "interval"});
  for (const auto& evaluation : evaluations) {
    const auto add = [&](const std::string& measure, double value, double low, double high,
                         const std::string& interval) {
      const auto number = [](double x) { return fmt::format("{:.4f}", x); };
      table.add_row({evaluation.regimen, "test", "patient", "RT", std::to_string(evaluation.outcomes.size()),
                     std::to_string(evaluation.auc.positives), number(evaluation.threshold), measure,
                     number(value), interval.empty() ? "" : number(low), interval.empty() ? "" : number(high),
                     interval});
    };
    const auto add_rate = [&](const std::string& measure, const stats::Proportion& rate) {
      add(measure, rate.value, rate.low, rate.high, "Wilson 95%");
    };
    add("auc", evaluation.auc.value, evaluation.auc.low, evaluation.auc.high, "DeLong 95%");
    add_rate("accuracy", evaluation.confusion.accuracy());
    add_rate("sensitivity", evaluation.confusion.sensitivity());
    add_rate("specificity", evaluation.confusion.specificity());
    add_rate("ppv", evaluation.confusion.ppv());
    add_rate("npv", evaluation.confusion.npv());
    add("brier", evaluation.brier, 0, 0, "");
  }
  with_leak(table, leak).write(path);
}

void write_roc(const fs::path& path, const std::vector<RegimenEvaluation>& evaluations,
               const std::string& leak) {
  CsvTable table({"regimen", "threshold", "false_positive_rate", "true_positive_rate"});
  for (const auto& evaluation : evaluations) {
    for (const auto& point : evaluation.roc) {
      table.add_row({evaluation.regimen, fmt::format("{:.6g}", point.threshold),
                     fmt::format("{:.6f}", point.false_positive_rate),
                     fmt::format("{:.6f}", point.true_positive_rate)});
    }
  }
  with_leak(table, leak).write(path);
}

}  // namespace

void evaluation_stage(Context& context) {
  const auto candidates = context.run().candidate_predictions();
  Json inputs = {{"prediction", context.digests.at("prediction")},
                 {"regimens", context.settings.table.regimens}};
  if (fs::exists(candidates)) {
    inputs["candidates"] = sha256_of_file(candidates);
    inputs["preset"] = context.settings.preset;
    inputs["seed"] = context.settings.seed;
  }
  context.stage("evaluation", inputs, [&] {
    const auto& run = context.run();
    record_test_access(run, "evaluation", inputs, test_patients_of(run.predictions()), "figures of merit");
    const auto evaluations = evaluate(read_predictions(run.predictions()), context.settings.table.regimens);
    const auto leak = outcome_leak(run, context.settings.table.regimens);
    write_performance(run.table("performance"), evaluations, leak);
    write_roc(run.table("roc"), evaluations, leak);
    std::vector<fs::path> outputs{run.table("performance"), run.table("roc")};
    if (fs::exists(candidates)) {
      const auto results = candidate_results(context);
      write_table2(run.table("table2"), results.table2);
      write_network_tests(run.table("network_tests"), results.tests);
      outputs.insert(outputs.end(), {run.table("table2"), run.table("network_tests")});
    }
    return outputs;
  });
}

}  // namespace residuum::study
