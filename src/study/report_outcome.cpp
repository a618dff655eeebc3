#include <algorithm>

#include "cohort/split.h"
#include "learn/history.h"
#include "report/figures.h"
#include "study/candidates_report.h"
#include "study/evaluation.h"
#include "study/model_description.h"
#include "study/report_sections.h"
#include "study/subgroups.h"

namespace residuum::study {
namespace {

report::Figure marked(report::Figure figure, const std::string& leak) {
  return leak.empty() ? figure : report::leaked(std::move(figure), leak);
}

report::Figure training_figure(const RunFolder& run, const std::string& regimen) {
  const std::string where = run.outcome_result(regimen).string();
  const auto history = learn::history_from_json(json_field<Json>(read_json(where), "history", where), where);
  report::Series training{"loss, training", {}, {}}, validation{"loss, validation", {}, {}},
      score{"AUC, validation", {}, {}};
  for (const auto& epoch : history.epochs) {
    for (auto* series : {&training, &validation, &score}) series->x.push_back(epoch.epoch);
    training.y.push_back(epoch.training_loss);
    validation.y.push_back(epoch.validation_loss);
    score.y.push_back(epoch.validation_score);
  }
  const Json model = describe_model(run, "outcome-" + RunFolder::slug(regimen), run.outcome_model(regimen));
  return report::line_figure(
      "outcome-training-" + RunFolder::slug(regimen),
      fmt::format(
          "{} model per epoch, on {} training patients and on {} held-out training patients (validation); AUC "
          "of RT, without an interval; the rule marks the epoch kept (lowest validation loss).",
          regimen, model["metadata"].value("fitting_patients", "the"),
          model["metadata"].value("validation_patients", "the")),
      "epoch", "loss / AUC", {training, validation, score}, history.chosen_epoch);
}

// Training patients of the regimen of whom there is no rectangle.
std::size_t not_learnt_from(const Context& context, const cohort::Split& split, const std::string& regimen) {
  const auto& patients = split.training.patients();
  const auto all = static_cast<std::size_t>(
      std::count_if(patients.begin(), patients.end(),
                    [&](const cohort::Patient& patient) { return patient.regimen == regimen; }));
  const auto path = context.run().outcome_result(regimen);
  return all - json_field<std::size_t>(read_json(path), "training_patients", path.string());
}

int without_tumour(const std::vector<PredictionRow>& rows) {
  int count = 0;
  for (const auto& row : rows) count += row.slices == 0 && row.prediction.regimen == row.given;
  return count;
}

// "CCRT 42 patients, 15 RT; IC+CCRT 43, 16 RT"
std::string sizes_of(const std::vector<RegimenEvaluation>& evaluations) {
  std::string text;
  for (const auto& evaluation : evaluations) {
    text += fmt::format("{}{} {} patients, {} RT", text.empty() ? "" : "; ", evaluation.regimen,
                        evaluation.outcomes.size(), evaluation.auc.positives);
  }
  return text;
}

}  // namespace

report::Section outcome_section(const Context& context) {
  const auto rows = read_predictions(context.run().predictions());
  const auto evaluations = evaluate(context.run(), context.settings.table.regimens);
  report::Section section{title::outcome, {}};
  if (const int count = without_tumour(rows); count > 0) {
    section.blocks.push_back(report::Paragraph{fmt::format(
        "In {} test patients the segmentation found no tumour; they are kept with the rate of RT among the patients "
        "whom the model learnt from as their probability.",
        count)});
  }
  const auto split = cohort::read_split(context.run().splits(), context.cohort);
  for (const auto& regimen : context.settings.table.regimens) {
    if (const auto count = not_learnt_from(context, split, regimen); count > 0) {
      section.blocks.push_back(report::Paragraph{fmt::format(
          "{}: in {} training patients no tumour was found; nothing was learnt from them.", regimen, count)});
    }
  }
  std::vector<report::NamedRoc> curves;
  for (const auto& evaluation : evaluations) {
    curves.push_back({evaluation.regimen + ", AUC " +
                          with_interval(evaluation.auc.value, evaluation.auc.low, evaluation.auc.high, 2),
                      evaluation.roc});
  }
  section.blocks.push_back(marked(
      report::roc_figure(
          "roc",
          "ROC curves of the test cohort, each regimen's model on the patients who had that regimen (" +
              sizes_of(evaluations) + "); positive class RT; AUC with DeLong's 95% interval.",
          curves),
      leaks_of(evaluations)));
  for (const auto& evaluation : evaluations) {
    const std::string slug = RunFolder::slug(evaluation.regimen);
    section.blocks.push_back(marked(training_figure(context.run(), evaluation.regimen), evaluation.leak));
    section.blocks.push_back(marked(
        report::confusion_figure(
            "confusion-" + slug,
            fmt::format(
                "{}: predicted against actual outcome, {} test patients who had it ({} RT, the positive class), threshold "
                "{:.3f} of highest Youden index on held-out training patients; percent of the actual outcome.",
                evaluation.regimen, evaluation.outcomes.size(), evaluation.auc.positives,
                evaluation.threshold),
            evaluation.confusion),
        evaluation.leak));
    section.blocks.push_back(marked(
        report::strip_figure(
            "probabilities-" + slug,
            fmt::format(
                "{}: probability of RT of each of {} test patients who had it ({} RT), by what happened; the rule "
                "is the threshold, of highest Youden index on held-out training patients.",
                evaluation.regimen, evaluation.outcomes.size(), evaluation.auc.positives),
            evaluation.probabilities, evaluation.outcomes, evaluation.threshold),
        evaluation.leak));
  }
  add_candidates(section, context);
  add_protocols(section, context);
  const auto groups = subgroups(rows, split.test.patients(), context.settings.table.regimens,
                                groupings_of(split.training.patients()));
  for (auto& block : subgroup_blocks(groups)) section.blocks.push_back(std::move(block));
  return section;
}

}  // namespace residuum::study
