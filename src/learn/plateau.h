// A learning rate that falls when the validation score no longer rises: torch.optim's ReduceLROnPlateau(mode
// "max", patience 2), as the study's segmentation scripts have it. No LibTorch here.
#pragma once

#include <string>

#include "learn/history.h"

namespace residuum::learn {

// Of the epoch behind `history`: `peak`, times 0.1 each time that more than two epochs in a row have brought
// no score above the best by 0.01% of it.
double plateau_rate(double peak, const History& history);

// "a learning rate of 0.0001, times 0.1 after more than 2 epochs without a better validation score"
std::string describe_plateau(double peak);

}  // namespace residuum::learn
