#include <algorithm>

#include "cohort/split.h"
#include "core/error.h"
#include "core/log.h"
#include "core/random.h"
#include "study/baselines.h"
#include "study/fusion.h"
#include "study/stages.h"
#include "study/test_access.h"

namespace residuum::study {
namespace {

// Columns of study.toml must be there, or a wrong name would silently mean nothing.
void check_columns(const Context& context) {
  for (const auto& name : context.settings.fusion.covariates) {
    static const std::vector<std::string> own{"t_stage", "n_stage", "ajcc_stage", "age", "sex"};
    if (std::find(own.begin(), own.end(), name) != own.end()) continue;
    const auto& patients = context.patients();
    if (!patients.empty() && !patients.front().covariates.contains(name))
      throw input_error("study.toml, fusion.covariates: cohort.csv has no column \"{}\"", name);
  }
}

FusionModel summarise(const std::string& regimen, const outcome::Baseline& both, const FusionNumbers& numbers,
                      const std::vector<cohort::Patient>& patients) {
  FusionModel model;
  model.regimen = regimen;
  model.patients = static_cast<int>(patients.size());
  model.ridge = both.ridge();
  model.intercept = both.model().coefficients.front();
  for (const auto& patient : patients) model.rt += patient.outcome == cohort::Outcome::rt;
  for (std::size_t c = 0; c < both.columns().size(); ++c) {
    FusionColumn column{both.columns()[c], both.model().coefficients[c + 1], 0, 0};
    bool any = false;
    for (const auto& patient : patients) {
      const auto& of = numbers.numbers.at(patient.id);
      const auto found = of.find(column.name);
      if (found == of.end()) continue;
      column.low = any ? std::min(column.low, found->second) : found->second;
      column.high = any ? std::max(column.high, found->second) : found->second;
      any = true;
    }
    model.columns.push_back(std::move(column));
  }
  return model;
}

class FusionWork {
 public:
  explicit FusionWork(const Context& context)
      : context_(context),
        split_(cohort::read_split(context.run().splits(), context.cohort)),
        predictions_(read_predictions(context.run().predictions())),
        clinical_(clinical_numbers(context.patients(), split_.training)) {}

  // Nothing for a regimen that too few patients were held out of; why is said in the log and in the report.
  void fit(const std::string& regimen) {
    const auto held_out = out_of_fold(context_, split_.training, regimen);
    const auto& patients = held_out.patients.patients();
    auto numbers =
        fusion_numbers(clinical_, context_.settings.fusion.covariates, context_.patients(), patients);
    if (numbers.columns.empty()) return;
    outcome::BaselineOptions options;
    options.folds = context_.settings.fusion.folds;
    options.seed = derive_seed(context_.settings.seed, "fusion/" + regimen);
    try {
      const auto clinical =
          outcome::Baseline::fit(held_out.patients, numbers.numbers, numbers.columns, options);
      for (const auto& [id, probability] : held_out.probability_rt)
        numbers.numbers[id][image_column] = image_logit(probability);
      for (const auto& row : predictions_) {
        if (row.prediction.regimen == regimen)
          numbers.numbers[row.prediction.patient_id][image_column] =
              image_logit(row.prediction.probability_rt);
      }
      auto columns = numbers.columns;
      columns.insert(columns.begin(), image_column);
      const auto both = outcome::Baseline::fit(held_out.patients, numbers.numbers, columns, options);
      for (const auto& patient : split_.test.patients()) {
        const auto& of = numbers.numbers[patient.id];
        scores_.push_back({patient.id, regimen, clinical_alone, clinical.predict(of)});
        scores_.push_back({patient.id, regimen, image_and_clinical, both.predict(of)});
      }
      models_.push_back(to_json(summarise(regimen, both, numbers, patients)));
    } catch (const Error& error) {
      if (error.kind() == ErrorKind::interrupted) throw;
      log_warning("image and clinical columns after {}: {}", regimen, error.what());
    }
  }

  std::size_t test_patients() const { return split_.test.patients().size(); }

  std::vector<fs::path> write() const {
    const auto& run = context_.run();
    write_scores(fusion_scores(run), scores_);
    write_json(fusion_models(run), models_);
    return {fusion_scores(run), fusion_models(run)};
  }

 private:
  const Context& context_;
  cohort::Split split_;
  std::vector<PredictionRow> predictions_;
  outcome::PatientNumbers clinical_;
  std::vector<BaselineScore> scores_;
  Json models_ = Json::array();
};

}  // namespace

void fusion_stage(Context& context) {
  const auto& settings = context.settings;
  check_columns(context);
  Json inputs = {{"split", context.digests.at("split")},
                 {"rectangles", context.digests.at("rectangles")},
                 {"prediction", context.digests.at("prediction")},
                 {"cohort", sha256_of_file(context.cohort_table())},
                 {"validation_fraction", settings.outcome.validation_fraction},
                 {"settings", to_json(settings.fusion)},
                 {"regimens", settings.table.regimens},
                 {"seed", settings.seed}};
  for (const auto& regimen : settings.table.regimens) {
    const std::string stage = "outcome-" + RunFolder::slug(regimen);
    inputs[stage] = context.digests.at(stage);
  }
  context.stage("fusion", inputs, [&] {
    FusionWork work(context);
    record_test_access(context.run(), "fusion", inputs, work.test_patients(),
                       "predictions of image and clinical columns, fitted on training patients");
    for (const auto& regimen : settings.table.regimens) work.fit(regimen);
    return work.write();
  });
}

}  // namespace residuum::study
