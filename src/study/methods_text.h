// The methods as prose, every setting of the run in it, written from the run's record (run_record.h) alone.
#pragma once

#include <string>
#include <vector>

#include "core/json.h"

namespace residuum::study {

struct Passage {
  std::string title, text;
};

// In the order of the work. Errors: input, naming the field, where the record lacks one.
std::vector<Passage> methods_text(const Json& record);

// The passage of one kind of model alone, for its card.
Passage segmentation_methods(const Json& record);
Passage outcome_methods(const Json& record);

}  // namespace residuum::study
