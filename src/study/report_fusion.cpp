#include <algorithm>

#include "report/nomogram.h"
#include "stats/logistic.h"
#include "study/baselines.h"
#include "study/fusion.h"
#include "study/report_sections.h"

namespace residuum::study {
namespace {

report::Table comparison_table(const FusionComparison& comparison) {
  report::Table table{
      fmt::format(
          "After {}: the image, the clinical columns and both, {} test patients who had it, {} with RT (positive class). "
          "AUC with DeLong's 95% interval; gain: AUC of both less this one's, DeLong's paired test, not adjusted",
          comparison.regimen, comparison.patients, comparison.rt),
      {"model", "AUC", "Brier", "gain of both", "P"},
      {},
      "fusion-" + RunFolder::slug(comparison.regimen)};
  for (const auto& row : comparison.rows) {
    std::vector<std::string> cells{row.name, with_interval(row.auc, row.low, row.high),
                                   fmt::format("{:.3f}", row.brier), "", ""};
    if (row.gain) {
      cells[3] = with_interval(row.gain->value, row.gain->low, row.gain->high);
      cells[4] = p_text(row.gain->p);
    }
    table.rows.push_back(std::move(cells));
  }
  return table;
}

std::vector<std::pair<double, std::string>> marks_of(const FusionColumn& column) {
  std::vector<std::pair<double, std::string>> marks;
  const auto add = [&](double value, const std::string& text) {
    if (value >= column.low && value <= column.high) marks.emplace_back(value, text);
  };
  if (column.name == image_column) {
    for (const double p : {0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99})
      add(stats::logit(p), fmt::format("{:g}", p));
  } else if (column.name == "male" || column.name.ends_with(" missing")) {
    add(0, "no");
    add(1, "yes");
  } else if (column.name.ends_with("_stage")) {
    for (int stage = 0; stage <= 4; ++stage) add(stage, std::to_string(stage));
  } else {
    marks = report::round_marks(column.low, column.high);
  }
  return marks;
}

report::Figure nomogram_of(const FusionModel& model) {
  std::vector<report::NomogramColumn> columns;
  for (const auto& column : model.columns) {
    std::string name = column.name == image_column ? "image, probability" : column.name;
    std::replace(name.begin(), name.end(), '_', ' ');
    if (name == "t stage" || name == "n stage") name.front() = name.front() == 't' ? 'T' : 'N';
    if (name == "ajcc stage") name = "AJCC stage";
    columns.push_back({name, column.coefficient, column.low, column.high, marks_of(column)});
  }
  return report::nomogram_figure(
      "nomogram-" + RunFolder::slug(model.regimen),
      fmt::format(
          "{}: nomogram of image and clinical columns, fitted on {} training patients ({} RT) whom the network had not "
          "learnt from; ridge penalty {:g}. Read the points of each line, add them, and read the probability of RT below "
          "the total. Lines span the values seen; a column that spans more than two powers of ten enters as ln(1 + x).",
          model.regimen, model.patients, model.rt, model.ridge),
      report::Nomogram(model.intercept, std::move(columns)), "RT");
}

bool has_points(const FusionModel& model) {
  return std::any_of(model.columns.begin(), model.columns.end(),
                     [](const auto& column) { return column.coefficient != 0 && column.high > column.low; });
}

}  // namespace

report::Section fusion_section(const Context& context) {
  const auto& run = context.run();
  const auto predictions = read_predictions(run.predictions());
  const std::string where = fusion_models(run).string();
  std::map<std::string, std::map<std::string, std::map<std::string, double>>>
      scores;  // regimen, model, patient
  for (const auto& score : read_scores(fusion_scores(run)))
    scores[score.regimen][score.baseline][score.patient] = score.probability_rt;
  report::Section section{"Image and clinical columns", {}};
  section.blocks.push_back(report::Paragraph{
      "What the clinical columns add to the image, and the image to them. Both regressions are fitted on the same "
      "training patients: those whose image probability comes from a network that had not learnt from them."});
  const Json models = read_json(where);
  for (const auto& entry : models) {
    const auto model = fusion_model_from_json(entry, where);
    auto& of = scores[model.regimen];
    section.blocks.push_back(comparison_table(
        compare_fusion(predictions, model.regimen, of[clinical_alone], of[image_and_clinical])));
    if (has_points(model)) section.blocks.push_back(nomogram_of(model));
  }
  for (const auto& regimen : context.settings.table.regimens) {
    if (scores.contains(regimen) && !scores[regimen].empty()) continue;
    section.blocks.push_back(report::Paragraph{fmt::format(
        "After {} nothing was fitted: no column has values, or of the training patients whom the network had not learnt "
        "from there are fewer than two of an outcome, or fewer than folds.",
        regimen)});
  }
  return section;
}

}  // namespace residuum::study
