// Learns to outline bright discs among dimmer ones, and everything around that: files, resumption, refusals.
#include "segmentation/segmentation.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <limits>
#include <numeric>

#include "cohorts.h"
#include "core/random.h"
#include "expect_error.h"
#include "imaging/overlap.h"
#include "nn/safetensors.h"
#include "segmentation/batch_maker.h"
#include "segmentation/leak.h"
#include "segmentation/model_file.h"
#include "segmentation/parts.h"
#include "segmentation/presets.h"
#include "segmentation/validate.h"
#include "temporary_folder.h"

namespace residuum::segmentation {
namespace {

constexpr std::size_t size = 64, slices = 6;

// A body, narrower than long, with a bright disc (tumour) on its middle slices and a dimmer one on all.
LabelledVolume labelled(const cohort::Patient& patient) {
  Random random(static_cast<std::uint64_t>(test::number_of(patient)));
  const imaging::Geometry geometry{{size, size, slices}, {1, 1, 5}, {}, {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}}};
  LabelledVolume made{{geometry, std::vector<float>(geometry.voxels())},
                      {geometry, std::vector<std::uint8_t>(geometry.voxels())}};
  const double x = random.uniform(22, 42), y = random.uniform(20, 44), radius = random.uniform(5, 9);
  for (std::size_t k = 0; k < slices; ++k) {
    for (std::size_t j = 0; j < size; ++j) {
      for (std::size_t i = 0; i < size; ++i) {
        const auto from = [&](double u, double v) {
          return std::hypot(static_cast<double>(i) - u, static_cast<double>(j) - v);
        };
        const bool tumour = k > 0 && k < 5 && from(x, y) < radius;
        const bool air = std::hypot(1.6 * (static_cast<double>(i) - 32), static_cast<double>(j) - 32) > 30;
        const double level = air ? 0.02 : tumour ? 0.85 : from(64 - x, y) < radius ? 0.6 : 0.35;
        const std::size_t voxel = i + size * (j + size * k);
        made.image.voxels[voxel] = static_cast<float>(level + random.normal(0, 0.03));
        made.mask.labels[voxel] = tumour ? imaging::primary_tumour : imaging::background;
      }
    }
  }
  return made;
}

Options small() {
  Options options;
  options.network = "unet16";
  options.image_size = 64;
  options.epochs = 6;
  options.batch = 4;
  options.learning_rate = 0.005;
  options.min_component_mm3 = 100;
  return options;
}

double dice(const imaging::Mask& a, const imaging::Mask& b) {
  return imaging::overlap(a, b).dice();
}

class SegmentationIntegration : public testing::Test {
 protected:
  cohort::Split split_ = cohort::split_patients(test::make_cohort(20), 0.2, 1);
  nn::Compute compute_ = nn::set_up_compute({"cpu", "fp32", 2});
  test::TemporaryFolder folder_;
  fs::path model_ = folder_.path() / "model.safetensors";

  SliceCache cache_{folder_.path() / "slices", "test"};

