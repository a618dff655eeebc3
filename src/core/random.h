// Seeds. One study seed gives an independent stream for each named purpose, so that adding a stage does not
// shift the numbers of another. Boost.Random's distributions are the same on every platform, std's are not.
#pragma once

#include <boost/random/mersenne_twister.hpp>
#include <boost/random/normal_distribution.hpp>
#include <boost/random/uniform_01.hpp>
#include <boost/random/uniform_int_distribution.hpp>
#include <cstdint>
#include <string_view>
#include <vector>

namespace residuum {

// A seed that depends on `seed` and every character of `purpose` (SHA-256).
std::uint64_t derive_seed(std::uint64_t seed, std::string_view purpose);

class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}
  Random(std::uint64_t seed, std::string_view purpose) : Random(derive_seed(seed, purpose)) {}

  double uniform() { return boost::random::uniform_01<double>()(engine_); }  // [0, 1)
  double uniform(double low, double high) { return low + (high - low) * uniform(); }
  double normal(double mean = 0, double sd = 1) {
    return boost::random::normal_distribution<double>(mean, sd)(engine_);
  }
  // Both ends included.
  long integer(long low, long high) {
    return boost::random::uniform_int_distribution<long>(low, high)(engine_);
  }
  bool chance(double probability) { return uniform() < probability; }

  // Fisher-Yates.
  template <class T>
  void shuffle(std::vector<T>& values) {
    for (std::size_t i = values.size(); i > 1; --i) {
      std::swap(values[i - 1], values[static_cast<std::size_t>(integer(0, static_cast<long>(i) - 1))]);
    }
  }

 private:
  boost::random::mt19937_64 engine_;
};

}  // namespace residuum
