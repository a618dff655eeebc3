#include "decision/analysis.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/error.h"
#include "core/parallel.h"
#include "core/random.h"
#include "decision/overlap.h"
#include "stats/bootstrap.h"

namespace residuum::decision {
namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

// What is bootstrapped, as a row of numbers; NaN where it is not defined.
enum Figure { ipw, aipw, toxic, net, gain, change, spared, risk_ratio, figures_per_policy };

// Where they stand in standard_policies.
constexpr std::size_t physicians = 1, first_for_all = 2;

class Figures {
 public:
  Figures(const CaseTable& table, const AnalysisOptions& options)
      : table_(table),
        options_(options),
        folds_(assign_folds(table, options.nuisance)),
        policies_(standard_policies(table)) {
    for (const auto& one : table.cases) {
      const auto& predictions = one.recommendation.predictions;
      priority_.push_back(predictions.front().probability_rt - predictions.back().probability_rt);
    }
  }

  const std::vector<Policy>& policies() const { return policies_; }
  std::size_t count() const { return policies_.size() * figures_per_policy + 2; }

  Nuisance fit(const std::vector<double>& weights = {}) const {
    return fit_nuisance(table_, folds_, options_.nuisance, weights);
  }

  Targeting targeting(const Nuisance& nuisance, const std::vector<double>& weights = {}) const {
    auto benefit = doubly_robust_scores(table_, nuisance, table_.regimens.size() - 1);
    const auto least = doubly_robust_scores(table_, nuisance, 0);
    for (std::size_t i = 0; i < benefit.size(); ++i) benefit[i] -= least[i];
    return target(priority_, benefit, weights);
  }

  std::vector<double> of(const Nuisance& nuisance, const std::vector<double>& weights = {}) const {
    std::vector<PolicyValue> values;
    for (const auto& policy : policies_) values.push_back(value_of(table_, nuisance, policy, weights));
    const double low = values[first_for_all].nrt_aipw;
    const double high = values[first_for_all + table_.regimens.size() - 1].nrt_aipw;
    const auto& base = values[physicians];
    std::vector<double> row;
    for (const auto& value : values) {
      const double share =
          high > low ? std::clamp((value.nrt_aipw - low) / (high - low), 0.0, 1.0) : undefined;
      const double ratio = (1 - value.nrt_aipw) / (1 - base.nrt_aipw);
      row.insert(row.end(), {value.nrt_ipw, value.nrt_aipw, value.toxic, value.net(options_.toxicity_cost),
                             value.nrt_aipw - base.nrt_aipw, value.toxic - base.toxic,
                             100 * (share - value.toxic), ratio > 0 ? ratio : undefined});
    }
    const auto ranked = targeting(nuisance, weights);
    row.insert(row.end(), {ranked.autoc, ranked.qini});
    return row;
  }

 private:
  const CaseTable& table_;
  const AnalysisOptions& options_;
  std::vector<int> folds_;
  std::vector<Policy> policies_;
  std::vector<double> priority_;
};

std::vector<double> draw_weights(std::size_t patients, std::uint64_t seed, std::size_t replicate) {
  Random random(seed, fmt::format("decision/bootstrap/{}", replicate));
  std::vector<double> weights(patients, 0);
  for (std::size_t i = 0; i < patients; ++i)
    weights[static_cast<std::size_t>(random.integer(0, static_cast<long>(patients) - 1))] += 1;
  return weights;
}

// Rows of figures; a replicate without a patient of some regimen has none.
std::vector<std::vector<double>> draw(const CaseTable& table, const Figures& figures,
                                      const AnalysisOptions& options) {
  std::vector<std::vector<double>> rows(static_cast<std::size_t>(options.replicates));
  parallel_for(rows.size(), options.threads, [&](std::size_t i) {
    const auto weights = draw_weights(table.cases.size(), options.seed, i);
    try {
      rows[i] = figures.of(figures.fit(weights), weights);
    } catch (const Error&) {
      rows[i].assign(figures.count(), undefined);
    }
  });
  return rows;
}

std::optional<Estimate> estimate(double value, const std::vector<std::vector<double>>& rows,
                                 std::size_t figure, double confidence) {
  if (!std::isfinite(value)) return {};
  stats::Bootstrap drawn;
  drawn.estimate = value;
  for (const auto& row : rows) {
    if (std::isfinite(row[figure])) drawn.replicates.push_back(row[figure]);
  }
  drawn.degenerate = static_cast<int>(rows.size() - drawn.replicates.size());
  if (2 * drawn.replicates.size() < rows.size()) return {};
  const auto interval = stats::percentile_interval(drawn, confidence);
  return Estimate{value, interval.low, interval.high, drawn.degenerate};
}

void check(const AnalysisOptions& options) {
  if (options.replicates < 1 || !(options.confidence > 0 && options.confidence < 1)) {
    throw input_error("{} bootstrap replicates at confidence {}: at least one, and between 0 and 1",
                      options.replicates, options.confidence);
  }
  if (!(options.toxicity_cost >= 0 && options.toxicity_cost <= 1))
    throw input_error("toxicity cost {}: 0 to 1 is needed", options.toxicity_cost);
}

}  // namespace

Analysis analyse(const CaseTable& table, const AnalysisOptions& options) {
  require_sound(table);
  check(options);
  const Figures figures(table, options);
  Analysis analysis;
  analysis.nuisance = figures.fit();
  analysis.targeting = figures.targeting(analysis.nuisance);
  analysis.replicates = options.replicates;
  const auto values = figures.of(analysis.nuisance);
  const auto rows = draw(table, figures, options);

  std::size_t offset = 0;
  const auto optional_figure = [&](std::size_t figure) {
    return estimate(values[offset + figure], rows, offset + figure, options.confidence);
  };
  const auto figure = [&](std::size_t which) {
    const auto found = optional_figure(which);
    if (!found) {
      throw input_error(
          "more than half of the bootstrap replicates lack a regimen: too few patients to value policies on");
    }
    return *found;
  };
  for (const auto& policy : figures.policies()) {
    PolicyEstimate one;
    one.policy = policy.name;
    one.at = value_of(table, analysis.nuisance, policy);
    one.nrt_ipw = optional_figure(ipw);
    one.nrt_aipw = figure(aipw);
    one.toxic = figure(toxic);
    one.net = figure(net);
    one.nrt_gain = figure(gain);
    one.toxic_change = figure(change);
    one.spared = optional_figure(spared);
    if (const auto ratio = optional_figure(risk_ratio); ratio && ratio->low > 0)
      one.e_value =
          e_value(ratio->value, std::min(ratio->low, ratio->value), std::max(ratio->high, ratio->value));
    const auto warnings = overlap_warnings(table, policy, one.at);
    analysis.warnings.insert(analysis.warnings.end(), warnings.begin(), warnings.end());
    analysis.policies.push_back(std::move(one));
    offset += figures_per_policy;
  }
  const auto of_all = propensity_warnings(analysis.nuisance, options.nuisance);
  analysis.warnings.insert(analysis.warnings.begin(), of_all.begin(), of_all.end());
  analysis.autoc = figure(0);
  analysis.qini = figure(1);
  return analysis;
}

}  // namespace residuum::decision
