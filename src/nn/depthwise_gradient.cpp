#include "nn/depthwise_gradient.h"

#include <ATen/Parallel.h>

#include <algorithm>
#include <vector>

#include "nn/avx512_bf16.h"

namespace residuum::nn {

#ifdef RESIDUUM_CAN_AVX512_BF16
namespace {

using Index = std::int64_t;

constexpr Index side = 5, taps = side * side;
constexpr Index lanes = 16;  // channels that are summed together

RESIDUUM_AVX512_BF16 inline __m512 widened(__mmask16 mask, const std::uint16_t* values) {
  const auto bits = _mm512_cvtepu16_epi32(_mm256_maskz_loadu_epi16(mask, values));
  return _mm512_castsi512_ps(_mm512_slli_epi32(bits, 16));
}

// Some channels of one image with its padding, in float32: height x width x 16.
struct Padded {
  Index height, width;
  std::vector<float> values;

  Padded(const Pixels& image, const Window& window)
      : height(image.height + 2 * window.padding.height),
        width(image.width + 2 * window.padding.width),
        values(static_cast<std::size_t>(height * width * lanes)) {}
};

struct Channels {
  Index first;
  __mmask16 mask;
};

const std::uint16_t* channels_at(const Pixels& of, Index image, Index y, const Channels& channels) {
  return static_cast<const std::uint16_t*>(of.data) + (image * of.height + y) * of.width * of.stride +
         channels.first;
}

RESIDUUM_AVX512_BF16 void widen(const Pixels& from, Index image, const Pair& padding,
                                const Channels& channels, Padded& to) {
  for (Index y = 0; y < from.height; ++y) {
    const auto* pixel = channels_at(from, image, y, channels);
    auto* out = to.values.data() + ((y + padding.height) * to.width + padding.width) * lanes;
    for (Index x = 0; x < from.width; ++x, pixel += from.stride, out += lanes)
      _mm512_storeu_ps(out, widened(channels.mask, pixel));
  }
}

// sums[tap][channel] += what the image has there times the slope, over all slopes of one image.
RESIDUUM_AVX512_BF16 void add_image(const Padded& seen, const Pixels& slopes, Index image, const Pair& stride,
                                    const Channels& channels, float* sums) {
  __m512 sum[taps];
#pragma GCC unroll 25
  for (Index tap = 0; tap < taps; ++tap) sum[tap] = _mm512_setzero_ps();
  for (Index y = 0; y < slopes.height; ++y) {
    const auto* slope_at = channels_at(slopes, image, y, channels);
    const auto* window = seen.values.data() + y * stride.height * seen.width * lanes;
    for (Index x = 0; x < slopes.width; ++x, slope_at += slopes.stride, window += stride.width * lanes) {
      const auto slope = widened(channels.mask, slope_at);
#pragma GCC unroll 5
      for (Index ky = 0; ky < side; ++ky) {
#pragma GCC unroll 5
        for (Index kx = 0; kx < side; ++kx) {
          const auto value = _mm512_loadu_ps(window + (ky * seen.width + kx) * lanes);
          sum[ky * side + kx] = _mm512_fmadd_ps(value, slope, sum[ky * side + kx]);
        }
      }
    }
  }
#pragma GCC unroll 25
  for (Index tap = 0; tap < taps; ++tap)
    _mm512_storeu_ps(sums + tap * lanes, _mm512_add_ps(_mm512_loadu_ps(sums + tap * lanes), sum[tap]));
}

}  // namespace

void depthwise_weight_gradient(const Pixels& image, const Pixels& slopes, const Window& window, float* to) {
  const Index parts = (image.channels + lanes - 1) / lanes;
  at::parallel_for(0, parts, 1, [&](Index begin, Index end) {
    Padded seen(image, window);
    for (Index part = begin; part < end; ++part) {
      const Index count = std::min(lanes, image.channels - part * lanes);
      const Channels channels{part * lanes, static_cast<__mmask16>((1U << count) - 1U)};
      float sums[taps * lanes] = {};
      for (Index i = 0; i < image.images; ++i) {
        widen(image, i, window.padding, channels, seen);
        add_image(seen, slopes, i, window.stride, channels, sums);
      }
      for (Index channel = 0; channel < count; ++channel) {
        for (Index tap = 0; tap < taps; ++tap)
          to[(channels.first + channel) * taps + tap] = sums[tap * lanes + channel];
      }
    }
  });
}

#else

void depthwise_weight_gradient(const Pixels&, const Pixels&, const Window&, float*) {}

#endif

}  // namespace residuum::nn
