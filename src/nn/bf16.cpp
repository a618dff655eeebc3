#include "nn/bf16.h"

#include "core/vector_code.h"
#include "nn/avx512_bf16.h"

namespace residuum::nn {
namespace {

RESIDUUM_VECTOR_CODE void narrow_by_parts(const float* from, Bf16* to, std::int64_t count) {
  for (std::int64_t i = 0; i < count; ++i) {
    const auto bits = std::bit_cast<std::uint32_t>(from[i]);
    const std::uint32_t rounded = (bits + 0x7fffU + ((bits >> 16) & 1U)) >> 16;
    to[i].bits = static_cast<std::uint16_t>((bits & 0x7fffffffU) > 0x7f800000U ? 0x7fc0U : rounded);
  }
}

#ifdef RESIDUUM_CAN_AVX512_BF16
RESIDUUM_AVX512_BF16 void narrow_by_instruction(const float* from, Bf16* to, std::int64_t count) {
  std::int64_t i = 0;
  for (; i + 16 <= count; i += 16) {
    const auto narrowed = _mm512_cvtneps_pbh(_mm512_loadu_ps(from + i));
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(to + i), reinterpret_cast<__m256i>(narrowed));
  }
  narrow_by_parts(from + i, to + i, count - i);
}
#endif

}  // namespace

void narrow(const float* from, Bf16* to, std::int64_t count) {
#ifdef RESIDUUM_CAN_AVX512_BF16
  if (has_avx512_bf16()) return narrow_by_instruction(from, to, count);
#endif
  narrow_by_parts(from, to, count);
}

}  // namespace residuum::nn
