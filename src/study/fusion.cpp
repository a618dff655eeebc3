#include "study/fusion.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "core/error.h"
#include "stats/logistic.h"
#include "stats/rates.h"
#include "stats/roc_tests.h"

namespace residuum::study {
namespace {

FusedRow describe(const std::string& name, const std::vector<double>& scores,
                  const std::vector<int>& labels) {
  const auto auc = stats::auc_delong(scores, labels);
  return {name, auc.value, auc.low, auc.high, stats::brier(scores, labels), {}};
}

// DeLong's test is not defined for a handful of patients or for scores that are perfect on both sides.
std::optional<FusedRow::Gain> gain(const std::vector<double>& both, const std::vector<double>& alone,
                                   const std::vector<int>& labels) {
  try {
    const auto test = stats::delong_paired(both, alone, labels);
    return FusedRow::Gain{test.difference, test.low, test.high, test.p};
  } catch (const Error&) {
    return {};
  }
}

}  // namespace

double image_logit(double probability_rt) {
  return stats::logit(std::clamp(probability_rt, 1e-6, 1 - 1e-6));
}

FusionNumbers fusion_numbers(const outcome::PatientNumbers& clinical,
                             const std::vector<std::string>& covariates,
                             const std::vector<cohort::Patient>& all,
                             const std::vector<cohort::Patient>& fitted_on) {
  const auto value_of = [&](const std::string& id, const std::string& name) -> std::optional<double> {
    const auto patient = clinical.find(id);
    if (patient == clinical.end()) return {};
    const auto found = patient->second.find(name);
    if (found == patient->second.end() || !std::isfinite(found->second)) return {};
    return found->second;
  };
  FusionNumbers made;
  for (const auto& covariate : covariates) {
    const std::string name = covariate == "sex" ? "male" : covariate;
    const bool known = std::any_of(
        all.begin(), all.end(), [&](const auto& patient) { return value_of(patient.id, name).has_value(); });
    if (!known) continue;
    made.columns.push_back(name);
    const bool gaps = std::any_of(fitted_on.begin(), fitted_on.end(), [&](const auto& patient) {
      return !value_of(patient.id, name).has_value();
    });
    if (gaps) made.columns.push_back(name + " missing");
    for (const auto& patient : all) {
      const auto value = value_of(patient.id, name);
      auto& of = made.numbers[patient.id];
      if (value) of[name] = *value;
      if (gaps) of[name + " missing"] = value ? 0 : 1;
    }
  }
  return made;
}

FusionComparison compare_fusion(const std::vector<PredictionRow>& predictions, const std::string& regimen,
                                const std::map<std::string, double>& clinical,
                                const std::map<std::string, double>& both) {
  std::vector<double> image, alone, fused;
  std::vector<int> labels;
  const auto of = [&](const std::map<std::string, double>& scores, const std::string& id) {
    const auto found = scores.find(id);
    if (found == scores.end()) throw input_error("image and clinical columns: no score for patient {}", id);
    return found->second;
  };
  FusionComparison comparison{regimen, 0, 0, {}};
  for (const auto& row : predictions) {
    if (row.prediction.regimen != regimen || row.given != regimen) continue;
    image.push_back(row.prediction.probability_rt);
    alone.push_back(of(clinical, row.prediction.patient_id));
    fused.push_back(of(both, row.prediction.patient_id));
    labels.push_back(row.actual == cohort::Outcome::rt);
    comparison.rt += labels.back();
  }
  comparison.patients = static_cast<int>(labels.size());
  comparison.rows = {describe("image alone", image, labels), describe(clinical_alone, alone, labels),
                     describe(image_and_clinical, fused, labels)};
  comparison.rows[0].gain = gain(fused, image, labels);
  comparison.rows[1].gain = gain(fused, alone, labels);
  return comparison;
}

fs::path fusion_scores(const RunFolder& run) {
  return run.stage("fusion") / "scores.csv";
}
fs::path fusion_models(const RunFolder& run) {
  return run.stage("fusion") / "models.json";
}

Json to_json(const FusionModel& model) {
  Json columns = Json::array();
  for (const auto& column : model.columns) {
    columns.push_back({{"name", column.name},
                       {"coefficient", column.coefficient},
                       {"low", column.low},
                       {"high", column.high}});
  }
  return {{"regimen", model.regimen},     {"patients", model.patients}, {"rt", model.rt},
          {"intercept", model.intercept}, {"ridge", model.ridge},       {"columns", columns}};
}

FusionModel fusion_model_from_json(const Json& value, const std::string& where) {
  FusionModel model{json_field<std::string>(value, "regimen", where),
                    json_field<int>(value, "patients", where),
                    json_field<int>(value, "rt", where),
                    json_field<double>(value, "intercept", where),
                    json_field<double>(value, "ridge", where),
                    {}};
  for (const auto& column : json_field<Json>(value, "columns", where)) {
    model.columns.push_back(
        {json_field<std::string>(column, "name", where), json_field<double>(column, "coefficient", where),
         json_field<double>(column, "low", where), json_field<double>(column, "high", where)});
  }
  return model;
}

}  // namespace residuum::study
