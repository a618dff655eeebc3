// Are the candidates' differences more than luck of these test patients, or of a training's seed? Patients
// are the unit; AUC of RT. Nothing is chosen by these figures.
#pragma once

#include <optional>

#include "study/scored_models.h"

namespace residuum::study {

// Two networks of one regimen and unit on the same patients: DeLong's paired test (stats/roc_tests.h), P
// adjusted by Holm among the tests of the regimen and unit.
struct NetworkTest {
  std::string regimen, unit, first, second;
  std::string leak;  // of either model
  int patients = 0, rt = 0;
  double first_auc = 0, second_auc = 0;
  struct Difference {
    double value = 0, low = 0, high = 0;  // first less second
    double p = 1, adjusted_p = 1;
  };
  std::optional<Difference> difference;  // not where the test is not defined: a handful of patients, no error
};

// Every pair, regimens and units in the order of the models. A regimen with patients of one class has none.
std::vector<NetworkTest> network_tests(const std::vector<ScoredModel>& models,
                                       const std::vector<std::string>& regimens);

void write_network_tests(const fs::path& path, const std::vector<NetworkTest>& tests);

// The chosen model of a regimen with each of its seeds.
struct SeedSpread {
  std::string regimen, network, unit, leak;
  std::vector<std::pair<int, double>> aucs;  // seed and AUC
  double mean = 0, lowest = 0, highest = 0;
};

// Of the regimens whose chosen model was trained with several seeds.
std::vector<SeedSpread> seed_spreads(const std::vector<ScoredModel>& models,
                                     const std::vector<std::string>& regimens);

}  // namespace residuum::study
