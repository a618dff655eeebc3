#include "learn/loop.h"

#include <gtest/gtest.h>
#include <torch/torch.h>
#include <unistd.h>

#include <cmath>
#include <fstream>

#include "core/error.h"
#include "learn/optimiser.h"
#include "nn/network.h"

namespace residuum::learn {
namespace {

struct Stop {};

// A small net with batch norm and dropout, so that buffers and LibTorch's own randomness count, too.
struct Small : torch::nn::Module {
  torch::nn::Sequential layers{torch::nn::Linear(4, 16), torch::nn::BatchNorm1d(16), torch::nn::ReLU(),
                               torch::nn::Dropout(0.3), torch::nn::Linear(16, 1)};
  Small() { register_module("layers", layers); }
  torch::Tensor forward(const torch::Tensor& x) { return layers->forward(x); }
};

class Loop : public testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / fmt::format("residuum-loop-{}", ::getpid());
    options_.checkpoint = folder_ / "checkpoint.safetensors";
    options_.epochs = 6;
    options_.seed = 3;
    options_.title = "test";
    options_.fingerprint = "a";
  }
  void TearDown() override { fs::remove_all(folder_); }

  // Trains; throws Stop inside the epoch `stop_in` (from 0). Gives the final weights, or none when stopped.
  std::optional<nn::TensorFile> run(const std::string& optimiser_name, int stop_in = -1) {
    torch::manual_seed(1);
    Small model;
    Optimiser optimiser(optimiser_name, model.parameters());
    const auto x = torch::rand({32, 4});
    const auto y = x.sum(1, true);
    epochs_run_ = 0;
    const auto train = [&](int epoch, Random& random) {
      EXPECT_TRUE(model.is_training());
      double loss = 0;
      for (int i = 0; i < 3; ++i) {
        if (epoch == stop_in && i == 1) throw Stop{};
        optimiser.set_learning_rate(0.01);
        const auto batch = torch::randperm(32).slice(0, 0, random.integer(8, 32));
        loss = optimiser.step(torch::mse_loss(model.forward(x.index({batch})), y.index({batch})));
      }
      ++epochs_run_;
      return loss;
    };
    const auto validate = [&] {
      EXPECT_FALSE(model.is_training());
      EXPECT_FALSE(torch::GradMode::is_enabled());
      const double loss = torch::mse_loss(model.forward(x), y).item<double>();
      return Validation{loss, -loss};
    };
    try {
      history_ = run_loop(model, optimiser, options_, train, validate);
    } catch (const Stop&) {
      return std::nullopt;
    }
    EXPECT_FALSE(model.is_training());
    return nn::state_of(model);
  }

  fs::path folder_;
  LoopOptions options_;
  History history_;
  int epochs_run_ = 0;
};

void expect_identical(const nn::TensorFile& a, const nn::TensorFile& b) {
  ASSERT_EQ(a.tensors.size(), b.tensors.size());
  for (std::size_t i = 0; i < a.tensors.size(); ++i) {
    EXPECT_TRUE(torch::equal(a.tensors[i].second, b.tensors[i].second)) << a.tensors[i].first;
  }
}

TEST_P(Loop, AKilledRunEndsInTheSameWeights) {
  const auto whole = run(GetParam());
  ASSERT_TRUE(whole);
  const auto whole_history = history_;
  fs::remove(options_.checkpoint);
  for (const int stop_in : {2, 4, 5}) EXPECT_FALSE(run(GetParam(), stop_in));
  const auto resumed = run(GetParam());
  ASSERT_TRUE(resumed);
  EXPECT_EQ(epochs_run_, 1);  // epoch 6 alone
  expect_identical(*whole, *resumed);
  ASSERT_EQ(history_.epochs.size(), 6u);
  EXPECT_EQ(history_.chosen_epoch, whole_history.chosen_epoch);
  for (std::size_t i = 0; i < 6; ++i) {
    EXPECT_EQ(history_.epochs[i].training_loss, whole_history.epochs[i].training_loss);
    EXPECT_EQ(history_.epochs[i].validation_loss, whole_history.epochs[i].validation_loss);
  }
}

INSTANTIATE_TEST_SUITE_P(Optimisers, Loop, testing::Values("adamw", "sgd", "rmsprop"),
                         [](const auto& chosen) { return std::string(chosen.param); });

TEST_F(Loop, AnotherFingerprintOrADamagedCheckpointStartsAnew) {
  EXPECT_FALSE(run("sgd", 3));
  options_.fingerprint = "b";
  ASSERT_TRUE(run("sgd"));
  EXPECT_EQ(epochs_run_, 6);
  std::ofstream(options_.checkpoint) << "damaged";
  ASSERT_TRUE(run("sgd"));
  EXPECT_EQ(epochs_run_, 6);
}

// Validation says which epoch is best; its weights come back, whichever way is asked for.
TEST_F(Loop, KeepsTheBestEpoch) {
  options_.epochs = 4;
  const double losses[] = {3, 1, 2, 4}, scores[] = {0.1, 0.2, 0.9, 0.3};
  for (const bool by_loss : {true, false}) {
    fs::remove(options_.checkpoint);
    options_.choose_by_loss = by_loss;
    torch::nn::Linear model(1, 1);
    Optimiser optimiser("sgd", model->parameters());
    int epoch_now = 0;
    const auto history = run_loop(
        *model, optimiser, options_,
        [&](int epoch, Random&) {
          epoch_now = epoch;
          const torch::NoGradGuard no_gradients;
          model->bias.fill_(epoch + 1);
          return 1.0;
        },
        [&] {
          return Validation{losses[epoch_now], scores[epoch_now]};
        });
    EXPECT_EQ(history.chosen_epoch, by_loss ? 2 : 3);
    EXPECT_EQ(model->bias.item<double>(), history.chosen_epoch);
  }
}

TEST_F(Loop, ALossThatIsNotFiniteIsAFailure) {
  torch::nn::Linear model(1, 1);
  Optimiser optimiser("sgd", model->parameters());
  try {
    run_loop(
        *model, optimiser, options_, [](int, Random&) { return std::nan(""); }, [] { return Validation{}; });
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::failure);
  }
}

}  // namespace
}  // namespace residuum::learn
