#include "nn/weight_gradient.h"

#include <ATen/Parallel.h>

#include <algorithm>
#include <memory>
#include <new>
#include <vector>

#include "nn/avx512_bf16.h"

namespace residuum::nn {

#ifdef RESIDUUM_CAN_AVX512_BF16
namespace {

using Index = std::int64_t;
using Couple = std::uint32_t;  // of bf16 values: a channel's at a pixel and at its neighbour

constexpr Index width = 32;        // channels, or outputs, that are made pairs together
constexpr Index tile_outputs = 8;  // by `width` channels: what is summed in registers

// Pairs are interleaved within 128 bits only, so channels change places; this is the channel at place `at`.
constexpr Index channel_at(Index at) {
  const Index half = at % width / 16, quarter = at % 16 / 4;
  return at / width * width + quarter * 8 + half * 4 + at % 4;
}

// Memory from the start of a cache line on: loads that cross two take twice as long.
template <class Value>
class Aligned {
 public:
  void resize(Index count) {
    if (count <= size_) return;
    values_.reset(static_cast<Value*>(::operator new(static_cast<std::size_t>(count) * sizeof(Value), line)));
    size_ = count;
  }
  Value* data() { return values_.get(); }
  const Value* data() const { return values_.get(); }

 private:
  static constexpr std::align_val_t line{64};
  struct Free {
    void operator()(Value* values) const { ::operator delete(values, line); }
  };
  Index size_ = 0;
  std::unique_ptr<Value, Free> values_;
};

constexpr Index rounded_up(Index count, Index to) {
  return (count + to - 1) / to * to;
}

// Values [first, first + count) of two pixels, as pairs; a pixel that is none counts as zeros.
RESIDUUM_AVX512_BF16 void make_pairs(const std::uint16_t* one, const std::uint16_t* two, Index count,
                                     Couple* to) {
  for (Index c = 0; c < count; c += width) {
    const auto mask = static_cast<__mmask32>(count - c >= width ? 0xffffffffU : (1U << (count - c)) - 1U);
    const auto zeros = _mm512_setzero_si512();
    const auto a = one ? _mm512_maskz_loadu_epi16(mask, one + c) : zeros;
    const auto b = two ? _mm512_maskz_loadu_epi16(mask, two + c) : zeros;
    _mm512_storeu_si512(to + c, _mm512_unpacklo_epi16(a, b));
    _mm512_storeu_si512(to + c + 16, _mm512_unpackhi_epi16(a, b));
  }
}

struct Row {
  const Couple *slopes, *image;
};

// How far it is to the next pair of pixels, in the slopes and in the image, and to the next output's sums.
struct Steps {
  Index slopes, image, sums;
};

// The places of the first of 8 outputs and of 32 channels (channel_at()).
struct Tile {
  Index output, channel;
};

// sums[output][channel] += slope * value over all pairs of all rows, for the tile's.
RESIDUUM_AVX512_BF16 void add_products(const std::vector<Row>& rows, Index pairs, const Steps& steps,
                                       const Tile& tile, float* sums) {
  sums += tile.output * steps.sums + tile.channel;
  __m512 sum[tile_outputs][2];
#pragma GCC unroll 8
  for (Index o = 0; o < tile_outputs; ++o) {
    sum[o][0] = _mm512_loadu_ps(sums + o * steps.sums);
    sum[o][1] = _mm512_loadu_ps(sums + o * steps.sums + 16);
  }
  for (const auto& row : rows) {
    const auto *slopes = row.slopes + tile.output, *image = row.image + tile.channel;
    for (Index pair = 0; pair < pairs; ++pair, slopes += steps.slopes, image += steps.image) {
      const auto first = reinterpret_cast<__m512bh>(_mm512_loadu_si512(image));
      const auto second = reinterpret_cast<__m512bh>(_mm512_loadu_si512(image + 16));
#pragma GCC unroll 8
      for (Index o = 0; o < tile_outputs; ++o) {
        const auto slope = reinterpret_cast<__m512bh>(_mm512_set1_epi32(static_cast<int>(slopes[o])));
        sum[o][0] = _mm512_dpbf16_ps(sum[o][0], slope, first);
        sum[o][1] = _mm512_dpbf16_ps(sum[o][1], slope, second);
      }
    }
  }
#pragma GCC unroll 8
  for (Index o = 0; o < tile_outputs; ++o) {
    _mm512_storeu_ps(sums + o * steps.sums, sum[o][0]);
    _mm512_storeu_ps(sums + o * steps.sums + 16, sum[o][1]);
  }
}

const std::uint16_t* pixel(const Pixels& of, Index image, Index y, Index x) {
  if (x < 0 || x >= of.width) return nullptr;
  return static_cast<const std::uint16_t*>(of.data) + ((image * of.height + y) * of.width + x) * of.stride;
}

struct Range {
  Index first, count;
};

// The gradient for some channels and some outputs, which are one thread's.
class Part {
 public:
  Part(const Pixels& image, const Pixels& slopes, const Window& window, Range channels, Range outputs)
      : image_(image),
        slopes_(slopes),
        window_(window),
        channels_(channels),
        outputs_(outputs),
        steps_{rounded_up(outputs.count, width), rounded_up(channels.count, width),
               rounded_up(channels.count, width)},
        pairs_((slopes.width + 1) / 2) {
    const Index sums = taps() * steps_.slopes * steps_.sums;
    sums_.resize(sums);
    std::fill_n(sums_.data(), sums, 0.0F);
  }

