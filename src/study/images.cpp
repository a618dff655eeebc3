#include "study/images.h"

#include "core/error.h"
#include "imaging/intensity.h"

namespace residuum::study {

imaging::Volume load_normalised(const cohort::Patient& patient) {
  const auto image = cohort::load_image(patient);
  return with_context("patient " + patient.id, [&] {
    return imaging::normalise(image.volume, imaging::measure_intensity(image.volume));
  });
}

}  // namespace residuum::study
