// Files built into the program: the page's style and script, Vega's scripts and their licences.
#pragma once

#include <string_view>

namespace residuum::report {

std::string_view page_style();
std::string_view page_script();
std::string_view vega_script();
std::string_view vega_lite_script();
std::string_view vega_lite_licence();
std::string_view vega_embed_script();
std::string_view vega_embed_licence();

}  // namespace residuum::report
