#include "learn/plateau.h"

#include <gtest/gtest.h>

#include <initializer_list>

namespace residuum::learn {
namespace {

History of_scores(std::initializer_list<double> scores) {
  History history;
  for (const double score : scores) {
    EpochRecord record;
    record.validation_score = score;
    history.epochs.push_back(record);
  }
  return history;
}

// torch.optim.lr_scheduler.ReduceLROnPlateau(optimizer, "max", patience=2) of PyTorch 1.13, lr 1e-4, stepped
// with these scores, gives these rates.
TEST(Plateau, FallsAsPyTorchs) {
  EXPECT_DOUBLE_EQ(plateau_rate(1e-4, of_scores({})), 1e-4);
  EXPECT_DOUBLE_EQ(plateau_rate(1e-4, of_scores({0.5, 0.4, 0.4})), 1e-4);
  EXPECT_DOUBLE_EQ(plateau_rate(1e-4, of_scores({0.5, 0.4, 0.4, 0.4})), 1e-5);
  EXPECT_DOUBLE_EQ(plateau_rate(1e-4, of_scores({0.5, 0.4, 0.4, 0.50001, 0.6})), 1e-5);
  EXPECT_DOUBLE_EQ(plateau_rate(1e-4, of_scores({0.5, 0.4, 0.4, 0.6, 0.5, 0.5})), 1e-4);
  EXPECT_DOUBLE_EQ(plateau_rate(1e-4, of_scores({0.5, 0.4, 0.4, 0.4, 0.4, 0.4, 0.4})), 1e-6);
}

}  // namespace
}  // namespace residuum::learn
