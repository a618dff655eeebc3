#include "study/explanation.h"

#include <gtest/gtest.h>

#include <set>

#include "imaging/picture.h"
#include "study/heat_picture.h"
#include "temporary_folder.h"

namespace residuum::study {
namespace {

ExplainedPatient patient(const char* id, double probability, bool rt) {
  ExplainedPatient made;
  made.patient = id;
  made.regimen = "CCRT";
  made.probability = probability;
  made.threshold = 0.5;
  made.actual = rt ? cohort::Outcome::rt : cohort::Outcome::nrt;
  made.slices = 4;
  made.telling = 7;
  made.area_inside = 0.25;
  return made;
}

const std::vector<ExplainedPatient> patients{
    patient("A", 0.9, true), patient("B", 0.8, true),  patient("C", 0.05, false), patient("D", 0.2, true),
    patient("E", 0.4, true), patient("F", 0.7, false), patient("G", 0.52, true)};

std::vector<std::string> ids_of(const std::vector<ShownPatient>& shown) {
  std::vector<std::string> ids;
  for (const auto& one : shown) ids.push_back(one.patient.patient);
  return ids;
}

TEST(Explanation, DrawsPatientsByTheRule) {
  const auto shown = choose_shown(patients, 7);
  EXPECT_EQ(ids_of(shown), (std::vector<std::string>{"A", "C", "D", "F", "G", "B", "E"}));
  EXPECT_EQ(shown[2].why, "most confident wrong, RT missed");
  EXPECT_EQ(shown[5].why, "next, most confident right, RT");
  EXPECT_EQ(ids_of(choose_shown(patients, 3)), (std::vector<std::string>{"A", "C", "D"}));
  EXPECT_EQ(choose_shown(patients, 50).size(), patients.size());
  EXPECT_TRUE(choose_shown({}, 5).empty());
}

TEST(Explanation, ComesBackFromItsFiles) {
  const test::TemporaryFolder folder;
  const RunFolder run{folder.path()};
  auto written = patients;
  written[1].energy_inside = 0.625;
  write_explained(run, written);
  const auto read = read_explained(run);
  ASSERT_EQ(read.size(), written.size());
  EXPECT_EQ(*read[1].energy_inside, 0.625);
  EXPECT_FALSE(read[0].energy_inside);
  EXPECT_EQ(read[3].actual, cohort::Outcome::rt);
  EXPECT_EQ(read[3].telling, 7u);
  write_cascade(run, {{"CCRT", "bn1 conv1", 9, 0.1, -0.2, 0.3, 0.4, 0.3, 0.5}});
  EXPECT_EQ(read_cascade(run).at(0).part, "bn1 conv1");
  EXPECT_EQ(read_cascade(run).at(0).ssim_high, 0.5);
}

// Two slices of two pixels: 3 of 4 units of the maps and 1.5 of 4 pixels lie inside.
TEST(Explanation, SumsTheShareOverAllSlices) {
  const auto slice = [](float a, float b) { return imaging::Slice{2, 1, {a, b}}; };
  const auto share = map_share({{slice(2, 0), 0.5}, {slice(1, 1), 0.5}}, {slice(1, 0), slice(0.5, 0.5)});
  EXPECT_EQ(share.largest, 0u);
  EXPECT_EQ(map_share({{slice(0, 0), 0.5}, {slice(1, 1), 0.5}}, {slice(1, 0), slice(1, 0)}).largest, 1u);
  EXPECT_DOUBLE_EQ(share.area, 0.5);
  EXPECT_DOUBLE_EQ(*share.energy, 0.75);
  const auto empty = map_share({{slice(0, 0), 0.5}}, {slice(1, 0)});
  EXPECT_FALSE(empty.energy);
  EXPECT_DOUBLE_EQ(empty.area, 0.5);
}

TEST(HeatPicture, TellsWhichPixelsOfTheRectangleAreTumour) {
  imaging::Mask mask;
  mask.geometry.size = {8, 8, 2};
  mask.labels.assign(128, 0);
  for (std::size_t y = 2; y < 6; ++y) {
    for (std::size_t x = 2; x < 4; ++x) mask.labels[64 + 8 * y + x] = imaging::primary_tumour;
  }
  const auto inside = mask_in_rectangle(mask, {1, {2, 2, 6, 6}, 0}, 4);
  for (std::size_t y = 0; y < 4; ++y) {
    for (std::size_t x = 0; x < 4; ++x) EXPECT_EQ(inside.at(x, y), x < 2 ? 1 : 0);
  }
}

TEST(HeatPicture, IsAPictureOfThree) {
  const imaging::Slice grey{16, 16, std::vector<float>(256, 0.5F)}, none{16, 16, std::vector<float>(256)};
  EXPECT_EQ(scaled_to_one(none).pixels, none.pixels);
  EXPECT_EQ(scaled_to_one(grey).pixels.front(), 1);
  const auto empty = heat_picture(grey, none, none), full = heat_picture(grey, grey, none);
  EXPECT_TRUE(empty.starts_with("\x89PNG"));
  EXPECT_NE(empty, full);
}

}  // namespace
}  // namespace residuum::study
