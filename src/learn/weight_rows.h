// The inner loops of weight_update.h: rows of float32 values in vector code. No LibTorch here.
#pragma once

#include <cstdint>

namespace residuum::learn {

enum class Rule { sgd, adamw, rmsprop };

// Constants of torch.optim.
inline constexpr float first_keep = 0.9F, second_keep = 0.999F, adamw_floor = 1e-8F;
inline constexpr float square_keep = 0.99F, rmsprop_floor = 1e-8F;

// What a move comes to for every weight alike.
struct Factors {
  float scale = 1, limit = 0;  // of the gradient: times scale, then cut to -limit..limit
  float rate = 0, momentum = 0, decay = 0;
  float shrink = 1, step_size = 0, second_scale = 1;  // adamw: 1 - rate x decay, and its bias corrections
};

// Rows that do not overlap.
struct Row {
  float* weight = nullptr;
  const float* gradient = nullptr;
  float *first = nullptr, *second = nullptr;  // sgd has no second
  std::int64_t count = 0;
};

void move_row(Rule rule, const Row& row, const Factors& by);

// In double precision.
double sum_of_squares(const float* values, std::int64_t count);

}  // namespace residuum::learn
