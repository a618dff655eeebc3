#include "core/error.h"
#include "report/plain_text.h"
#include "study/decision_simulation.h"
#include "study/report_sections.h"

namespace residuum::study {
namespace {

std::string percent(double share) {
  return fmt::format("{:.1f}%", 100 * share);
}

}  // namespace

report::Table coverage_table(const Simulation& simulation) {
  report::Table table{
      fmt::format(
          "Estimates against the truth over {} simulated cohorts of {} patients (phantom's patients, seed {}); "
          "coverage: share of the 95% intervals ({} bootstrap replicates) that hold the truth, with Wilson's "
          "95% interval",
          simulation.options.cohorts, simulation.options.patients, simulation.options.seed,
          simulation.options.replicates),
      {"estimand", "truth", "mean estimate", "bias", "SD", "coverage"},
      {}};
  for (const auto& one : simulation.estimands) {
    table.rows.push_back({one.estimand, fmt::format("{:.3f}", one.truth), fmt::format("{:.3f}", one.mean),
                          fmt::format("{:+.3f}", one.mean - one.truth), fmt::format("{:.3f}", one.spread),
                          with_interval(one.covered.value, one.covered.low, one.covered.high)});
  }
  table.id = "coverage";
  return table;
}

report::Table study_rate_table(const Simulation& simulation) {
  return {
      "The study's rate (its 12 conditions) beside the share of decisions that are right in truth, means over the "
      "simulated cohorts; curable: patients whom some regimen leaves without residual tumour",
      {"", "model", "physicians"},
      {{"the study's rate", percent(simulation.study_rate_model), percent(simulation.study_rate_physician)},
       {"right in truth, all patients", percent(simulation.true_rate_model), "IBT was not theirs to give"},
       {"right in truth, curable patients", percent(simulation.true_rate_model_curable),
        percent(simulation.true_rate_physician_curable)},
       {"the study's rate less the truth, curable",
        fmt::format("{:+.1f} points",
                    100 * (simulation.study_rate_model - simulation.true_rate_model_curable)),
        fmt::format("{:+.1f} points",
                    100 * (simulation.study_rate_physician - simulation.true_rate_physician_curable))}},
      "study-rate"};
}

report::Table bounded_simulation_table(const Simulation& simulation) {
  return {
      fmt::format("Bounded recommendations (conformal, at most {} wrong), means over the simulated cohorts",
                  percent(simulation.options.alpha)),
      {"calibration patients", "patients with a recommendation", "of them wrong"},
      {{"treated as physicians chose", percent(simulation.bounded_share), percent(simulation.bounded_wrong)},
       {"treated at random", percent(simulation.bounded_share_random),
        percent(simulation.bounded_wrong_random)}},
      "bounded-simulated"};
}

report::Section simulation_section(const Simulation& simulation) {
  return {
      "Do the estimators say what is true? (synthetic studies only)",
      {report::Paragraph{
           "Cohorts drawn from the generator's patients, tables alone, each analysed as this study was; the model "
           "judged is a noisy version of the true probabilities, not the one above. Choice and outcome hang on what "
           "the covariates hold, so the assumptions are true here; in life nobody knows."},
       coverage_table(simulation), study_rate_table(simulation), bounded_simulation_table(simulation)}};
}

std::string simulation_text(const Simulation& simulation) {
  return report::to_text(
      {"Do the estimators say what is true?",
       "",
       {{"Simulated cohorts",
         {coverage_table(simulation), study_rate_table(simulation), bounded_simulation_table(simulation)}}}});
}

}  // namespace residuum::study