  void compute(float* to) {
    const Index rows = slopes_.images * slopes_.height;
    // So many that the pairs stay in the processor's second cache.
    const Index at_once = std::max<Index>(1, 256 / pairs_);
    for (Index row = 0; row < rows; row += at_once) add_rows({row, std::min(at_once, rows - row)});
    write(to);
  }

 private:
  Index taps() const { return window_.kernel.height * window_.kernel.width; }
  Index row_of_pairs() const { return pairs_ * steps_.image; }

  // Where the image's rows lie, as pairs for each column of the kernel.
  struct PackedRows {
    Index image, first, count;  // rows of which image
    Index at;                   // how many are before them
  };

  void add_rows(Range rows) {
    pack_slopes(rows);
    pack_image(rows);
    std::vector<Row> seen;
    for (Index ky = 0; ky < window_.kernel.height; ++ky) {
      for (Index kx = 0; kx < window_.kernel.width; ++kx) {
        if (misses(kx)) continue;
        seen.clear();
        for (Index i = 0; i < rows.count; ++i) {
          if (const auto* const pairs = packed_row(rows.first + i, ky, kx)) {
            seen.push_back({packed_slopes_.data() + i * pairs_ * steps_.slopes, pairs});
          }
        }
        if (!seen.empty()) add_tap(ky * window_.kernel.width + kx, seen);
      }
    }
  }

  // Whether a tap of this column sees padding alone.
  bool misses(Index kx) const {
    const Index first = kx * window_.dilation.width - window_.padding.width;
    return first >= image_.width || first + (slopes_.width - 1) * window_.stride.width < 0;
  }

  void pack_slopes(Range rows) {
    packed_slopes_.resize(rows.count * pairs_ * steps_.slopes);
    auto* to = packed_slopes_.data();
    for (Index row = rows.first; row < rows.first + rows.count; ++row) {
      const auto* const begin =
          pixel(slopes_, row / slopes_.height, row % slopes_.height, 0) + outputs_.first;
      for (Index x = 0; x < slopes_.width; x += 2, to += steps_.slopes) {
        const auto* const one = begin + x * slopes_.stride;
        make_pairs(one, x + 1 < slopes_.width ? one + slopes_.stride : nullptr, outputs_.count, to);
      }
    }
  }

  Index image_row(Index output_row, Index ky) const {
    return output_row * window_.stride.height + ky * window_.dilation.height - window_.padding.height;
  }

