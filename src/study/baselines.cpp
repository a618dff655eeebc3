#include "study/baselines.h"

#include <algorithm>

#include "core/csv.h"
#include "core/error.h"
#include "stats/multiplicity.h"
#include "stats/rates.h"
#include "stats/roc_tests.h"

namespace residuum::study {
namespace {

// Test patients who had the regimen, with the network's probability and a baseline's.
struct NetworkAndBaselines {
  std::vector<double> network;
  std::map<std::string, std::vector<double>> baselines;
  std::vector<std::string> order;  // of the baselines
  std::vector<int> labels;
};

NetworkAndBaselines gather(const std::vector<PredictionRow>& predictions,
                           const std::vector<BaselineScore>& scores, const std::string& regimen) {
  std::map<std::string, std::map<std::string, double>> by_patient;
  NetworkAndBaselines scored;
  for (const auto& score : scores) {
    if (score.regimen != regimen) continue;
    by_patient[score.patient][score.baseline] = score.probability_rt;
    if (std::find(scored.order.begin(), scored.order.end(), score.baseline) == scored.order.end())
      scored.order.push_back(score.baseline);
  }
  for (const auto& row : predictions) {
    if (row.prediction.regimen != regimen || row.given != regimen) continue;
    scored.network.push_back(row.prediction.probability_rt);
    scored.labels.push_back(row.actual == cohort::Outcome::rt);
    for (const auto& name : scored.order) {
      const auto& of = by_patient[row.prediction.patient_id];
      const auto found = of.find(name);
      if (found == of.end())
        throw input_error("baseline {}: no score for patient {}", name, row.prediction.patient_id);
      scored.baselines[name].push_back(found->second);
    }
  }
  return scored;
}

ComparedModel describe(const std::string& name, const std::vector<double>& scores,
                       const std::vector<int>& labels) {
  const auto auc = stats::auc_delong(scores, labels);
  return {name,      stats::wilson(auc.positives, auc.positives + auc.negatives),
          auc.value, auc.low,
          auc.high,  stats::brier(scores, labels),
          {}};
}

// DeLong's test is not defined for a handful of patients or for scores that are perfect on both sides.
std::optional<ComparedModel::Difference> difference(const std::vector<double>& network,
                                                    const std::vector<double>& baseline,
                                                    const std::vector<int>& labels) {
  try {
    const auto test = stats::delong_paired(network, baseline, labels);
    return ComparedModel::Difference{test.difference, test.low, test.high, test.p};
  } catch (const Error&) {
    return {};
  }
}

}  // namespace

void write_scores(const fs::path& csv, const std::vector<BaselineScore>& scores) {
  CsvTable table({"patient", "model_regimen", "baseline", "probability_rt"});
  for (const auto& score : scores)
    table.add_row({score.patient, score.regimen, score.baseline, fmt::format("{}", score.probability_rt)});
  table.write(csv);
}

std::vector<BaselineScore> read_scores(const fs::path& csv) {
  const auto table = CsvTable::read(csv);
  std::vector<BaselineScore> scores;
  for (std::size_t row = 0; row < table.row_count(); ++row) {
    const auto value = table.number(row, "probability_rt");
    if (!value) throw input_error("{}: a number is needed", table.place(row, "probability_rt"));
    scores.push_back(
        {table.cell(row, "patient"), table.cell(row, "model_regimen"), table.cell(row, "baseline"), *value});
  }
  return scores;
}

std::vector<RegimenComparison> compare_with_baselines(const std::vector<PredictionRow>& predictions,
                                                      const std::vector<BaselineScore>& scores,
                                                      const std::vector<std::string>& regimens) {
  std::vector<RegimenComparison> comparisons;
  for (const auto& regimen : regimens) {
    const auto scored = gather(predictions, scores, regimen);
    RegimenComparison comparison{regimen, {describe("the network", scored.network, scored.labels)}};
    std::vector<double> p;
    for (const auto& name : scored.order) {
      const auto& baseline = scored.baselines.at(name);
      comparison.models.push_back(describe(name, baseline, scored.labels));
      comparison.models.back().network_less = difference(scored.network, baseline, scored.labels);
      if (comparison.models.back().network_less) p.push_back(comparison.models.back().network_less->p);
    }
    const auto adjusted = stats::holm(p);
    std::size_t next = 0;
    for (auto& model : comparison.models) {
      if (model.network_less) model.network_less->p = adjusted[next++];
    }
    comparisons.push_back(std::move(comparison));
  }
  return comparisons;
}

}  // namespace residuum::study
