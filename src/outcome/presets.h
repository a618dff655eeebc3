// The defaults of a study's outcome models by its preset; study.toml's keys go before them. Sources, side by
// side: docs/study-folder.md. Where the article is silent, its scripts' values stand in `paper`. No LibTorch
// here.
#pragma once

#include "outcome/outcome.h"

namespace residuum::outcome {

// "paper": the four networks, image and patient (the mean) as unit, SGD at 0.001, batch 32, 40 epochs; the
// epoch, of which the article says nothing, on held-out training patients. "code": as the published scripts
// train and choose: 0.01, stacks of ten slices as the patient's unit, the epoch by accuracy on the test
// cohort. "rigorous": the program's own. REQUIRES: one of these.
Options preset_options(const std::string& name);

}  // namespace residuum::outcome
