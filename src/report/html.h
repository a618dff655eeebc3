// One self-contained HTML page: styles, scripts (Vega, Vega-Lite, Vega-Embed), pictures and data inside; it
// needs no network, and its content security policy lets it use none. Every page says "Research use only".
#pragma once

#include "report/document.h"

namespace residuum::report {

// Errors: input, for a table's row of another width than its header, and for a figure's id that is empty or
// holds other characters than letters, digits and -.
std::string to_html(const Document& document);

}  // namespace residuum::report
