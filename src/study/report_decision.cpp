#include <map>

#include "core/error.h"
#include "stats/roc.h"
#include "study/decisions.h"
#include "study/report_sections.h"
#include "study/truth.h"

namespace residuum::study {
namespace {

report::Table situations(const std::vector<PatientDecision>& decisions,
                         const std::vector<std::string>& regimens) {
  report::Table table{"What was predicted, recommended, given, and what happened, test patients", {}, {}};
  for (const auto& regimen : regimens) table.columns.push_back(regimen + " model");
  for (const char* column : {"recommended", "physician gave", "outcome", "patients"})
    table.columns.emplace_back(column);
  std::map<std::vector<std::string>, int> counts;
  for (const auto& decided : decisions) {
    std::vector<std::string> cells;
    for (const auto& prediction : decided.recommendation.predictions)
      cells.push_back(to_string(prediction.predicted()));
    cells.insert(cells.end(), {decided.recommendation.regimen, decided.given, to_string(decided.actual)});
    ++counts[cells];
  }
  for (const auto& [cells, count] : counts) {
    table.rows.push_back(cells);
    table.rows.back().push_back(std::to_string(count));
  }
  return table;
}

report::Table judgement_table(const decision::Comparison& comparison) {
  report::Table table{"Right and wrong by the study's 12 conditions, test patients; Wilson 95% intervals",
                      {"side", "right", "wrong", "not judged", "rate"},
                      {}};
  const auto add = [&](const char* side, const decision::Rate& rate) {
    table.rows.push_back({side, std::to_string(rate.right), std::to_string(rate.wrong),
                          std::to_string(rate.not_judged), with_interval(rate.value, rate.low, rate.high)});
  };
  add("model", comparison.model);
  add("physician", comparison.physician);
  return table;
}

}  // namespace

report::Section decision_section(const Context& context) {
  const auto& regimens = context.settings.table.regimens;
  const auto decisions = decide(read_predictions(context.run().predictions()), regimens);
  report::Section section{"Decision", {}};
  section.blocks.push_back(report::Paragraph{
      "Recommended is the least toxic regimen predicted to leave no residual tumour; where "
      "every regimen is predicted to leave some, individual-based, more intensive treatment "
      "(IBT)."});
  section.blocks.push_back(situations(decisions, regimens));
  if (regimens.size() != 2) return section;
  const auto comparison = compare(decisions);
  section.blocks.push_back(judgement_table(comparison));
  section.blocks.push_back(report::Paragraph{fmt::format(
      "Difference of the two rates: Pearson's chi-square P = {:.3g} (as in the article, which treats the two "
      "sides as separate samples). The verdicts are of the same patients, so the paired test is the right one: "
      "exact McNemar P = {:.3g} ({} patients with only the model right, {} with only the physician right). The "
      "rule judges a recommendation by what happened under the treatment that was given, so it favours whoever "
      "agrees with the treatment's outcome; it does not say what would have happened.",
      comparison.pearson_p, comparison.mcnemar_p, comparison.only_model_right,
      comparison.only_physician_right)});
  return section;
}

report::Section truth_section(const Context& context) {
  const auto& regimens = context.settings.table.regimens;
  const auto truth = read_truth(context.study / "truth.csv", regimens);
  const auto rows = read_predictions(context.run().predictions());
  report::Section section{"Against the truth (synthetic studies only)", {}};
  section.blocks.push_back(report::Paragraph{
      "The generator knows each patient's true probability of RT under each regimen. No model ranks patients better "
      "on average than these probabilities do (Bayes-optimal); on a sample this small one may come out above them by "
      "chance. On top of the patients who had a regimen, each model can here also be tested on the others, whose "
      "outcome under it is known too."});
  report::Table table{"AUC of the model beside the Bayes-optimal AUC, test patients, DeLong 95% intervals",
                      {"regimen", "patients", "n (RT)", "model", "Bayes-optimal"},
                      {}};
  for (const auto& regimen : regimens) {
    for (const bool all : {false, true}) {
      std::vector<double> model, best;
      std::vector<int> labels;
      for (const auto& row : rows) {
        if (row.prediction.regimen != regimen || (!all && row.given != regimen)) continue;
        const auto found = truth.find(row.prediction.patient_id);
        if (found == truth.end())
          throw input_error("truth.csv: no row for patient {}", row.prediction.patient_id);
        model.push_back(row.prediction.probability_rt);
        best.push_back(found->second.at(regimen).probability_rt);
        labels.push_back(found->second.at(regimen).rt);
      }
      const auto of_model = stats::auc_delong(model, labels), of_truth = stats::auc_delong(best, labels);
      table.rows.push_back({regimen, all ? "all test patients, potential outcome" : "who had the regimen",
                            fmt::format("{} ({})", labels.size(), of_model.positives),
                            with_interval(of_model.value, of_model.low, of_model.high),
                            with_interval(of_truth.value, of_truth.low, of_truth.high)});
    }
  }
  section.blocks.push_back(table);
  return section;
}

}  // namespace residuum::study
