// The figures printed in Tables 1 to 3 of the article that this project starts from, as facts: data/paper/,
// embedded in the program.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cohort/patient.h"
#include "stats/contingency.h"
#include "stats/t_tests.h"

namespace residuum::paper {

inline constexpr const char* citation =
    "Hua HL, Li S, Huang H, et al. Quant Imaging Med Surg 2023;13(6):3569-3586, doi 10.21037/qims-22-1226";

// Half a unit of the last printed digit: of P values and rates (three decimals), of means and SDs (two).
inline constexpr double rate_rounding = 0.0005, mean_rounding = 0.005;

struct Characteristic {
  std::string regimen, cohort, name;  // "CCRT", "training", "t_stage"
  std::vector<std::string> levels;    // none for age
  stats::Counts counts;               // levels x (NRT, RT)
  stats::Sample nrt, rt;              // of age
  double p = 0;                       // 0.000 stands for less than 0.0005
  bool is_mean() const { return levels.empty(); }
};
std::vector<Characteristic> table1();

// One of table1()'s rows. Errors: failure, when there is none of the name.
const Characteristic& find(const std::vector<Characteristic>& rows, const std::string& regimen,
                           const std::string& cohort, const std::string& name);

// Performance on the test cohort; NRT is the positive class.
struct Performance {
  std::string regimen, unit, network;  // unit: "image" or "patient"
  double accuracy = 0, sensitivity = 0, specificity = 0, auc = 0, low = 0, high = 0;
};
std::vector<Performance> table2();

// Test patients of whom everything that is known is alike.
struct Situation {
  cohort::Outcome ccrt_model = cohort::Outcome::nrt, ic_model = cohort::Outcome::nrt;
  std::string recommended, given;
  cohort::Outcome effect = cohort::Outcome::nrt;  // of what was given
  int cases = 0;
};
std::vector<Situation> table3();

struct TestCohort {
  std::string regimen;
  int nrt = 0, rt = 0;
  int patients() const { return nrt + rt; }
};
// As Table 1 states them: 24 and 18, 32 and 11.
std::vector<TestCohort> test_cohorts();

}  // namespace residuum::paper
