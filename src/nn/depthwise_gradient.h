// The gradient of a depthwise convolution's weights in bf16: each channel's 5 x 5 taps are summed in
// registers over a whole image. oneDNN 2.6 takes ten times as long (docs/performance.md).
#pragma once

#include "nn/pixels.h"
#include "nn/window.h"

namespace residuum::nn {

// `image` is what the convolution saw and `slopes` the gradient of its output, both bf16 and of as many
// channels; `to` is written, channels x 5 x 5 in float32. Summed in an order that does not depend on the
// threads. REQUIRES: has_avx512_bf16(); a kernel of 5 x 5 without dilation.
void depthwise_weight_gradient(const Pixels& image, const Pixels& slopes, const Window& window, float* to);

}  // namespace residuum::nn
