// Who is seen in an epoch, how often, and with which weight.
#include "outcome/steps.h"

#include <fmt/core.h>
#include <gtest/gtest.h>
#include <torch/torch.h>

#include <map>

namespace residuum::outcome {
namespace {

// Patients of 1, 2, ... slices; every fourth with residual tumour.
BagSet bags(int count) {
  BagSet set;
  for (int i = 0; i < count; ++i) {
    set.patients.push_back(fmt::format("P{}", i));
    set.bags.push_back(torch::full({1 + i % 6, 4, 4}, i, torch::kUInt8));
    set.outcomes.push_back(i % 4 == 0);
  }
  return set;
}

struct Seen {
  std::map<std::size_t, std::int64_t> slices, times;
  double weight[2] = {0, 0};
  int samples[2] = {0, 0};
};

Seen seen(const BagSet& set, const Options& options) {
  Random random(5);
  Seen result;
  for (const auto& step : steps_of_epoch(set, options, random)) {
    std::int64_t count = 0;
    for (const auto& sample : step.samples) {
      result.slices[sample.patient] += sample.slices.size(0);
      ++result.times[sample.patient];
      result.weight[set.outcomes[sample.patient]] += sample.weight;
      ++result.samples[set.outcomes[sample.patient]];
      count += sample.slices.size(0);
    }
    EXPECT_EQ(count, step.slices);
    EXPECT_GE(options.unit == Unit::stack ? static_cast<std::int64_t>(step.samples.size()) : count, 2)
        << "batch norm needs two";
  }
  return result;
}

TEST(Steps, ShowEverySliceOnceByImageAndByPatient) {
  const auto set = bags(23);
  for (const auto unit : {Unit::image, Unit::mean, Unit::attention}) {
    Options options;
    options.unit = unit;
    options.batch = 7;
    options.max_slices = 0;
    const auto found = seen(set, options);
    for (std::size_t i = 0; i < set.bags.size(); ++i) {
      EXPECT_EQ(found.slices.at(i), set.bags[i].size(0));
      EXPECT_EQ(found.times.at(i), unit == Unit::image ? set.bags[i].size(0) : 1);
    }
  }
}

TEST(Steps, DrawNoMoreSlicesThanAsked) {
  Options options;
  options.max_slices = 3;
  for (const auto& [patient, slices] : seen(bags(23), options).slices) EXPECT_LE(slices, 3);
}

TEST(Steps, OfAStackTakePatients) {
  Options options;
  options.unit = Unit::stack;
  options.patient_batch = 4;
  auto set = bags(9);
  set.bags[3] = torch::zeros({14, 4, 4}, torch::kUInt8);
  Random random(1);
  const auto steps = steps_of_epoch(set, options, random);
  EXPECT_EQ(steps.size(), 2U);  // 4 and 4, and the ninth joins them
  EXPECT_EQ(seen(set, options).slices.at(3), stacked_slices);
}

TEST(Steps, BalanceTheOutcomes) {
  const auto set = bags(40);  // ten of RT
  Options options;
  options.balance = "sampling";
  const auto drawn = seen(set, options);
  EXPECT_EQ(drawn.samples[0], 20);
  EXPECT_EQ(drawn.samples[1], 20);
  options.balance = "weights";
  const auto weighed = seen(set, options);
  EXPECT_EQ(weighed.samples[1], 10);
  EXPECT_NEAR(weighed.weight[0], 20, 1e-4);
  EXPECT_NEAR(weighed.weight[1], 20, 1e-4);
}

}  // namespace
}  // namespace residuum::outcome
