#include "outcome/patient_network.h"

#include <gtest/gtest.h>
#include <torch/torch.h>

namespace residuum::outcome {
namespace {

// Two patients, of one and of three slices (of unit stack two images).
TEST(PatientNetwork, EstimatesAPatientsNumbersAsTheMeanOverHisSlices) {
  for (const auto unit : {Unit::mean, Unit::attention, Unit::stack}) {
    torch::manual_seed(1);
    PatientNetwork network({"resnet18", unit, true});
    network.add_estimates(5);
    network.train();
    const bool stack = unit == Unit::stack;
    const auto images = torch::rand({stack ? 2 : 4, stack ? 3 * stacked_slices : 3, 32, 32});
    const auto patient = torch::tensor({0, 1, 1, 1}, torch::kInt64);
    const auto outputs = network.outputs(images);
    const auto estimates = network.estimates(outputs, patient, 2);
    ASSERT_EQ(estimates.sizes(), torch::IntArrayRef({2, 5})) << to_string(unit);
    EXPECT_EQ(network.log_probabilities(outputs, patient, 2).sizes(), torch::IntArrayRef({2, 2}));
    if (unit == Unit::mean) {
      EXPECT_TRUE(torch::allclose(estimates[0], outputs[0].narrow(0, 1, 5)));
      EXPECT_TRUE(torch::allclose(estimates[1], outputs.narrow(0, 1, 3).narrow(1, 1, 5).mean(0)));
    }
    // They reach the layers below, which is what they are for.
    estimates.square().sum().backward();
    EXPECT_GT(network.network().named_parameters()["conv1.weight"].grad().abs().sum().item<double>(), 0);
    network.eval();
    EXPECT_EQ(network.outputs(images).dim(), unit == Unit::attention ? 2 : 1);
  }
}

}  // namespace
}  // namespace residuum::outcome
