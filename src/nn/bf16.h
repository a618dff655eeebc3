// bf16: the upper half of a float32.
#pragma once

#include <bit>
#include <cstdint>

namespace residuum::nn {

struct Bf16 {
  std::uint16_t bits;
};

inline float widened(Bf16 value) {
  return std::bit_cast<float>(static_cast<std::uint32_t>(value.bits) << 16);
}
inline float widened(float value) {
  return value;
}

// To the nearest, ties to even; what is not a number stays none. On a processor with AVX-512-BF16 by its own
// instruction, which takes numbers below 1.2e-38 for zero.
void narrow(const float* from, Bf16* to, std::int64_t count);

inline bool is_positive(Bf16 value) {
  return static_cast<std::int16_t>(value.bits) > 0;
}
inline bool is_positive(float value) {
  return value > 0;
}

}  // namespace residuum::nn