  Training train_on(const cohort::TrainingCohort& cohort, const Loader& load, const Options& options,
                    const fs::path& model) {
    return train(cohort, load, options, compute_, model, folder_.path() / "work", cache_);
  }
  learn::History train_with(const Options& options, const fs::path& model) {
    return train_on(split_.training, labelled, options, model).folds.front();
  }
  // From the first epoch.
  learn::History train_anew(const Options& options, const fs::path& model) {
    fs::remove_all(folder_.path() / "work");
    fs::remove_all(cache_.folder);
    return train_with(options, model);
  }
};

TEST_F(SegmentationIntegration, LearnsAndPredictsWhatItNeverSaw) {
  const auto history = train_with(small(), model_);
  ASSERT_EQ(history.epochs.size(), 6u);
  const Segmenter segmenter(model_, compute_);
  for (const auto& patient : split_.test.patients()) {
    const auto truth = labelled(patient);
    const auto predicted = segmenter.predict(truth.image);
    EXPECT_EQ(predicted.geometry.size, truth.mask.geometry.size);
    EXPECT_GT(dice(predicted, truth.mask), 0.8) << patient.id;
  }
}

TEST_F(SegmentationIntegration, SameSeedSameModelToTheByte) {
  auto options = small();
  options.epochs = 2;
  train_anew(options, model_);
  train_anew(options, folder_.path() / "again.safetensors");
  EXPECT_EQ(sha256_of_file(model_), sha256_of_file(folder_.path() / "again.safetensors"));
  options.seed = 2;
  train_anew(options, folder_.path() / "other.safetensors");
  EXPECT_NE(sha256_of_file(model_), sha256_of_file(folder_.path() / "other.safetensors"));
}

// Batch norm counts how often it was gone through: once for a batch of small slices; where all 18 of three
// patients are too large to be kept together, once for each part.
TEST_F(SegmentationIntegration, LargeBatchesGoInParts) {
  EXPECT_EQ(slices_at_once(64), 128);
  EXPECT_EQ(slices_at_once(256), 8);
  EXPECT_EQ(slices_at_once(1024), 2);
  const auto few =
      split_.training.subset([](const auto& patient) { return test::number_of(patient) % 4 == 0; });
  auto options = small();
  options.epochs = 1;
  options.batch = 100;
  const auto passes = [&](int image_size) {
    options.image_size = image_size;
    train_on(few, labelled, options, model_);
    for (const auto& [name, tensor] : nn::read_safetensors(model_).tensors) {
      if (name.ends_with("num_batches_tracked")) return tensor.item<std::int64_t>();
    }
    return std::int64_t{0};
  };
  EXPECT_EQ(passes(64), 1);
  EXPECT_EQ(passes(256), 3);
}

TEST_F(SegmentationIntegration, GoesOnFromItsCheckpointToTheSameModel) {
  auto options = small();
  options.epochs = 3;
  train_with(options, model_);
  const auto whole = sha256_of_file(model_);
  // Its last checkpoint stands until the caller removes it: nothing is trained again.
  fs::remove(model_);
  const auto history = train_with(options, model_);
  EXPECT_EQ(history.epochs.size(), 3u);
  EXPECT_EQ(sha256_of_file(model_), whole);
  options.epochs = 2;
  EXPECT_EQ(train_with(options, model_).epochs.size(), 2u) << "a checkpoint of other settings was taken up";
}

TEST_F(SegmentationIntegration, NeverLoadsATestPatient) {
  std::set<std::string> test_ids;
  for (const auto& patient : split_.test.patients()) test_ids.insert(patient.id);
  auto options = small();
  options.epochs = 1;
  const auto watched = [&](const cohort::Patient& patient) {
    EXPECT_FALSE(test_ids.contains(patient.id)) << patient.id;
    return labelled(patient);
  };
  train_on(split_.training, watched, options, model_);
}

// Neighbouring slices, folds, flips, averaged weights, every augmentation, N4 and z-scores: they learn, and
// come back from file.
TEST_F(SegmentationIntegration, EverythingTogetherLearns) {
  auto options = small();
  options.neighbours = 1;
  options.folds = 2;
  options.epochs = 6;
  options.test_flips = true;
  options.weight_average = 0.9;
  options.elastic = 0.01;
  options.bias_field = 0.05;
  options.intensity = "zscore";
  options.bias_correction = true;
  cache_.bias_fields = folder_.path() / "fields";
  const auto training = train_on(split_.training, labelled, options, model_);
  EXPECT_EQ(training.folds.size(), 2u);
  EXPECT_GT(training.validation_score, 0.5);
  EXPECT_EQ(test::files_in(cache_.bias_fields).size(), split_.training.patients().size());
  const Segmenter segmenter(model_, compute_), keeping(model_, compute_, {}, cache_.bias_fields);
  const auto truth = labelled(split_.test.patients().front());
  const auto predicted = segmenter.predict(truth.image);
  EXPECT_GT(dice(predicted, truth.mask), 0.8);
  EXPECT_EQ(keeping.predict(truth.image).labels, predicted.labels) << "found, and kept";
  EXPECT_EQ(keeping.predict(truth.image).labels, predicted.labels) << "as it was kept";
  EXPECT_EQ(test::files_in(cache_.bias_fields).size(), split_.training.patients().size() + 1);
  const auto whole = sha256_of_file(model_);
  EXPECT_EQ(train_with(options, model_).epochs.size(), 6u);  // from its checkpoints
  EXPECT_EQ(sha256_of_file(model_), whole);
}

// Learns from quarters of slices, predicts whole ones.
TEST_F(SegmentationIntegration, PatchesAreEnoughToLearnFrom) {
  auto options = small();
  options.patch = 32;
  const auto training = train_on(split_.training, labelled, options, model_);
  EXPECT_EQ(training.frame_height, 64);
  EXPECT_GT(training.validation_score, 0.7);
  const auto truth = labelled(split_.test.patients().front());
  EXPECT_GT(dice(Segmenter(model_, compute_).predict(truth.image), truth.mask), 0.8);
}

// Side heads are in training and its checkpoint alone; the model is one of the plain network.
TEST_F(SegmentationIntegration, DeepSupervisionLeavesNothingInTheModel) {
  auto options = small();
  options.epochs = 3;
  train_with(options, model_);
  const auto plain = nn::read_safetensors(model_);
  options.deep_supervision = true;
  const auto supervised = folder_.path() / "supervised.safetensors";
  const auto history = train_with(options, supervised);
  const auto made = nn::read_safetensors(supervised);
  ASSERT_EQ(made.tensors.size(), plain.tensors.size());
  for (std::size_t i = 0; i < plain.tensors.size(); ++i)
    EXPECT_EQ(made.tensors[i].first, plain.tensors[i].first);
  EXPECT_GT(history.epochs.back().validation_score, 0.5);
  const auto truth = labelled(split_.test.patients().front());
  EXPECT_GT(dice(Segmenter(supervised, compute_).predict(truth.image), truth.mask), 0.7);
  EXPECT_NE(sha256_of_file(supervised), sha256_of_file(model_));
  // From its checkpoint, heads and all, to the same model.
  const auto whole = sha256_of_file(supervised);
  fs::remove(supervised);
  EXPECT_EQ(train_with(options, supervised).epochs.size(), 3u);
  EXPECT_EQ(sha256_of_file(supervised), whole);
}

TEST_F(SegmentationIntegration, AsTheScriptsTrainIt) {
  auto options = small();
  options.epochs = 3;
  options.whole_image = options.unit_input = options.plateau = true;
  options.split = "image";
  options.score = "batch";
  options.loss = "cross_entropy";
  options.optimiser = "rmsprop";
  options.learning_rate = 1e-3;
  options.augment = false;
  options.background_share = 0;
  const auto training = train_on(split_.training, labelled, options, model_);
  EXPECT_EQ(training.folds.front().epochs.size(), 3u);
  const auto truth = labelled(split_.test.patients().front());
  EXPECT_EQ(Segmenter(model_, compute_).predict(truth.image).geometry.size, truth.mask.geometry.size);
}

// Smaller and shorter alone.
TEST_F(SegmentationIntegration, EveryPresetTrains) {
  for (const char* name : {"paper", "code", "rigorous"}) {
    auto options = preset_options(name);
    options.network = "unet16";
    options.image_size = 64;
    options.epochs = 2;
    const auto history = train_anew(options, model_);
    ASSERT_EQ(history.epochs.size(), 2u) << name;
    EXPECT_LT(history.epochs[1].training_loss, history.epochs[0].training_loss) << name;
    EXPECT_NO_THROW(Segmenter(model_, compute_)) << name;
  }
}

TEST_F(SegmentationIntegration, TheLeakCheckHoldsOutAsManySlicesInBothWays) {
  auto options = small();
  options.epochs = 1;
  const auto leak =
      measure_leak(split_.training, labelled, options, compute_, folder_.path() / "work", cache_);
  EXPECT_EQ(leak.fitting_slices + leak.by_patient.size(), split_.training.patients().size() * 4);
  EXPECT_EQ(leak.by_image.size(), leak.by_patient.size());
  EXPECT_GT(leak.by_patient.size(), 0u);
}

// Two discs on all slices, each with a texture of its own; which is the tumour is known of a patient to
// whoever has seen another slice of his, and to nobody else.
LabelledVolume riddle(const cohort::Patient& patient) {
  Random random(static_cast<std::uint64_t>(test::number_of(patient)));
  const imaging::Geometry geometry{{size, size, slices}, {1, 1, 5}, {}, {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}}};
  LabelledVolume made{{geometry, std::vector<float>(geometry.voxels())},
                      {geometry, std::vector<std::uint8_t>(geometry.voxels())}};
  const bool left = random.uniform(0, 1) < 0.5;
  std::vector<float> texture(geometry.slice_voxels());
  for (auto& value : texture) value = static_cast<float>(random.uniform(0.5, 1));
  for (std::size_t voxel = 0; voxel < geometry.voxels(); ++voxel) {
    const auto i = voxel % size, j = voxel / size % size;
    const auto in_disc = [&](double x) {
      return std::hypot(static_cast<double>(i) - x, static_cast<double>(j) - 32) < 8;
    };
    const bool air = std::hypot(static_cast<double>(i) - 32, static_cast<double>(j) - 32) > 30;
    made.image.voxels[voxel] = air                          ? 0.02F
                               : in_disc(20) || in_disc(44) ? texture[voxel % geometry.slice_voxels()]
                                                            : 0.3F;
    if (in_disc(left ? 20 : 44)) made.mask.labels[voxel] = imaging::primary_tumour;
  }
  return made;
}

