// The optimisers' fixed settings and schedules, as numbers for training and as words for the methods text,
// from one table, so that neither drifts from the other. No LibTorch here, so that every room can say it.
#pragma once

#include <string>

namespace residuum::learn {

struct Recipe {
  const char* name;   // in study.toml
  const char* title;  // in prose
  double momentum, weight_decay;
  double clip_norm, clip_value;  // of gradients; 0: not clipped so
};

// adamw, sgd (the study's outcome networks) or rmsprop (its segmentation networks; the clipping is that of
// its scripts). Errors: input, for another name.
const Recipe& recipe(const std::string& optimiser);

// The learning rate at `progress` (0..1) of the training whose highest rate is `peak`. adamw: linear warm-up
// over the first tenth, then a half cosine down to a hundredth. sgd: x 0.1 from three quarters on. rmsprop:
// constant.
double scheduled_rate(const std::string& optimiser, double peak, double progress);

// "AdamW (weight decay 0.01), learning rate ..., gradients clipped to a norm of 1"
std::string describe(const Recipe& recipe, double peak);

// The same with another schedule, in words (plateau.h).
std::string describe(const Recipe& recipe, const std::string& schedule);

}  // namespace residuum::learn
