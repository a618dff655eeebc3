// The report's table of segmentation scores.
#include "study/segmentation_scores.h"

#include <span>

#include "core/csv.h"
#include "study/with_interval.h"

namespace residuum::study {
namespace {

struct Shown {
  const char *column, *name;
};
// Of a patient, and of a slice.
constexpr std::array of_both{
    Shown{"dice", "Dice"},
    Shown{"iou", "intersection over union"},
    Shown{"hd95_mm", "95th percentile Hausdorff distance, mm"},
    Shown{"average_surface_mm", "average symmetric surface distance, mm"},
    Shown{"surface_dice_2mm", "surface Dice at 2 mm"},
};
constexpr std::array of_patients{
    Shown{"volume_error_ml", "absolute volume error, ml"},
    Shown{"relative_volume_error", "relative volume error, signed"},
    Shown{"lesion_sensitivity", "lesions found, share"},
    Shown{"lesion_precision", "predicted lesions that are right, share"},
};

std::vector<std::string> row_of(const std::string& name, const std::string& unit,
                                const ScoreSummary& summary) {
  const auto count = summary.undefined == 0
                         ? std::to_string(summary.defined)
                         : fmt::format("{} ({} not defined)", summary.defined, summary.undefined);
  if (summary.defined == 0) return {name, unit, count, "", "", ""};
  return {name,
          unit,
          count,
          with(summary.mean, summary.by_patient),
          fmt::format("{:.3f}", summary.median),
          fmt::format("{:.3f} to {:.3f}", summary.lowest, summary.highest)};
}

std::size_t empty_in_both(const fs::path& patients) {
  const auto table = CsvTable::read(patients);
  std::size_t count = 0;
  for (std::size_t row = 0; row < table.row_count(); ++row)
    count += table.number(row, "predicted_ml") == 0 && table.number(row, "reference_ml") == 0;
  return count;
}

}  // namespace

std::string with(double value, const std::optional<Interval>& interval) {
  return interval ? with_interval(value, interval->low, interval->high) : fmt::format("{:.3f}", value);
}

report::Table segmentation_scores_table(const fs::path& patients, const fs::path& slices, std::uint64_t seed,
                                        const std::string& of, const std::string& id) {
  report::Table table{
      fmt::format(
          "Scores of the masks of {} against the radiologist's, outlined test patients, tumour of all labels that are "
          "used. Mean with the 95% interval of 2000 bootstrap draws of patients (percentiles; a patient's slices stay "
          "together). A slice counts where either mask has tumour; the {} without in both do not. A patient without "
          "tumour in both has a Dice of 1: {} of them. Distances are in mm between the centres of voxels at the surface, "
          "each of which counts alike (surface Dice, too), and not defined to an empty mask; lesions are connected components, found where a "
          "voxel overlaps (Metrics Reloaded). The article's interval is mean +- 1.96 SD / sqrt(slices), which takes "
          "slices of one patient for independent.",
          of, sum_of(patients, "slices_empty_in_both"), empty_in_both(patients)),
      {"score", "unit", "n", "mean (95% interval)", "median", "range"},
      {},
      id};
  const auto add = [&](std::span<const Shown> shown, const char* unit, const fs::path& scores) {
    for (const auto& [column, name] : shown)
      table.rows.push_back(row_of(name, unit, summarise_score(scores, column, seed)));
  };
  add(of_both, "patient", patients);
  add(of_patients, "patient", patients);
  const auto of_slices = summarise_slice_dice(slices, seed);  // the first of both, with two intervals
  table.rows.push_back(row_of(of_both.front().name, "slice", of_slices));
  add(std::span(of_both).subspan(1), "slice", slices);
  if (of_slices.of_article) {
    auto row = row_of("Dice, the article's interval", "slice", of_slices);
    row[3] = with(of_slices.mean, of_slices.of_article);
    table.rows.push_back(row);
  }
  return table;
}

}  // namespace residuum::study
