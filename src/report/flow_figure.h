// A flow diagram of patients, from the top down: boxes in a column, and beside an arrow what leaves it there.
#pragma once

#include <string>
#include <vector>

#include "report/document.h"

namespace residuum::report {

struct FlowBox {
  std::vector<std::string> lines;    // in the box
  std::vector<std::string> leaving;  // beside the arrow that leads from it to the next box; none: no side box
};

// Text that is longer than the box is wide is broken. Errors: input, for no box, or one without a line.
Figure flow_figure(const std::string& id, const std::string& caption, const std::vector<FlowBox>& boxes);

}  // namespace residuum::report
