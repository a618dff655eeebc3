// Learns to tell bags with bright spots from bags without, and everything around that: files, refusals.
#include "outcome/outcome.h"

#include <gtest/gtest.h>

#include <mutex>
#include <numeric>
#include <set>

#include "cohorts.h"
#include "core/random.h"
#include "expect_error.h"
#include "nn/safetensors.h"
#include "outcome/novelty.h"
#include "stats/roc_tests.h"
#include "temporary_folder.h"

namespace residuum::outcome {
namespace {

constexpr int size = 32;

// Two to six slices of noise; in patients with residual tumour a dark core.
Bag bag_of(const cohort::Patient& patient) {
  Random random(static_cast<std::uint64_t>(test::number_of(patient)));
  const bool rt = patient.outcome == cohort::Outcome::rt;
  Bag bag(static_cast<std::size_t>(random.integer(2, 6)), {size, size, std::vector<float>(size * size)});
  for (auto& slice : bag) {
    for (int y = 0; y < size; ++y) {
      for (int x = 0; x < size; ++x) {
        const bool core = rt && std::abs(x - 16) < 7 && std::abs(y - 16) < 7;
        slice.pixels[static_cast<std::size_t>(y * size + x)] =
            static_cast<float>(std::clamp((core ? 0.2 : 0.6) + random.normal(0, 0.1), 0.0, 1.0));
      }
    }
  }
  return bag;
}

Options small() {
  Options options;
  options.network = "resnet18_16";
  options.image_size = size;
  options.epochs = 4;
  options.batch = 12;
  options.max_slices = 4;
  options.optimiser = "adamw";
  options.learning_rate = 0.001;
  options.folds = 1;
  return options;
}

class OutcomeIntegration : public testing::Test {
 protected:
  cohort::Split split_ = cohort::split_patients(test::make_cohort(40), 0.2, 1);
  nn::Compute compute_ = nn::set_up_compute({"cpu", "fp32", 2});
  test::TemporaryFolder folder_;
  fs::path model_ = folder_.path() / "model.safetensors";

