#include "imaging/overlap.h"

#include <gtest/gtest.h>

#include "expect_error.h"

namespace residuum::imaging {
namespace {

// 10 x 6 x 4 voxels of 2 x 1 x 5 mm: 10 mm^3 each.
Mask box(std::size_t left, std::size_t right, std::size_t top, std::size_t bottom, std::size_t first,
         std::size_t last, std::uint8_t label = primary_tumour) {
  Mask mask{{{10, 6, 4}, {2, 1, 5}, {}, {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}}}, std::vector<std::uint8_t>(240)};
  for (std::size_t k = first; k < last; ++k) {
    for (std::size_t j = top; j < bottom; ++j) {
      for (std::size_t i = left; i < right; ++i) mask.labels[i + 10 * (j + 6 * k)] = label;
    }
  }
  return mask;
}

Mask both(Mask a, const Mask& b) {
  for (std::size_t i = 0; i < a.labels.size(); ++i) a.labels[i] = std::max(a.labels[i], b.labels[i]);
  return a;
}

const Mask nothing = box(0, 0, 0, 0, 0, 0);

TEST(Overlap, CountsEveryLabelAsTumour) {
  const auto found = overlap(box(0, 4, 0, 2, 0, 1), box(2, 6, 0, 2, 0, 1, lymph_nodes));
  EXPECT_EQ(found.predicted, 8u);
  EXPECT_EQ(found.reference, 8u);
  EXPECT_EQ(found.both, 4u);
  EXPECT_DOUBLE_EQ(found.dice(), 0.5);
  EXPECT_DOUBLE_EQ(found.iou(), 4.0 / 12);
}

TEST(Overlap, OfEmptyMasksIsDefined) {
  EXPECT_TRUE(overlap(nothing, nothing).empty());
  EXPECT_DOUBLE_EQ(overlap(nothing, nothing).dice(), 1);
  EXPECT_DOUBLE_EQ(overlap(nothing, nothing).iou(), 1);
  EXPECT_DOUBLE_EQ(overlap(nothing, box(0, 1, 0, 1, 0, 1)).dice(), 0);
  EXPECT_FALSE(overlap(nothing, box(0, 1, 0, 1, 0, 1)).empty());
  EXPECT_FALSE(volume_error(box(0, 1, 0, 1, 0, 1), nothing).relative());
  EXPECT_FALSE(detect_lesions(nothing, nothing).sensitivity());
  EXPECT_FALSE(detect_lesions(nothing, nothing).precision());
}

TEST(Overlap, OfASliceLooksAtNoOther) {
  const auto predicted = box(0, 4, 0, 2, 0, 2), reference = box(0, 4, 0, 2, 1, 3);
  EXPECT_DOUBLE_EQ(overlap_of_slice(predicted, reference, 0).dice(), 0);
  EXPECT_DOUBLE_EQ(overlap_of_slice(predicted, reference, 1).dice(), 1);
  EXPECT_TRUE(overlap_of_slice(predicted, reference, 3).empty());
}

TEST(Overlap, VolumeErrorHasASignAndMillilitres) {
  const auto error = volume_error(box(0, 3, 0, 2, 0, 1), box(0, 4, 0, 2, 0, 1));
  EXPECT_DOUBLE_EQ(error.predicted_ml, 0.06);
  EXPECT_DOUBLE_EQ(error.reference_ml, 0.08);
  EXPECT_DOUBLE_EQ(error.absolute_ml(), 0.02);
  EXPECT_DOUBLE_EQ(*error.relative(), -0.25);
}

// Reference: a large lesion and a small one; prediction: touches the large one twice, and one place of none.
TEST(Overlap, LesionsAreFoundByAnyVoxel) {
  const auto reference = both(box(0, 6, 0, 2, 0, 1), box(8, 9, 5, 6, 3, 4));
  const auto predicted = both(both(box(0, 1, 0, 1, 0, 1), box(5, 6, 0, 1, 0, 1)), box(0, 1, 5, 6, 3, 4));
  const auto found = detect_lesions(predicted, reference);
  EXPECT_EQ(found.reference, 2u);
  EXPECT_EQ(found.found, 1u);
  EXPECT_EQ(found.predicted, 3u);
  EXPECT_EQ(found.right, 2u);
  EXPECT_DOUBLE_EQ(*found.sensitivity(), 0.5);
  EXPECT_DOUBLE_EQ(*found.precision(), 2.0 / 3);
}

TEST(Overlap, RefusesMasksOfTwoGrids) {
  auto other = nothing;
  other.geometry.size = {6, 10, 4};
  test::expect_error([&] { overlap(nothing, other); }, {"cannot be compared"}, ErrorKind::failure);
}

}  // namespace
}  // namespace residuum::imaging
