// RESIDUUM_EMBED(scope, name, file) defines std::string_view scope::name(): the bytes of `file`, built into
// the program. `file` is a string literal, the path at build time; the build must rebuild what includes it
// when it changes (OBJECT_DEPENDS). The assembler copies the bytes.
#pragma once

#include <string_view>

// clang-format off
#define RESIDUUM_EMBED(scope, name, file)                                                             \
  __asm__(".section .rodata\n"                                                                        \
          ".global residuum_" #name "\n.global residuum_" #name "_end\n"                              \
          "residuum_" #name ":\n.incbin \"" file "\"\nresiduum_" #name "_end:\n.byte 0\n.previous\n"); \
  extern "C" const char residuum_##name[], residuum_##name##_end[];                                   \
  std::string_view scope::name() {                                                                    \
    return {residuum_##name, static_cast<std::size_t>(residuum_##name##_end - residuum_##name)};      \
  }
// clang-format on
