#include "nn/batch_norm_rows.h"

#include <type_traits>

#include "core/vector_code.h"

// A template cannot be compiled for several processors (target_clones); what calls it can.
#define RESIDUUM_INLINE [[gnu::always_inline]] inline

namespace residuum::nn::batch_norm_rows {
namespace {

using Index = std::int64_t;

// Of one pixel each.

template <class Value>
RESIDUUM_INLINE void add_moments_of(Index channels, const Value* __restrict x, const float* __restrict about,
                                    float* __restrict sum, float* __restrict square) {
  for (Index c = 0; c < channels; ++c) {
    const float difference = widened(x[c]) - about[c];
    sum[c] += difference;
    square[c] += difference * difference;
  }
}

RESIDUUM_INLINE float at_least(float floor, float value) {
  return value < floor ? floor : value;
}

template <class Value>
RESIDUUM_INLINE void normalise_of(Index channels, const Value* __restrict x, const float* __restrict scale,
                                  const float* __restrict shift, float floor, float* __restrict y) {
  for (Index c = 0; c < channels; ++c) y[c] = at_least(floor, widened(x[c]) * scale[c] + shift[c]);
}

template <class Value>
RESIDUUM_INLINE void normalise_sum_of(Index channels, const Value* __restrict x,
                                      const Value* __restrict added, const float* __restrict scale,
                                      const float* __restrict shift, float floor, float* __restrict y) {
  for (Index c = 0; c < channels; ++c) {
    y[c] = at_least(floor, widened(x[c]) * scale[c] + shift[c] + widened(added[c]));
  }
}

template <class Value>
using Bits = std::conditional_t<sizeof(Value) == 2, std::uint16_t, std::uint32_t>;

template <class Value>
RESIDUUM_INLINE void pass_back(Index channels, const Value* __restrict given, const Value* __restrict y,
                               Value* __restrict to) {
  for (Index c = 0; c < channels; ++c) {
    const auto bits = std::bit_cast<Bits<Value>>(given[c]);
    to[c] = std::bit_cast<Value>(is_positive(y[c]) ? bits : Bits<Value>{0});
  }
}

template <class Value>
RESIDUUM_INLINE void add_gradients_of(Index channels, const Value* __restrict g, const Value* __restrict x,
                                      const float* __restrict mean, float* __restrict sum,
                                      float* __restrict product) {
  for (Index c = 0; c < channels; ++c) {
    const float gradient = widened(g[c]);
    sum[c] += gradient;
    product[c] += gradient * (widened(x[c]) - mean[c]);
  }
}

template <class Value>
RESIDUUM_INLINE void gradient_of(Index channels, const Value* __restrict g, const Value* __restrict x,
                                 const float* __restrict by_gradient, const float* __restrict by_x,
                                 const float* __restrict constant, float* __restrict to) {
  for (Index c = 0; c < channels; ++c) {
    to[c] = by_gradient[c] * widened(g[c]) + by_x[c] * widened(x[c]) + constant[c];
  }
}

// work(first channel, how many, where their float32 values go), then on to `to` in its own type.
template <class Work>
RESIDUUM_INLINE void in_pieces(Index channels, float* to, const Work& work) {
  work(0, channels, to);
}
template <class Work>
RESIDUUM_INLINE void in_pieces(Index channels, Bf16* to, const Work& work) {
  constexpr Index piece = 512;
  float values[piece];
  for (Index c = 0; c < channels; c += piece) {
    const Index count = channels - c < piece ? channels - c : piece;
    work(c, count, values);
    narrow(values, to + c, count);
  }
}

// Of all pixels.

template <class Value>
RESIDUUM_INLINE void add_moments_all(Extent extent, const Value* x, const float* about, float* sum,
                                     float* square) {
  for (Index i = 0; i < extent.pixels; ++i)
    add_moments_of(extent.channels, x + i * extent.channels, about, sum, square);
}

template <class Value>
RESIDUUM_INLINE void normalise_all(Extent extent, const Value* x, const Value* added, const Scaling& by,
                                   Value* y) {
  for (Index i = 0, at = 0; i < extent.pixels; ++i, at += extent.channels) {
    in_pieces(
        extent.channels, y + at, [&](Index c, Index count, float* to) __attribute__((always_inline)) {
          if (added) {
            normalise_sum_of(count, x + at + c, added + at + c, by.scale + c, by.shift + c, by.floor, to);
          } else {
            normalise_of(count, x + at + c, by.scale + c, by.shift + c, by.floor, to);
          }
        });
  }
}

template <class Value>
RESIDUUM_INLINE void add_gradients_all(Extent extent, const Given<Value>& from, const float* mean,
                                       Value* kept, float* sum, float* product) {
  for (Index i = 0, at = 0; i < extent.pixels; ++i, at += extent.channels) {
    if (kept) pass_back(extent.channels, from.given + at, from.y + at, kept + at);
    add_gradients_of(extent.channels, (kept ? kept : from.given) + at, from.x + at, mean, sum, product);
  }
}

template <class Value>
RESIDUUM_INLINE void gradient_all(Extent extent, const Value* g, const Value* x, const Slopes& slopes,
                                  Value* to) {
  for (Index i = 0, at = 0; i < extent.pixels; ++i, at += extent.channels) {
    in_pieces(
        extent.channels, to + at, [&](Index c, Index count, float* piece) __attribute__((always_inline)) {
          gradient_of(count, g + at + c, x + at + c, slopes.by_gradient + c, slopes.by_x + c,
                      slopes.constant + c, piece);
        });
  }
}

}  // namespace

RESIDUUM_VECTOR_CODE void add_moments(Extent extent, const Bf16* x, const float* about, float* sum,
                                      float* square) {
  add_moments_all(extent, x, about, sum, square);
}
RESIDUUM_VECTOR_CODE void add_moments(Extent extent, const float* x, const float* about, float* sum,
                                      float* square) {
  add_moments_all(extent, x, about, sum, square);
}

RESIDUUM_VECTOR_CODE void normalise(Extent extent, const Bf16* x, const Bf16* added, const Scaling& by,
                                    Bf16* y) {
  normalise_all(extent, x, added, by, y);
}
RESIDUUM_VECTOR_CODE void normalise(Extent extent, const float* x, const float* added, const Scaling& by,
                                    float* y) {
  normalise_all(extent, x, added, by, y);
}

RESIDUUM_VECTOR_CODE void add_gradients(Extent extent, const Given<Bf16>& from, const float* mean, Bf16* kept,
                                        float* sum, float* product) {
  add_gradients_all(extent, from, mean, kept, sum, product);
}
RESIDUUM_VECTOR_CODE void add_gradients(Extent extent, const Given<float>& from, const float* mean,
                                        float* kept, float* sum, float* product) {
  add_gradients_all(extent, from, mean, kept, sum, product);
}

RESIDUUM_VECTOR_CODE void gradient(Extent extent, const Bf16* g, const Bf16* x, const Slopes& slopes,
                                   Bf16* to) {
  gradient_all(extent, g, x, slopes, to);
}
RESIDUUM_VECTOR_CODE void gradient(Extent extent, const float* g, const float* x, const Slopes& slopes,
                                   float* to) {
  gradient_all(extent, g, x, slopes, to);
}

}  // namespace residuum::nn::batch_norm_rows
