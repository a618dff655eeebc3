// The structural similarity of two pictures (Wang et al. 2004): means, variances and covariance under a
// Gaussian of deviation 1.5 pixels cut at 3.5 of them (11 x 11), K1 = 0.01, K2 = 0.03, values of 0..1; the
// mean over all pixels whose window lies inside. Python: skimage.metrics.structural_similarity(a, b,
// data_range = 1, gaussian_weights = True, sigma = 1.5, use_sample_covariance = False).
#pragma once

#include "imaging/slice.h"

namespace residuum::imaging {

// At most 1, which equal pictures have. Errors: input, for different sizes or a side under 11 pixels.
double structural_similarity(const Slice& first, const Slice& second);

}  // namespace residuum::imaging
