// The loops of batch normalisation in training, over pixels side by side whose channels are side by side, in
// bf16 or float32 with float32 statistics. The compiler turns them into vector code.
#pragma once

#include <cstdint>

#include "nn/bf16.h"

namespace residuum::nn::batch_norm_rows {

struct Extent {
  std::int64_t pixels, channels;
};

// Adds to sum[c] and square[c] what x is more than about[c], and its square.
void add_moments(Extent extent, const Bf16* x, const float* about, float* sum, float* square);
void add_moments(Extent extent, const float* x, const float* about, float* sum, float* square);

// y = max(floor, x * scale + shift + added); `added` may be null.
struct Scaling {
  const float *scale, *shift;
  float floor;
};
void normalise(Extent extent, const Bf16* x, const Bf16* added, const Scaling& by, Bf16* y);
void normalise(Extent extent, const float* x, const float* added, const Scaling& by, float* y);

// g, the gradient before the activation: `given` where y is above zero, else zero; without `kept` there was
// no activation and g is `given`. Adds g to sum[c] and g * (x - mean[c]) to product[c].
template <class Value>
struct Given {
  const Value *given, *y, *x;
};
void add_gradients(Extent extent, const Given<Bf16>& from, const float* mean, Bf16* kept, float* sum,
                   float* product);
void add_gradients(Extent extent, const Given<float>& from, const float* mean, float* kept, float* sum,
                   float* product);

// to = by_gradient * g + by_x * x + constant
struct Slopes {
  const float *by_gradient, *by_x, *constant;
};
void gradient(Extent extent, const Bf16* g, const Bf16* x, const Slopes& slopes, Bf16* to);
void gradient(Extent extent, const float* g, const float* x, const Slopes& slopes, float* to);

}  // namespace residuum::nn::batch_norm_rows
