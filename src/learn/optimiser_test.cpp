#include "learn/optimiser.h"

#include <gtest/gtest.h>
#include <torch/torch.h>

#include "core/error.h"
#include "expect_error.h"
#include "learn/recipe.h"

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

// A net whose weights lie as placed ones do (channels last), larger than a piece, one of which gets no
// gradient.
struct Net : torch::nn::Module {
  torch::nn::Conv2d convolution{torch::nn::Conv2dOptions(40, 96, 3)};
  torch::nn::Linear head{96, 2}, unused{3, 3};
  Net() {
    register_module("convolution", convolution);
    register_module("head", head);
    register_module("unused", unused);
    convolution->weight.set_data(convolution->weight.contiguous(torch::MemoryFormat::ChannelsLast));
  }
  torch::Tensor loss(const torch::Tensor& images, double scale) {
    return scale * head(convolution(images).relu().mean({2, 3})).square().mean();
  }
};

// LibTorch's own, one operation after another, clipping with its own functions.
class Reference {
 public:
  Reference(const std::string& name, const std::vector<torch::Tensor>& parameters, double rate)
      : name_(name), parameters_(parameters) {
    using namespace torch::optim;
    if (name == "adamw") made_ = std::make_unique<AdamW>(parameters, AdamWOptions(rate).weight_decay(0.01));
    if (name == "sgd")
      made_ = std::make_unique<SGD>(parameters, SGDOptions(rate).momentum(0.9).weight_decay(1e-4));
    if (name == "rmsprop")
      made_ = std::make_unique<RMSprop>(parameters, RMSpropOptions(rate).momentum(0.9).weight_decay(1e-8));
  }
  void step(const torch::Tensor& loss) {
    made_->zero_grad();
    loss.backward();
    if (name_ == "rmsprop") {
      torch::nn::utils::clip_grad_value_(parameters_, 0.1);
    } else {
      torch::nn::utils::clip_grad_norm_(parameters_, 1);
    }
    made_->step();
  }

 private:
  std::string name_;
  std::vector<torch::Tensor> parameters_;
  std::unique_ptr<torch::optim::Optimizer> made_;
};

class OptimiserRules : public testing::TestWithParam<const char*> {};

TEST_P(OptimiserRules, MoveWeightsAsLibTorchDoes) {
  for (const double scale : {1.0, 300.0}) {  // gradients that are not clipped, and that are
    torch::manual_seed(2);
    Net ours, theirs;
    for (std::size_t i = 0; i < ours.parameters().size(); ++i) {
      const torch::NoGradGuard no_gradients;
      theirs.parameters()[i].copy_(ours.parameters()[i]);
    }
    std::vector<torch::Tensor> start;
    for (const auto& parameter : ours.parameters()) start.push_back(parameter.detach().clone());
    const double rate = std::string(GetParam()) == "sgd" ? 0.5 : 0.002;
    Optimiser optimiser(GetParam(), ours.parameters());
    optimiser.set_learning_rate(rate);
    Reference reference(GetParam(), theirs.parameters(), rate);
    for (int step = 0; step < 6; ++step) {
      const auto images = torch::randn({4, 40, 8, 8});
      optimiser.step(ours.loss(images, scale));
      reference.step(theirs.loss(images, scale));
    }
    // Apart by less than a five-hundredth of the way that they went: weight decay alone is more.
    for (std::size_t i = 0; i < start.size(); ++i) {
      const auto own = ours.parameters()[i].detach(), other = theirs.parameters()[i].detach();
      const double way = (other - start[i]).abs().max().item<double>();
      EXPECT_LE((own - other).abs().max().item<double>(), way / 500) << i << " at " << scale;
    }
    EXPECT_FALSE(torch::equal(ours.convolution->weight, start.front()));
  }
}

// Losses asked for one by one move weights as their sum does.
TEST_P(OptimiserRules, AddUpThePartsOfABatch) {
  const auto rows = torch::randn({6, 7}), targets = torch::randn({6});
  const auto start = torch::randn({7});
  const auto loss = [](const torch::Tensor& weight, const torch::Tensor& x, const torch::Tensor& y) {
    return (x.matmul(weight) - y).square().sum() / 6;
  };
  auto whole = start.clone().requires_grad_(), parted = start.clone().requires_grad_();
  Optimiser of_whole(GetParam(), {whole}), of_parts(GetParam(), {parted});
  for (auto* const optimiser : {&of_whole, &of_parts}) optimiser->set_learning_rate(0.01);
  for (int step = 0; step < 5; ++step) {
    const double together = of_whole.step(loss(whole, rows, targets));
    std::vector<Optimiser::Part> parts;
    for (const int first : {0, 2, 4})
      parts.emplace_back(
          [&, first] { return loss(parted, rows.narrow(0, first, 2), targets.narrow(0, first, 2)); });
    EXPECT_NEAR(of_parts.step(parts), together, 1e-5);
  }
  EXPECT_TRUE(torch::allclose(whole, parted, 1e-4, 1e-6));
  EXPECT_FALSE(torch::allclose(whole, start, 1e-3, 1e-3));
}

