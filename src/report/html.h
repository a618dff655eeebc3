// One self-contained HTML page: styles, scripts (Vega, Vega-Lite, Vega-Embed), pictures and data inside; it needs
// no network. Every page says "Research use only".
#pragma once

#include "report/document.h"

namespace residuum::report {

std::string to_html(const Document& document);

}  // namespace residuum::report
