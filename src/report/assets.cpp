#include "report/assets.h"

#include "core/embed.h"

// The paths come from CMakeLists.txt.
RESIDUUM_EMBED(residuum::report, page_style, PAGE_STYLE)
RESIDUUM_EMBED(residuum::report, page_script, PAGE_SCRIPT)
RESIDUUM_EMBED(residuum::report, vega_script, VEGA_SCRIPT)
RESIDUUM_EMBED(residuum::report, vega_lite_script, VEGA_LITE_SCRIPT)
RESIDUUM_EMBED(residuum::report, vega_lite_licence, VEGA_LITE_LICENCE)
RESIDUUM_EMBED(residuum::report, vega_embed_script, VEGA_EMBED_SCRIPT)
RESIDUUM_EMBED(residuum::report, vega_embed_licence, VEGA_EMBED_LICENCE)
