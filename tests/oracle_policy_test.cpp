// The value of policies against R, on simulated patients and on a public trial.
#include <algorithm>

#include "decision/policy_value.h"
#include "decision/targeting.h"
#include "decision_cases.h"
#include "oracle.h"
#include "stats/decision_curve.h"

namespace residuum {
namespace {

constexpr double tolerance = 1e-6;
const std::vector<std::string> covariates{"age", "nodes", "extent", "obstruct"};

decision::CaseTable from_csv(const CsvTable& table) {
  std::vector<std::pair<double, double>> probabilities;
  std::vector<std::size_t> given;
  std::vector<int> rt;
  for (std::size_t row = 0; row < table.row_count(); ++row) {
    probabilities.emplace_back(*table.number(row, "p_a"), *table.number(row, "p_b"));
    given.push_back(*table.number(row, "given") == 1 ? 1 : 0);
    rt.push_back(*table.number(row, "nrt") == 0);
  }
  auto cases = test::case_table(probabilities, given, rt);
  cases.covariates = covariates;
  for (std::size_t row = 0; row < table.row_count(); ++row) {
    for (const auto& name : covariates) cases.cases[row].covariates.push_back(*table.number(row, name));
  }
  return cases;
}

decision::CaseTable public_trial() {
  const test::TemporaryFolder folder;
  const auto path = folder.path() / "colon.csv";
  const auto result = test::shell(
      fmt::format("Rscript --vanilla '{}/tests/oracles/colon.R' '{}'", RESIDUUM_SOURCE_DIR, path.string()));
  EXPECT_EQ(result.exit_code, 0) << result.output;
  return from_csv(CsvTable::read(path));
}

decision::CaseTable simulated(std::size_t patients, std::uint64_t seed) {
  auto table = test::confounded_table(patients, seed);
  Random random(seed, "further covariates");
  table.covariates = covariates;
  for (auto& one : table.cases) {
    one.covariates.push_back(random.normal(50, 10));
    one.covariates.push_back(random.chance(0.3));
  }
  return table;
}

// Regimens are A and B in every table here.
struct Posed {
  decision::CaseTable table;
  decision::NuisanceOptions options;
  std::vector<int> folds;
  decision::Policy policy;
};

Posed pose(decision::CaseTable table, double ridge, double clip, int folds) {
  Posed posed;
  posed.table = std::move(table);
  posed.options = {folds, ridge, clip, 5};
  posed.folds = decision::assign_folds(posed.table, posed.options);
  posed.policy = decision::recommended_policy(posed.table);
  return posed;
}

void add_rows(const Posed& posed, std::size_t number, CsvTable& rows) {
  for (std::size_t i = 0; i < posed.table.cases.size(); ++i) {
    const auto& one = posed.table.cases[i];
    std::vector<std::string> cells{std::to_string(number),
                                   std::to_string(posed.folds[i]),
                                   std::to_string(one.given),
                                   one.actual == cohort::Outcome::nrt ? "1" : "0",
                                   test::cell(one.recommendation.predictions[0].probability_rt),
                                   test::cell(one.recommendation.predictions[1].probability_rt),
                                   std::to_string(posed.policy.choice[i])};
    for (const double value : one.covariates) cells.push_back(test::cell(value));
    rows.add_row(cells);
  }
}

void expect_answers(const Posed& posed, std::size_t of, const test::Answers& r) {
  const auto nuisance = decision::fit_nuisance(posed.table, posed.folds, posed.options);
  const auto &e = r.values(of, "propensity"), &nrt_a = r.values(of, "nrt_a"), &nrt_b = r.values(of, "nrt_b");
  ASSERT_EQ(e.size(), posed.table.cases.size());
  for (std::size_t i = 0; i < e.size(); ++i) {
    EXPECT_NEAR(nuisance.propensity[i][1], e[i], tolerance);
    EXPECT_NEAR(nuisance.nrt[i][0], nrt_a[i], tolerance);
    EXPECT_NEAR(nuisance.nrt[i][1], nrt_b[i], tolerance);
  }
  const auto expect_value = [&](const std::string& name, const decision::Policy& policy) {
    const auto value = decision::value_of(posed.table, nuisance, policy);
    EXPECT_NEAR(value.nrt_ipw, r.value(of, name + "_ipw"), tolerance);
    EXPECT_NEAR(value.nrt_aipw, std::clamp(r.value(of, name + "_aipw"), 0.0, 1.0), tolerance);
    EXPECT_NEAR(value.effective, r.value(of, name + "_effective"), 1e-4);
  };
  expect_value("recommended", posed.policy);
  expect_value("all_a", decision::everyone_policy(posed.table, 0));
  expect_value("all_b", decision::everyone_policy(posed.table, 1));

  auto benefit = decision::doubly_robust_scores(posed.table, nuisance, 1);
  const auto of_a = decision::doubly_robust_scores(posed.table, nuisance, 0);
  std::vector<double> priority, had;
  std::vector<int> rt;
  for (std::size_t i = 0; i < benefit.size(); ++i) {
    const auto& one = posed.table.cases[i];
    const auto& predictions = one.recommendation.predictions;
    benefit[i] -= of_a[i];
    priority.push_back(predictions[0].probability_rt - predictions[1].probability_rt);
    if (one.given != 0) continue;
    had.push_back(predictions[0].probability_rt);
    rt.push_back(one.actual == cohort::Outcome::rt);
  }
  const auto ranked = decision::target(priority, benefit);
  EXPECT_NEAR(ranked.autoc, r.values(of, "targeting")[0], 1e-5);  // sums of some hundred errors of 1e-8
  EXPECT_NEAR(ranked.qini, r.values(of, "targeting")[1], 1e-5);
  const auto curve = stats::decision_curve(had, rt, {0.1, 0.25, 0.4, 0.6});
  for (std::size_t i = 0; i < curve.size(); ++i)
    EXPECT_NEAR(curve[i].model, r.values(of, "net_benefit")[i], tolerance);
}

TEST(PolicyValueIntegration, AgreesWithR) {
  RESIDUUM_NEEDS("Rscript --vanilla -e 'library(glmnet); library(survival)'",
                 "r-base-core r-cran-glmnet r-cran-survival");
  std::vector<Posed> posed;
  posed.push_back(pose(simulated(150, 41), 1, 0.05, 5));
  posed.push_back(pose(simulated(424, 42), 4, 0.02, 3));
  posed.push_back(pose(simulated(85, 43), 2, 0.1, 2));
  posed.push_back(pose(public_trial(), 1, 0.05, 5));
  ASSERT_GT(posed.back().table.cases.size(), 500u);
  CsvTable rows(
      {"case", "fold", "given", "nrt", "p_a", "p_b", "choice", "age", "nodes", "extent", "obstruct"}),
      options({"ridge", "clip"});
  for (std::size_t i = 0; i < posed.size(); ++i) {
    add_rows(posed[i], i + 1, rows);
    options.add_row({test::cell(posed[i].options.ridge), test::cell(posed[i].options.clip)});
  }
  const auto r = test::ask_oracle("policy.R", {rows, options});
  ASSERT_EQ(r.size(), 14 * posed.size());
  for (std::size_t i = 0; i < posed.size(); ++i) {
    SCOPED_TRACE(fmt::format("case {}", i + 1));
    expect_answers(posed[i], i + 1, r);
  }
}

}  // namespace
}  // namespace residuum
