// What clinical columns add to the image and the image to them: penalised logistic regressions on the columns
// alone and on the columns with the image's logit, fitted on the same training patients (out_of_fold.h),
// applied once to the test patients, where the network's own probability stands beside them.
#pragma once

#include <optional>

#include "outcome/baseline.h"
#include "report/document.h"
#include "study/context.h"
#include "study/out_of_fold.h"
#include "study/predictions.h"

namespace residuum::study {

inline constexpr const char* image_column = "image";  // the logit of its probability of RT
inline constexpr const char* clinical_alone = "clinical columns alone";
inline constexpr const char* image_and_clinical = "image and clinical columns";

double image_logit(double probability_rt);

// The columns' numbers, each with "NAME missing" (0 or 1) where any of the patients fitted on lacks it.
// `covariates` as study.toml names them; sex stands for "male".
struct FusionNumbers {
  outcome::PatientNumbers numbers;
  std::vector<std::string> columns;
};
FusionNumbers fusion_numbers(const outcome::PatientNumbers& clinical,
                             const std::vector<std::string>& covariates,
                             const std::vector<cohort::Patient>& all,
                             const std::vector<cohort::Patient>& fitted_on);

struct FusionColumn {
  std::string name;
  double coefficient = 0, low = 0, high = 0;  // its range among the patients fitted on
};
struct FusionModel {
  std::string regimen;
  int patients = 0, rt = 0;  // fitted on
  double intercept = 0, ridge = 0;
  std::vector<FusionColumn> columns;  // those that vary
};

// One of a regimen's three predictors on the test patients who had it, and how much better image and clinical
// columns together do (DeLong's paired test; none where it is not defined, nor for the two together).
struct FusedRow {
  std::string name;
  double auc = 0, low = 0, high = 0, brier = 0;
  struct Gain {
    double value = 0, low = 0, high = 0, p = 1;
  };
  std::optional<Gain> gain;
};
struct FusionComparison {
  std::string regimen;
  int patients = 0, rt = 0;
  std::vector<FusedRow> rows;  // image, clinical, both
};

// `scores`: by patient, of each of the two fitted models. Errors: input, where a test patient has none.
FusionComparison compare_fusion(const std::vector<PredictionRow>& predictions, const std::string& regimen,
                                const std::map<std::string, double>& clinical,
                                const std::map<std::string, double>& both);

fs::path fusion_scores(const RunFolder& run);
fs::path fusion_models(const RunFolder& run);
Json to_json(const FusionModel& model);
FusionModel fusion_model_from_json(const Json& value, const std::string& where);

report::Section fusion_section(const Context& context);

}  // namespace residuum::study
