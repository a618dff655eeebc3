// What an outcome network learns from and speaks of: a slice, or a patient in one of three meanings.
#pragma once

#include <string>
#include <vector>

namespace residuum::outcome {

enum class Unit {
  image,     // each slice carries its patient's label; a patient's probability is the mean of his slices'
  mean,      // the mean of his slices' probabilities is the patient's, and is what is learnt (the study's
             // article)
  stack,     // the first slices as channels of one image, empty ones at the end (the study's scripts)
  attention  // slices weighed by gated attention (Ilse, Tomczak & Welling 2018, arXiv 1802.04712)
};

std::string to_string(Unit unit);
// Errors: input, for another name.
Unit unit_of(const std::string& name);
std::vector<std::string> unit_names();

inline constexpr int stacked_slices =
    10;  // of unit stack, each as three equal channels, as the scripts have it

// Whether each slice has a probability of its own.
inline bool judges_slices(Unit unit) {
  return unit == Unit::image || unit == Unit::mean;
}

}  // namespace residuum::outcome
