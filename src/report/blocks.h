// Sections as HTML, one block after another; tables and figures are numbered as they come.
#pragma once

#include <string>

#include "report/document.h"

namespace residuum::report {

// The <section> elements of all sections, with ids section-1, section-2, ...
// Errors: input, as to_html (html.h).
std::string sections_html(const std::vector<Section>& sections);

// A boxed remark. `body` is HTML.
std::string notice_html(const std::string& kind, const std::string& body);

}  // namespace residuum::report