TEST_F(SegmentationIntegration, TheLeakIsMeasuredWhereThereIsOne) {
  auto options = small();
  options.augment = false;
  options.epochs = 12;
  options.background_share = 0;
  options.validation_fraction = 0.5;  // of many, so that few are guessed right
  const auto leak = measure_leak(split_.training, riddle, options, compute_, folder_.path() / "work", cache_);
  EXPECT_GT(mean_dice(leak.by_image), 0.9);
  EXPECT_LT(mean_dice(leak.by_patient), 0.8);
}

// By patient nobody is on both sides; by image, as the scripts have it, nearly everybody is.
TEST_F(SegmentationIntegration, OnlyTheSplitByImageSharesPatients) {
  const auto options = small();
  const SliceSet set(split_.training, labelled, options, cache_, 1);
  const auto shared = [&](const Part& part) {
    std::set<std::size_t> fitting, both;
    for (const auto slice : part.fitting) fitting.insert(set.patient(static_cast<std::size_t>(slice)));
    for (const auto slice : part.validation) {
      const auto patient = set.patient(static_cast<std::size_t>(slice));
      if (fitting.contains(patient)) both.insert(patient);
    }
    return both.size();
  };
  const auto patients = by_patient(split_.training, set, options);
  const auto images = by_image_like(patients, set, options);
  EXPECT_EQ(shared(patients), 0u);
  EXPECT_GT(shared(images), 2u);
  EXPECT_EQ(patients.fitting.size() + patients.validation.size(), set.size());
}

