// Patients in whom no tumour was found: no slice of their mask has a rectangle. They are never lost. By
// rectangle.no_tumour:
//   rate        their probability is the rate of RT among the patients whom the model learnt from; of
//   training
//               patients nothing is learnt
//   whole_body  every slice, cut to the body's box, stands for the rectangles, in training and prediction
//   error       the run stops and names them
#pragma once

#include <set>
#include <string>

#include "report/document.h"
#include "study/context.h"

namespace residuum::study {

// tables/no_tumour.csv: patient, regimen, cohort (training, test, none), mask (radiologist, network), rule. A
// warning for each. Errors: input, naming them all, where the rule is error.
void write_tumourless(const Context& context, const std::set<std::string>& ids);

// A sentence, and the table where there are any.
void add_tumourless(report::Section& section, const Context& context);

}  // namespace residuum::study
