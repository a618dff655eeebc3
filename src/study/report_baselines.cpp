#include <fmt/format.h>

#include "core/error.h"
#include "study/baselines.h"
#include "study/report_sections.h"

namespace residuum::study {
namespace {

constexpr double significant = 0.05;

report::Table comparison_table(const RegimenComparison& comparison) {
  const auto& patients = comparison.models.front().patients;
  report::Table table{
      fmt::format(
          "After {}: the network beside the baselines, {} test patients who had it, {} with RT (positive "
          "class). AUC with DeLong's 95% interval; difference: DeLong's paired test, P adjusted by Holm",
          comparison.regimen, patients.total, patients.count),
      {"model", "AUC", "Brier", "network less it", "P"},
      {},
      "baselines-" + RunFolder::slug(comparison.regimen)};
  for (const auto& model : comparison.models) {
    std::vector<std::string> cells{model.name, with_interval(model.auc, model.low, model.high),
                                   fmt::format("{:.3f}", model.brier)};
    if (model.network_less) {
      const auto& d = *model.network_less;
      cells.push_back(with_interval(d.value, d.low, d.high));
      cells.push_back(p_text(d.p));
    } else {
      cells.insert(cells.end(), {"", ""});
    }
    table.rows.push_back(std::move(cells));
  }
  return table;
}

}  // namespace

std::string verdict(const RegimenComparison& comparison) {
  std::vector<std::string> beaten, level, better, untested;
  for (std::size_t i = 1; i < comparison.models.size(); ++i) {
    const auto& model = comparison.models[i];
    if (!model.network_less) {
      untested.push_back(model.name);
      continue;
    }
    const bool clear = model.network_less->p < significant;
    (!clear ? level : model.network_less->value > 0 ? beaten : better).push_back(model.name);
  }
  std::string text = fmt::format("After {} the network ", comparison.regimen);
  if (beaten.empty()) {
    text += "beats none of the baselines";
  } else {
    text += fmt::format("beats {}", fmt::join(beaten, ", "));
  }
  if (!level.empty())
    text += fmt::format("; no difference is shown to {} (on this many patients: that is not equality)",
                        fmt::join(level, ", "));
  if (!better.empty()) text += fmt::format("; it is worse than {}", fmt::join(better, ", "));
  if (!untested.empty())
    text += fmt::format("; against {} the test is not defined (too few patients, or no error at all)",
                        fmt::join(untested, ", "));
  return text + ".";
}

report::Section baselines_section(const Context& context) {
  const auto& run = context.run();
  const auto comparisons =
      compare_with_baselines(read_predictions(run.predictions()), read_scores(run.baseline_scores()),
                             context.settings.table.regimens);
  report::Section section{"Against simple models", {}};
  section.blocks.push_back(report::Paragraph{
      "Penalised logistic regressions of a few numbers, fitted on the same training patients and applied once to the "
      "same test patients: stages, clinical columns, the tumour's volume, and its shape, intensities and texture "
      "(radiomics) under the same masks. The penalty of those with more than three numbers is chosen by "
      "cross-validation among training patients. A network that does not beat them has not earned its place."});
  for (const auto& comparison : comparisons) {
    section.blocks.push_back(comparison_table(comparison));
    section.blocks.push_back(report::Paragraph{verdict(comparison)});
  }
  return section;
}

}  // namespace residuum::study