TEST_F(SegmentationIntegration, AnEpochHoldsEveryTumourSliceAndAShareOfTheOthers) {
  const SliceSet set(split_.training, labelled, small(), cache_, 1);
  EXPECT_EQ(set.extent(), (Extent{64, 48})) << "a body longer than wide";
  std::vector<std::int64_t> all(set.size());
  std::iota(all.begin(), all.end(), 0);
  const auto with_tumour = [&](const std::vector<std::int64_t>& indices) {
    return std::ranges::count_if(indices,
                                 [&](auto slice) { return set.tumour(static_cast<std::size_t>(slice)); });
  };
  const auto tumours = with_tumour(all);
  ASSERT_GT(tumours, 4);
  ASSERT_GT(static_cast<std::int64_t>(all.size()) - tumours, tumours / 4);
  Random random(5);
  const auto first = slices_of_epoch(set, all, 0.25, random),
             second = slices_of_epoch(set, all, 0.25, random);
  EXPECT_EQ(with_tumour(first), tumours);
  EXPECT_EQ(static_cast<std::int64_t>(first.size()),
            tumours + std::lround(0.25 * static_cast<double>(tumours)));
  EXPECT_EQ(std::set<std::int64_t>(first.begin(), first.end()).size(), first.size());
  EXPECT_NE(first, second) << "another order, another draw";
  EXPECT_EQ(static_cast<std::int64_t>(slices_of_epoch(set, all, 0, random).size()), tumours);
}

