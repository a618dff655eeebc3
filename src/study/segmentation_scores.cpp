#include "study/segmentation_scores.h"

#include <cmath>
#include <map>
#include <numeric>

#include "core/csv.h"
#include "core/error.h"
#include "core/random.h"
#include "imaging/overlap.h"
#include "imaging/surface_distance.h"
#include "stats/bootstrap.h"
#include "stats/describe.h"

namespace residuum::study {
namespace {

Json or_null(std::optional<double> value) {
  return value ? Json(*value) : Json(nullptr);
}

void add_surfaces(Json& scores, const imaging::SurfaceDistances& apart) {
  scores["hd95_mm"] = or_null(apart.hd95_mm());
  scores["average_surface_mm"] = or_null(apart.average_mm());
  scores["surface_dice_2mm"] = apart.surface_dice();
}

Json score_slice(const imaging::Mask& predicted, const imaging::Mask& reference, std::size_t k,
                 const imaging::Overlap& found) {
  const auto& spacing = reference.geometry.spacing;
  const double pixel = spacing[0] * spacing[1];
  Json scores = {{"slice", k},
                 {"dice", found.dice()},
                 {"iou", found.iou()},
                 {"predicted_mm2", static_cast<double>(found.predicted) * pixel},
                 {"reference_mm2", static_cast<double>(found.reference) * pixel}};
  add_surfaces(scores, imaging::surface_distances_of_slice(predicted, reference, k));
  return scores;
}

// Six decimals; what is not defined is an empty cell.
std::string cell(const Json& value) {
  if (value.is_null()) return "";
  return value.is_number_float() ? fmt::format("{:.6f}", value.get<double>()) : value.dump();
}

void add_row(CsvTable& table, const std::string& patient, const Json& scores) {
  std::vector<std::string> cells{patient};
  for (std::size_t i = 1; i < table.columns().size(); ++i)
    cells.push_back(cell(scores.at(table.columns()[i])));
  table.add_row(cells);
}

struct Values {
  std::vector<double> values;
  std::vector<std::string> patients;  // of each value
  std::size_t undefined = 0;
};

// Each row's patient and value.
std::vector<std::pair<std::string, std::optional<double>>> read_column(const fs::path& path,
                                                                       const std::string& column) {
  const auto table = CsvTable::read(path);
  if (!table.has_column(column)) throw input_error("{}: column {} is missing", path.string(), column);
  std::vector<std::pair<std::string, std::optional<double>>> rows;
  for (std::size_t row = 0; row < table.row_count(); ++row)
    rows.emplace_back(table.cell(row, "patient"), table.number(row, column));
  return rows;
}

Values read_values(const fs::path& path, const std::string& column) {
  Values read;
  for (const auto& [patient, value] : read_column(path, column)) {
    if (value) {
      read.values.push_back(*value);
      read.patients.push_back(patient);
    } else {
      ++read.undefined;
    }
  }
  return read;
}

double mean_of(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

std::optional<Interval> bootstrap_by_patient(const Values& read, std::uint64_t seed) {
  const auto plan = stats::ResamplingPlan::clustered(read.patients);
  if (plan.cluster_count() < 2) return std::nullopt;
  const auto mean = [&](const std::vector<std::size_t>& rows) {
    double sum = 0;
    for (const auto row : rows) sum += read.values[row];
    return sum / static_cast<double>(rows.size());
  };
  const auto interval = stats::percentile_interval(stats::bootstrap(plan, mean, 2000, seed));
  return Interval{interval.low, interval.high};
}

ScoreSummary summarise(const Values& read, const std::string& name, std::uint64_t seed) {
  ScoreSummary summary;
  summary.name = name;
  summary.defined = read.values.size();
  summary.undefined = read.undefined;
  if (read.values.empty()) return summary;
  summary.mean = mean_of(read.values);
  summary.median = stats::quantile(read.values, 0.5);
  summary.lowest = stats::quantile(read.values, 0);
  summary.highest = stats::quantile(read.values, 1);
  summary.by_patient = bootstrap_by_patient(read, seed);
  return summary;
}

}  // namespace

std::uint64_t scores_seed(std::uint64_t study_seed) {
  return derive_seed(study_seed, "segmentation scores");
}

Json score_masks(const imaging::Mask& predicted, const imaging::Mask& reference) {
  const auto found = imaging::overlap(predicted, reference);
  const auto volume = imaging::volume_error(predicted, reference);
  const auto lesions = imaging::detect_lesions(predicted, reference);
  Json scores = {{"dice", found.dice()}, {"iou", found.iou()}};
  add_surfaces(scores, imaging::surface_distances(predicted, reference));
  scores["predicted_ml"] = volume.predicted_ml;
  scores["reference_ml"] = volume.reference_ml;
  scores["volume_error_ml"] = volume.absolute_ml();
  scores["relative_volume_error"] = or_null(volume.relative());
  scores["lesions"] = lesions.reference;
  scores["lesions_found"] = lesions.found;
  scores["predicted_lesions"] = lesions.predicted;
  scores["predicted_lesions_right"] = lesions.right;
  scores["lesion_sensitivity"] = or_null(lesions.sensitivity());
  scores["lesion_precision"] = or_null(lesions.precision());
  Json slices = Json::array();
  std::size_t empty = 0;
  for (std::size_t k = 0; k < reference.geometry.size[2]; ++k) {
    const auto in_slice = imaging::overlap_of_slice(predicted, reference, k);
    if (in_slice.empty()) {
      ++empty;
    } else {
      slices.push_back(score_slice(predicted, reference, k, in_slice));
    }
  }
  scores["slices_with_tumour"] = slices.size();
  scores["slices_empty_in_both"] = empty;
  scores["slices"] = slices;
  return scores;
}

void write_scores(const fs::path& patients, const fs::path& slices,
                  const std::vector<PatientScores>& scores) {
  CsvTable of_patients({"patient", "dice", "iou", "hd95_mm", "average_surface_mm", "surface_dice_2mm",
                        "predicted_ml", "reference_ml", "volume_error_ml", "relative_volume_error", "lesions",
                        "lesions_found", "predicted_lesions", "predicted_lesions_right", "lesion_sensitivity",
                        "lesion_precision", "slices_with_tumour", "slices_empty_in_both"});
  CsvTable of_slices({"patient", "slice", "dice", "iou", "hd95_mm", "average_surface_mm", "surface_dice_2mm",
                      "predicted_mm2", "reference_mm2"});
  for (const auto& one : scores) {
    add_row(of_patients, one.patient, one.scores);
    for (const auto& slice : one.scores.at("slices")) add_row(of_slices, one.patient, slice);
  }
  of_patients.write(patients);
  of_slices.write(slices);
}

ScoreSummary summarise_score(const fs::path& scores, const std::string& column, std::uint64_t seed) {
  return summarise(read_values(scores, column), column, seed);
}

std::size_t sum_of(const fs::path& patients, const std::string& column) {
  double sum = 0;
  for (const double value : read_values(patients, column).values) sum += value;
  return static_cast<std::size_t>(std::lround(sum));
}

ScoreSummary summarise_difference(const fs::path& patients, const fs::path& less, const std::string& column,
                                  std::uint64_t seed) {
  const auto by_patient = [&](const fs::path& path) {
    const auto rows = read_column(path, column);
    return std::map(rows.begin(), rows.end());
  };
  const auto one = by_patient(patients), other = by_patient(less);
  Values differences;
  for (const auto& [patient, value] : one) {
    const auto found = other.find(patient);
    if (found == other.end()) continue;
    if (value && found->second) {
      differences.values.push_back(*value - *found->second);
      differences.patients.push_back(patient);
    } else {
      ++differences.undefined;
    }
  }
  return summarise(differences, column, seed);
}

ScoreSummary summarise_slice_dice(const fs::path& slices, std::uint64_t seed) {
  const auto read = read_values(slices, "dice");
  auto summary = summarise(read, "dice", seed);
  if (read.values.size() < 2) return summary;
  double squares = 0;
  for (const double value : read.values) squares += (value - summary.mean) * (value - summary.mean);
  const auto n = static_cast<double>(read.values.size());
  const double half = 1.96 * std::sqrt(squares / (n - 1)) / std::sqrt(n);
  summary.of_article = Interval{summary.mean - half, summary.mean + half};
  return summary;
}

}  // namespace residuum::study
