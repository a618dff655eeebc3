// Before a function whose loops the compiler shall turn into vector code: for AVX-512, for AVX2 and for any
// processor, chosen when the program starts.
#pragma once

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__)
#define RESIDUUM_VECTOR_CODE __attribute__((target_clones("default", "arch=haswell", "arch=skylake-avx512")))
#else
#define RESIDUUM_VECTOR_CODE
#endif