// Weights whose values do not lie in a row, or are not float32, go the other way and end the same.
TEST_P(OptimiserRules, MoveWeightsElsewhereTheSame) {
  const auto target = torch::randn({5, 7});
  auto row = torch::zeros({5, 7}).requires_grad_();
  auto gaps = torch::zeros({5, 14}).slice(1, 0, 14, 2).requires_grad_();
  auto wide = torch::zeros({5, 7}, torch::kFloat64).requires_grad_();
  for (auto* weight : {&row, &gaps, &wide}) {
    Optimiser optimiser(GetParam(), {*weight});
    optimiser.set_learning_rate(0.01);
    for (int step = 0; step < 5; ++step) optimiser.step((*weight - target).square().sum());
  }
  EXPECT_TRUE(torch::allclose(row, gaps, 1e-4, 1e-6));
  EXPECT_TRUE(torch::allclose(row, wide.to(torch::kFloat32), 1e-4, 1e-6));
  EXPECT_GT(row.abs().max().item<double>(), 0);
}

INSTANTIATE_TEST_SUITE_P(Names, OptimiserRules, testing::Values("adamw", "sgd", "rmsprop"),
                         [](const auto& chosen) { return std::string(chosen.param); });

TEST(Optimiser, NumberOfThreadsChangesNothing) {
  std::vector<torch::Tensor> ended;
  const int before = at::get_num_threads();
  for (const int threads : {1, 2}) {
    at::set_num_threads(threads);
    auto weight = torch::arange(200'000, torch::kFloat32).div(1e5).requires_grad_();
    Optimiser optimiser("sgd", {weight});
    optimiser.set_learning_rate(0.1);
    for (int step = 0; step < 3; ++step) optimiser.step((weight * weight).sum());
    ended.push_back(weight.detach());
  }
  at::set_num_threads(before);
  EXPECT_TRUE(torch::equal(ended[0], ended[1]));
}

TEST(Optimiser, RefusesWhatIsNotFiniteAndLeavesTheWeights) {
  auto weight = torch::zeros({1}).requires_grad_();
  for (const char* name : {"sgd", "rmsprop"}) {
    Optimiser optimiser(name, {weight});
    optimiser.set_learning_rate(1);
    EXPECT_THROW(optimiser.step(weight.sum() / 0), Error);
    EXPECT_THROW(optimiser.step(torch::sqrt(weight).sum()), Error);  // finite loss, infinite gradient
    EXPECT_FALSE(optimiser.try_step({[&] { return torch::sqrt(weight).sum(); }}));
    EXPECT_EQ(weight.item<double>(), 0);
  }
  EXPECT_THROW(Optimiser("adam", {weight}), Error);
}

TEST(Optimiser, ClipsAsTheRecipeSays) {
  auto weight = torch::zeros({1}).requires_grad_();
  Optimiser by_norm("sgd", {weight});
  by_norm.set_learning_rate(1);
  EXPECT_DOUBLE_EQ(by_norm.step((weight * 50 + 3).sum()), 3);
  EXPECT_NEAR(weight.item<double>(), -1, 1e-5) << "a gradient of 50 counts as one of norm 1";
  Optimiser by_value("rmsprop", {weight});
  by_value.step((weight * 50).sum());
  EXPECT_NEAR(by_value.state().tensors[1].second.item<double>(), 0.01 * 0.1 * 0.1, 1e-8)
      << "its mean square holds a gradient of 0.1";
}

TEST(Optimiser, TakesNoStateOfAnother) {
  auto weight = torch::ones({3}).requires_grad_(), other = torch::ones({4}).requires_grad_();
  Optimiser optimiser("adamw", {weight});
  for (const auto& state : {Optimiser("sgd", {weight}).state(), Optimiser("adamw", {other}).state()})
    test::expect_error([&] { optimiser.load(state, "checkpoint"); }, {"checkpoint", "optimiser's state"});
  optimiser.load(Optimiser("adamw", {weight}).state(), "checkpoint");
}

}  // namespace
}  // namespace residuum::learn
