#include "learn/history.h"

#include <gtest/gtest.h>

#include "core/error.h"

namespace residuum::learn {
namespace {

TEST(History, GoesThroughJsonAndBack) {
  const History history{{{1, 0.5, 0.25, 0.7, 12.5}, {2, 0.1 + 0.2, 1e-9, 0.8, 3, 4, 0.03}}, 2};
  const auto back = history_from_json(Json::parse(to_json(history).dump()), "test");
  EXPECT_EQ(back.chosen_epoch, 2);
  ASSERT_EQ(back.epochs.size(), 2u);
  EXPECT_EQ(back.epochs[1].training_loss, 0.1 + 0.2);
  EXPECT_EQ(back.epochs[1].validation_loss, 1e-9);
  EXPECT_EQ(back.epochs[0].seconds, 12.5);
  EXPECT_EQ(back.epochs[0].redone_steps, 0);
  EXPECT_EQ(back.epochs[1].redone_steps, 4);
  EXPECT_EQ(back.epochs[1].waiting_share, 0.03);
}

TEST(History, RefusesWhatIsNone) {
  EXPECT_THROW(history_from_json(Json::parse("3"), "test"), Error);
  EXPECT_THROW(history_from_json(Json::parse(R"({"chosen_epoch":1,"epochs":[{"epoch":"x"}]})"), "test"),
               Error);
}

}  // namespace
}  // namespace residuum::learn
