// Student's and Welch's t test of two independent samples, two-sided. From the values, or from mean, standard
// deviation and size alone, which is what an article prints. Student 1908, Welch 1947. R: t.test(x, y,
// var.equal = TRUE), t.test(x, y). Errors of all: input, for a value that is not finite, a negative standard
// deviation, fewer than two values in a sample, a confidence outside 0..1, or two samples without any spread.
#pragma once

#include <vector>

namespace residuum::stats {

struct Sample {
  double mean = 0, sd = 0;  // sd with n - 1
  int n = 0;
};

Sample summarise(const std::vector<double>& values);

struct TTest {
  double statistic = 0, degrees_of_freedom = 0, p = 1;
  double difference = 0, low = 0, high = 0;  // of the means, first minus second, with its interval
};

TTest student_t(const Sample& first, const Sample& second, double confidence = 0.95);
TTest welch_t(const Sample& first, const Sample& second, double confidence = 0.95);

}  // namespace residuum::stats
