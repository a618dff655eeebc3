#include <algorithm>
#include <map>

#include "report/step_figure.h"
#include "stats/bootstrap.h"
#include "study/explanation.h"
#include "study/report_sections.h"

namespace residuum::study {
namespace {

std::string mean_with_interval(const std::vector<double>& values, std::uint64_t seed) {
  stats::BootstrapOptions options;
  options.seed = seed;
  const auto mean = [&](const std::vector<std::size_t>& rows) {
    double sum = 0;
    for (const auto row : rows) sum += values[row];
    return sum / static_cast<double>(rows.size());
  };
  const auto found = stats::bootstrap_interval(stats::ResamplingPlan::plain(values.size()), mean, options);
  return with_interval(found.estimate, found.low, found.high);
}

std::vector<ExplainedPatient> of_regimen(const std::vector<ExplainedPatient>& patients,
                                         const std::string& regimen) {
  std::vector<ExplainedPatient> found;
  std::copy_if(patients.begin(), patients.end(), std::back_inserter(found),
               [&](const auto& one) { return one.regimen == regimen; });
  return found;
}

report::Table share_table(const std::vector<ExplainedPatient>& all, const std::vector<std::string>& regimens,
                          std::uint64_t seed) {
  report::Table table{
      "How much of the heat map lies inside the tumour's mask, test patients with tumour who had the regimen, each "
      "under its model; and how much would if the map were spread evenly over the rectangle. Means over patients with "
      "95% BCa bootstrap intervals; difference: of the two in the same patients",
      {"regimen", "patients", "of the map", "of the area", "difference", "map above area", "empty maps"},
      {},
      "heat-map-shares"};
  for (const auto& regimen : regimens) {
    std::vector<double> energy, area, gain;
    int above = 0, empty = 0;
    for (const auto& one : of_regimen(all, regimen)) {
      empty += !one.energy_inside;
      if (!one.energy_inside) continue;
      energy.push_back(*one.energy_inside);
      area.push_back(one.area_inside);
      gain.push_back(*one.energy_inside - one.area_inside);
      above += gain.back() > 0;
    }
    std::vector<std::string> cells{regimen, std::to_string(energy.size())};
    if (energy.empty()) {
      cells.insert(cells.end(), {"", "", "", ""});
    } else {
      for (const auto* values : {&energy, &area, &gain}) cells.push_back(mean_with_interval(*values, seed));
      cells.push_back(fmt::format("{} of {}", above, energy.size()));
    }
    cells.push_back(std::to_string(empty));
    table.rows.push_back(std::move(cells));
  }
  return table;
}

// What the last step says, beside what unrelated maps have in common.
std::string cascade_verdict(const std::string& regimen, const std::vector<CascadeStep>& steps) {
  const bool has_other = steps.back().part == other_patient;
  const auto& last = steps[steps.size() - (has_other ? 2 : 1)];
  std::string text = fmt::format(
      "{}: with all weights random the maps' rank correlation with the model's own is {}, their structural similarity "
      "{}.",
      regimen, with_interval(last.rank_correlation, last.rank_low, last.rank_high, 2),
      with_interval(last.ssim, last.ssim_low, last.ssim_high, 2));
  if (has_other) {
    const auto& other = steps.back();
    text += fmt::format(" Maps of different patients under the model itself have {} and {}.",
                        with_interval(other.rank_correlation, other.rank_low, other.rank_high, 2),
                        with_interval(other.ssim, other.ssim_low, other.ssim_high, 2));
  }
  // A correlation of which the interval still reaches a half counts as unmoved: a stated reading, no test.
  text += last.rank_high < 0.5
              ? " The maps depend on what was learnt."
              : " The maps stay much as they are: they cannot be taken to show what was learnt.";
  return text;
}

void add_cascade(report::Section& section, const std::vector<CascadeStep>& all, const std::string& regimen) {
  std::vector<CascadeStep> steps;
  std::copy_if(all.begin(), all.end(), std::back_inserter(steps),
               [&](const auto& step) { return step.regimen == regimen; });
  if (steps.empty()) return;
  std::vector<std::string> names;
  report::StepSeries rank{"rank correlation", {}, {}, {}}, ssim{"structural similarity", {}, {}, {}};
  for (const auto& step : steps) {
    names.push_back(step.part);
    rank.value.push_back(step.rank_correlation);
    rank.low.push_back(step.rank_low);
    rank.high.push_back(step.rank_high);
    ssim.value.push_back(step.ssim);
    ssim.low.push_back(step.ssim_low);
    ssim.high.push_back(step.ssim_high);
  }
  section.blocks.push_back(report::step_figure(
      "cascade-" + RunFolder::slug(regimen),
      fmt::format(
          "{}: likeness of the heat maps of {} test patients to the model's own once the parts from the output down to "
          "the one named have random weights; last, the model's own maps of other patients. Means with 95% BCa "
          "bootstrap intervals over patients.",
          regimen, steps.front().patients),
      "random down to", "likeness to the model's map", names, {rank, ssim}));
  section.blocks.push_back(report::Paragraph{cascade_verdict(regimen, steps)});
}

report::Image picture_of(const RunFolder& run, const ShownPatient& shown) {
  const auto& one = shown.patient;
  std::string inside = "the map is empty: nothing speaks for what is predicted";
  if (one.energy_inside) {
    inside =
        fmt::format("{:.0f}% of the map and {:.0f}% of the area lie inside the mask, all slices together",
                    100 * *one.energy_inside, 100 * one.area_inside);
  }
  return {
      fmt::format(
          "{}, {} (test patient {}): probability of RT {:.3f}, threshold {:.3f}, predicted {}, actual {}. Slice {}: "
          "tumour rectangle, heat map of what speaks for {}, both together; the mask's outline in white; {}.",
          one.regimen, shown.why, one.patient, one.probability, one.threshold, to_string(one.predicted()),
          to_string(one.actual), one.telling + 1, to_string(one.predicted()), inside),
      read_file(heat_picture_file(run, one.patient)),
      fmt::format("Heat map of a test patient, {}, predicted {}, actual {}", one.regimen,
                  to_string(one.predicted()), to_string(one.actual))};
}

}  // namespace

report::Section explanation_section(const Context& context) {
  const auto& run = context.run();
  const auto& regimens = context.settings.table.regimens;
  const auto& options = context.settings.explanation;
  const auto explained = read_explained(run);
  const auto steps = read_cascade(run);
  report::Section section{title::explanation, {}};
  section.blocks.push_back(report::Paragraph{fmt::format(
      "Heat maps ({}{}) show where in a tumour rectangle the model finds what speaks for its prediction: dark blue, "
      "nothing; yellow, the most of this slice. They say where, not why, and a map on the tumour does not make a "
      "prediction right.",
      options.cam.method == outcome::CamMethod::grad_cam ? "Grad-CAM" : "Grad-CAM++",
      options.cam.eigen_smoothing ? ", eigen-smoothed" : "")});
  if (explained.empty()) {
    section.blocks.push_back(
        report::Paragraph{"In no test patient was tumour found: there is nothing to explain."});
    return section;
  }
  section.blocks.push_back(share_table(explained, regimens, context.settings.seed));
  for (const auto& regimen : regimens) add_cascade(section, steps, regimen);
  if (steps.empty())
    section.blocks.push_back(report::Paragraph{
        "Whether the maps depend on the weights was not examined (explanation.randomised = 0)."});
  for (const auto& regimen : regimens) {
    for (const auto& shown :
         choose_shown(of_regimen(explained, regimen), static_cast<std::size_t>(options.pictures)))
      section.blocks.push_back(picture_of(run, shown));
  }
  add_novelty(section, context);
  return section;
}

}  // namespace residuum::study
