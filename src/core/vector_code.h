// Before a function whose loops the compiler shall turn into vector code: for AVX-512, for AVX2 and for any
// processor, chosen when the program starts. By levels of the x86-64 ABI, that is by what a processor can:
// "arch=haswell" and the like ask for that one model of Intel's and leave every other processor with plain
// code.
#pragma once

#if defined(__x86_64__) && defined(__GNUC__) && __GNUC__ >= 12 && !defined(__clang__) && \
    !defined(__SANITIZE_ADDRESS__)
#define RESIDUUM_VECTOR_CODE __attribute__((target_clones("default", "arch=x86-64-v3", "arch=x86-64-v4")))
#else
#define RESIDUUM_VECTOR_CODE
#endif
