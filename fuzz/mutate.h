// Valid bytes, spoiled: what a full disk, a bad transfer or an attacker would make of them. The same
// generator gives the same bytes.
#pragma once

#include <string>
#include <vector>

#include "core/random.h"

namespace residuum::fuzz {

// One of `seeds`, changed one to eight times: bits flipped, bytes and 16-, 32- and 64-bit numbers set to
// their extremes in either byte order, text numbers and words replaced, pieces cut out, doubled, moved over
// from another seed, the end cut off. REQUIRES: a seed.
std::string mutated(const std::vector<std::string>& seeds, Random& random);

}  // namespace residuum::fuzz
