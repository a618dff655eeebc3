#include "report/assets.h"

// The assembler copies the files' bytes; the paths come from CMakeLists.txt.
// clang-format off
#define RESIDUUM_EMBED(name, file)                                                                    \
  __asm__(".section .rodata\n"                                                                        \
          ".global residuum_" #name "\n.global residuum_" #name "_end\n"                              \
          "residuum_" #name ":\n.incbin \"" file "\"\nresiduum_" #name "_end:\n.byte 0\n.previous\n"); \
  extern "C" const char residuum_##name[], residuum_##name##_end[];                                   \
  std::string_view residuum::report::name() {                                                         \
    return {residuum_##name, static_cast<std::size_t>(residuum_##name##_end - residuum_##name)};      \
  }
// clang-format on

RESIDUUM_EMBED(page_style, PAGE_STYLE)
RESIDUUM_EMBED(page_script, PAGE_SCRIPT)
RESIDUUM_EMBED(vega_script, VEGA_SCRIPT)
RESIDUUM_EMBED(vega_lite_script, VEGA_LITE_SCRIPT)
RESIDUUM_EMBED(vega_lite_licence, VEGA_LITE_LICENCE)
RESIDUUM_EMBED(vega_embed_script, VEGA_EMBED_SCRIPT)
RESIDUUM_EMBED(vega_embed_licence, VEGA_EMBED_LICENCE)
