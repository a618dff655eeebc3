#include "nn/compute.h"

#include <dlfcn.h>
#include <fmt/core.h>
#include <torch/cuda.h>
#include <torch/utils.h>
#include <torch/version.h>

#include <charconv>
#include <fstream>
#include <sstream>

#include "core/error.h"
#include "core/parallel.h"
#include "nn/avx512_bf16.h"

namespace residuum::nn {
namespace {

// Whether bf16 is faster here, not only possible. AMX gives it sixteen times float32's rate and AMD's AVX-512
// twice; Intel's AVX-512 without AMX multiplies bf16 pairs on one port instead of two, so nothing is won
// (bench/).
bool processor_is_fast_in_bf16() {
  std::ifstream cpuinfo("/proc/cpuinfo");
  bool amd = false;
  for (std::string line; std::getline(cpuinfo, line);) {
    if (line.starts_with("vendor_id")) amd = line.ends_with("AuthenticAMD");
    if (!line.starts_with("flags")) continue;
    std::istringstream flags(line);
    for (std::string flag; flags >> flag;) {
      if (flag == "amx_bf16" || (amd && flag == "avx512_bf16")) return true;
    }
    return false;
  }
  return false;
}

std::string choose_device(const std::string& wanted) {
  if (wanted == "auto") return torch::cuda::is_available() ? "cuda:0" : "cpu";
  if (wanted == "cpu") return wanted;
  if (wanted != "cuda" && !wanted.starts_with("cuda:")) {
    throw input_error("device \"{}\" is unknown; auto, cpu, cuda or cuda:N is allowed", wanted);
  }
  unsigned index = 0;
  if (wanted.size() > 4) {
    const char* const end = wanted.data() + wanted.size();
    const auto [stopped, code] = std::from_chars(wanted.data() + 5, end, index);
    if (code != std::errc{} || stopped != end) {
      throw input_error("device \"{}\": a number is needed behind \"cuda:\"", wanted);
    }
  }
  const auto present = torch::cuda::is_available() ? torch::cuda::device_count() : 0;
  if (index >= present) {
    throw input_error("device \"{}\": LibTorch sees {} GPU(s) here; use --device cpu or auto", wanted,
                      present);
  }
  return fmt::format("cuda:{}", index);
}

Precision choose_precision(const std::string& wanted, const std::string& device) {
  if (wanted == "fp32") return Precision::fp32;
  if (wanted == "bf16") return Precision::bf16;
  if (wanted != "auto") {
    throw input_error("precision \"{}\" is unknown; auto, fp32 or bf16 is allowed", wanted);
  }
  return device != "cpu" || processor_is_fast_in_bf16() ? Precision::bf16 : Precision::fp32;
}

// OpenBLAS keeps a thread count of its own, and LibTorch, built against any BLAS, does not pass its count on.
void set_openblas_threads(int threads) {
  using SetThreads = void (*)(int);
  if (auto* const set = reinterpret_cast<SetThreads>(::dlsym(RTLD_DEFAULT, "openblas_set_num_threads"))) {
    set(threads);
  }
}

}  // namespace

std::string to_string(Precision precision) {
  return precision == Precision::bf16 ? "bf16" : "fp32";
}

Compute set_up_compute(const ComputeOptions& options) {
  if (options.threads < 0) {
    throw input_error("threads {}: 0 (every core) or a positive number is allowed", options.threads);
  }
  Compute compute;
  compute.device = choose_device(options.device);
  compute.precision = choose_precision(options.precision, compute.device);
  compute.threads = options.threads > 0 ? options.threads : available_cores();
  torch::set_num_threads(compute.threads);
  set_openblas_threads(compute.threads);
  return compute;
}

Compute training_compute(const std::string& network, Compute compute) {
  const bool slow = network == "efficientnet_b0" && !has_avx512_bf16();  // depthwise_gradient.h
  if (compute.device == "cpu" && slow) compute.precision = Precision::fp32;
  return compute;
}

std::string describe(const Compute& compute) {
  return fmt::format("LibTorch {}.{}.{}{}, {} thread{}, {}, {}", TORCH_VERSION_MAJOR, TORCH_VERSION_MINOR,
                     TORCH_VERSION_PATCH, at::hasMKLDNN() ? ", oneDNN" : "", compute.threads,
                     compute.threads == 1 ? "" : "s", compute.device, to_string(compute.precision));
}

}  // namespace residuum::nn
