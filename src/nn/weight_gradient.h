// The gradient of a convolution's weights in bf16, by the processor's instruction for products of pairs
// (AVX-512-BF16's vdpbf16ps): for each tap of the kernel the product of the slopes' transposed, outputs by
// pixels, and the image that the tap sees, pixels by channels. oneDNN 2.6 reaches half of the rate of its
// products in such gradients, for it transposes for every tap; here two neighbouring pixels are put side by
// side once for all taps of a row.
#pragma once

#include "nn/pixels.h"
#include "nn/window.h"

namespace residuum::nn {

// REQUIRES: has_avx512_bf16(). At least one pixel.
// `image` is what the convolution saw and `slopes` the gradient of its output,
// both bf16; `to` is written, outputs x kernel rows x kernel columns x channels in float32. Summed in an
// order that does not depend on the threads.
void weight_gradient(const Pixels& image, const Pixels& slopes, const Window& window, float* to);

}  // namespace residuum::nn
