// How the outcome models were looked into, as prose.
#pragma once

#include "study/methods_text.h"

namespace residuum::study {

Passage explanation_methods(const Json& record);
Passage fusion_methods(const Json& record);
Passage novelty_methods(const Json& record);

}  // namespace residuum::study
