#include "learn/optimiser.h"

#include <gtest/gtest.h>
#include <torch/torch.h>

#include "core/error.h"

namespace residuum::learn {
namespace {

TEST(Optimiser, SchedulesAreAsWritten) {
  EXPECT_DOUBLE_EQ(scheduled_rate("sgd", 0.01, 0.74), 0.01);
  EXPECT_DOUBLE_EQ(scheduled_rate("sgd", 0.01, 0.75), 0.001);
  EXPECT_DOUBLE_EQ(scheduled_rate("rmsprop", 0.01, 0.9), 0.01);
  EXPECT_DOUBLE_EQ(scheduled_rate("adamw", 1, 0), 0.01);
  EXPECT_DOUBLE_EQ(scheduled_rate("adamw", 1, 0.05), 0.5);
  EXPECT_DOUBLE_EQ(scheduled_rate("adamw", 1, 0.1), 1);
  EXPECT_NEAR(scheduled_rate("adamw", 1, 0.55), 0.505, 1e-12);
  EXPECT_NEAR(scheduled_rate("adamw", 1, 1), 0.01, 1e-12);
}

TEST(Optimiser, ClipsAndRefusesWhatIsNotFinite) {
  auto weight = torch::zeros({1}).requires_grad_();
  for (const std::string name : {"sgd", "rmsprop"}) {
    const auto optimiser = make_optimiser(name, {weight});
    set_learning_rate(*optimiser, 0);
    EXPECT_DOUBLE_EQ(step(*optimiser, name, (weight * 50 + 3).sum()), 3);
    EXPECT_NEAR(weight.grad().item<double>(), name == "sgd" ? 1 : 0.1, 1e-5);
    EXPECT_THROW(step(*optimiser, name, weight.sum() / 0), Error);
    EXPECT_THROW(step(*optimiser, name, torch::sqrt(weight).sum()), Error);  // finite loss, infinite gradient
  }
  EXPECT_THROW(make_optimiser("adam", {weight}), Error);
}

}  // namespace
}  // namespace residuum::learn
