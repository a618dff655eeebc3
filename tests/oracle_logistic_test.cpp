// Logistic regression against R's glm and glmnet on random data.
#include "core/random.h"
#include "oracle.h"
#include "stats/logistic.h"

namespace residuum {
namespace {

struct Case {
  std::vector<double> design;  // n x 3
  std::vector<int> labels;
  stats::LogisticOptions options;  // weights, offset, ridge
};

// Columns of unlike units, correlated; effects small enough that nothing is separated.
std::vector<Case> random_cases(Random& random) {
  std::vector<Case> cases;
  for (const int size : {40, 60, 168, 424}) {
    for (int repeat = 0; repeat < 4; ++repeat) {
      Case made;
      made.options.ridge = random.uniform(0.1, 20);
      for (int i = 0; i < size; ++i) {
        const double age = random.normal(48, 11), stage = static_cast<double>(random.integer(1, 4)),
                     volume = 1e4 + 500 * stage + random.normal(0, 900);
        made.design.insert(made.design.end(), {age, stage, volume});
        const double truth = 0.03 * (age - 48) + 0.3 * (stage - 2.5) + random.normal(0, 0.3);
        made.labels.push_back(random.chance(stats::inverse_logit(truth)));
        made.options.weights.push_back(i % 7 == 0 ? 0 : random.uniform(0.2, 3));
        made.options.offset.push_back(random.normal(0, 0.5));
      }
      cases.push_back(made);
    }
  }
  return cases;
}

void expect_near(const std::vector<double>& values, const std::vector<double>& wanted, const char* what) {
  ASSERT_EQ(values.size(), wanted.size()) << what;
  for (std::size_t i = 0; i < values.size(); ++i)
    EXPECT_NEAR(values[i], wanted[i], 1e-6 * std::max(1.0, std::abs(wanted[i]))) << what << " " << i;
}

void expect_model(const stats::LogisticModel& model, const test::Answers& r, std::size_t of,
                  const std::string& name) {
  expect_near(model.coefficients, r.values(of, name + "_coefficients"), "coefficient");
  expect_near(model.covariance, r.values(of, name + "_covariance"), "covariance");
  EXPECT_NEAR(model.deviance, r.value(of, name + "_deviance"), 1e-6);
}

TEST(LogisticIntegration, AgreesWithGlmAndGlmnet) {
  RESIDUUM_NEEDS("Rscript --vanilla -e 'library(glmnet)'", "r-base-core r-cran-glmnet");
  Random random(7);
  const auto cases = random_cases(random);
  CsvTable rows({"case", "label", "weight", "offset", "x1", "x2", "x3"}), penalties({"ridge"});
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const auto& [design, labels, options] = cases[i];
    penalties.add_row({test::cell(options.ridge)});
    for (std::size_t j = 0; j < labels.size(); ++j) {
      rows.add_row({std::to_string(i + 1), std::to_string(labels[j]), test::cell(options.weights[j]),
                    test::cell(options.offset[j]), test::cell(design[3 * j]), test::cell(design[3 * j + 1]),
                    test::cell(design[3 * j + 2])});
    }
  }
  const auto r = test::ask_oracle("logistic.R", {rows, penalties});
  ASSERT_EQ(r.size(), 11 * cases.size());

  for (std::size_t i = 0; i < cases.size(); ++i) {
    const std::size_t of = i + 1;
    const auto& [design, labels, options] = cases[i];
    SCOPED_TRACE(fmt::format("case {}, {} rows", of, labels.size()));
    const auto plain = stats::fit_logistic(design, labels);
    expect_model(plain, r, of, "plain");
    std::vector<double> predicted, first_two;
    for (std::size_t j = 0; j < labels.size(); ++j) {
      predicted.push_back(plain.predict(std::span(design).subspan(3 * j, 3)));
      first_two.insert(first_two.end(), {design[3 * j], design[3 * j + 1]});
    }
    expect_near(predicted, r.values(of, "predicted"), "predicted");
    expect_model(stats::fit_logistic(design, labels, {.offset = options.offset, .weights = options.weights}),
                 r, of, "weighted");
    expect_model(stats::fit_logistic(first_two, labels, {.intercept = false, .offset = options.offset}), r,
                 of, "without");
    expect_near(stats::fit_logistic(design, labels, {.ridge = options.ridge}).coefficients,
                r.values(of, "ridge_coefficients"), "ridge coefficient");
  }
}

}  // namespace
}  // namespace residuum
