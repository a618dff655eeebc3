#include "study/methods_text.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "expect_error.h"
#include "study/sample_record.h"

namespace residuum::study {
namespace {

std::string all_of(const Json& record) {
  std::string text;
  for (const auto& [title, passage] : methods_text(record)) text += title + ". " + passage + "\n";
  return text;
}

// Settings by their full name, one a leaf.
void leaves(const Json& value, const std::string& name, std::vector<std::pair<std::string, Json>>& found) {
  for (const auto& [key, inner] : value.items()) {
    const std::string full = name.empty() ? key : name + "." + key;
    if (inner.is_object()) {
      leaves(inner, full, found);
    } else {
      found.emplace_back(full, inner);
    }
  }
}

// Told through "training", tested below.
const std::vector<std::string> in_words{"segmentation.plateau", "segmentation.augment",
                                        "segmentation.elastic", "segmentation.bias_field",
                                        "outcome.augment",      "outcome.epoch"};

// A reader who has the text alone has every setting: changing one changes the text.
TEST(MethodsText, DependsOnEverySetting) {
  const Json record = sample::record();
  std::vector<std::pair<std::string, Json>> settings;
  leaves(record["settings"], "", settings);
  ASSERT_GT(settings.size(), 25u);
  for (const auto& [name, value] : settings) {
    // Derived from the study's seed, which the text gives; in words through "training", tested below.
    if (name.ends_with("n.seed") || name.ends_with("e.seed")) continue;
    if (name.ends_with("optimiser") || name.ends_with("learning_rate")) continue;
    if (std::ranges::count(in_words, name) > 0) continue;
    Json changed = record;
    std::string pointer = "/settings/" + name;
    std::replace(pointer.begin(), pointer.end(), '.', '/');
    Json& place = changed[Json::json_pointer(pointer)];
    if (value.is_boolean()) {
      place = !value.get<bool>();
    } else if (value.is_string()) {
      place = "something else";
    } else if (value.is_array()) {
      place = {"one", "other"};
    } else if (value.is_number_float()) {
      place = value.get<double>() * 1.5;
    } else {
      place = value.get<long>() + 1;
    }
    EXPECT_NE(all_of(changed), all_of(record)) << name << " is in no sentence";
  }
}

TEST(MethodsText, TellsHowNetworksWereTrained) {
  Settings settings = sample::settings();
  const auto training_of = [](const Settings& one) { return describe_run(one, {})["training"]; };
  const Json before = training_of(settings);
  EXPECT_NE(all_of(sample::record()).find(before["outcome"].get<std::string>()), std::string::npos);
  EXPECT_NE(all_of(sample::record()).find(before["segmentation"].get<std::string>()), std::string::npos);
  EXPECT_NE(all_of(sample::record()).find(before["augmentation"].get<std::string>()), std::string::npos);
  settings.outcome.learning_rate *= 2;
  settings.segmentation.optimiser = "adamw";
  settings.segmentation.augment = true;
  EXPECT_NE(training_of(settings)["outcome"], before["outcome"]);
  EXPECT_NE(training_of(settings)["segmentation"], before["segmentation"]);
  const auto words = [&] { return training_of(settings)["segmentation_augmentation"].get<std::string>(); };
  EXPECT_EQ(before["segmentation_augmentation"], "none");
  EXPECT_NE(words().find("1.3% of the width"), std::string::npos) << words();
  EXPECT_NE(words().find("0.17"), std::string::npos) << words();
  EXPECT_NE(before["segmentation"].get<std::string>().find("without a better validation score"),
            std::string::npos);
  settings.outcome.augment = "flips";
  EXPECT_NE(training_of(settings)["augmentation"], before["augmentation"]);
  settings.segmentation.plateau = false;
  EXPECT_EQ(training_of(settings)["segmentation"].get<std::string>().find("without a better"),
            std::string::npos);
}

TEST(MethodsText, TellsThePrecisionOfEachNetworksTraining) {
  auto settings = sample::settings();
  settings.outcome.networks = {"efficientnet_b0", "xception"};
  const auto told = [&](nn::Precision precision) {
    auto record = sample::record();
    record["training"] = describe_run(settings, {"cpu", precision, 2})["training"];
    return all_of(record);
  };
  const auto exact = told(nn::Precision::fp32), half = told(nn::Precision::bf16);
  EXPECT_EQ(exact.find("bf16"), std::string::npos) << exact;
  EXPECT_NE(exact.find("Trained in float32."), std::string::npos) << exact;
  // Of which networks that is so depends on the processor.
  const bool both = nn::training_compute("efficientnet_b0", {"cpu", nn::Precision::bf16, 2}).precision ==
                    nn::Precision::bf16;
  const std::string end =
      both ? "done again in float32." : "done again in float32; efficientnet_b0 in float32.";
  EXPECT_NE(half.find(end), std::string::npos) << half;
}

TEST(MethodsText, SaysInHowManyPartsALargeBatchWent) {
  auto record = sample::record();
  auto& options = record["settings"]["segmentation"];
  options["image_size"] = 256;
  options["patch"] = 0;
  options["batch"] = 32;
  EXPECT_NE(all_of(record).find(
                "batch 32 (in equal parts of at most 8 slices, whose gradients are added up; batch norm"),
            std::string::npos)
      << all_of(record);
  EXPECT_EQ(all_of(record).find("in patches"), std::string::npos);
  options["patch"] = 256;
  EXPECT_EQ(all_of(record).find("in patches"), std::string::npos) << "of whole slices";
  options["patch"] = 128;
  EXPECT_NE(all_of(record).find("in patches of at most 128"), std::string::npos) << all_of(record);
  EXPECT_EQ(all_of(record).find("in equal parts"), std::string::npos) << "32 of 128 x 128";
  options["batch"] = 8;
  options["patch"] = 0;
  EXPECT_EQ(all_of(record).find("in equal parts"), std::string::npos);
}

TEST(MethodsText, SaysWhatTheRunFound) {
  const auto text = all_of(sample::record());
  for (
      const char* part :
      {"297 for training, 133 (31% of each stratum) for the test; 4 without a known outcome",
       "55 patients; in 3 folds by patient", "started from the weights of unet-start.safetensors",
       "CCRT: resnet18, unit stack, 117 patients for the weights, 41 for the choices; epoch 12, threshold 0.413.",
       "primary tumour alone", "LibTorch 1.13.1, ITK 5.3.0 (check, split)"}) {
    EXPECT_NE(text.find(part), std::string::npos) << part << " is not in\n" << text;
  }
}

TEST(MethodsText, SaysThatTestPatientsChoseTheEpoch) {
  Json record = sample::record();
  EXPECT_EQ(all_of(record).find("leaked"), std::string::npos);
  record["settings"]["outcome"]["epoch"] = "test";
  EXPECT_NE(all_of(record).find("every figure of these models is leaked"), std::string::npos);
}

TEST(MethodsText, TellsDeepSupervisionOfEachKindOfNetworkOnce) {
  auto settings = sample::settings();
  settings.segmentation.networks = {"unet16", "unet", "deeplabv3_resnet50"};
  auto record = sample::record();
  record["settings"] = to_json(settings);
  record["training"] = describe_run(settings, {})["training"];
  auto text = all_of(record);
  for (const auto* part : {"0.571, 0.286 and 0.143", "third layer, whose loss is added times 0.5"}) {
    EXPECT_NE(text.find(part), std::string::npos) << part << " is not in\n" << text;
    EXPECT_EQ(text.find(part), text.rfind(part));
  }
  settings.segmentation.deep_supervision = false;
  record["settings"] = to_json(settings);
  EXPECT_EQ(all_of(record).find("Deep supervision"), std::string::npos);
}

TEST(MethodsText, LeavesNoGapWhereTheRecordHasOne) {
  Json record = sample::record();
  record["settings"]["outcome"].erase("epochs");
  test::expect_error([&] { methods_text(record); }, {"record", "\"epochs\""});
}

}  // namespace
}  // namespace residuum::study
