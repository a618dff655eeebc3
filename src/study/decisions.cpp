#include "study/decisions.h"

#include <algorithm>
#include <map>

#include "core/error.h"
#include "core/random.h"
#include "study/bags.h"
#include "study/image_check.h"
#include "study/novelty.h"
#include "study/truth.h"

namespace residuum::study {
namespace {

using PredictionsOfPatient = std::map<std::string, PredictionRow>;  // by regimen

std::map<std::string, PredictionsOfPatient> by_patient(const std::vector<PredictionRow>& rows,
                                                       std::vector<std::string>& order) {
  std::map<std::string, PredictionsOfPatient> patients;
  for (const auto& row : rows) {
    const auto& id = row.prediction.patient_id;
    if (!patients.contains(id)) order.push_back(id);
    patients[id][row.prediction.regimen] = row;
  }
  return patients;
}

// What is known of a patient beside his predictions.
class Describer {
 public:
  explicit Describer(const Context& context)
      : rectangles_(read_rectangles(context.run())),
        findings_(read_json(context.run().findings())),
        where_(context.run().findings().string()),
        envelope_(
            Envelope::from_json(read_json(context.run().envelope()), context.run().envelope().string())),
        unlike_(unlike_training(context.run())) {
    for (const auto& patient : context.patients()) patients_.emplace(patient.id, &patient);
  }

  // By acquisition and intensity, or by what the outcome models see of the tumour.
  bool outside(const std::string& id) const {
    return unlike_.contains(id) || !envelope_.outside(finding(id).features).empty();
  }

  std::string covariate(const std::string& id, const std::string& name) const {
    if (name == "tumour_ml") return fmt::format("{:.3f}", tumour_ml(id));
    const auto& patient = *patients_.at(id);
    if (name == "age") return patient.age ? fmt::format("{}", *patient.age) : "";
    if (name == "sex") return patient.sex;
    if (name == "ajcc_stage") return patient.ajcc_stage;
    if (name == "t_stage") return patient.t_stage;
    if (name == "n_stage") return patient.n_stage;
    const auto found = patient.covariates.find(name);
    if (found == patient.covariates.end())
      throw input_error("study.toml, decision.covariates: cohort.csv has no column \"{}\"", name);
    return found->second;
  }

 private:
  ImageFinding finding(const std::string& id) const {
    return finding_from_json(json_field<Json>(findings_, id, where_), where_);
  }

  double tumour_ml(const std::string& id) const {
    const auto found = rectangles_.find(id);
    if (found == rectangles_.end()) return 0;
    double area = 0;
    for (const auto& rectangle : found->second) area += rectangle.tumour_mm2;
    return area * finding(id).slice_mm / 1000;
  }

  std::map<std::string, const cohort::Patient*> patients_;
  std::map<std::string, std::vector<imaging::SliceRectangle>> rectangles_;
  Json findings_;
  std::string where_;
  Envelope envelope_;
  std::set<std::string> unlike_;
};

}  // namespace

CsvTable case_table(const Context& context, const std::vector<PredictionRow>& rows) {
  const auto& regimens = context.settings.table.regimens;
  auto covariates = context.settings.decision.covariates;
  // The T stage rule needs it, whether or not the nuisance models do.
  if (std::find(covariates.begin(), covariates.end(), "t_stage") == covariates.end())
    covariates.emplace_back("t_stage");
  std::vector<std::string> columns{"patient", "regimen_given", "outcome"};
  for (const auto& regimen : regimens) columns.push_back("probability_rt_" + regimen);
  for (const auto& regimen : regimens) columns.push_back("threshold_" + regimen);
  columns.emplace_back("outside");
  columns.insert(columns.end(), covariates.begin(), covariates.end());
  CsvTable table(columns);
  const Describer describer(context);
  std::vector<std::string> order;
  const auto patients = by_patient(rows, order);
  for (const auto& id : order) {
    const auto& of_patient = patients.at(id);
    std::vector<std::string> cells{id, of_patient.begin()->second.given,
                                   to_string(of_patient.begin()->second.actual)};
    std::vector<std::string> thresholds;
    for (const auto& regimen : regimens) {
      const auto found = of_patient.find(regimen);
      if (found == of_patient.end()) throw input_error("patient {}: no prediction for {}", id, regimen);
      cells.push_back(fmt::format("{}", found->second.prediction.probability_rt));
      thresholds.push_back(fmt::format("{}", found->second.threshold));
    }
    cells.insert(cells.end(), thresholds.begin(), thresholds.end());
    cells.emplace_back(describer.outside(id) ? "1" : "0");
    for (const auto& name : covariates) cells.push_back(describer.covariate(id, name));
    table.add_row(std::move(cells));
  }
  return table;
}

CsvTable with_verdicts(const CsvTable& cases, const DecisionInput& input) {
  const auto& regimens = input.table.regimens;
  auto columns = cases.columns();
  for (const auto& regimen : regimens) columns.push_back("predicted_" + regimen);
  for (const char* column : {"recommended", "predicted_effect", "why_none", "model", "physician"})
    columns.emplace_back(column);
  CsvTable table(columns);
  for (std::size_t row = 0; row < cases.row_count(); ++row) {
    const auto& one = input.table.cases[row];
    const auto& recommendation = one.recommendation;
    std::vector<std::string> cells;
    for (const auto& column : cases.columns()) cells.push_back(cases.cell(row, column));
    for (const auto& prediction : recommendation.predictions)
      cells.push_back(to_string(prediction.predicted()));
    const auto judgement = regimens.size() == 2
                               ? decision::judge(recommendation, regimens[one.given], one.actual)
                               : decision::Judgement{};
    cells.insert(
        cells.end(),
        {recommendation.regimen, recommendation.abstained() ? "" : to_string(recommendation.effect),
         to_string(recommendation.abstention), to_string(judgement.model), to_string(judgement.physician)});
    table.add_row(std::move(cells));
  }
  return table;
}

DecisionOptions decision_options(const Settings& settings) {
  DecisionOptions options;
  options.regimens = settings.table.regimens;
  options.covariates = settings.decision.covariates;
  options.margin = settings.decision.margin;
  options.abstain_outside = settings.decision.abstain_outside;
  return options;
}

AssessmentOptions assessment_options(const Settings& settings, int threads) {
  AssessmentOptions options;
  options.alpha = settings.decision.alpha;
  auto& analysis = options.analysis;
  analysis.nuisance.folds = settings.decision.folds;
  analysis.nuisance.clip = settings.decision.clip;
  analysis.nuisance.seed = analysis.seed = derive_seed(settings.seed, "decision");
  analysis.replicates = settings.decision.replicates;
  analysis.toxicity_cost = settings.decision.toxicity_cost;
  analysis.threads = threads;
  return options;
}

Assessment assess_run(const Context& context) {
  const auto& run = context.run();
  const auto& regimens = context.settings.table.regimens;
  auto input = read_decision_input(run.decisions(), decision_options(context.settings));
  if (context.settings.synthetic) {
    const auto truth = read_truth(context.study / "truth.csv", regimens);
    for (const auto& one : input.table.cases) {
      const auto found = truth.find(one.patient);
      if (found == truth.end()) throw input_error("truth.csv: no row for patient {}", one.patient);
      input.potential.emplace_back();
      for (const auto& regimen : regimens) input.potential.back().push_back(found->second.at(regimen).rt);
    }
  }
  return assess(std::move(input), read_calibration(run.table("calibration"), regimens),
                assessment_options(context.settings, context.compute.threads));
}

}  // namespace residuum::study
