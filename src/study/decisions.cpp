#include "study/decisions.h"

#include <map>

#include "core/error.h"

namespace residuum::study {

std::vector<PatientDecision> decide(const std::vector<PredictionRow>& rows,
                                    const std::vector<std::string>& regimens) {
  std::vector<std::string> order;
  std::map<std::string, std::map<std::string, PredictionRow>> by_patient;
  for (const auto& row : rows) {
    const auto& id = row.prediction.patient_id;
    if (!by_patient.contains(id)) order.push_back(id);
    by_patient[id][row.prediction.regimen] = row;
  }
  std::vector<PatientDecision> decisions;
  for (const auto& id : order) {
    const auto& of_patient = by_patient.at(id);
    std::vector<decision::RegimenPrediction> predictions;
    for (const auto& regimen : regimens) {
      const auto found = of_patient.find(regimen);
      if (found == of_patient.end()) throw input_error("patient {}: no prediction for {}", id, regimen);
      predictions.push_back({regimen, found->second.prediction.probability_rt, found->second.threshold});
    }
    PatientDecision decided;
    decided.patient = id;
    decided.recommendation = decision::recommend(std::move(predictions));
    decided.given = of_patient.begin()->second.given;
    decided.actual = of_patient.begin()->second.actual;
    if (regimens.size() == 2) {
      decided.judgement = decision::judge(decided.recommendation, decided.given, decided.actual);
    }
    decisions.push_back(std::move(decided));
  }
  return decisions;
}

decision::Comparison compare(const std::vector<PatientDecision>& decisions) {
  std::vector<decision::Judgement> judgements;
  for (const auto& decided : decisions) judgements.push_back(decided.judgement);
  return decision::compare(judgements);
}

}  // namespace residuum::study
