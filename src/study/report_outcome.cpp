#include <algorithm>
#include <functional>

#include "cohort/split.h"
#include "learn/history.h"
#include "report/figures.h"
#include "study/evaluation.h"
#include "study/outcome_result.h"
#include "study/outcome_settings.h"
#include "study/report_sections.h"
#include "study/subgroups.h"

namespace residuum::study {
namespace {

// Mean over folds, epoch by epoch.
report::Series mean_of(const char* name, const std::vector<learn::History>& folds,
                       const std::function<double(const learn::EpochRecord&)>& of) {
  report::Series series{name, {}, {}};
  for (std::size_t epoch = 0; epoch < folds.front().epochs.size(); ++epoch) {
    double sum = 0;
    for (const auto& fold : folds) sum += of(fold.epochs.at(epoch));
    series.x.push_back(folds.front().epochs[epoch].epoch);
    series.y.push_back(sum / static_cast<double>(folds.size()));
  }
  return series;
}

report::Figure training_figure(const RunFolder& run, const std::string& regimen) {
  const auto result = read_outcome_result(run.outcome_result(regimen));
  const auto& folds = result.folds;
  const bool leaked = !result.figures.leak.empty();
  const std::vector<report::Series> series{
      mean_of("loss, training", folds, [](const auto& epoch) { return epoch.training_loss; }),
      mean_of(leaked ? "loss, test (leaked)" : "loss, validation", folds,
              [](const auto& epoch) { return epoch.validation_loss; }),
      mean_of(leaked ? "accuracy, test (leaked)" : "AUC, validation", folds,
              [](const auto& epoch) { return epoch.validation_score; })};
  std::string kept;
  for (const auto& fold : folds) kept += (kept.empty() ? "" : ", ") + std::to_string(fold.chosen_epoch);
  std::string caption =
      fmt::format("{} model per epoch ({}, unit {}), {} training patients. ", regimen, result.figures.network,
                  to_string(result.figures.unit), result.training_patients);
  if (leaked) {
    caption += result.figures.leak + ".";
  } else if (folds.size() == 1) {
    caption += fmt::format(
        "Validation: {} of them held out; AUC of RT, without an interval; the rule marks the epoch kept (lowest "
        "validation loss).",
        result.held_out.size());
  } else {
    caption += fmt::format(
        "Mean over {} folds, validation being on the fold held out; AUC of RT, without an interval. Epochs kept (lowest "
        "validation loss in each fold): {}.",
        folds.size(), kept);
  }
  return report::line_figure("outcome-training-" + RunFolder::slug(regimen), caption, "epoch",
                             leaked ? "loss / accuracy" : "loss / AUC", series,
                             folds.size() == 1 ? folds.front().chosen_epoch : 0);
}

// Training patients of the regimen of whom there is no rectangle.
std::size_t not_learnt_from(const Context& context, const cohort::Split& split, const std::string& regimen) {
  const auto& patients = split.training.patients();
  const auto all = static_cast<std::size_t>(
      std::count_if(patients.begin(), patients.end(),
                    [&](const cohort::Patient& patient) { return patient.regimen == regimen; }));
  return all - read_outcome_result(context.run().outcome_result(regimen)).training_patients;
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
  const auto evaluations = evaluate(rows, context.settings.table.regimens);
  const auto origin = threshold_origin(context.settings.outcome.threshold);
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
  section.blocks.push_back(report::roc_figure(
      "roc",
      "ROC curves of the test cohort, each regimen's model on the patients who had that regimen (" +
          sizes_of(evaluations) + "); positive class RT; AUC with DeLong's 95% interval.",
      curves));
  for (const auto& evaluation : evaluations) {
    const std::string slug = RunFolder::slug(evaluation.regimen);
    section.blocks.push_back(training_figure(context.run(), evaluation.regimen));
    section.blocks.push_back(report::confusion_figure(
        "confusion-" + slug,
        fmt::format(
            "{}: predicted against actual outcome, {} test patients who had it ({} RT, the positive class), threshold "
            "{:.3f}, {}; percent of the actual outcome.",
            evaluation.regimen, evaluation.outcomes.size(), evaluation.auc.positives, evaluation.threshold,
            origin),
        evaluation.confusion));
    section.blocks.push_back(report::strip_figure(
        "probabilities-" + slug,
        fmt::format(
            "{}: probability of RT of each of {} test patients who had it ({} RT), by what happened; the rule "
            "is the threshold, {}.",
            evaluation.regimen, evaluation.outcomes.size(), evaluation.auc.positives, origin),
        evaluation.probabilities, evaluation.outcomes, evaluation.threshold));
  }
  add_candidates(section, context);
  add_protocols(section, context);
  const auto groups = subgroups(rows, split.test.patients(), context.settings.table.regimens,
                                groupings_of(split.training.patients()));
  for (auto& block : subgroup_blocks(groups)) section.blocks.push_back(std::move(block));
  return section;
}

}  // namespace residuum::study
