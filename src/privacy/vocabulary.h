// Cleaning of descriptions that somebody typed: only words of imaging and of radiotherapy's structures stay.
#pragma once

#include <functional>
#include <string>

namespace residuum::privacy {

// The known words of `text` in their order, with one space between: "Ax T1 FSE +C Dr Weiss" becomes
// "Ax T1 FSE +C". Numbers go: they may be a date's. `forbidden` words go although they are known.
std::string clean_description(const std::string& text,
                              const std::function<bool(const std::string&)>& forbidden);

}  // namespace residuum::privacy
