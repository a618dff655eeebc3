// The processor's own instructions for bf16 (AVX-512-BF16). A function that uses them carries
// RESIDUUM_AVX512_BF16 and is called where has_avx512_bf16() says so; where RESIDUUM_CAN_AVX512_BF16 is not
// defined, no such function can be compiled.
#pragma once

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
#include <immintrin.h>
#define RESIDUUM_CAN_AVX512_BF16
#define RESIDUUM_AVX512_BF16 __attribute__((target("avx512f,avx512bw,avx512vl,avx512bf16")))
#endif

namespace residuum::nn {

inline bool has_avx512_bf16() {
#ifdef RESIDUUM_CAN_AVX512_BF16
  static const bool has = __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
                          __builtin_cpu_supports("avx512bf16");
  return has;
#else
  return false;
#endif
}

}  // namespace residuum::nn
