#include "study/segmentation_leak.h"

#include <set>

#include "core/error.h"
#include "core/json.h"
#include "core/random.h"
#include "stats/bootstrap.h"

namespace residuum::study {
namespace {

using segmentation::HeldOutSlice;
using segmentation::LeakMeasure;

Json held_out_json(const std::vector<HeldOutSlice>& slices) {
  Json patients = Json::array(), dice = Json::array();
  for (const auto& slice : slices) {
    patients.push_back(slice.patient);
    dice.push_back(slice.dice);
  }
  return {{"patients", patients}, {"dice", dice}};
}

std::vector<HeldOutSlice> slices_from(const Json& value, const char* key, const std::string& where) {
  const auto sides = json_field<Json>(value, key, where);
  const auto patients = json_field<std::vector<std::size_t>>(sides, "patients", where);
  const auto dice = json_field<std::vector<double>>(sides, "dice", where);
  if (patients.size() != dice.size() || dice.empty())
    throw input_error("{}: field \"{}\" has {} patients and {} figures", where, key, patients.size(),
                      dice.size());
  std::vector<HeldOutSlice> slices;
  for (std::size_t i = 0; i < dice.size(); ++i) slices.push_back({patients[i], dice[i]});
  return slices;
}

std::size_t patients_of(const std::vector<HeldOutSlice>& slices) {
  std::set<std::size_t> found;
  for (const auto& slice : slices) found.insert(slice.patient);
  return found.size();
}

}  // namespace

void write_leak(const fs::path& path, const std::string& network, const LeakMeasure& measured) {
  write_json(path, {{"network", network},
                    {"fitting_slices", measured.fitting_slices},
                    {"by_patient", held_out_json(measured.by_patient)},
                    {"by_image", held_out_json(measured.by_image)}});
}

std::optional<LeakMeasure> read_leak(const RunFolder& run) {
  const auto path = run.leak();
  if (!fs::exists(path)) return std::nullopt;
  const Json value = read_json(path);
  const auto where = path.string();
  return LeakMeasure{slices_from(value, "by_patient", where), slices_from(value, "by_image", where),
                     json_field<std::size_t>(value, "fitting_slices", where)};
}

LeakDifference leak_difference(const LeakMeasure& measured, std::uint64_t seed) {
  LeakDifference result;
  result.by_patient = segmentation::mean_dice(measured.by_patient);
  result.by_image = segmentation::mean_dice(measured.by_image);
  result.difference = result.by_image - result.by_patient;
  if (std::min(patients_of(measured.by_patient), patients_of(measured.by_image)) < fewest_patients)
    return result;
  std::vector<std::string> clusters;
  std::vector<int> sides;
  std::vector<double> dice;
  for (const int side : {0, 1}) {
    for (const auto& slice : side == 0 ? measured.by_patient : measured.by_image) {
      clusters.push_back(fmt::format("{} {}", side, slice.patient));
      sides.push_back(side);
      dice.push_back(slice.dice);
    }
  }
  const auto difference = [&](const std::vector<std::size_t>& rows) {
    double sum[2] = {0, 0}, count[2] = {0, 0};
    for (const auto row : rows) {
      sum[sides[row]] += dice[row];
      ++count[sides[row]];
    }
    return sum[1] / count[1] - sum[0] / count[0];
  };
  const auto drawn =
      stats::percentile_interval(stats::bootstrap(stats::ResamplingPlan::clustered(clusters, sides),
                                                  difference, 2000, derive_seed(seed, "segmentation leak")));
  result.interval = Interval{drawn.low, drawn.high};
  return result;
}

}  // namespace residuum::study
