// Tumour rectangles as the outcome networks' input: cut from a volume, kept as PNG, read back as bags.
#pragma once

#include <map>
#include <string>

#include "imaging/rectangle.h"
#include "outcome/outcome.h"
#include "study/run_folder.h"

namespace residuum::study {

// One entry a slice with tumour; `image` normalised to 0..1. With `whole_body` (no_tumour's rule) the body's
// box on every slice where no slice has a rectangle: entries of 0 mm2.
struct CutSlice {
  imaging::SliceRectangle where;
  imaging::Slice pixels;  // size x size, of the 256 values that a PNG holds: a run and `predict` see the same
};
std::vector<CutSlice> cut_rectangles(const imaging::Volume& image, const imaging::Mask& mask,
                                     const imaging::RectangleOptions& options, int size,
                                     bool whole_body = false);

// Which slices of each patient have a rectangle, from rectangles.csv. A patient without any is not in the
// map.
std::map<std::string, std::vector<imaging::SliceRectangle>> read_rectangles(const RunFolder& run);

outcome::Bag read_bag(const RunFolder& run, const std::string& patient,
                      const std::vector<imaging::SliceRectangle>& rectangles);

}  // namespace residuum::study
