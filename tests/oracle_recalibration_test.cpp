// Recalibration against R's glm and isoreg on random data.
#include "core/random.h"
#include "oracle.h"
#include "scored_patients.h"
#include "stats/recalibration.h"

namespace residuum {
namespace {

using Method = stats::RecalibrationMethod;

void expect_near(const std::vector<double>& values, const std::vector<double>& wanted, const char* what) {
  ASSERT_EQ(values.size(), wanted.size()) << what;
  for (std::size_t i = 0; i < values.size(); ++i) EXPECT_NEAR(values[i], wanted[i], 1e-6) << what << " " << i;
}

TEST(RecalibrationIntegration, AgreesWithR) {
  RESIDUUM_NEEDS("Rscript --version", "r-base-core");
  Random random(23);
  auto cases = test::random_patients(random, {20, 84, 168, 424});
  std::erase_if(cases, [](const auto& made) {  // where R's slope may be negative, ours is 0
    double difference = 0;
    for (std::size_t i = 0; i < made.labels.size(); ++i)
      difference += (made.labels[i] == 1 ? 1 : -1) * (made.scores[i] - 0.3);
    return difference < 0.05 * static_cast<double>(made.labels.size());
  });
  ASSERT_GE(cases.size(), 4u);
  std::vector<double> at;
  CsvTable where({"at"});
  for (int i = 0; i <= 50; ++i) {
    at.push_back(i / 50.0);
    where.add_row({test::cell(at.back())});
  }
  const auto r = test::ask_oracle("recalibration.R", {test::table_of(cases), where});
  ASSERT_EQ(r.size(), 5 * cases.size());
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const std::size_t of = i + 1;
    SCOPED_TRACE(fmt::format("case {}, {} patients", of, cases[i].labels.size()));
    for (const auto method : {Method::platt, Method::temperature, Method::isotonic}) {
      const auto map = stats::fit_recalibration(method, cases[i].scores, cases[i].labels);
      const auto name = to_string(method);
      if (method == Method::platt) expect_near({map.intercept, map.slope}, r.values(of, name), "platt");
      if (method == Method::temperature) expect_near({map.slope}, r.values(of, name), "temperature");
      std::vector<double> calibrated;
      for (const double p : at) calibrated.push_back(map(p));
      expect_near(calibrated, r.values(of, name + "_at"), name.c_str());
    }
  }
}

}  // namespace
}  // namespace residuum
