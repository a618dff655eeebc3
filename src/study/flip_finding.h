// Masks that fit their image markedly better mirrored (imaging/flip_check.h): found, shown side by side,
// never changed.
#pragma once

#include <string>

#include "cohort/patient.h"
#include "core/json.h"
#include "imaging/flip_check.h"

namespace residuum::study {

struct FlipFinding {
  imaging::MaskFit as_it_is, flipped;  // the second of the flip that is suspect
  std::string better;                  // "front-back", say; empty: no flip fits markedly better

  std::string warning() const;  // REQUIRES: not better.empty()
};

FlipFinding find_flip(const imaging::Volume& normalised, const imaging::Mask& mask);

// The fullest slice with the mask as it is, and that of the mirrored mask. PNG.
void write_flip_picture(const fs::path& path, const cohort::Patient& patient, const FlipFinding& finding);

Json to_json(const FlipFinding& finding);
FlipFinding flip_from_json(const Json& value, const std::string& where);

}  // namespace residuum::study
