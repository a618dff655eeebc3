#include "study/outcome_result.h"

#include <algorithm>

#include "core/error.h"

namespace residuum::study {
namespace {

Json to_json(const CandidateFigures& figures) {
  return {{"network", figures.network},   {"unit", to_string(figures.unit)}, {"auc", figures.auc},
          {"log_loss", figures.log_loss}, {"score", figures.score},          {"leak", figures.leak}};
}

CandidateFigures figures_from_json(const Json& value, const std::string& where) {
  return {
      json_field<std::string>(value, "network", where),
      with_context(where, [&] { return outcome::unit_of(json_field<std::string>(value, "unit", where)); }),
      json_field<double>(value, "auc", where),
      json_field<double>(value, "log_loss", where),
      json_field<double>(value, "score", where),
      json_field<std::string>(value, "leak", where)};
}

// Of the epoch kept, on whoever it was chosen on.
double chosen_score(const learn::History& history) {
  return history.epochs.at(static_cast<std::size_t>(history.chosen_epoch) - 1).validation_score;
}

}  // namespace

OutcomeResult outcome_result(const outcome::Options& options, const outcome::TrainingResult& trained,
                             const cohort::TrainingCohort& training) {
  OutcomeResult result;
  result.figures = {options.network,
                    options.unit,
                    trained.auc,
                    trained.log_loss,
                    trained.leak.empty() ? trained.auc : chosen_score(trained.folds.front()),
                    trained.leak};
  result.folds = trained.folds;
  for (const auto& one : trained.held_out)
    result.held_out.push_back({one.patient, trained.calibration(one.probability_rt), one.rt});
  result.threshold = trained.threshold;
  result.training_patients = training.patients().size();
  double rt = 0;
  for (const auto& patient : training.patients()) rt += patient.outcome == cohort::Outcome::rt;
  result.training_rt_rate = rt / static_cast<double>(result.training_patients);
  return result;
}

void write_outcome_result(const fs::path& path, const OutcomeResult& result) {
  Json folds = Json::array(), held_out = Json::array(), candidates = Json::array();
  for (const auto& fold : result.folds) folds.push_back(learn::to_json(fold));
  for (const auto& one : result.held_out)
    held_out.push_back({{"patient", one.patient}, {"probability_rt", one.probability_rt}, {"rt", one.rt}});
  for (const auto& one : result.candidates) candidates.push_back(to_json(one));
  write_json(path, {{"chosen", to_json(result.figures)},
                    {"folds", folds},
                    {"held_out", held_out},
                    {"threshold", result.threshold},
                    {"training_patients", result.training_patients},
                    {"training_rt_rate", result.training_rt_rate},
                    {"candidates", candidates}});
}

OutcomeResult read_outcome_result(const fs::path& path) {
  const auto where = path.string();
  const Json value = read_json(path);
  OutcomeResult result;
  result.figures = figures_from_json(json_field<Json>(value, "chosen", where), where);
  for (const auto& fold : json_field<std::vector<Json>>(value, "folds", where))
    result.folds.push_back(learn::history_from_json(fold, where));
  for (const auto& one : json_field<std::vector<Json>>(value, "held_out", where)) {
    result.held_out.push_back({json_field<std::string>(one, "patient", where),
                               json_field<double>(one, "probability_rt", where),
                               json_field<bool>(one, "rt", where)});
  }
  result.threshold = json_field<double>(value, "threshold", where);
  result.training_patients = json_field<std::size_t>(value, "training_patients", where);
  result.training_rt_rate = json_field<double>(value, "training_rt_rate", where);
  for (const auto& one : json_field<std::vector<Json>>(value, "candidates", where))
    result.candidates.push_back(figures_from_json(one, where));
  return result;
}

const OutcomeResult& best_of(const std::vector<OutcomeResult>& results) {
  return *std::max_element(results.begin(), results.end(), [](const auto& a, const auto& b) {
    if (a.figures.score != b.figures.score) return a.figures.score < b.figures.score;
    return a.figures.log_loss > b.figures.log_loss;
  });
}

}  // namespace residuum::study
