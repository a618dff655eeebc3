#include "imaging/body_box.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace residuum::imaging {
namespace {

constexpr double least_share = 0.02;

// First and one past the last entry that reaches `least`; the whole range where none does.
std::pair<std::size_t, std::size_t> extent(const std::vector<std::size_t>& counts, double least) {
  const auto enough = [&](std::size_t count) { return static_cast<double>(count) >= least; };
  const auto first = std::find_if(counts.begin(), counts.end(), enough);
  const auto last = std::find_if(counts.rbegin(), counts.rend(), enough);
  if (first == counts.end()) return {0, counts.size()};
  return {static_cast<std::size_t>(first - counts.begin()),
          counts.size() - static_cast<std::size_t>(last - counts.rbegin())};
}

std::pair<std::size_t, std::size_t> widen(std::pair<std::size_t, std::size_t> range, double margin_mm,
                                          double spacing, std::size_t size) {
  const auto margin = static_cast<std::size_t>(std::ceil(margin_mm / spacing));
  return {range.first - std::min(range.first, margin), std::min(range.second + margin, size)};
}

}  // namespace

Rectangle body_box(const Volume& normalised, double margin_mm) {
  const auto& [size, spacing, origin, direction] = normalised.geometry;
  std::vector<std::size_t> in_column(size[0]), in_row(size[1]);
  for (std::size_t k = 0; k < size[2]; ++k) {
    const auto slice = normalised.slice(k);
    for (std::size_t y = 0; y < size[1]; ++y) {
      for (std::size_t x = 0; x < size[0]; ++x) {
        if (slice[y * size[0] + x] <= tissue_level) continue;
        ++in_column[x];
        ++in_row[y];
      }
    }
  }
  const auto slices = static_cast<double>(size[2]);
  const auto columns = widen(extent(in_column, least_share * slices * static_cast<double>(size[1])),
                             margin_mm, spacing[0], size[0]);
  const auto rows = widen(extent(in_row, least_share * slices * static_cast<double>(size[0])), margin_mm,
                          spacing[1], size[1]);
  return {columns.first, rows.first, columns.second, rows.second};
}

}  // namespace residuum::imaging
