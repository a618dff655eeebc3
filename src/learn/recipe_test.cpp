#include "learn/recipe.h"

#include <gtest/gtest.h>

#include "expect_error.h"

namespace residuum::learn {
namespace {

// Each number of the sentence is a setting of the training: another number is another sentence.
TEST(Recipe, SaysInWordsWhatTrainingDoes) {
  EXPECT_EQ(
      describe(recipe("adamw"), 0.003),
      "AdamW (weight decay 0.01) with a learning rate rising linearly to 0.003 over the first 10% of the "
      "training and falling along a half cosine to 1% of it, gradients clipped to a norm of 1");
  EXPECT_EQ(describe(recipe("sgd"), 0.01),
            "SGD (momentum 0.9, weight decay 0.0001) with a learning rate of 0.01, times 0.1 from 75% of the "
            "training on, gradients clipped to a norm of 1");
  EXPECT_EQ(
      describe(recipe("rmsprop"), 0.0001),
      "RMSprop (momentum 0.9, weight decay 1e-08) with a constant learning rate of 0.0001, gradient values "
      "clipped at 0.1");
}

TEST(Recipe, RefusesAnUnknownOptimiser) {
  test::expect_error([] { recipe("adam"); }, {"\"adam\" is unknown", "adamw, sgd or rmsprop"});
}

}  // namespace
}  // namespace residuum::learn
