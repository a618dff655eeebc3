// Columns of a patient table as numbers for the nuisance models. A column whose cells are all numbers (or
// empty) stays one, empty cells becoming the mean with an indicator beside them; any other becomes an
// indicator for each level but the first in alphabetical order, an empty cell being a level of its own. A
// column without variation says nothing and is left out.
#pragma once

#include <string>
#include <vector>

namespace residuum::decision {

struct Covariates {
  std::vector<std::string> names;           // "age", "age missing", "t_stage = T4"
  std::vector<std::vector<double>> values;  // [patient][name]
};

// cells[column][patient]. Errors: input, naming the column, for unequal lengths or more than 20 levels: such
// a column tells patients apart, it does not describe them.
Covariates encode_covariates(const std::vector<std::string>& columns,
                             const std::vector<std::vector<std::string>>& cells);

}  // namespace residuum::decision
