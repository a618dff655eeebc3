#include "core/error.h"
#include "stats/roc.h"
#include "study/predictions.h"
#include "study/report_sections.h"
#include "study/truth.h"

namespace residuum::study {

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
