#include "segmentation/parts.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "core/error.h"
#include "core/random.h"
#include "stats/folds.h"

namespace residuum::segmentation {
namespace {

std::size_t patients_among(const std::vector<std::int64_t>& slices, const SliceSet& set) {
  std::set<std::size_t> found;
  for (const auto slice : slices) found.insert(set.patient(static_cast<std::size_t>(slice)));
  return found.size();
}

Part part_where(const SliceSet& set, const std::vector<bool>& held_out) {  // of each slice
  Part part;
  for (std::size_t i = 0; i < set.size(); ++i)
    (held_out[i] ? part.validation : part.fitting).push_back(static_cast<std::int64_t>(i));
  part.fitting_patients = patients_among(part.fitting, set);
  part.validation_patients = patients_among(part.validation, set);
  return part;
}

Part part_of_patients(const SliceSet& set, const std::vector<bool>& held_out) {  // of each patient
  std::vector<bool> slices(set.size());
  for (std::size_t i = 0; i < set.size(); ++i) slices[i] = held_out[set.patient(i)];
  return part_where(set, slices);
}

// `count[t]` slices with (t = 1) and without tumour are held out, at random.
Part by_image(const SliceSet& set, const std::size_t (&count)[2], const Options& options) {
  Random random(options.seed, "hold out slices");
  std::vector<bool> held_out(set.size());
  for (const bool tumour : {false, true}) {
    std::vector<std::size_t> slices;
    for (std::size_t i = 0; i < set.size(); ++i) {
      if (set.tumour(i) == tumour) slices.push_back(i);
    }
    random.shuffle(slices);
    for (std::size_t i = 0; i < std::min(count[tumour], slices.size()); ++i) held_out[slices[i]] = true;
  }
  return part_where(set, held_out);
}

std::vector<Part> folds_of(const cohort::TrainingCohort& cohort, const SliceSet& set,
                           const Options& options) {
  const auto& patients = cohort.patients();
  require_folds(patients.size(), options);
  std::map<std::string, int> known;
  std::vector<int> strata;
  for (const auto& patient : patients) {
    const auto name = patient.regimen + " " + (patient.outcome ? to_string(*patient.outcome) : "");
    strata.push_back(known.emplace(name, static_cast<int>(known.size())).first->second);
  }
  Random random(options.seed, "folds");
  const auto fold = stats::stratified_folds(strata, options.folds, random);
  std::vector<Part> parts;
  for (int f = 0; f < options.folds; ++f) {
    std::vector<bool> held_out;
    for (const int one : fold) held_out.push_back(one == f);
    parts.push_back(part_of_patients(set, held_out));
  }
  return parts;
}

bool any_tumour(const SliceSet& set, const std::vector<std::int64_t>& slices) {
  return std::any_of(slices.begin(), slices.end(),
                     [&](std::int64_t slice) { return set.tumour(static_cast<std::size_t>(slice)); });
}

}  // namespace

void require_tumour(const SliceSet& set, const std::vector<Part>& parts) {
  for (const auto& part : parts) {
    if (!any_tumour(set, part.fitting)) {
      throw input_error(
          "no slice of the outlined training patients to learn from has tumour (label 1 or 2 of their masks): check the "
          "masks in tables/annotations.csv, or outline more patients");
    }
    if (!any_tumour(set, part.validation)) {
      throw input_error(
          "no slice that is held out to choose the epoch on has tumour: raise segmentation.validation_fraction, set "
          "fewer segmentation.folds, or outline more patients");
    }
  }
}

void require_folds(std::size_t outlined, const Options& options) {
  if (outlined >= static_cast<std::size_t>(options.folds)) return;
  throw input_error(
      "{} training patient(s) are outlined, but each of segmentation.folds = {} needs one of its own to hold "
      "out: set fewer, or folds = 1, in study.toml",
      outlined, options.folds);
}

Part by_patient(const cohort::TrainingCohort& cohort, const SliceSet& set, const Options& options) {
  const auto inner = cohort.hold_out(options.validation_fraction, derive_seed(options.seed, "hold out"));
  if (inner.validation.patients().empty()) {
    throw input_error(
        "no outlined training patient could be held out: outline two patients of one outcome at least");
  }
  std::set<std::string> ids;
  for (const auto& patient : inner.validation.patients()) ids.insert(patient.id);
  std::vector<bool> held_out;
  for (const auto& patient : cohort.patients()) held_out.push_back(ids.contains(patient.id));
  return part_of_patients(set, held_out);
}

Part by_image_like(const Part& part, const SliceSet& set, const Options& options) {
  std::size_t count[2] = {0, 0};
  for (const auto slice : part.validation) ++count[set.tumour(static_cast<std::size_t>(slice))];
  return by_image(set, count, options);
}

std::vector<Part> parts_of(const cohort::TrainingCohort& cohort, const SliceSet& set,
                           const Options& options) {
  if (options.folds > 1) return folds_of(cohort, set, options);
  if (options.split != "image") return {by_patient(cohort, set, options)};
  std::size_t count[2] = {0, 0};
  for (std::size_t i = 0; i < set.size(); ++i) ++count[set.tumour(i)];
  for (auto& one : count) {
    one = static_cast<std::size_t>(std::lround(options.validation_fraction * static_cast<double>(one)));
  }
  return {by_image(set, count, options)};
}

}  // namespace residuum::segmentation
