// The gradient of a convolution's weights in bf16, by the processor's instruction for products of pairs
// (AVX-512-BF16's vdpbf16ps): for each tap of the kernel the product of the slopes' transposed, outputs by
// pixels, and the image that the tap sees, pixels by channels. Two neighbouring pixels are put side by side
// once for all taps of a column. Where oneDNN 2.6 is slower: convolution.h.
#pragma once

#include "nn/pixels.h"
#include "nn/window.h"

namespace residuum::nn {

// `image` is what the convolution saw and `slopes` the gradient of its output, both bf16; `to` is written,
// outputs x kernel rows x kernel columns x channels in float32. Summed in an order that does not depend on
// the threads. REQUIRES: has_avx512_bf16(); at least one pixel.
void weight_gradient(const Pixels& image, const Pixels& slopes, const Window& window, float* to);

}  // namespace residuum::nn
