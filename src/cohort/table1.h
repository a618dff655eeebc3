// Table 1 of any study: characteristics by outcome within regimen and cohort, tested by the article's rule
// (stats/table1_policy.h), and how far training from test cohort, and regimen from regimen, lie apart.
// Values, not text; it describes, and nothing is fitted on it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cohort/characteristics.h"
#include "cohort/split.h"
#include "stats/table1_policy.h"

namespace residuum::cohort {

struct NumberSummary {
  int n = 0, missing = 0;
  std::optional<double> mean, median, lower_quartile, upper_quartile;  // empty where n is 0
  std::optional<double> sd;                                            // empty where n is below 2
};

// A characteristic in two groups of patients.
struct ComparedRow {
  Characteristic characteristic;
  NumberSummary first, second;  // of a number
  stats::Counts counts;         // levels x 2, without those missing
  int missing_first = 0, missing_second = 0;
  // Numbers: Student's t where they are shown as means, Mann-Whitney where as medians.
  stats::PolicyTest test;
  std::optional<double> difference;  // standardised; of means also where medians are shown
};

struct GroupComparison {
  std::string first_name, second_name;
  int first = 0, second = 0;  // patients
  std::vector<ComparedRow> rows;
};

GroupComparison compare_groups(const std::vector<Characteristic>& characteristics,
                               const std::string& first_name, const std::vector<Patient>& first,
                               const std::string& second_name, const std::vector<Patient>& second);

struct Table1Block {
  std::string regimen, cohort;  // cohort: "training" or "test"
  GroupComparison outcomes;     // NRT, RT
};
struct Table1 {
  Characteristics characteristics;
  std::vector<Table1Block> blocks;       // by regimen, training before test
  std::vector<GroupComparison> balance;  // training against test of each regimen, then each pair of regimens
};

Table1 table1(const Split& split, const std::vector<std::string>& regimens);

}  // namespace residuum::cohort
