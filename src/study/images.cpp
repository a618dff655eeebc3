#include "study/images.h"

#include <algorithm>

#include "core/error.h"
#include "imaging/intensity.h"

namespace residuum::study {

imaging::Volume load_normalised(const cohort::Patient& patient) {
  const auto image = cohort::load_image(patient);
  return with_context("patient " + patient.id, [&] {
    return imaging::normalise(image.volume, imaging::measure_intensity(image.volume));
  });
}

void leave_out_nodes(imaging::Mask& mask) {
  std::replace(mask.labels.begin(), mask.labels.end(), static_cast<std::uint8_t>(imaging::lymph_nodes),
               static_cast<std::uint8_t>(imaging::background));
}

imaging::Mask load_reference_mask(const cohort::Patient& patient, const imaging::Geometry& image,
                                  bool include_nodes) {
  auto mask = cohort::load_mask(patient, image);
  if (!include_nodes) leave_out_nodes(mask);
  return mask;
}

}  // namespace residuum::study
