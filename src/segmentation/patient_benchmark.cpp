#include "segmentation/patient_benchmark.h"

#include <torch/torch.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cmath>

#include "core/error.h"
#include "core/random.h"
#include "nn/image_segmenter.h"
#include "segmentation/model_file.h"

namespace residuum::segmentation {
namespace {

class RemovedFile {
 public:
  explicit RemovedFile(fs::path path) : path_(std::move(path)) {}
  ~RemovedFile() {
    std::error_code ignored;
    fs::remove(path_, ignored);
  }
  RemovedFile(const RemovedFile&) = delete;
  RemovedFile& operator=(const RemovedFile&) = delete;
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

// A round body in air.
imaging::Volume some_patient(const PatientTime& shape) {
  imaging::Volume volume;
  const auto side = static_cast<std::size_t>(shape.size);
  volume.geometry.size = {side, side, static_cast<std::size_t>(shape.slices)};
  volume.geometry.spacing = {0.47, 0.47, 4};
  Random random(1);
  for (int k = 0; k < shape.slices; ++k) {
    for (int j = 0; j < shape.size; ++j) {
      for (int i = 0; i < shape.size; ++i) {
        const double radius = std::hypot(i - shape.size / 2, j - shape.size / 2) / shape.size;
        volume.voxels.push_back(static_cast<float>(radius > 0.42 ? 0.02 : random.uniform(0.3, 0.8)));
      }
    }
  }
  return volume;
}

}  // namespace

PatientTime patient_benchmark(const std::string& network, const nn::Compute& compute) {
  Options options;
  options.network = network;
  options.threshold = 0.99;  // random weights see tumour everywhere; a patient has little
  torch::manual_seed(1);
  const RemovedFile model(fs::temp_directory_path() /
                          fmt::format("residuum-bench-{}.safetensors", ::getpid()));
  Training training;
  training.folds.resize(1);
  write_model(model.path(), {nn::make_segmenter(network, 1, 3)}, options, training, {Part{}});
  const Segmenter segmenter(model.path(), compute);

  PatientTime time;
  const auto patient = some_patient(time);
  const auto seconds = [&] {
    const auto start = std::chrono::steady_clock::now();
    segmenter.predict(patient);
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  };
  time.first_seconds = seconds();
  time.seconds = time.first_seconds;
  double total = 0;
  for (int runs = 0; runs < 3 || total < 3; ++runs) {
    const double one = seconds();
    time.seconds = std::min(time.seconds, one);
    total += one;
  }
  return time;
}

}  // namespace residuum::segmentation
