// Figures of merit with their intervals over named steps, in order: points with bars.
#pragma once

#include <string>
#include <vector>

#include "report/document.h"

namespace residuum::report {

struct StepSeries {
  std::string name;
  std::vector<double> value, low, high;  // one a step
};

// Errors: input, for a series of another length than `steps`, or a step named twice.
Figure step_figure(const std::string& id, const std::string& caption, const std::string& x_title,
                   const std::string& y_title, const std::vector<std::string>& steps,
                   const std::vector<StepSeries>& series);

}  // namespace residuum::report
