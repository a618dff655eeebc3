// Polygons to pixels.
#pragma once

#include <array>
#include <cstddef>
#include <functional>
#include <vector>

namespace residuum::imaging {

using Contour = std::vector<std::array<double, 2>>;  // vertices in pixels, closed by its last edge

// Calls fill(x, y) once for each pixel of a width x height slice whose centre (whole numbers) lies inside by
// the even-odd rule over all contours together: one within another is a hole. A centre on a left or upper
// edge is inside, on a right or lower one outside, so that polygons that share an edge share no pixel.
// Python: matplotlib.path.Path.contains_points, with the contours' results combined by exclusive or.
void fill_contours(const std::vector<Contour>& contours, std::size_t width, std::size_t height,
                   const std::function<void(std::size_t x, std::size_t y)>& fill);

}  // namespace residuum::imaging
