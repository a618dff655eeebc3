#include "study/twins.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "core/file.h"
#include "core/random.h"

namespace residuum::study {
namespace {

imaging::Volume noise(std::uint64_t seed, std::size_t slices = 4) {
  Random random(seed);
  imaging::Volume made;
  made.geometry.size = {16, 12, slices};
  for (std::size_t i = 0; i < made.geometry.voxels(); ++i)
    made.voxels.push_back(static_cast<float>(random.integer(0, 4095)));
  return made;
}

ImageFinding finding(const std::string& patient, const imaging::Volume& image, const std::string& series,
                     const std::string& frame = "") {
  ImageFinding made;
  made.patient = patient;
  made.voxels_sha256 = sha256_of(image.voxels);
  made.series_sha256 = sha256(series);
  if (!frame.empty()) made.frame_sha256 = sha256(frame);
  made.slice_prints = slice_prints(image);
  return made;
}

void expect_found(const ImageFinding& a, const ImageFinding& b, const std::string& what) {
  const auto problems = twin_problems({finding("P0", noise(9), "0", "f0"), a, b});
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_NE(problems[0].find("patients P1 and P2 have " + what), std::string::npos) << problems[0];
}

TEST(Twins, AreNotSeenAmongDifferentPatients) {
  std::vector<ImageFinding> findings;
  for (std::uint64_t i = 1; i <= 20; ++i)
    findings.push_back(
        finding("P" + std::to_string(i), noise(i), std::to_string(i), "f" + std::to_string(i)));
  EXPECT_TRUE(twin_problems(findings).empty());
  findings.resize(22);  // two that could not be read
  EXPECT_TRUE(twin_problems(findings).empty());
}

TEST(Twins, AreFoundByImageSeriesAndExamination) {
  expect_found(finding("P1", noise(1), "a"), finding("P2", noise(1), "b"), "the same image, voxel for voxel");
  expect_found(finding("P1", noise(1), "a"), finding("P2", noise(2), "a"), "images of one series");
  expect_found(finding("P1", noise(1), "a", "f"), finding("P2", noise(2), "b", "f"),
               "images of one examination");
}

TEST(Twins, AreFoundWhereGreyValuesWereScaled) {
  auto scaled = noise(1);
  for (auto& voxel : scaled.voxels) voxel = 0.37F * voxel - 120;
  expect_found(finding("P1", noise(1), "a"), finding("P2", scaled, "b"), "4 slice(s) in common");
}

TEST(Twins, AreFoundWhereSlicesWereLeftOutOrTurnedRound) {
  auto shorter = noise(1);
  const auto n = shorter.geometry.slice_voxels();
  std::swap_ranges(shorter.voxels.begin(), shorter.voxels.begin() + static_cast<long>(n),
                   shorter.voxels.begin() + static_cast<long>(n));
  shorter.voxels.resize(2 * n);
  shorter.geometry.size[2] = 2;
  expect_found(finding("P1", noise(1), "a"), finding("P2", shorter, "b"), "2 slice(s) in common");
}

TEST(Twins, PlainSlicesTellNothing) {
  auto plain = noise(1);
  std::fill(plain.voxels.begin(), plain.voxels.end(), 0.0F);
  auto ramp = noise(1);
  for (std::size_t i = 0; i < ramp.voxels.size(); ++i) ramp.voxels[i] = static_cast<float>(i);
  for (const auto& image : {plain, ramp}) {
    for (const auto& print : slice_prints(image)) EXPECT_EQ(print, "");
  }
  auto other = ramp;
  other.voxels[0] = -1;
  EXPECT_TRUE(twin_problems({finding("P1", ramp, "a"), finding("P2", other, "b")}).empty());
}

// Anonymisation may have given everybody the same one.
TEST(Twins, AFrameOfReferenceOfMostPatientsIsAPlaceholder) {
  std::vector<ImageFinding> findings;
  for (std::uint64_t i = 1; i <= 6; ++i)
    findings.push_back(finding("P" + std::to_string(i), noise(i), std::to_string(i), i <= 4 ? "f" : ""));
  EXPECT_TRUE(twin_problems(findings).empty());
}

}  // namespace
}  // namespace residuum::study
