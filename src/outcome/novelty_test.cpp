#include "outcome/novelty.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "cohorts.h"
#include "core/random.h"
#include "expect_error.h"
#include "temporary_folder.h"

namespace residuum::outcome {
namespace {

cohort::TrainingCohort training(int patients) {
  return cohort::split_patients(test::make_cohort(patients), 0.2, 1).training;
}

// A point of the unit circle.
Embedding at(double degrees) {
  const double angle = degrees * std::numbers::pi / 180;
  return {static_cast<float>(std::cos(angle)), static_cast<float>(std::sin(angle))};
}

double chord(double degrees) {
  return 2 * std::sin(degrees / 2 * std::numbers::pi / 180);
}

// Training patients of this seed around one direction of 64, as much apart as `spread` says.
Embedding cloud(int number, double spread, double towards = 0) {
  Random random(static_cast<std::uint64_t>(number), "cloud");
  Embedding made(64);
  double length = 0;
  for (std::size_t i = 0; i < made.size(); ++i) {
    made[i] = static_cast<float>((i == 0 ? 1 - towards : i == 1 ? towards : 0) + random.normal(0, spread));
    length += static_cast<double>(made[i]) * made[i];
  }
  for (float& value : made) value = static_cast<float>(value / std::sqrt(length));
  return made;
}

// Patients a degree apart: the second nearest of all lies one degree away, but of those at the ends two; the
// quantile of 1 - 2 / n is the inner ones'.
TEST(Novelty, IsTheDistanceToTheNeighbourByHand) {
  const auto cohort = training(30);
  const auto count = cohort.patients().size();
  std::map<std::string, double> places;
  for (const auto& patient : cohort.patients())
    places.emplace(patient.id, static_cast<double>(places.size()));
  const auto embed = [&](const cohort::Patient& patient) { return at(places.at(patient.id)); };
  const auto novelty = Novelty::fit(cohort, embed, {2, 2.0 / static_cast<double>(count)});
  EXPECT_EQ(novelty.patients(), count);
  EXPECT_NEAR(novelty.bound(), chord(1), 1e-6);
  EXPECT_NEAR(novelty.share_within(), 1 - 2.0 / static_cast<double>(count), 1e-6);
  EXPECT_NEAR(novelty.distance(at(-5)), chord(6), 1e-6);
  EXPECT_TRUE(novelty.unlike(at(-5)));
  EXPECT_FALSE(novelty.unlike(at(3.5)));
}

TEST(Novelty, LetsLikePatientsPassAtTheStatedRateAndOthersNot) {
  const auto novelty = Novelty::fit(
      training(400), [](const auto& patient) { return cloud(test::number_of(patient), 0.05); }, {5, 0.05});
  int like = 0, other = 0;
  for (int i = 0; i < 400; ++i) {
    like += !novelty.unlike(cloud(10000 + i, 0.05));
    other += novelty.unlike(cloud(10000 + i, 0.05, 0.5));
  }
  // 95% of 400 expected; three standard errors are 3.3%, and the bound itself varies with 320 patients.
  EXPECT_GT(like, 0.9 * 400);
  EXPECT_LT(like, 0.99 * 400);
  EXPECT_GT(other, 0.95 * 400);
}

TEST(Novelty, ComesBackFromItsFileForItsModelAlone) {
  const test::TemporaryFolder folder;
  const auto path = folder.path() / "novelty.safetensors";
  const auto novelty = Novelty::fit(
      training(20), [](const auto& patient) { return cloud(test::number_of(patient), 0.1); }, {3, 0.1});
  novelty.write(path, "aa11");
  const auto read = Novelty::read(path, "aa11");
  EXPECT_EQ(read.bound(), novelty.bound());
  EXPECT_EQ(read.distance(cloud(77, 0.1)), novelty.distance(cloud(77, 0.1)));
  test::expect_error([&] { Novelty::read(path, "bb22"); }, {"novelty.safetensors", "another outcome model"});
  EXPECT_EQ(read_file(path).find("P00"), std::string::npos) << "patients are named in it";
}

TEST(Novelty, RefusesWhatHasNoNeighbours) {
  const auto few = training(20).subset([](const auto& patient) { return test::number_of(patient) < 3; });
  test::expect_error([&] { Novelty::fit(few, [](const auto&) { return at(0); }, {}); }, {"three"});
  const auto cohort = training(20);
  const auto novelty = Novelty::fit(cohort, [](const auto& p) { return at(test::number_of(p)); }, {50, 0.1});
  test::expect_error([&] { novelty.distance(Embedding(3)); }, {"3 numbers", "2"});
}

}  // namespace
}  // namespace residuum::outcome
