#include "outcome/feature_targets.h"

#include <fmt/core.h>
#include <gtest/gtest.h>
#include <torch/torch.h>

#include <cmath>

#include "expect_error.h"

namespace residuum::outcome {
namespace {

BagSet patients(std::vector<std::string> ids) {
  BagSet set;
  set.patients = std::move(ids);
  return set;
}

TEST(FeatureTargets, AreInStandardDeviationsOfThoseWhoHaveAllOfThem) {
  const auto targets =
      feature_targets(patients({"A", "B", "C", "D", "E"}),
                      {{"A", {{"flat", 5}, {"volume", 1}}},
                       {"B", {{"flat", 5}, {"volume", 2}}},
                       {"C", {{"flat", 5}, {"volume", 3}}},
                       {"D", {{"flat", 5}}},                       // one is missing
                       {"F", {{"flat", 900}, {"volume", 900}}}});  // not of the set: must not move the mean
  EXPECT_EQ(targets.count(), 1);                                   // "flat" does not vary
  const auto expected = torch::tensor({{-1.F}, {0.F}, {1.F}, {0.F}, {0.F}});
  EXPECT_TRUE(torch::allclose(targets.values, expected)) << targets.values;
  EXPECT_TRUE(torch::equal(targets.known, torch::tensor({1.F, 1.F, 1.F, 0.F, 0.F})));
}

TEST(FeatureTargets, AreCutSoThatOneOddTumourDoesNotRule) {
  PatientNumbers features;
  std::vector<std::string> ids;
  for (int i = 0; i < 40; ++i) {
    ids.push_back(fmt::format("P{}", i));
    features[ids.back()]["volume"] = i == 0 ? 1e6 : i;
  }
  EXPECT_FLOAT_EQ(feature_targets(patients(ids), features).values.max().item<float>(), 3);
}

TEST(FeatureTargets, ErrorIsOverKnownPatientsAlone) {
  const auto estimates = torch::tensor({{1.F, 3.F}, {70.F, 70.F}}), values = torch::zeros({2, 2});
  EXPECT_FLOAT_EQ(feature_error(estimates, values, torch::tensor({1.F, 0.F})).item<float>(),
                  5);  // (1 + 9) / 2
  EXPECT_FLOAT_EQ(feature_error(estimates, values, torch::zeros(2)).item<float>(), 0);
}

TEST(FeatureTargets, NeedPatientsAndVariation) {
  test::expect_error([] { feature_targets(patients({"A", "B"}), {}); }, {"0 of 2 patients", "features"});
  test::expect_error(
      [] {
        feature_targets(patients({"A", "B"}), {{"A", {{"v", 1}}}, {"B", {{"v", NAN}}}});
      },
      {"1 of 2 patients"});
  test::expect_error(
      [] {
        feature_targets(patients({"A", "B"}), {{"A", {{"v", 1}}}, {"B", {{"v", 1}}}});
      },
      {"the same features"});
}

}  // namespace
}  // namespace residuum::outcome
