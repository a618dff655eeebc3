// Does a model do as well in one group of patients as in another (TRIPOD+AI 14, 23a)? By age (below the
// training patients' median, or not), sex and stages, on the test patients who had the model's regimen.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "report/document.h"
#include "stats/rates.h"
#include "stats/roc.h"
#include "study/context.h"
#include "study/predictions.h"

namespace residuum::study {

// A way to divide patients: "sex" into its levels, "age" at one value.
struct Grouping {
  std::string column;
  std::optional<double> cut;  // of a number: below it, and from it on
};

// Of the columns that the patients have: age at the median of these, sex, AJCC, T and N stage.
std::vector<Grouping> groupings_of(const std::vector<cohort::Patient>& training);

inline constexpr int fewest_compared = 4;

struct Subgroup {
  std::string regimen, name;  // "sex F", "age < 47"
  stats::Proportion rt;
  // Not where the group lacks an outcome; its AUC's interval needs two patients of each.
  std::optional<stats::Auc> auc;
  std::optional<stats::Proportion> sensitivity, specificity;  // at the model's threshold
  // The group's AUC less that of the other patients whose group is known: DeLong's unpaired test, P adjusted
  // by Holm within the regimen. Not where either has fewer than fewest_compared patients of an outcome, or an
  // AUC of 0 or 1.
  struct Difference {
    double value = 0, low = 0, high = 0, p = 1;
  };
  std::optional<Difference> less_others;
};

// `patients` must hold everyone of `rows`. A patient whose group is not known is in none. Errors: input, for
// a row of an unknown patient.
std::vector<Subgroup> subgroups(const std::vector<PredictionRow>& rows,
                                const std::vector<cohort::Patient>& patients,
                                const std::vector<std::string>& regimens,
                                const std::vector<Grouping>& groupings);

// Table and what it shows, in words; nothing where no group is known.
std::vector<report::Block> subgroup_blocks(const std::vector<Subgroup>& groups);

}  // namespace residuum::study
