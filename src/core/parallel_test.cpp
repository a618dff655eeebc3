#include "core/parallel.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <set>
#include <stdexcept>
#include <thread>
#include <vector>

namespace residuum {
namespace {

TEST(ParallelFor, CallsEachOnce) {
  for (const int threads : {-1, 0, 1, 2, 8}) {
    for (const std::size_t count : {0u, 1u, 3u, 1000u}) {
      std::vector<std::atomic<int>> calls(count);
      parallel_for(count, threads, [&](std::size_t i) { ++calls[i]; });
      for (const auto& call : calls) EXPECT_EQ(call, 1);
    }
  }
}

TEST(ParallelFor, WorksOnSeveralThreads) {
  std::atomic<int> arrived{0};
  parallel_for(3, 3, [&](std::size_t) {
    ++arrived;
    while (arrived < 3) std::this_thread::yield();  // would wait for ever on fewer threads
  });
  EXPECT_EQ(arrived, 3);
}

TEST(ParallelFor, StaysOnThisThreadWhenAskedTo) {
  std::set<std::thread::id> ids;
  parallel_for(10, 1, [&](std::size_t) { ids.insert(std::this_thread::get_id()); });
  EXPECT_EQ(ids, (std::set{std::this_thread::get_id()}));
}

TEST(ParallelFor, RethrowsTheFirstErrorAndStops) {
  for (const int threads : {1, 4}) {
    std::atomic<int> calls{0};
    const auto work = [&](std::size_t i) {
      ++calls;
      if (i == 5) throw std::runtime_error("five");
      std::this_thread::sleep_for(std::chrono::microseconds(100));
    };
    EXPECT_THROW(parallel_for(100000, threads, work), std::runtime_error);
    EXPECT_LT(calls, 50000);
  }
}

TEST(AvailableCores, AreSome) {
  EXPECT_GE(available_cores(), 1);
}

}  // namespace
}  // namespace residuum
