// What Table 2's figures say about each other and about the cohorts that the article states. NRT is the
// positive class throughout.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "paper/printed.h"

namespace residuum::paper {

// Accuracy is a mean of sensitivity and specificity, weighted by the two classes' sizes: it lies between
// them. These rows' accuracies do not, whatever the rounding.
std::vector<Performance> impossible_accuracies();

// A rate of a patient row that no count of patients out of the stated cohort rounds to.
struct UnfitRate {
  std::string regimen, network, rate;  // "accuracy", "sensitivity", "specificity"
  double printed = 0;
  int patients = 0;  // NRT for sensitivity, RT for specificity, all for accuracy
  double nearest = 0;
};
std::vector<UnfitRate> unfit_rates();

// The cohorts of the stated number of patients, divided otherwise into NRT and RT, that all sensitivities and
// specificities of a regimen's patient rows fit.
std::vector<TestCohort> fitting_cohorts(const TestCohort& stated);

// The share of NRT among the test images that an image row's own figures imply, over their rounding. All
// networks were tested on the same images, so the shares of a regimen must meet.
struct ImpliedShare {
  Performance row;
  double low = 0, high = 0;
};
std::vector<ImpliedShare> implied_shares();

// A patient row's printed AUC half-width beside what Hanley & McNeil 1982 expect of so many patients.
struct AucWidth {
  Performance row;
  int nrt = 0, rt = 0;
  double printed = 0, expected = 0;
};
std::vector<AucWidth> auc_widths();

}  // namespace residuum::paper
