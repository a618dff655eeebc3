// How fast a network predicts and trains here: what `residuum bench` prints. No LibTorch here, so that
// commands can ask.
#pragma once

#include <functional>
#include <string>

#include "nn/compute.h"

namespace residuum::learn {

enum class Work { predict, train };

struct BenchmarkResult {
  int batch = 0, size = 0;  // images, and their side in pixels
  double seconds = 0;       // of one batch, the fastest
  double operations = 0;    // multiplications and additions of one batch; training counts three times
  double first_seconds =
      0;                   // of the first time, with all that is done once: predicting, a model is read, too
  double peak_memory = 0;  // bytes, of the whole process since this measurement began
  nn::Precision precision = nn::Precision::fp32;  // that it ran in: training_compute()
};

// Batches of 8 images of 224 x 224 for classifiers, of 2 of 256 x 256 for segmenters, as the published
// comparison has them; `batch` other than 0 asks for another. Prediction is the engine's, training one step
// of SGD with momentum as the outcome networks make it. Errors: input, for an unknown network.
BenchmarkResult benchmark(const std::string& network, Work work, const nn::Compute& compute, int batch = 0);

// `result` with the seconds and the memory of `work`, the first time and the fastest of at least 5 more and
// of 3 seconds: others' work on the machine only ever slows.
BenchmarkResult measured(BenchmarkResult result, const std::function<void()>& work);

// Multiplications and additions a second of a product of large matrices: what the machine can do at most.
double peak_matrix_rate(const nn::Compute& compute);

}  // namespace residuum::learn