  void pack_image(Range rows) {
    packed_.clear();
    Index count = 0;
    for (Index row = rows.first; row < rows.first + rows.count;) {
      const Index of = row / slopes_.height, begin = row % slopes_.height;
      const Index end = std::min(slopes_.height, begin + rows.first + rows.count - row);
      const Index first = std::max<Index>(0, image_row(begin, 0));
      const Index last = std::min(image_.height - 1, image_row(end - 1, window_.kernel.height - 1));
      packed_.push_back({of, first, std::max<Index>(0, last + 1 - first), count});
      count += packed_.back().count;
      row += end - begin;
    }
    packed_image_.resize(count * window_.kernel.width * row_of_pairs());
    auto* to = packed_image_.data();
    for (const auto& part : packed_) {
      for (Index y = part.first; y < part.first + part.count; ++y) {
        for (Index kx = 0; kx < window_.kernel.width; ++kx, to += row_of_pairs())
          pack_row(part.image, y, kx, to);
      }
    }
  }

  void pack_row(Index image, Index y, Index kx, Couple* to) const {
    const auto seen = [&](Index output_x) -> const std::uint16_t* {
      if (output_x >= slopes_.width) return nullptr;
      const auto* const at =
          pixel(image_, image, y,
                output_x * window_.stride.width + kx * window_.dilation.width - window_.padding.width);
      return at ? at + channels_.first : nullptr;
    };
    for (Index x = 0; x < slopes_.width; x += 2, to += steps_.image) {
      make_pairs(seen(x), seen(x + 1), channels_.count, to);
    }
  }

  // Nothing where the tap sees padding.
  const Couple* packed_row(Index row, Index ky, Index kx) const {
    const Index image = row / slopes_.height, y = image_row(row % slopes_.height, ky);
    const auto& part = packed_[static_cast<std::size_t>(image - packed_.front().image)];
    if (y < part.first || y >= part.first + part.count) return nullptr;
    return packed_image_.data() + ((part.at + y - part.first) * window_.kernel.width + kx) * row_of_pairs();
  }

  void add_tap(Index tap, const std::vector<Row>& rows) {
    auto* const sums = sums_.data() + tap * steps_.slopes * steps_.sums;
    for (Index c = 0; c < steps_.image; c += width) {
      for (Index o = 0; o < steps_.slopes; o += tile_outputs) {
        if (channel_at(o) < outputs_.count) add_products(rows, pairs_, steps_, {o, c}, sums);
      }
    }
  }

  void write(float* to) const {
    for (Index o = 0; o < steps_.slopes; ++o) {
      const Index output = channel_at(o);
      if (output >= outputs_.count) continue;
      for (Index tap = 0; tap < taps(); ++tap) {
        const auto* const from = sums_.data() + (tap * steps_.slopes + o) * steps_.sums;
        auto* const row = to + ((outputs_.first + output) * taps() + tap) * image_.channels + channels_.first;
        for (Index c = 0; c < steps_.sums; ++c) {
          if (const Index channel = channel_at(c); channel < channels_.count) row[channel] = from[c];
        }
      }
    }
  }

  const Pixels &image_, &slopes_;
  const Window& window_;
  Range channels_, outputs_;
  Steps steps_;
  Index pairs_;  // of one row
  Aligned<float> sums_;
  Aligned<Couple> packed_slopes_, packed_image_;
  std::vector<PackedRows> packed_;
};

}  // namespace

void weight_gradient(const Pixels& image, const Pixels& slopes, const Window& window, float* to) {
  constexpr Index channels = width;
  Index outputs = 2 * width;
  const Index channel_parts = rounded_up(image.channels, channels) / channels;
  const auto parts = [&] { return channel_parts * (rounded_up(slopes.channels, outputs) / outputs); };
  const Index threads = at::get_num_threads();
  while (outputs > width && parts() < 4 * threads && parts() % threads != 0) outputs /= 2;
  at::parallel_for(0, parts(), 1, [&](Index begin, Index end) {
    for (Index i = begin; i < end; ++i) {
      const Index c = i % channel_parts * channels, o = i / channel_parts * outputs;
      Part(image, slopes, window, {c, std::min(channels, image.channels - c)},
           {o, std::min(outputs, slopes.channels - o)})
          .compute(to);
    }
  });
}

#else

void weight_gradient(const Pixels&, const Pixels&, const Window&, float*) {}

#endif

}  // namespace residuum::nn
