#include "study/mask_author.h"

namespace residuum::study {

MaskAuthors::MaskAuthors(const cohort::Split& split) {
  for (const auto& patient : split.training.patients()) training_.insert(patient.id);
}

bool MaskAuthors::radiologist(const cohort::Patient& patient) const {
  return patient.outlined() && training_.contains(patient.id);
}

}  // namespace residuum::study