TEST_F(SegmentationIntegration, RefusesToChooseAnEpochWithoutTumour) {
  const auto first_patient_alone = [](const cohort::Patient& patient) {
    auto made = labelled(patient);
    if (patient.id != "P001")
      std::fill(made.mask.labels.begin(), made.mask.labels.end(), imaging::background);
    return made;
  };
  test::expect_error([&] { train_on(split_.training, first_patient_alone, small(), model_); },
                     {"tumour", "outline more patients"});
}

TEST_F(SegmentationIntegration, RefusesAFoldWithoutTumourBeforeAnyIsTrained) {
  const SliceSet set(split_.training, labelled, small(), cache_, 1);
  Part with, without;
  for (std::size_t i = 0; i < set.size(); ++i)
    (set.tumour(i) ? with : without).fitting.push_back(static_cast<std::int64_t>(i));
  with.validation = with.fitting;
  EXPECT_NO_THROW(require_tumour(set, {with, with}));
  test::expect_error([&] { require_tumour(set, {with, without}); }, {"to learn from", "annotations.csv"});
  without.validation = without.fitting;
  without.fitting = with.fitting;
  test::expect_error([&] { require_tumour(set, {with, without}); }, {"held out", "segmentation.folds"});
}

// A NaN is above no threshold: a mask of it would say that there is no tumour. Behind a rectifier it is a 0.
TEST_F(SegmentationIntegration, ANetworkOfNoNumbersIsNoMask) {
  auto options = small();
  options.epochs = 1;
  train_with(options, model_);
  const auto whole = read_file(model_);
  const auto image = labelled(split_.test.patients().front()).image;
  for (const auto& [layer, kind] : {std::pair{"outc.conv.weight", ErrorKind::input},
                                    {"down2.maxpool_conv.1.double_conv.0.weight", ErrorKind::failure}}) {
    write_file(model_, whole);
    auto file = nn::read_safetensors(model_);
    for (auto& [name, tensor] : file.tensors) {
      if (name == layer) tensor[0][0][0][0] = std::numeric_limits<float>::quiet_NaN();
    }
    nn::write_safetensors(model_, file);
    test::expect_error([&] { Segmenter(model_, compute_).predict(image); }, {model_.string(), "not finite"},
                       kind);
  }
}

// More than a float holds in a channel that the last convolution takes 0 times: no number, in float32 either.
TEST_F(SegmentationIntegration, ANetworkThatOverflowsIsNoMask) {
  auto options = small();
  options.epochs = 1;
  train_with(options, model_);
  auto file = nn::read_safetensors(model_);
  for (auto& [name, tensor] : file.tensors) {
    if (name == "up4.conv.double_conv.1.bias") tensor[0] = 3e38;
    if (name == "up4.conv.double_conv.3.weight") tensor[0][0].fill_(1e6);
    if (name == "outc.conv.weight") tensor.select(1, 0).zero_();
  }
  nn::write_safetensors(model_, file);
  const auto image = labelled(split_.test.patients().front()).image;
  for (const auto* precision : {"fp32", "bf16"}) {
    const auto compute = nn::set_up_compute({"cpu", precision, 2});
    test::expect_error([&] { Segmenter(model_, compute).predict(image); }, {"not finite", "float32 as well"},
                       ErrorKind::failure);
  }
}

