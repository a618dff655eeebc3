// A model card beside each model file: what it is for, what it learnt from, how it did, what it cannot; in
// the sense of Mitchell et al. 2019 (doi 10.1145/3287560.3287596), as Markdown, from the run's record alone.
#pragma once

#include <string>
#include <vector>

#include "core/json.h"

namespace residuum::study {

// `model` is one of record["models"]. Errors: input, naming the field that is missing.
std::string model_card(const Json& record, const Json& model);

}  // namespace residuum::study
