// The stage "leak": what splitting by image adds to Dice (segmentation/leak.h), its file and its interval.
#pragma once

#include <optional>

#include "segmentation/leak.h"
#include "study/run_folder.h"
#include "study/segmentation_scores.h"

namespace residuum::study {

// stages/leak/leak.json: network, fitting_slices, by_patient, by_image (each of the held-out slices:
// patients, dice).
void write_leak(const fs::path& path, const std::string& network, const segmentation::LeakMeasure& measured);

// Empty where it was not asked for. Errors: input, naming a damaged file.
std::optional<segmentation::LeakMeasure> read_leak(const RunFolder& run);

// Fewer clusters than these give a percentile interval that is far too narrow (Cameron, Gelbach & Miller, Rev
// Econ Stat 2008;90:414-427).
inline constexpr std::size_t fewest_patients = 8;

struct LeakDifference {
  double by_patient = 0, by_image = 0;  // mean Dice
  double difference = 0;                // by image less by patient
  std::optional<Interval> interval;     // of the difference; none for fewer than fewest_patients on a side

  bool told_from_chance() const { return interval && (interval->low > 0 || interval->high < 0); }
};

// The 95% percentile interval of 2000 draws of held-out patients with all their slices, each training's by
// themselves (Davison & Hinkley 1997, 3.2): it holds what is due to who was held out, not to the seed.
LeakDifference leak_difference(const segmentation::LeakMeasure& measured, std::uint64_t seed);

}  // namespace residuum::study
