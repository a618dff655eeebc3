// Small questions about text that more than one reader asks.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace residuum {

std::string_view trim(std::string_view text);
std::string to_lower(std::string_view text);
bool is_utf8(std::string_view text);

// The candidate with the smallest edit distance to `word`, for "did you mean"; empty when none is near.
std::string nearest(std::string_view word, const std::vector<std::string>& candidates);

// & < > " ' as entities.
std::string escape_html(std::string_view text);

std::string to_base64(std::string_view bytes);

}  // namespace residuum
