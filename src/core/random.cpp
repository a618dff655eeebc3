#include "core/random.h"

#include <string>

#include "core/file.h"

namespace residuum {

std::uint64_t derive_seed(std::uint64_t seed, std::string_view purpose) {
  const std::string digest = sha256(std::to_string(seed) + "/" + std::string(purpose));
  return std::stoull(digest.substr(0, 16), nullptr, 16);
}

}  // namespace residuum
