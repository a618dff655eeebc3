// Real DICOM that no one here made, beside the checkout or where RESIDUUM_REAL_DICOM points.
#pragma once

#include <cstdlib>
#include <filesystem>

namespace residuum::test {

inline std::filesystem::path real_dicom() {
  const char* named = std::getenv("RESIDUUM_REAL_DICOM");
  return named ? std::filesystem::path(named) : std::filesystem::path(RESIDUUM_SOURCE_DIR) / "../shared/real";
}

}  // namespace residuum::test
