#include "study/envelope.h"

#include <gtest/gtest.h>

#include <cmath>

#include "cohorts.h"

namespace residuum::study {
namespace {

ImageFeatures features(double repetition_time, const std::string& manufacturer) {
  return {{{"repetition time, ms", repetition_time}}, {{"manufacturer", manufacturer}}};
}

// Of training patients with these features in turn.
Envelope trained(const std::vector<ImageFeatures>& seen = {features(500, "GE"), features(700, "SIEMENS")}) {
  std::size_t next = 0;
  const auto split = cohort::split_patients(test::make_cohort(10), 0.2, 1);
  return Envelope::of(split.training, [&](const cohort::Patient&) { return seen[next++ % seen.size()]; });
}

TEST(Envelope, InsideIsSilent) {
  EXPECT_TRUE(trained().outside(features(600, "GE")).empty());
  EXPECT_TRUE(trained().outside(features(739, "GE")).empty()) << "a fifth of the range is allowed for";
}

TEST(Envelope, OutsideNamesTheFeatureAndTheRange) {
  const auto lines = trained().outside(features(2300, "PHILIPS"));
  ASSERT_EQ(lines.size(), 2u);
  EXPECT_NE(lines[0].find("repetition time, ms: 2300, trained on 500 to 700"), std::string::npos) << lines[0];
  EXPECT_NE(lines[1].find("PHILIPS"), std::string::npos) << lines[1];
}

TEST(Envelope, AnAbsentNumberIsOutsideUnlessItWasAbsentInTraining) {
  EXPECT_EQ(trained().outside(features(std::nan(""), "GE")).size(), 1u);
  const auto envelope = trained({features(500, "GE"), features(std::nan(""), "GE")});
  EXPECT_TRUE(envelope.outside(features(std::nan(""), "GE")).empty());
}

TEST(Envelope, SurvivesItsFile) {
  const auto read = Envelope::from_json(Json::parse(trained().to_json().dump()), "envelope.json");
  EXPECT_EQ(read.outside(features(2300, "PHILIPS")), trained().outside(features(2300, "PHILIPS")));
}

}  // namespace
}  // namespace residuum::study
