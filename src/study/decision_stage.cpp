#include "core/csv.h"
#include "study/decisions.h"
#include "study/stages.h"

namespace residuum::study {
namespace {

void write_decisions(const fs::path& path, const std::vector<PatientDecision>& decisions,
                     const std::vector<std::string>& regimens) {
  std::vector<std::string> columns{"patient"};
  for (const auto& regimen : regimens) {
    columns.push_back("probability_rt_" + regimen);
    columns.push_back("predicted_" + regimen);
  }
  for (const char* column :
       {"recommended", "predicted_effect", "regimen_given", "outcome", "model", "physician"}) {
    columns.emplace_back(column);
  }
  CsvTable table(columns);
  for (const auto& decided : decisions) {
    std::vector<std::string> cells{decided.patient};
    for (const auto& prediction : decided.recommendation.predictions) {
      cells.push_back(fmt::format("{:.6f}", prediction.probability_rt));
      cells.push_back(to_string(prediction.predicted()));
    }
    cells.insert(cells.end(), {decided.recommendation.regimen, to_string(decided.recommendation.effect),
                               decided.given, to_string(decided.actual), to_string(decided.judgement.model),
                               to_string(decided.judgement.physician)});
    table.add_row(std::move(cells));
  }
  table.write(path);
}

void write_judgement(const fs::path& path, const decision::Comparison& comparison) {
  CsvTable table({"side", "right", "wrong", "not_judged", "rate", "wilson_low", "wilson_high"});
  const auto add = [&](const char* side, const decision::Rate& rate) {
    table.add_row({side, std::to_string(rate.right), std::to_string(rate.wrong),
                   std::to_string(rate.not_judged), fmt::format("{:.4f}", rate.value),
                   fmt::format("{:.4f}", rate.low), fmt::format("{:.4f}", rate.high)});
  };
  add("model", comparison.model);
  add("physician", comparison.physician);
  table.write(path);
}

}  // namespace

void decision_stage(Context& context) {
  const auto& regimens = context.settings.table.regimens;
  const Json inputs = {{"prediction", context.digests.at("prediction")}, {"regimens", regimens}};
  context.stage("decision", inputs, [&] {
    const auto& run = context.run();
    const auto decisions = decide(read_predictions(run.predictions()), regimens);
    write_decisions(run.decisions(), decisions, regimens);
    write_judgement(run.table("judgement"), compare(decisions));
    return std::vector<fs::path>{run.decisions(), run.table("judgement")};
  });
}

}  // namespace residuum::study
