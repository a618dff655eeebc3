// Where and how networks run: device, precision, threads. No LibTorch here, so that every room can carry it.
#pragma once

#include <string>

namespace residuum::nn {

enum class Precision { fp32, bf16 };

std::string to_string(Precision precision);  // "fp32", "bf16"

struct ComputeOptions {
  std::string device = "auto";  // auto, cpu, cuda or cuda:N
  std::string precision =
      "auto";       // auto, fp32 or bf16; auto: bf16 on GPUs and on processors that are faster in it
  int threads = 0;  // 0: every core this process may use
};

struct Compute {
  std::string device = "cpu";  // or "cuda:N"
  Precision precision = Precision::fp32;
  int threads = 1;
};

// Checks the options against this machine and sets LibTorch's and OpenBLAS's threads.
// Errors: input, for an unknown device or precision, or a GPU that is not there.
Compute set_up_compute(const ComputeOptions& options);

// What a network of that name trains in where `compute` is asked for: float32 for efficientnet_b0 on
// processors without AVX-512-BF16, where its depthwise gradients are slower in bf16.
Compute training_compute(const std::string& network, Compute compute);

// "LibTorch 1.13.1, oneDNN, 2 threads, cpu, bf16": for run.json and the report.
std::string describe(const Compute& compute);

}  // namespace residuum::nn
