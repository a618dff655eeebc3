// Rows of values are widened to float32, worked on and narrowed again, each a loop that the compiler turns
// into vector code: for AVX-512, for AVX2 and for any processor, chosen when the program starts.
#include "nn/pixels.h"

#include <ATen/Parallel.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <vector>

#include "core/vector_code.h"
#include "nn/bf16.h"

namespace residuum::nn {
namespace {

using Index = std::int64_t;

RESIDUUM_VECTOR_CODE void widen(const Bf16* from, float* to, Index count) {
  for (Index i = 0; i < count; ++i) to[i] = widened(from[i]);
}

// to = a + weight * (b - a)
RESIDUUM_VECTOR_CODE void blend(const float* a, const float* b, float weight, float* to, Index count) {
  for (Index i = 0; i < count; ++i) to[i] = a[i] + weight * (b[i] - a[i]);
}

RESIDUUM_VECTOR_CODE void accumulate(const float* from, float* to, Index count) {
  for (Index i = 0; i < count; ++i) to[i] += from[i];
}

RESIDUUM_VECTOR_CODE void scale(float* to, const float* by, Index count) {
  for (Index i = 0; i < count; ++i) to[i] *= by[i];
}

RESIDUUM_VECTOR_CODE void add_scaled(float* to, const float* from, float factor, Index count) {
  for (Index i = 0; i < count; ++i) to[i] += factor * from[i];
}

RESIDUUM_VECTOR_CODE void rectify(float* to, Index count) {
  for (Index i = 0; i < count; ++i) to[i] = to[i] > 0 ? to[i] : 0;
}

// 1 / (1 + exp(-x)) to some 1e-7: exp(t) = 2^n * exp(r), |r| <= ln(2) / 2, a polynomial of degree 6. No call
// of a library, so that the loop becomes vector code.
inline float logistic(float x) {
  constexpr float log2_e = 1.44269504F, ln_2_high = 0.693359375F, ln_2_low = -2.12194440e-4F;
  const float t = -std::min(80.0F, std::max(-80.0F, x));
  const float rounder = 12582912.0F;  // 1.5 * 2^23: adding it leaves a whole number
  const float n = (t * log2_e + rounder) - rounder;
  const float r = t - n * ln_2_high - n * ln_2_low;
  const float e =
      1 + r * (1 + r * (1.0F / 2 + r * (1.0F / 6 + r * (1.0F / 24 + r * (1.0F / 120 + r * (1.0F / 720))))));
  const auto power = static_cast<std::uint32_t>(static_cast<std::int32_t>(n) + 127) << 23;
  return 1 / (1 + e * std::bit_cast<float>(power));
}

RESIDUUM_VECTOR_CODE void silu_row(float* x, Index count) {
  for (Index i = 0; i < count; ++i) x[i] *= logistic(x[i]);
}

RESIDUUM_VECTOR_CODE void silu_gradient_row(const float* x, float* gradient, Index count) {
  for (Index i = 0; i < count; ++i) {
    const float s = logistic(x[i]);
    gradient[i] *= s * (1 + x[i] * (1 - s));
  }
}

std::byte* pixel(const Pixels& image, Index number) {
  return static_cast<std::byte*>(image.data) + number * image.stride * (image.bf16 ? 2 : 4);
}

void load(const Pixels& image, Index number, Index pixels, float* to) {
  for (Index i = 0; i < pixels; ++i) {
    const auto* const from = pixel(image, number + i);
    if (image.bf16) {
      widen(reinterpret_cast<const Bf16*>(from), to + i * image.channels, image.channels);
    } else {
      std::memcpy(to + i * image.channels, from, static_cast<std::size_t>(image.channels) * sizeof(float));
    }
  }
}

void store(const float* from, const Pixels& image, Index number) {
  auto* const to = pixel(image, number);
  if (image.bf16) {
    narrow(from, reinterpret_cast<Bf16*>(to), image.channels);
  } else {
    std::memcpy(to, from, static_cast<std::size_t>(image.channels) * sizeof(float));
  }
}

Index pixels_of(const Pixels& image) {
  return image.height * image.width;
}

// About 16,000 values a thread are worth waking it.
Index grain(Index values_each) {
  return std::max<Index>(1, 16384 / std::max<Index>(1, values_each));
}

// work(values, number): the values of pixel `number`, to be changed, in float32.
template <class Work>
void each_pixel(const Pixels& from, const Pixels& to, const Work& work) {
  at::parallel_for(0, from.images * pixels_of(from), grain(from.channels), [&](Index begin, Index end) {
    std::vector<float> values(static_cast<std::size_t>(from.channels));
    for (Index i = begin; i < end; ++i) {
      load(from, i, 1, values.data());
      work(values.data(), i);
      store(values.data(), to, i);
    }
  });
}

// Where row or column `i` of the larger image lies between two of the smaller.
struct Between {
  Index low, high;
  float weight;
};
std::vector<Between> positions(Index from, Index to, bool align_corners) {
  std::vector<Between> all(static_cast<std::size_t>(to));
  const float ratio = align_corners ? (to > 1 ? static_cast<float>(from - 1) / static_cast<float>(to - 1) : 0)
                                    : static_cast<float>(from) / static_cast<float>(to);
  for (Index i = 0; i < to; ++i) {
    const auto index = static_cast<float>(i);
    const float at = align_corners ? index * ratio : std::max(0.0F, (index + 0.5F) * ratio - 0.5F);
    const Index low = std::min(static_cast<Index>(at), from - 1);
    all[static_cast<std::size_t>(i)] = {low, std::min(low + 1, from - 1), at - static_cast<float>(low)};
  }
  return all;
}

}  // namespace

void copy(const Pixels& from, const Pixels& to) {
  const auto bytes = static_cast<std::size_t>(from.channels) * (from.bf16 ? 2 : 4);
  at::parallel_for(0, from.images * pixels_of(from), grain(from.channels), [&](Index begin, Index end) {
    for (Index i = begin; i < end; ++i) std::memcpy(pixel(to, i), pixel(from, i), bytes);
  });
}

void enlarge(const Pixels& from, const Pixels& to, bool align_corners) {
  const auto rows = positions(from.height, to.height, align_corners);
  const auto columns = positions(from.width, to.width, align_corners);
  const Index channels = from.channels, row_values = from.width * channels;
  at::parallel_for(0, to.images * to.height, grain(to.width * channels), [&](Index begin, Index end) {
    std::vector<float> above(static_cast<std::size_t>(row_values)), below(above), row(above);
    std::vector<float> value(static_cast<std::size_t>(channels));
    for (Index i = begin; i < end; ++i) {
      const auto& y = rows[static_cast<std::size_t>(i % to.height)];
      const Index first = i / to.height * from.height;
      load(from, (first + y.low) * from.width, from.width, above.data());
      load(from, (first + y.high) * from.width, from.width, below.data());
      blend(above.data(), below.data(), y.weight, row.data(), row_values);
      for (Index j = 0; j < to.width; ++j) {
        const auto& x = columns[static_cast<std::size_t>(j)];
        blend(row.data() + x.low * channels, row.data() + x.high * channels, x.weight, value.data(),
              channels);
        store(value.data(), to, i * to.width + j);
      }
    }
  });
}

namespace {

// Which of the larger image's rows or columns each of the smaller's has a share in, and which share.
using Shares = std::vector<std::vector<std::pair<Index, float>>>;
Shares shares(Index from, Index to, bool align_corners) {
  Shares all(static_cast<std::size_t>(from));
  const auto larger = positions(from, to, align_corners);
  for (std::size_t i = 0; i < larger.size(); ++i) {
    const auto& [low, high, weight] = larger[i];
    all[static_cast<std::size_t>(low)].emplace_back(i, 1 - weight);
    all[static_cast<std::size_t>(high)].emplace_back(i, weight);
  }
  return all;
}

}  // namespace

void enlarge_gradient(const Pixels& from, const Pixels& to, bool align_corners) {
  const auto rows = shares(to.height, from.height, align_corners);
  const auto columns = shares(to.width, from.width, align_corners);
  const Index channels = from.channels, row_values = from.width * channels;
  at::parallel_for(0, to.images * to.height, grain(2 * row_values), [&](Index begin, Index end) {
    std::vector<float> one(static_cast<std::size_t>(row_values)), sum(one);
    std::vector<float> value(static_cast<std::size_t>(channels));
    for (Index i = begin; i < end; ++i) {
      std::ranges::fill(sum, 0.0F);
      for (const auto& [row, share] : rows[static_cast<std::size_t>(i % to.height)]) {
        load(from, (i / to.height * from.height + row) * from.width, from.width, one.data());
        add_scaled(sum.data(), one.data(), share, row_values);
      }
      for (Index j = 0; j < to.width; ++j) {
        std::ranges::fill(value, 0.0F);
        for (const auto& [column, share] : columns[static_cast<std::size_t>(j)]) {
          add_scaled(value.data(), sum.data() + column * channels, share, channels);
        }
        store(value.data(), to, i * to.width + j);
      }
    }
  });
}

void spread(const Pixels& from, const Pixels& to) {
  const auto bytes = static_cast<std::size_t>(from.channels) * (from.bf16 ? 2 : 4);
  at::parallel_for(0, to.images * pixels_of(to), grain(from.channels), [&](Index begin, Index end) {
    for (Index i = begin; i < end; ++i) std::memcpy(pixel(to, i), pixel(from, i / pixels_of(to)), bytes);
  });
}

void pad(const Pixels& from, const Pixels& to, Index top, Index left) {
  const auto bytes = static_cast<std::size_t>(from.channels) * (from.bf16 ? 2 : 4);
  at::parallel_for(0, to.images * to.height, grain(to.width * to.channels), [&](Index begin, Index end) {
    for (Index i = begin; i < end; ++i) {
      const Index row = i % to.height - top, image = i / to.height;
      for (Index j = 0; j < to.width; ++j) {
        const Index column = j - left;
        const bool inside = row >= 0 && row < from.height && column >= 0 && column < from.width;
        auto* const there = pixel(to, i * to.width + j);
        if (inside) {
          std::memcpy(there, pixel(from, (image * from.height + row) * from.width + column), bytes);
        } else {
          std::memset(there, 0, bytes);
        }
      }
    }
  });
}

void mean(const Pixels& from, const Pixels& to) {
  at::parallel_for(0, from.images, 1, [&](Index begin, Index end) {
    std::vector<float> sum(static_cast<std::size_t>(from.channels)), values(sum);
    const std::vector<float> share(sum.size(), 1 / static_cast<float>(pixels_of(from)));
    for (Index image = begin; image < end; ++image) {
      std::ranges::fill(sum, 0.0F);
      for (Index i = 0; i < pixels_of(from); ++i) {
        load(from, image * pixels_of(from) + i, 1, values.data());
        accumulate(values.data(), sum.data(), from.channels);
      }
      scale(sum.data(), share.data(), from.channels);
      store(sum.data(), to, image);
    }
  });
}

void multiply(const Pixels& from, const Pixels& gate, const Pixels& to) {
  std::vector<float> gates(static_cast<std::size_t>(gate.images * gate.channels));
  load(gate, 0, gate.images, gates.data());
  each_pixel(from, to, [&](float* values, Index number) {
    scale(values, gates.data() + number / pixels_of(from) * gate.channels, from.channels);
  });
}

void add(const Pixels& a, const Pixels& b, const Pixels& to, double factor, bool relu) {
  at::parallel_for(0, a.images * pixels_of(a), grain(a.channels), [&](Index begin, Index end) {
    std::vector<float> first(static_cast<std::size_t>(a.channels)), second(first);
    for (Index i = begin; i < end; ++i) {
      load(a, i, 1, first.data());
      load(b, i, 1, second.data());
      add_scaled(first.data(), second.data(), static_cast<float>(factor), a.channels);
      if (relu) rectify(first.data(), a.channels);
      store(first.data(), to, i);
    }
  });
}

void relu(const Pixels& from, const Pixels& to) {
  each_pixel(from, to, [&](float* values, Index) { rectify(values, from.channels); });
}

void sigmoid(const Pixels& from, const Pixels& to) {
  each_pixel(from, to, [&](float* values, Index) {
    for (Index i = 0; i < from.channels; ++i) values[i] = 1 / (1 + std::exp(-values[i]));
  });
}

void silu(const Pixels& from, const Pixels& to) {
  each_pixel(from, to, [&](float* values, Index) { silu_row(values, from.channels); });
}

namespace {

// work(first, count) on pieces that fit a processor's first cache.
template <class Work>
void each_piece(Index count, const Work& work) {
  constexpr Index piece = 1024;
  at::parallel_for(0, (count + piece - 1) / piece, 16, [&](Index begin, Index end) {
    for (Index i = begin; i < end; ++i) work(i * piece, std::min(piece, count - i * piece));
  });
}

}  // namespace

void silu_values(const void* x, void* to, Index count) {
  each_piece(count, [&](Index first, Index length) {
    std::array<float, 1024> values;
    widen(static_cast<const Bf16*>(x) + first, values.data(), length);
    silu_row(values.data(), length);
    narrow(values.data(), static_cast<Bf16*>(to) + first, length);
  });
}

void silu_gradient(const void* x, const void* gradient, void* to, Index count) {
  each_piece(count, [&](Index first, Index length) {
    std::array<float, 1024> values, slopes;
    widen(static_cast<const Bf16*>(x) + first, values.data(), length);
    widen(static_cast<const Bf16*>(gradient) + first, slopes.data(), length);
    silu_gradient_row(values.data(), slopes.data(), length);
    narrow(slopes.data(), static_cast<Bf16*>(to) + first, length);
  });
}

}  // namespace residuum::nn
