// --threads, --device and --precision, alike in every command that runs networks.
#pragma once

#include <CLI/CLI.hpp>

#include "nn/compute.h"

namespace residuum {

inline void add_compute_flags(CLI::App& app, nn::ComputeOptions& options) {
  app.add_option("--threads", options.threads, "threads; 0: every core this process may use")
      ->check(CLI::Range(0, 1024))
      ->capture_default_str();
  app.add_option("--device", options.device, "auto, cpu, cuda or cuda:N")->capture_default_str();
  app.add_option("--precision", options.precision, "auto, fp32 or bf16")->capture_default_str();
}

}  // namespace residuum
