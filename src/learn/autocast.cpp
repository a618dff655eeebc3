// The one file that knows how LibTorch's autocast calls differ between 1.13 and 2.4.
#include "learn/autocast.h"

#include <ATen/autocast_mode.h>
#include <torch/version.h>

namespace residuum::learn {
namespace {

void set_autocast([[maybe_unused]] bool cuda, bool enabled) {
#if TORCH_VERSION_MAJOR > 2 || (TORCH_VERSION_MAJOR == 2 && TORCH_VERSION_MINOR >= 4)
  const auto device = cuda ? at::kCUDA : at::kCPU;
  at::autocast::set_autocast_dtype(device, at::kBFloat16);
  at::autocast::set_autocast_enabled(device, enabled);
#else
  if (cuda) {
    at::autocast::set_autocast_gpu_dtype(at::kBFloat16);
    at::autocast::set_enabled(enabled);
  } else {
    at::autocast::set_autocast_cpu_dtype(at::kBFloat16);
    at::autocast::set_cpu_enabled(enabled);
  }
#endif
}

}  // namespace

AutocastScope::AutocastScope(const nn::Compute& compute)
    : active_(compute.precision == nn::Precision::bf16), cuda_(compute.device != "cpu") {
  if (active_) set_autocast(cuda_, true);
}

AutocastScope::~AutocastScope() {
  if (!active_) return;
  set_autocast(cuda_, false);
  at::autocast::clear_cache();  // weights change between scopes, the cached bf16 copies do not
}

}  // namespace residuum::learn
