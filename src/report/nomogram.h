// A logistic model as a drawing that gives its probability by adding points (Iasonos et al. 2008, J Clin
// Oncol 26:1364; R: rms::nomogram): the column whose coefficient times range is largest has 0 to 100 points,
// the others in proportion, each 0 where it speaks least for the outcome.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "report/document.h"

namespace residuum::report {

struct NomogramColumn {
  std::string name;
  double coefficient = 0, low = 0, high = 0;          // low <= high, the range that is drawn
  std::vector<std::pair<double, std::string>> marks;  // values inside the range, with what they are called
};

class Nomogram {
 public:
  // Errors: input, for no column, a range that is none, or coefficients that are all 0.
  Nomogram(double intercept, std::vector<NomogramColumn> columns);

  const std::vector<NomogramColumn>& columns() const { return columns_; }
  double points(std::size_t column, double value) const;
  double most_points() const { return most_; }  // all columns together
  double probability(double total_points) const;
  double total_points(double probability) const;

 private:
  double base_ = 0, per_point_ = 1, most_ = 0;
  std::vector<NomogramColumn> columns_;
};

// Marks at round values inside the range, some five.
std::vector<std::pair<double, std::string>> round_marks(double low, double high);

Figure nomogram_figure(const std::string& id, const std::string& caption, const Nomogram& nomogram,
                       const std::string& outcome);

}  // namespace residuum::report
