#include "decision/conformal.h"

#include <gtest/gtest.h>

#include "core/random.h"
#include "expect_error.h"

namespace residuum::decision {
namespace {

TEST(ConformalP, CountsPatientsWithResidualTumourWhoLookedNoWorse) {
  const Calibration calibration{{0.1, 0.2, 0.3, 0.4}, {0, 1, 0, 1}};
  EXPECT_DOUBLE_EQ(conformal_p(calibration, 0.05), 1.0 / 5);
  EXPECT_DOUBLE_EQ(conformal_p(calibration, 0.2), 2.0 / 5);
  EXPECT_DOUBLE_EQ(conformal_p(calibration, 0.9), 3.0 / 5);
  test::expect_error([] { conformal_p({}, 0.5); }, {"0 outcomes"});
  test::expect_error([] { conformal_p({{0.5}, {2}}, 0.5); }, {"outcome 1 is 2"});
}

// R 4.2.2: p.adjust(c(0.001, 0.03, 0.015, 0.2, 0.9), "BH") <= 0.05 gives TRUE TRUE TRUE FALSE FALSE
TEST(BenjaminiHochberg, AgreesWithR) {
  EXPECT_EQ(benjamini_hochberg({0.001, 0.03, 0.015, 0.2, 0.9}, 0.05),
            (std::vector<bool>{true, true, true, false, false}));
  EXPECT_EQ(benjamini_hochberg({0.06, 0.07}, 0.05), (std::vector<bool>{false, false}));
  test::expect_error([] { benjamini_hochberg({0.5}, 1); }, {"alpha 1"});
  test::expect_error([] { benjamini_hochberg({1.5}, 0.1); }, {"p 1.5"});
}

TEST(BoundedChoices, TakeTheLeastToxicRegimenThatCanBeClaimed) {
  Calibration sharp;  // RT above 0.5, NRT below
  for (int i = 0; i < 200; ++i) {
    sharp.probability_rt.push_back(i / 200.0);
    sharp.rt.push_back(i >= 100);
  }
  const auto choices = bounded_choices({sharp, sharp}, {{0.1, 0.9, 0.9}, {0.1, 0.1, 0.9}}, 0.1);
  EXPECT_EQ(choices, (std::vector<std::size_t>{0, 1, no_bounded_choice}));
}

// The promise itself, on exchangeable patients: the mean share of wrong recommendations stays below alpha.
TEST(BoundedChoices, KeepTheirPromise) {
  Random random(31);
  const double alpha = 0.2;
  double sum = 0;
  const int rounds = 400;
  const auto person = [&] {
    const double risk = random.uniform();
    return std::pair(0.7 * risk + 0.3 * random.uniform(), random.chance(risk));
  };
  for (int round = 0; round < rounds; ++round) {
    Calibration calibration;
    for (int i = 0; i < 80; ++i) {
      const auto [probability, rt] = person();
      calibration.probability_rt.push_back(probability);
      calibration.rt.push_back(rt);
    }
    std::vector<double> probabilities;
    std::vector<bool> rt;
    for (int i = 0; i < 60; ++i) {
      const auto [probability, outcome] = person();
      probabilities.push_back(probability);
      rt.push_back(outcome);
    }
    const auto choices = bounded_choices({calibration}, {probabilities}, alpha);
    double selected = 0, wrong = 0;
    for (std::size_t i = 0; i < choices.size(); ++i) {
      if (choices[i] == no_bounded_choice) continue;
      selected += 1;
      wrong += rt[i];
    }
    sum += selected > 0 ? wrong / selected : 0;
  }
  EXPECT_LE(sum / rounds, alpha);
  EXPECT_GT(sum / rounds, 0.02);  // and it is not kept by recommending nothing
}

}  // namespace
}  // namespace residuum::decision
