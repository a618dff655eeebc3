// A synthetic study whose truth is known: head-and-neck MR with nasopharyngeal tumours, outcomes under every
// regimen, a confounded physician. See docs/phantom.md for the model in full.
#pragma once

#include <cstdint>

#include "core/file.h"

namespace residuum::phantom {

struct Options {
  int patients = 120;
  int labelled = 0;  // patients with a mask; 0: a fifth, at least 12
  int matrix = 512;  // columns and rows of a slice
  int slices = 0;    // of each patient; 0: 20 to 28, as each session is planned
  std::uint64_t seed = 1;
  int threads = 1;
};

// Writes DIR/images, DIR/masks, cohort.csv, study.toml, truth.csv. Same options, same bytes, any thread
// count. truth.csv: id, p_rt_<regimen> and rt_<regimen> for each regimen, volume_ml, necrotic_fraction,
// heterogeneity. DIR appears when it is complete. Errors: input, when DIR exists and is not empty, or an
// option is out of range; interrupted, on request.
void write_study(const fs::path& folder, const Options& options);

}  // namespace residuum::phantom