  TrainingResult train_with(const Options& options, const fs::path& model) {
    fs::remove_all(folder_.path() / "work");
    return train(split_.training, bag_of, options, compute_, model, folder_.path() / "work");
  }
};

TEST_F(OutcomeIntegration, LearnsAndTellsPatientsItNeverSaw) {
  const auto result = train_with(small(), model_);
  EXPECT_EQ(result.held_out.size() + result.fitting_patients, split_.training.patients().size());
  EXPECT_GT(result.auc, 0.9);
  EXPECT_GT(result.threshold, 0);
  EXPECT_LT(result.threshold, 1);
  const Classifier classifier(model_, compute_);
  EXPECT_EQ(classifier.regimen(), "CCRT");
  EXPECT_EQ(classifier.image_size(), size);
  EXPECT_DOUBLE_EQ(classifier.threshold(), result.threshold);
  for (const auto& patient : split_.test.patients()) {
    EXPECT_EQ(classifier.predict(bag_of(patient)) >= classifier.threshold(),
              patient.outcome == cohort::Outcome::rt)
        << patient.id;
  }
}

// Every unit learns what the bags show, goes through its file and gives the same answer again.
TEST_F(OutcomeIntegration, EveryUnitLearns) {
  for (const auto unit : {Unit::image, Unit::stack, Unit::attention}) {
    auto options = small();
    options.unit = unit;
    options.patient_batch = 4;
    options.epochs = unit == Unit::stack ? 12 : 5;
    const auto result = train_with(options, model_);
    EXPECT_GT(result.auc, 0.9) << to_string(unit);
    const Classifier classifier(model_, compute_);
    EXPECT_EQ(classifier.unit(), unit);
    int right = 0;
    for (const auto& patient : split_.test.patients()) {
      right += (classifier.predict(bag_of(patient)) >= classifier.threshold()) ==
               (patient.outcome == cohort::Outcome::rt);
      const double again = Classifier(model_, compute_).predict(bag_of(patient));
      EXPECT_DOUBLE_EQ(again, classifier.predict(bag_of(patient)));
    }
    EXPECT_GE(right, static_cast<int>(split_.test.patients().size()) - 1) << to_string(unit);
    const auto bag = bag_of(split_.test.patients().front());
    if (judges_slices(unit)) {
      EXPECT_EQ(classifier.predict_slices(bag).size(), bag.size());
    } else {
      EXPECT_THROW(classifier.predict_slices(bag), Error);
    }
  }
}

TEST_F(OutcomeIntegration, FoldsHoldEveryTrainingPatientOutOnceAndAreAveraged) {
  auto options = small();
  options.folds = 3;
  options.epochs = 2;
  options.calibration = stats::RecalibrationMethod::none;
  const auto result = train_with(options, model_);
  ASSERT_EQ(result.folds.size(), 3U);
  std::set<std::string> ids;
  for (const auto& one : result.held_out)
    EXPECT_TRUE(ids.insert(one.patient).second) << one.patient << " twice";
  EXPECT_EQ(ids.size(), split_.training.patients().size());
  const auto file = nn::read_safetensors(model_);
  double sum = 0;
  const auto bag = bag_of(split_.test.patients().front());
  for (int fold = 1; fold <= 3; ++fold) {
    nn::TensorFile one{{}, file.metadata};
    const auto start = "fold" + std::to_string(fold) + "/";
    for (const auto& [name, tensor] : file.tensors) {
      if (name.starts_with(start)) one.tensors.emplace_back(name.substr(start.size()), tensor);
    }
    one.metadata["folds"] = "1";
    const auto path = folder_.path() / "fold.safetensors";
    nn::write_safetensors(path, one);
    sum += Classifier(path, compute_).predict(bag);
  }
  const auto answer = Classifier(model_, compute_).answer(bag);
  EXPECT_NEAR(answer.probability_rt, sum / 3, 1e-6);
  EXPECT_GT(answer.spread, 0);
}

// Held-out patients are asked of the network that had not learnt from them: with labels at random it can know
// nothing of them, however well it knows the others.
TEST_F(OutcomeIntegration, HeldOutProbabilitiesKnowNothingOfRandomLabels) {
  auto options = small();
  options.folds = 4;
  options.epochs = 3;
  const auto noise = [](const cohort::Patient& patient) {
    Random random(static_cast<std::uint64_t>(test::number_of(patient)), "noise");
    Bag bag(2, {size, size, std::vector<float>(size * size)});
    for (auto& slice : bag) {
      for (float& value : slice.pixels) value = static_cast<float>(random.uniform(0, 1));
    }
    return bag;
  };
  fs::remove_all(folder_.path() / "work");
  const auto result = train(split_.training, noise, options, compute_, model_, folder_.path() / "work");
  EXPECT_GT(result.auc, 0.1);
  EXPECT_LT(result.auc, 0.9);
}

// A bag beyond what is kept in memory learns as a small one does.
TEST_F(OutcomeIntegration, BagsOfAnySizeAreLearnt) {
  auto options = small();
  options.max_slices = 0;
  options.batch = 150;
  const auto large = [](const cohort::Patient& patient) {
    auto bag = bag_of(patient);
    const auto one = bag;
    if (test::number_of(patient) % 8 > 1) return bag;
    while (bag.size() <= 64) bag.insert(bag.end(), one.begin(), one.end());
    return bag;
  };
  fs::remove_all(folder_.path() / "work");
  const auto result = train(split_.training, large, options, compute_, model_, folder_.path() / "work");
  EXPECT_GT(result.auc, 0.9);
}

// The one way in which test patients choose: its model says so in its file.
TEST_F(OutcomeIntegration, ALookAtTestPatientsIsMarked) {
  auto options = small();
  options.epochs = 2;
  options.epoch = "test";
  options.threshold = "half";
  options.calibration = stats::RecalibrationMethod::none;
  const auto peek = cohort::open_leak_door(split_.test, "code", "epoch chosen");
  const auto result =
      train(split_.training, bag_of, options, compute_, model_, folder_.path() / "work", {peek, {}, {}});
  EXPECT_EQ(result.leak, peek.mark());
  EXPECT_TRUE(result.held_out.empty());
  EXPECT_EQ(nn::read_safetensors(model_).metadata.at("leak"), peek.mark());
  EXPECT_EQ(result.fitting_patients, split_.training.patients().size());
  EXPECT_THROW(
      train(split_.training, bag_of, small(), compute_, model_, folder_.path() / "work", {peek, {}, {}}),
      Error);
  EXPECT_THROW(train(split_.training, bag_of, options, compute_, model_, folder_.path() / "work"), Error);
}

TEST_F(OutcomeIntegration, CalibrationComesFromHeldOutPatientsAndKeepsTheOrder) {
  auto options = small();
  options.epochs = 2;
  options.folds = 3;
  options.calibration = stats::RecalibrationMethod::none;
  train_with(options, model_);
  options.calibration = stats::RecalibrationMethod::platt;
  const auto calibrated = folder_.path() / "calibrated.safetensors";
  const auto result = train_with(options, calibrated);
  EXPECT_EQ(result.calibration.method, stats::RecalibrationMethod::platt);
  const Classifier plain(model_, compute_), mapped(calibrated, compute_);
  for (const auto& patient : split_.test.patients()) {
    EXPECT_NEAR(mapped.predict(bag_of(patient)), result.calibration(plain.predict(bag_of(patient))), 1e-9);
  }
}

TEST_F(OutcomeIntegration, APatientsProbabilityIsTheMeanOfHisSlices) {
  auto options = small();
  options.epochs = 1;
  options.calibration = stats::RecalibrationMethod::none;
  train_with(options, model_);
  const Classifier classifier(model_, compute_);
  const auto bag = bag_of(split_.test.patients().front());
  double sum = 0;
  for (const auto& slice : bag) sum += classifier.predict({slice});
  EXPECT_NEAR(classifier.predict(bag), sum / static_cast<double>(bag.size()), 1e-5);
}

// bf16 keeps 8 bits of each number; what it answers must not depend on it.
TEST_F(OutcomeIntegration, AnswersInBf16AsInFloat32) {
  auto options = small();
  options.epochs = 2;  // probabilities still lie between 0 and 1, where they differ most
  train_with(options, model_);
  const Classifier exact(model_, {"cpu", nn::Precision::fp32, 2}),
      fast(model_, {"cpu", nn::Precision::bf16, 2});
  std::vector<double> in_float32, in_bf16;
  std::vector<int> outcomes;
  for (const auto& patient : split_.test.patients()) {
    in_float32.push_back(exact.predict(bag_of(patient)));
    in_bf16.push_back(fast.predict(bag_of(patient)));
    outcomes.push_back(patient.outcome == cohort::Outcome::rt ? 1 : 0);
    EXPECT_NEAR(in_bf16.back(), in_float32.back(), 1e-2);
  }
  EXPECT_NE(in_bf16, in_float32);
  EXPECT_NEAR(stats::auc_delong(in_bf16, outcomes).value, stats::auc_delong(in_float32, outcomes).value,
              0.005);
}

TEST_F(OutcomeIntegration, SameSeedSameModelToTheByte) {
  auto options = small();
  options.epochs = 1;
  train_with(options, model_);
  train_with(options, folder_.path() / "again.safetensors");
  EXPECT_EQ(sha256_of_file(model_), sha256_of_file(folder_.path() / "again.safetensors"));
}

TEST_F(OutcomeIntegration, NeverLoadsATestPatient) {
  std::set<std::string> test_ids;
  for (const auto& patient : split_.test.patients()) test_ids.insert(patient.id);
  auto options = small();
  options.epochs = 1;
  const auto watched = [&](const cohort::Patient& patient) {
    EXPECT_FALSE(test_ids.contains(patient.id)) << patient.id;
    return bag_of(patient);
  };
  train(split_.training, watched, options, compute_, model_, folder_.path() / "work");
}

// The other regimen's training patients are learnt from in shared epochs alone, and nothing is chosen on
// them.
TEST_F(OutcomeIntegration, SharedEpochsLearnFromEveryRegimensTrainingPatients) {
  const auto both = cohort::split_patients(test::make_cohort(60, {"CCRT", "IC+CCRT"}), 0.2, 1);
  const auto of = [&](const std::string& regimen) {
    return both.training.subset([&](const auto& patient) { return patient.regimen == regimen; });
  };
  const auto own = of("CCRT"), others = of("IC+CCRT");
  const auto ids_of = [](const auto& cohort) {
    std::set<std::string> ids;
    for (const auto& patient : cohort.patients()) ids.insert(patient.id);
    return ids;
  };
  std::mutex mutex;
  std::set<std::string> read;
  const auto watched = [&](const cohort::Patient& patient) {
    const std::lock_guard lock(mutex);
    read.insert(patient.id);
    return bag_of(patient);
  };
  auto options = small();
  options.epochs = 2;
  const auto learn = [&](const cohort::TrainingCohort& from) {
    read.clear();
    fs::remove_all(folder_.path() / "work");
    auto result = train(own, watched, options, compute_, model_, folder_.path() / "work", {{}, from, {}});
    return std::pair{sha256_of_file(model_), std::move(result)};
  };
  const auto [alone, result_alone] = learn(others);
  EXPECT_EQ(read, ids_of(own));
  options.shared_epochs = 1;
  const auto [shared, result_shared] = learn(others);
  EXPECT_EQ(read, ids_of(both.training));
  EXPECT_NE(alone, shared);
  ASSERT_EQ(result_shared.held_out.size(), result_alone.held_out.size());
  for (std::size_t i = 0; i < result_shared.held_out.size(); ++i)
    EXPECT_EQ(result_shared.held_out[i].patient, result_alone.held_out[i].patient);
  // One of the regimen's own might be held out elsewhere.
  test::expect_error([&] { learn(own); }, {"CCRT itself"}, ErrorKind::failure);
}

// Features steer the training, those of the patients learnt from alone; the file holds nothing of it.
TEST_F(OutcomeIntegration, EstimatesFeaturesOfThoseItLearnsFromAlone) {
  PatientNumbers features;
  for (const auto& patient : split_.training.patients()) {
    const auto bag = bag_of(patient);
    features[patient.id] = {{"mean", std::accumulate(bag[0].pixels.begin(), bag[0].pixels.end(), 0.0)},
                            {"slices", static_cast<double>(bag.size())}};
  }
  auto options = small();
  options.epochs = 1;
  const auto learn = [&](const PatientNumbers& from) {
    fs::remove_all(folder_.path() / "work");
    auto result =
        train(split_.training, bag_of, options, compute_, model_, folder_.path() / "work", {{}, {}, from});
    return std::pair{sha256_of_file(model_), std::move(result)};
  };
  const auto names = [&] {
    std::set<std::string> found;
    for (const auto& [name, tensor] : nn::read_safetensors(model_).tensors) found.insert(name);
    return found;
  };
  for (const auto unit : {Unit::mean, Unit::image, Unit::stack, Unit::attention}) {
    options.unit = unit;
    options.feature_weight = 0;
    const auto [plain, result] = learn(features);
    const auto plain_names = names();
    options.feature_weight = 0.5;
    const auto [guided, again] = learn(features);
    EXPECT_NE(plain, guided) << to_string(unit);
    EXPECT_EQ(names(), plain_names) << to_string(unit);
    auto others = features;
    for (const auto& one : again.held_out) others[one.patient]["mean"] = 1e9;
    for (const auto& patient : split_.test.patients()) others[patient.id] = {{"mean", 1e9}, {"slices", 1e9}};
    EXPECT_EQ(learn(others).first, guided) << to_string(unit);
  }
  test::expect_error([&] { learn({}); }, {"features of their tumours"});
}

TEST_F(OutcomeIntegration, RefusesWhatCannotBeLearntFrom) {
  const auto train_on = [&](const cohort::TrainingCohort& cohort, const Loader& load) {
    train(cohort, load, small(), compute_, model_, folder_.path() / "work");
  };
  const auto one_outcome =
      split_.training.subset([](const auto& patient) { return patient.outcome == cohort::Outcome::rt; });
  test::expect_error([&] { train_on(one_outcome, bag_of); }, {"0 NRT", "both are needed"});
  const auto two_regimens = cohort::split_patients(test::make_cohort(40, {"CCRT", "IC+CCRT"}), 0.2, 1);
  test::expect_error([&] { train_on(two_regimens.training, bag_of); }, {"one regimen"});
  test::expect_error([&] { train_on(split_.training, [](const auto&) { return Bag{}; }); },
                     {"patient P", "no tumour rectangle"});
  test::expect_error(
      [&] { train_on(split_.training, [](const auto&) {
              return Bag{{8, 8, std::vector<float>(64)}};
            }); },
      {"patient P", "8 x 8", "32 x 32"});
  EXPECT_FALSE(fs::exists(model_));
}

// Bags like those learnt from lie within the bound, noise and stripes do not.
TEST_F(OutcomeIntegration, TellsBagsThatAreLikeNoneItLearntFrom) {
  train_with(small(), model_);
  const Embedder embedder(model_, compute_);
  const auto novelty = Novelty::fit(
      split_.training, [&](const auto& patient) { return embedder.embed(bag_of(patient)); }, {3, 0.05});
  EXPECT_GE(novelty.share_within(), 0.95);
  int like = 0;
  for (const auto& patient : split_.test.patients()) like += !novelty.unlike(embedder.embed(bag_of(patient)));
  EXPECT_GE(like, static_cast<int>(split_.test.patients().size()) - 3);
  Random random(9);
  Bag noise(3, {size, size, {}}), stripes(3, {size, size, {}});
  for (std::size_t slice = 0; slice < 3; ++slice) {
    for (int i = 0; i < size * size; ++i) {
      noise[slice].pixels.push_back(static_cast<float>(random.uniform(0, 1)));
      stripes[slice].pixels.push_back(i / size % 8 < 4 ? 0.F : 1.F);
    }
  }
  EXPECT_TRUE(novelty.unlike(embedder.embed(noise)));
  EXPECT_TRUE(novelty.unlike(embedder.embed(stripes)));
}

TEST_F(OutcomeIntegration, RefusesAFileThatIsNoOutcomeModel) {
  nn::write_safetensors(model_, {{{"x", torch::zeros({1})}}, {{"kind", "segmentation"}}});
  test::expect_error([&] { Classifier(model_, compute_); }, {"model.safetensors", "outcome", "segmentation"});
}

}  // namespace
}  // namespace residuum::outcome
