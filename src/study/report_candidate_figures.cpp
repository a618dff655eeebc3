// The article's Figures 6 to 8 of a run: ROC curves per regimen and unit of analysis, accuracy per epoch; and
// whether the chosen models' probabilities are what they say.
#include <algorithm>
#include <cmath>
#include <set>

#include "core/error.h"
#include "report/figures.h"
#include "stats/calibration.h"
#include "study/candidates_report.h"
#include "study/with_interval.h"

namespace residuum::study {
namespace {

constexpr std::size_t most_lines = 6;  // that one figure keeps apart

report::Figure marked(report::Figure figure, const std::string& leak) {
  return leak.empty() ? figure : report::leaked(std::move(figure), leak);
}

// Candidates that share a figure: all of a regimen where they are few, else those of a unit.
struct Panel {
  std::string id, about;  // "-mean", " learning by mean"; empty where all are in one
  std::vector<ScoredModel> models;
};

std::vector<Panel> panels_of(const std::vector<ScoredModel>& models) {
  if (models.size() <= most_lines) return {{"", "", models}};
  std::vector<Panel> panels;
  for (const std::string unit : units_of_analysis) {
    Panel panel{"-" + unit, fmt::format(", {} ({})", unit, unit_words(unit)), {}};
    for (const auto& model : models) {
      if (model.unit == unit) panel.models.push_back(model);
    }
    if (!panel.models.empty()) panels.push_back(std::move(panel));
  }
  return panels;
}

// With its unit where the panel has several.
std::string name_in(const Panel& panel, const ScoredModel& model) {
  const bool one_unit =
      std::ranges::all_of(panel.models, [&](const ScoredModel& other) { return other.unit == model.unit; });
  return (one_unit ? model.network : candidate_name(model)) + (model.leak.empty() ? "" : ", leaked");
}

const Merit& auc_of(const CandidateResults& results, const ScoredModel& model, const std::string& counted) {
  const auto found = std::ranges::find_if(results.table2, [&](const Table2Row& row) {
    return row.regimen == model.regimen && row.network == model.network && row.unit == model.unit &&
           row.counted == counted;
  });
  if (found == results.table2.end()) throw failure("no row of Table 2 for {}", candidate_name(model));
  return found->auc;
}

void add_roc(std::vector<report::Block>& blocks, const CandidateResults& results, const std::string& regimen,
             const Panel& panel, const std::string& counted) {
  const auto scored_of = [&](const ScoredModel& model) -> const Scored& {
    return counted == "image" ? model.images : model.patients;
  };
  std::vector<report::NamedRoc> curves;
  const Scored* cohort = nullptr;
  for (const auto& model : panel.models) {
    const auto& scored = scored_of(model);
    if (!scored.both_classes()) continue;
    cohort = &scored;
    const auto& auc = auc_of(results, model, counted);
    curves.push_back({fmt::format("{}, AUC {}", name_in(panel, model),
                                  auc.interval.empty() ? fmt::format("{:.2f}", auc.value)
                                                       : with_interval(auc.value, auc.low, auc.high, 2)),
                      stats::roc_curve(scored.probabilities, scored.outcomes)});
  }
  if (curves.empty()) return;
  const bool image = counted == "image";
  const auto patients = std::set<std::string>(cohort->patients.begin(), cohort->patients.end()).size();
  blocks.push_back(marked(
      report::roc_figure(
          fmt::format("roc-{}-{}s{}", RunFolder::slug(regimen), counted, panel.id),
          fmt::format(
              "After {}, by {}{}: ROC curves of the candidates on {} ({} RT); positive class RT; AUC with "
              "{}.",
              regimen, counted, panel.about,
              image ? fmt::format("{} images of {} test patients who had it", cohort->size(), patients)
                    : fmt::format("{} test patients who had it", patients),
              cohort->positives(),
              image ? "a 95% bootstrap interval (patients drawn whole)" : "DeLong's 95% interval"),
          curves),
      leaks_of(panel.models)));
}

// The mean over folds, as far as all of them have the epoch.
report::Series series_of(const std::vector<CandidateEpoch>& epochs, const ScoredModel& model,
                         const std::string& name, double CandidateEpoch::*figure) {
  std::map<int, std::pair<double, std::size_t>> sums;  // by epoch: sum and folds
  std::set<int> folds;
  for (const auto& epoch : epochs) {
    if (epoch.regimen != model.regimen || epoch.network != model.network || epoch.unit != model.unit)
      continue;
    folds.insert(epoch.fold);
    auto& [sum, count] = sums[epoch.epoch];
    sum += epoch.*figure;
    ++count;
  }
  report::Series series{name, {}, {}};
  for (const auto& [epoch, of] : sums) {
    if (of.second != folds.size()) continue;
    series.x.push_back(epoch);
    series.y.push_back(of.first / static_cast<double>(of.second));
  }
  return series;
}

// "resnet50 12, 15; xception 20": of each fold the epoch kept.
std::string kept_of(const CandidateResults& results, const Panel& panel) {
  std::string text;
  for (const auto& model : panel.models) {
    std::string kept;
    for (const auto& epoch : results.epochs) {
      if (epoch.chosen && epoch.regimen == model.regimen && epoch.network == model.network &&
          epoch.unit == model.unit)
        kept += fmt::format("{}{}", kept.empty() ? "" : ", ", epoch.epoch);
    }
    if (!kept.empty()) text += fmt::format("{}{} {}", text.empty() ? "" : "; ", name_in(panel, model), kept);
  }
  return text.empty() ? "" : "; epochs kept, by fold: " + text;
}

void add_epochs(std::vector<report::Block>& blocks, const CandidateResults& results,
                const std::string& regimen, const Panel& panel, const std::string& what,
                double CandidateEpoch::*figure) {
  std::vector<report::Series> series;
  for (const auto& model : panel.models) {
    auto one = series_of(results.epochs, model, name_in(panel, model), figure);
    const bool any = std::ranges::any_of(one.y, [](double y) { return std::isfinite(y); });
    if (any) series.push_back(std::move(one));
  }
  if (series.empty()) return;
  std::string slug = what;
  std::ranges::transform(slug, slug.begin(), [](unsigned char c) { return std::tolower(c); });
  blocks.push_back(marked(
      report::line_figure(fmt::format("epochs-{}-{}{}", slug, RunFolder::slug(regimen), panel.id),
                          fmt::format("After {}{}: {} per epoch on what was held out (validation), mean over "
                                      "folds where there are several, without an interval{}.",
                                      regimen, panel.about, what, kept_of(results, panel)),
                          "epoch", what, series),
      leaks_of(panel.models)));
}

// "0.95 (0.61 to 1.29)", or nothing where the fit is not to be had.
std::string estimate(const stats::Estimate& value) {
  return with_interval(value.value, value.low, value.high, 2);
}

void add_calibration_row(report::Table& table, const ScoredModel& model) {
  const auto& scored = model.patients;
  double sum = 0;
  for (const double probability : scored.probabilities) sum += probability;
  const auto count = static_cast<double>(scored.size());
  std::vector<std::string> cells{
      model.regimen, candidate_name(model), fmt::format("{} ({})", scored.size(), scored.positives()),
      fmt::format("{:.3f}", sum / count), fmt::format("{:.3f}", scored.positives() / count)};
  try {
    const auto line = stats::calibration_line(scored.probabilities, scored.outcomes);
    cells.insert(cells.end(), {estimate(line.in_the_large), estimate(line.slope)});
  } catch (const Error&) {  // one class, perfect separation, probabilities all alike
    cells.insert(cells.end(), {"", ""});
  }
  try {
    cells.push_back(
        fmt::format("{:.3f}", stats::calibration_distance(scored.probabilities, scored.outcomes).ici));
  } catch (const Error&) {  // fewer than four patients
    cells.emplace_back();
  }
  table.rows.push_back(std::move(cells));
}

}  // namespace

std::vector<report::Block> candidate_roc_blocks(const CandidateResults& results) {
  std::vector<report::Block> blocks;
  for (const auto& regimen : results.regimens) {
    auto candidates = candidates_of(results.models, regimen);
    std::vector<ScoredModel> by_image;
    for (const auto& model : candidates) {
      if (model.images.size() > 0) by_image.push_back(model);
    }
    if (!by_image.empty()) {
      for (const auto& panel : panels_of(by_image)) add_roc(blocks, results, regimen, panel, "image");
    }
    if (!results.several(regimen)) continue;  // its curve stands in the section already
    for (const auto& panel : panels_of(candidates)) add_roc(blocks, results, regimen, panel, "patient");
  }
  return blocks;
}

std::vector<report::Block> candidate_epoch_blocks(const CandidateResults& results) {
  std::vector<report::Block> blocks;
  for (const auto& regimen : results.regimens) {
    for (const auto& panel : panels_of(candidates_of(results.models, regimen))) {
      add_epochs(blocks, results, regimen, panel, "accuracy", &CandidateEpoch::validation_accuracy);
      if (results.several(regimen))
        add_epochs(blocks, results, regimen, panel, "AUC", &CandidateEpoch::validation_auc);
    }
  }
  return blocks;
}

std::vector<report::Block> calibration_blocks(const CandidateResults& results) {
  std::vector<report::NamedCalibration> curves;
  std::vector<ScoredModel> chosen;
  report::Table table{
      "Calibration of the models that go on, on the test patients who had their regimen. In the large: 0 is right, "
      "above it RT is more frequent than predicted; slope: 1 is right, below it predictions are too extreme (95% "
      "Wald intervals); ICI: mean distance of the probabilities from the smooth curve. Empty: not to be had from "
      "these patients",
      {"regimen", "model", "test patients (RT)", "mean prediction", "share of RT", "in the large", "slope",
       "ICI"},
      {},
      "calibration"};
  for (const auto& model : results.models) {
    if (!model.chosen || model.patients.size() == 0) continue;
    chosen.push_back(model);
    const auto groups = std::clamp(static_cast<int>(model.patients.size()) / 10, 2, 10);
    curves.push_back(
        {fmt::format("{}: {}{}", model.regimen, candidate_name(model), model.leak.empty() ? "" : ", leaked"),
         stats::calibration_curve(model.patients.probabilities, model.patients.outcomes, groups)});
    add_calibration_row(table, model);
  }
  if (chosen.empty()) return {};
  add_marks(table, chosen);
  return {
      marked(
          report::calibration_figure(
              "calibration",
              "Calibration of the models that go on, on the test patients who had their regimen: groups of about "
              "ten patients with Wilson's 95% interval of their share of RT, and a smooth curve (loess, span 0.75, "
              "without an interval). On the diagonal the probabilities are what they say.",
              curves),
          table.leak),
      table};
}

}  // namespace residuum::study
