#include "segmentation/prepare.h"

#include <torch/torch.h>

#include <algorithm>

#include "imaging/intensity.h"
#include "imaging/kept_bias_field.h"

namespace residuum::segmentation {

imaging::Volume prepared(const imaging::Volume& image, bool bias_correction, const fs::path& fields) {
  if (!bias_correction) return image;
  const auto field =
      fields.empty() ? imaging::find_bias_field(image) : imaging::kept_bias_field(fields, image);
  const auto corrected = imaging::without_bias_field(image, field);
  return imaging::normalise(corrected, imaging::measure_intensity(corrected));
}

Standard standard_of(const torch::Tensor& slices) {
  const auto values = slices.to(torch::kFloat32).contiguous();
  const auto* const first = values.data_ptr<float>();
  const auto body = imaging::body_statistics({first, first + values.numel()});
  constexpr double least = 1e-6;  // of a body of one intensity
  return {body.mean, std::max(least, body.deviation)};
}

torch::Tensor z_scores(const torch::Tensor& images, const Standard& of) {
  return (images - of.mean) / of.deviation;
}

bool values_as_they_are(const Options& options) {
  return options.unit_input || options.intensity == "zscore";
}

}  // namespace residuum::segmentation
