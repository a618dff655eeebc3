#include "nn/compute.h"

#include <gtest/gtest.h>
#include <torch/utils.h>

#include "core/error.h"
#include "core/parallel.h"
#include "nn/avx512_bf16.h"

namespace residuum::nn {
namespace {

// Threads are the process's: tests that follow must find them as they were.
class ComputeSetUp : public testing::Test {
 protected:
  void TearDown() override { set_up_compute({"cpu", "fp32", before_}); }

 private:
  int before_ = torch::get_num_threads();
};

TEST_F(ComputeSetUp, AutoUsesEveryCoreAllowed) {
  const auto compute = set_up_compute({});
  EXPECT_EQ(compute.threads, available_cores());
  EXPECT_EQ(torch::get_num_threads(), available_cores());
  EXPECT_FALSE(compute.device.empty());
}

TEST_F(ComputeSetUp, TakesWhatIsAsked) {
  const auto compute = set_up_compute({"cpu", "bf16", 1});
  EXPECT_EQ(compute.device, "cpu");
  EXPECT_EQ(compute.precision, Precision::bf16);
  EXPECT_EQ(torch::get_num_threads(), 1);
  EXPECT_NE(describe(compute).find("1 thread, cpu, bf16"), std::string::npos) << describe(compute);
}

TEST(Compute, TrainsInFloat32WhatIsSlowerInBf16) {
  const Compute bf16{"cpu", Precision::bf16, 1}, gpu{"cuda:0", Precision::bf16, 1};
  EXPECT_EQ(training_compute("efficientnet_b0", bf16).precision,
            has_avx512_bf16() ? Precision::bf16 : Precision::fp32);
  EXPECT_EQ(training_compute("efficientnet_b0", gpu).precision, Precision::bf16);
  EXPECT_EQ(training_compute("resnet18", bf16).precision, Precision::bf16);
}

TEST(Compute, RefusesTheUnknown) {
  EXPECT_THROW(set_up_compute({"gpu", "auto", 0}), Error);
  EXPECT_THROW(set_up_compute({"cuda:x", "auto", 0}), Error);
  EXPECT_THROW(set_up_compute({"cuda:", "auto", 0}), Error);
  EXPECT_THROW(set_up_compute({"cuda:-1", "auto", 0}), Error);
  EXPECT_THROW(set_up_compute({"cuda:4000", "auto", 0}), Error);  // no machine has so many
  EXPECT_THROW(set_up_compute({"cpu", "fp16", 0}), Error);
  EXPECT_THROW(set_up_compute({"cpu", "fp32", -1}), Error);
}

}  // namespace
}  // namespace residuum::nn
