// Does a mask fit its image better mirrored? Label maps arrive flipped where a program took one convention of
// axes for another: the geometry says one thing, the voxels another, and no check of geometry sees it. Here
// the image tells: an outline follows edges, what it encloses is of one kind, and lies on the body. (A mean
// contrast to the surroundings tells less: fat and mucosa there are as bright as tumour.)
#pragma once

#include <array>
#include <optional>

#include "imaging/volume.h"

namespace residuum::imaging {

struct MaskFit {
  double edge = 1;     // mean gradient in the plane on both sides of the outline, over that within the mask
  double spread = 1;   // standard deviation of intensity (0..1) within the mask
  double on_body = 1;  // share of the mask's voxels that are tissue (body_box.h's level)

  double score() const;  // ln(edge / spread) + 4 ln(on_body): higher fits better
};

struct Flip {
  const char* name;
  std::array<bool, 3> along;  // columns, rows, slices
};
// Of an axial image's axes. The last is what becomes of LPS that is taken for RAS.
inline constexpr std::array flips{
    Flip{"left-right", {true, false, false}}, Flip{"front-back", {false, true, false}},
    Flip{"head-foot", {false, false, true}}, Flip{"left-right and front-back", {true, true, false}}};

struct FlipCheck {
  MaskFit as_it_is;
  std::array<MaskFit, flips.size()> flipped;
  std::optional<std::size_t> suspect;  // the one of `flips` that fits best, and markedly better
};

// Markedly: by this much of the score. On the phantom (docs/phantom.md; 96 x 96 pixels, 40 patients) no right
// mask is suspect; of flipped ones 39, 37, 37 and 37 are, in the order of `flips`. At 256 x 256 and at 512 x
// 512 (24 patients each) none, and all.
inline constexpr double marked_score = 0.25;

// A mask of fewer than 50 voxels tells nothing. `normalised` as of intensity.h. REQUIRES: one grid.
FlipCheck check_flips(const Volume& normalised, const Mask& mask);

Mask flipped(const Mask& mask, const Flip& flip);

}  // namespace residuum::imaging