// A channel of 3.4e38 before the last convolution, which does not look at it: in bf16 it is infinite, and 0
// times that no number.
void overflow_in_bf16(nn::TensorFile& file) {
  for (auto& [name, tensor] : file.tensors) {
    if (name == "up4.conv.double_conv.4.weight") tensor[0] = 0;
    if (name == "up4.conv.double_conv.4.bias") tensor[0] = 3.4e38;
    if (name == "outc.conv.weight") tensor.select(1, 0).zero_();
  }
}

TEST_F(SegmentationIntegration, WhatIsNotFiniteInBf16IsPredictedInFloat32) {
  auto options = small();
  options.epochs = 3;
  train_with(options, model_);
  auto file = nn::read_safetensors(model_);
  overflow_in_bf16(file);
  nn::write_safetensors(model_, file);
  const auto image = labelled(split_.test.patients().front()).image;
  const auto bf16 = nn::set_up_compute({"cpu", "bf16", 2});
  const auto expected = Segmenter(model_, compute_).predict(image);
  EXPECT_GT(std::count(expected.labels.begin(), expected.labels.end(), imaging::primary_tumour), 0);
  EXPECT_EQ(Segmenter(model_, bf16).predict(image).labels, expected.labels);

  const SliceSet set(split_.training, labelled, options, cache_, 2);
  std::vector<std::int64_t> all(set.size());
  std::iota(all.begin(), all.end(), 0);
  const std::shared_ptr<nn::Network> network = read_model(model_).networks.front();
  network->eval();
  const torch::NoGradGuard no_gradients;
  const auto in_float32 = validate(network, set, all, options, compute_);
  const auto again = validate(network, set, all, options, bf16);
  EXPECT_EQ(again.score, in_float32.score);
  EXPECT_EQ(again.loss, in_float32.loss);
}

TEST_F(SegmentationIntegration, ReadsEachImageOnceForAllNetworks) {
  auto options = small();
  options.epochs = 1;
  std::atomic<std::size_t> reads = 0;
  const auto counted = [&](const cohort::Patient& patient) {
    ++reads;
    return labelled(patient);
  };
  train_on(split_.training, counted, options, model_);
  options.seed = 2;
  train_on(split_.training, counted, options, model_);
  EXPECT_EQ(reads, split_.training.patients().size());
}

TEST_F(SegmentationIntegration, StartsFromAFile) {
  auto options = small();
  options.epochs = 1;
  train_with(options, model_);
  options.pretrained = model_.string();
  const auto history = train_with(options, folder_.path() / "next.safetensors");
  const auto file = nn::read_safetensors(folder_.path() / "next.safetensors");
  EXPECT_EQ(file.metadata.at("started_from"), "model.safetensors");
  options.pretrained = (folder_.path() / "none.safetensors").string();
  test::expect_error([&] { train_with(options, model_); }, {"none.safetensors", "no such file"});
}

TEST_F(SegmentationIntegration, RefusesTooFewPatientsAndEmptyMasks) {
  const auto one = split_.training.subset([](const auto& patient) { return patient.id == "P001"; });
  const auto none = split_.training.subset([](const auto&) { return false; });
  for (const auto& cohort : {one, none}) {
    test::expect_error([&] { train_on(cohort, labelled, small(), model_); }, {"two at least", "outline"});
  }
  const auto without_tumour = [](const cohort::Patient& patient) {
    auto made = labelled(patient);
    std::fill(made.mask.labels.begin(), made.mask.labels.end(), imaging::background);
    return made;
  };
  test::expect_error([&] { train_on(split_.training, without_tumour, small(), model_); },
                     {"no slice", "tumour"});
  EXPECT_FALSE(fs::exists(model_));
}

TEST_F(SegmentationIntegration, RefusesAFileThatIsNoSegmenter) {
  nn::write_safetensors(model_, {{{"x", torch::zeros({1})}}, {{"kind", "outcome"}}});
  test::expect_error([&] { Segmenter(model_, compute_); }, {"model.safetensors", "segmentation", "outcome"});
}

}  // namespace
}  // namespace residuum::segmentation
