// Patients for tests of what judges decisions: regimens A and B, B the more toxic.
#pragma once

#include <cmath>
#include <string>
#include <vector>

#include "core/random.h"
#include "decision/case.h"

namespace residuum::test {

// probabilities[patient] of RT under A and B, the regimen given to each and whether it left residual tumour.
inline decision::CaseTable case_table(const std::vector<std::pair<double, double>>& probabilities,
                                      const std::vector<std::size_t>& given, const std::vector<int>& rt) {
  decision::CaseTable table{{"A", "B"}, {}, {}};
  for (std::size_t i = 0; i < probabilities.size(); ++i) {
    decision::Case one;
    one.patient = "P" + std::to_string(i + 1);
    one.recommendation = decision::recommend({{"A", probabilities[i].first}, {"B", probabilities[i].second}});
    one.given = given[i];
    one.actual = rt[i] == 1 ? cohort::Outcome::rt : cohort::Outcome::nrt;
    table.cases.push_back(std::move(one));
  }
  return table;
}

// A confounded study: covariate x moves both the choice and the outcome, z neither; p is what the models say.
inline decision::CaseTable confounded_table(std::size_t patients, std::uint64_t seed) {
  Random random(seed);
  std::vector<std::pair<double, double>> probabilities;
  std::vector<std::size_t> given;
  std::vector<int> rt;
  std::vector<std::vector<double>> covariates;
  const auto logistic = [](double v) { return 1 / (1 + std::exp(-v)); };
  for (std::size_t i = 0; i < patients; ++i) {
    const double x = random.normal(), z = random.normal();
    const double a = logistic(-0.4 + 1.2 * x), b = logistic(-1.2 + 0.8 * x);
    given.push_back(random.chance(logistic(0.9 * x)) ? 1 : 0);
    rt.push_back(random.chance(given.back() == 1 ? b : a));
    probabilities.emplace_back(logistic(-0.4 + x + 0.3 * z), logistic(-1.2 + x - 0.3 * z));
    covariates.push_back({x, z});
  }
  auto table = case_table(probabilities, given, rt);
  table.covariates = {"x", "z"};
  for (std::size_t i = 0; i < patients; ++i) {
    table.cases[i].covariates = covariates[i];
    table.cases[i].t4 = covariates[i][0] > 0.8;
  }
  return table;
}

}  // namespace residuum::test
