// Heat maps against python3-torch with hooks on torchvision's networks, or the reference's where Debian has
// none (tests/oracles/grad_cam_oracle.py), and what must hold of any.
#include "outcome/grad_cam.h"

#include <gtest/gtest.h>
#include <torch/torch.h>

#include "expect_error.h"
#include "nn/image_classifier.h"
#include "nn/pretrained.h"
#include "nn/published_names.h"
#include "nn/torch_file.h"
#include "oracle.h"
#include "outcome/class_activation.h"
#include "outcome/model_file.h"
#include "temporary_folder.h"

namespace residuum::outcome {
namespace {

constexpr int size = 128;

Bag bag_of(const torch::Tensor& grey) {
  Bag bag;
  for (const auto& one : grey.unbind(0)) {
    const auto* const first = one.data_ptr<float>();
    const auto side = static_cast<std::size_t>(one.size(0));
    bag.push_back({side, side, {first, first + one.numel()}});
  }
  return bag;
}

void write(const fs::path& path, const std::string& name, const nn::Network& network, int image_size) {
  Options options;
  options.network = name;
  options.image_size = image_size;
  const auto whole = std::make_shared<PatientNetwork>(Architecture{name, options.unit, true});
  whole->load(nn::state_of(network), name);
  write_model(path, {whole}, "CCRT", options, {});
}

class GradCamIntegration : public testing::TestWithParam<std::string> {};

// Every unit, and several networks: one map a slice, of the rectangle's size, and not empty.
TEST(GradCamUnits, EveryUnitHasAMapOfEachSlice) {
  const test::TemporaryFolder folder;
  const auto path = folder.path() / "model.safetensors";
  torch::manual_seed(4);
  const auto bag = bag_of(torch::rand({12, 64, 64}));
  for (const auto unit : {Unit::image, Unit::mean, Unit::stack, Unit::attention}) {
    Options options;
    options.network = "resnet18";
    options.unit = unit;
    options.image_size = 64;
    const Architecture architecture{"resnet18", unit, true};
    write_model(
        path,
        {std::make_shared<PatientNetwork>(architecture), std::make_shared<PatientNetwork>(architecture)},
        "CCRT", options, {});
    const auto maps = Explainer(path).explain(bag, cohort::Outcome::rt);
    const auto against = Explainer(path).explain(bag, cohort::Outcome::nrt);
    ASSERT_EQ(maps.size(), bag.size());
    double largest = 0;
    for (std::size_t i = 0; i < maps.size(); ++i) {
      EXPECT_EQ(maps[i].map.pixels.size(), 64U * 64U);
      double of_slice = 0;
      for (const auto* map : {&maps[i].map, &against[i].map}) {
        for (const float value : map->pixels) of_slice = std::max(of_slice, static_cast<double>(value));
      }
      if (unit == Unit::stack && i >= static_cast<std::size_t>(stacked_slices)) {
        EXPECT_EQ(of_slice, 0);
      }
      largest = std::max(largest, of_slice);
    }
    EXPECT_GT(largest, 0) << to_string(unit);
  }
}

TEST_P(GradCamIntegration, DrawsWhatHooksInPythonDraw) {
  RESIDUUM_NEEDS("/usr/bin/python3 -c 'import torchvision'", "python3-torchvision");
  const test::TemporaryFolder folder;
  const auto made = test::shell(fmt::format("/usr/bin/python3 {}/tests/oracles/grad_cam_oracle.py {} {} {}",
                                            RESIDUUM_SOURCE_DIR, GetParam(), folder.path().string(), size));
  ASSERT_EQ(made.exit_code, 0) << made.output;
  const auto network = nn::make_classifier(GetParam(), 1);
  const auto fitted = fit_weights(*network, nn::read_torch_file(folder.path() / "weights.pth").weights);
  ASSERT_TRUE(fitted.fit.exact()) << nn::describe(fitted.fit);
  nn::load_state(*network, fitted.weights, GetParam());
  write(folder.path() / "model.safetensors", GetParam(), *network, size);

  std::map<std::string, torch::Tensor> answers;
  for (const auto& [name, tensor] : nn::read_torch_file(folder.path() / "maps.pth").weights.tensors)
    answers[name] = tensor.contiguous();
  const Explainer explainer(folder.path() / "model.safetensors");
  const auto bag = bag_of(answers.at("images"));
  int drawn = 0;
  for (const auto of : {cohort::Outcome::rt, cohort::Outcome::nrt}) {
    for (const auto method : {CamMethod::grad_cam, CamMethod::grad_cam_plus_plus}) {
      for (const bool eigen : {false, true}) {
        const std::string name = std::string(of == cohort::Outcome::rt ? "rt " : "nrt ") + to_string(method) +
                                 (eigen ? " eigen" : "");
        const auto& theirs = answers.at(name);
        const auto ours = explainer.explain(bag, of, {method, eigen});
        ASSERT_EQ(ours.size(), bag.size());
        const double scale = theirs.max().item<double>();
        drawn += scale > 0;
        for (std::size_t i = 0; i < ours.size(); ++i) {
          const auto index = static_cast<std::int64_t>(i);
          EXPECT_NEAR(ours[i].probability, answers.at("logits")[index].sigmoid().item<double>(), 1e-4)
              << name;
          const auto map = torch::tensor(ours[i].map.pixels).view({size, size});
          EXPECT_LE((map - theirs[index]).abs().max().item<double>(), 1e-4 * scale)
              << name << ", slice " << i;
        }
      }
    }
  }
  EXPECT_GE(drawn, 6) << "nearly every map is empty: nothing was compared";
}

INSTANTIATE_TEST_SUITE_P(Networks, GradCamIntegration,
                         testing::Values("resnet18", "resnet50", "efficientnet_b0", "xception",
                                         "inception_resnet_v2"),
                         [](const auto& chosen) { return chosen.param; });

TEST(GradCam, IsDrawnWhereTheStudyDrawsIt) {
  const auto layer = [](const char* name) { return nn::make_classifier(name, 1)->layer(); };
  EXPECT_EQ(layer("efficientnet_b0"), "conv_head");
  EXPECT_EQ(layer("inception_resnet_v2"), "conv2d_7b");
  EXPECT_EQ(layer("resnet50"), "layer4.2");
  EXPECT_EQ(layer("xception"), "act4");
}

// Two channels of 2 x 2 by hand. Grad-CAM: mean gradients 1 and -0.5. Grad-CAM++: the first channel's sum is
// 4, its gradients 2, 1 and 1 count 1 / (2 + 4 g) each, so 2 / 10 + 1 / 6 + 1 / 6; the second's do not rise.
TEST(GradCam, IsItsFormula) {
  const auto a = torch::tensor({1.F, 0.F, 3.F, 0.F, 2.F, 2.F, 2.F, 2.F}).view({1, 2, 2, 2});
  const auto g = torch::tensor({0.F, 2.F, 1.F, 1.F, -2.F, 0.F, 0.F, 0.F}).view({1, 2, 2, 2});
  const auto expect = [](const torch::Tensor& map, const std::vector<float>& wanted) {
    ASSERT_EQ(map.numel(), 4);
    for (std::int64_t i = 0; i < 4; ++i)
      EXPECT_NEAR(map.flatten()[i].item<float>(), wanted[static_cast<std::size_t>(i)], 1e-6) << i;
  };
  expect(class_activation(a, g, {}), {0, 0, 2, 0});
  const float w = 0.2F + 2.F / 6;
  expect(class_activation(a, g, {CamMethod::grad_cam_plus_plus, false}), {w, 0, 3 * w, 0});
}

// A model without gradients to speak of: a head of zeros says nothing of any pixel, and its probability is
// 1/2. A larger head says the same louder. An image of one grey moves with nothing but the padding.
TEST(GradCam, KeepsTheInvariants) {
  const test::TemporaryFolder folder;
  const auto path = folder.path() / "model.safetensors";
  torch::manual_seed(5);
  const auto network = nn::make_classifier("resnet18", 1);
  const torch::NoGradGuard no_gradients;
  const auto bag = bag_of(torch::rand({3, 64, 64}));
  write(path, "resnet18", *network, 64);
  const auto rt = Explainer(path).explain(bag, cohort::Outcome::rt),
             nrt = Explainer(path).explain(bag, cohort::Outcome::nrt);
  for (std::size_t i = 0; i < bag.size(); ++i) {
    const auto alone = Explainer(path).explain({bag[i]}, cohort::Outcome::rt);
    bool any = false;
    for (std::size_t p = 0; p < rt[i].map.pixels.size(); ++p) {
      EXPECT_GE(rt[i].map.pixels[p], 0);
      EXPECT_NEAR(rt[i].map.pixels[p], alone[0].map.pixels[p], 1e-5)
          << "a slice's map depends on its neighbours";
      any |= rt[i].map.pixels[p] + nrt[i].map.pixels[p] > 0;
    }
    EXPECT_TRUE(any);
  }
  network->named_parameters()["fc.weight"].mul_(2);
  write(path, "resnet18", *network, 64);
  const auto louder = Explainer(path).explain(bag, cohort::Outcome::rt);
  for (std::size_t p = 0; p < rt[0].map.pixels.size(); ++p)
    EXPECT_NEAR(louder[0].map.pixels[p], 2 * rt[0].map.pixels[p], 1e-4);
  for (auto& item : network->named_parameters()) {
    if (item.key().starts_with("fc.")) item.value().zero_();
  }
  write(path, "resnet18", *network, 64);
  for (const auto& map : Explainer(path).explain(bag, cohort::Outcome::rt)) {
    EXPECT_DOUBLE_EQ(map.probability, 0.5);
    for (const float value : map.map.pixels) EXPECT_EQ(value, 0);
  }
}

TEST(GradCam, RandomisedPartsForgetFromTheOutputOn) {
  const test::TemporaryFolder folder;
  const auto path = folder.path() / "model.safetensors";
  torch::manual_seed(5);
  write(path, "resnet18", *nn::make_classifier("resnet18", 1), 64);
  const auto bag = bag_of(torch::rand({1, 64, 64}));
  Explainer whole(path), changed(path), again(path);
  const auto parts = whole.parts();
  ASSERT_EQ(parts.front(), "fc");
  changed.randomise("fc", 7);
  again.randomise("fc", 7);
  const auto before = whole.explain(bag, cohort::Outcome::rt)[0],
             after = changed.explain(bag, cohort::Outcome::rt)[0];
  EXPECT_NE(before.map.pixels, after.map.pixels);
  EXPECT_EQ(after.map.pixels, again.explain(bag, cohort::Outcome::rt)[0].map.pixels);
  test::expect_error([&] { changed.randomise("nothing", 1); }, {"nothing"});
}

TEST(GradCam, RefusesAnotherName) {
  EXPECT_EQ(cam_method("grad-cam++"), CamMethod::grad_cam_plus_plus);
  test::expect_error([] { cam_method("cam"); }, {"\"cam\"", "grad-cam++"});
}

}  // namespace
}  // namespace residuum::outcome
