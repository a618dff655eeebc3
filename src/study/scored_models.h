// The candidates' rows (candidates_table.h) brought together: one value a model, with its test patients and,
// by unit image, their slices as images. Positive class: RT, 1.
#pragma once

#include <string>
#include <vector>

#include "study/candidates_table.h"

namespace residuum::study {

// Row by row: who, his probability of RT and his outcome. An image's patient is whom it is of.
struct Scored {
  std::vector<std::string> patients;
  std::vector<double> probabilities;
  std::vector<int> outcomes;

  std::size_t size() const { return patients.size(); }
  int positives() const;
  bool both_classes() const { return positives() > 0 && positives() < static_cast<int>(size()); }
};

struct ScoredModel {
  std::string regimen, network, unit;
  int seed = 1;
  bool chosen = false;
  std::string leak;
  double threshold = 0.5;        // of patients,
  double image_threshold = 0.5;  // and of images
  Scored patients;               // in the order of their ids, so that models of a regimen go side by side
  Scored images;                 // unit image alone
};

// Regimens in the order given, of each the models in the order of the rows. Errors: input, for a row of
// another regimen, and those of candidates_table.h if the rows were never checked.
std::vector<ScoredModel> scored_models(const std::vector<CandidatePrediction>& rows,
                                       const std::vector<std::string>& regimens);

// Of seed 1: those to compare, without the chosen ones trained again.
std::vector<ScoredModel> candidates_of(const std::vector<ScoredModel>& models, const std::string& regimen);

// What the unit learns from, in words: "each slice", "the mean of the slices".
std::string unit_words(const std::string& unit);

}  // namespace residuum::study
