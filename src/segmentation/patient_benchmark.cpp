#include "segmentation/patient_benchmark.h"

#include <torch/torch.h>

#include <cmath>
#include <optional>

#include "core/error.h"
#include "core/random.h"
#include "core/temporary_file.h"
#include "nn/image_segmenter.h"
#include "segmentation/model_file.h"

namespace residuum::segmentation {
namespace {

constexpr int slices = 40, size = 512;
constexpr double spacing = 0.47;  // mm

// A head of 202 x 156 mm in air: as long and wide as adults' are.
imaging::Volume some_patient() {
  imaging::Volume volume;
  volume.geometry.size = {size, size, slices};
  volume.geometry.spacing = {spacing, spacing, 4};
  Random random(1);
  for (int k = 0; k < slices; ++k) {
    for (int j = 0; j < size; ++j) {
      for (int i = 0; i < size; ++i) {
        const double across = (i - size / 2) * spacing / 78, along = (j - size / 2) * spacing / 101;
        volume.voxels.push_back(
            static_cast<float>(std::hypot(across, along) > 1 ? 0.02 : random.uniform(0.3, 0.8)));
      }
    }
  }
  return volume;
}

}  // namespace

learn::BenchmarkResult patient_benchmark(const std::string& network, const nn::Compute& compute,
                                         int image_size) {
  Options options;
  options.image_size = image_size;
  options.network = network;
  options.threshold = 0.99;  // random weights see tumour everywhere; a patient has little
  torch::manual_seed(1);
  const TemporaryFile model("residuum-bench", ".safetensors");
  Training training;
  training.folds.resize(1);
  const auto patient = some_patient();
  const auto frame = common_extent({Frame(patient, options.image_size).extent()}, options.image_size);
  training.frame_height = frame.height;
  training.frame_width = frame.width;
  write_model(model.path(), {nn::make_segmenter(network, 1, 3)}, options, training, {Part{}});
  learn::BenchmarkResult result;
  result.batch = slices;
  result.size = size;
  result.precision = compute.precision;
  std::optional<Segmenter> segmenter;
  return learn::measured(result, [&] {
    if (!segmenter) segmenter.emplace(model.path(), compute);
    segmenter->predict(patient);
  });
}

}  // namespace residuum::segmentation
