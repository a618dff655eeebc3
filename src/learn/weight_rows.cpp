#include "learn/weight_rows.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/vector_code.h"

namespace residuum::learn {
namespace {

using Index = std::int64_t;

RESIDUUM_VECTOR_CODE void sgd(float* __restrict weight, const float* __restrict gradient,
                              float* __restrict first, Index count, const Factors by) {
  for (Index i = 0; i < count; ++i) {
    const float cut = std::min(std::max(gradient[i] * by.scale, -by.limit), by.limit);
    first[i] = first[i] * by.momentum + (cut + by.decay * weight[i]);
    weight[i] -= by.rate * first[i];
  }
}

RESIDUUM_VECTOR_CODE void adamw(float* __restrict weight, const float* __restrict gradient,
                                float* __restrict first, float* __restrict second, Index count,
                                const Factors by) {
  for (Index i = 0; i < count; ++i) {
    const float cut = std::min(std::max(gradient[i] * by.scale, -by.limit), by.limit);
    first[i] = first_keep * first[i] + (1 - first_keep) * cut;
    second[i] = second_keep * second[i] + (1 - second_keep) * cut * cut;
    weight[i] = weight[i] * by.shrink -
                by.step_size * first[i] / (std::sqrt(second[i]) * by.second_scale + adamw_floor);
  }
}

RESIDUUM_VECTOR_CODE void rmsprop(float* __restrict weight, const float* __restrict gradient,
                                  float* __restrict first, float* __restrict second, Index count,
                                  const Factors by) {
  for (Index i = 0; i < count; ++i) {
    const float cut = std::min(std::max(gradient[i] * by.scale, -by.limit), by.limit);
    const float slope = cut + by.decay * weight[i];
    second[i] = square_keep * second[i] + (1 - square_keep) * slope * slope;
    first[i] = by.momentum * first[i] + slope / (std::sqrt(second[i]) + rmsprop_floor);
    weight[i] -= by.rate * first[i];
  }
}

RESIDUUM_VECTOR_CODE double squares(const float* values, Index count) {
  // Eight sums beside one another, for one alone would wait for each of its additions.
  constexpr Index lanes = 8;
  std::array<double, lanes> sums{};
  Index i = 0;
  for (; i + lanes <= count; i += lanes) {
    for (Index lane = 0; lane < lanes; ++lane) {
      const double value = values[i + lane];
      sums[static_cast<std::size_t>(lane)] += value * value;
    }
  }
  double sum = 0;
  for (; i < count; ++i) sum += static_cast<double>(values[i]) * values[i];
  for (const double lane : sums) sum += lane;
  return sum;
}

}  // namespace

void move_row(Rule rule, const Row& row, const Factors& by) {
  switch (rule) {
    case Rule::sgd:
      return sgd(row.weight, row.gradient, row.first, row.count, by);
    case Rule::adamw:
      return adamw(row.weight, row.gradient, row.first, row.second, row.count, by);
    case Rule::rmsprop:
      return rmsprop(row.weight, row.gradient, row.first, row.second, row.count, by);
  }
}

double sum_of_squares(const float* values, std::int64_t count) {
  return squares(values, count);
}

}  // namespace residuum::learn
