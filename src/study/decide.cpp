#include "study/decide.h"

#include "core/error.h"
#include "report/html.h"
#include "study/assessment_report.h"
#include "study/assessment_tables.h"
#include "study/decisions.h"

namespace residuum::study {
namespace {

Json to_json(const decision::Estimate& estimate) {
  return {{"value", estimate.value}, {"ci_low", estimate.low}, {"ci_high", estimate.high}};
}

Json to_json(const std::optional<decision::Estimate>& estimate) {
  return estimate ? to_json(*estimate) : Json(nullptr);
}

Json to_json(const decision::Rate& rate) {
  return {{"right", rate.right},
          {"wrong", rate.wrong},
          {"not_judged", rate.not_judged},
          {"no_recommendation", rate.abstained},
          {"rate", rate.right + rate.wrong > 0 ? Json(rate.value) : Json(nullptr)},
          {"wilson_low", rate.low},
          {"wilson_high", rate.high}};
}

Json to_json(const stats::Proportion& rate) {
  return {{"count", rate.count}, {"of", rate.total}, {"low", rate.low}, {"high", rate.high}};
}

Json to_json(const decision::PolicyEstimate& one) {
  return {{"policy", one.policy},
          {"nrt_ipw", to_json(one.nrt_ipw)},
          {"nrt_aipw", to_json(one.nrt_aipw)},
          {"toxic_share", to_json(one.toxic)},
          {"net", to_json(one.net)},
          {"nrt_difference", to_json(one.nrt_gain)},
          {"toxic_difference", to_json(one.toxic_change)},
          {"spared_per_100", to_json(one.spared)},
          {"e_value", one.e_value ? Json(one.e_value->of_estimate) : Json(nullptr)},
          {"e_value_of_limit", one.e_value ? Json(one.e_value->of_limit) : Json(nullptr)},
          {"given_it", one.at.followed},
          {"effective", one.at.effective}};
}

}  // namespace

Assessment decide(const DecideRequest& request) {
  auto options = request.options;
  if (!request.adjust) {
    options.covariates.clear();
  } else if (options.covariates.empty()) {
    options.covariates = usual_covariates(request.table);
  }
  auto input = read_decision_input(request.table, options);
  std::vector<decision::Calibration> calibrations;
  if (!request.calibration.empty())
    calibrations = read_calibration(request.calibration, input.table.regimens);
  return assess(std::move(input), calibrations, request.assessment);
}

Json to_json(const Assessment& assessment) {
  Json json = {{"patients", assessment.input.table.cases.size()},
               {"regimens", assessment.input.table.regimens},
               {"covariates", assessment.input.table.covariates}};
  if (const auto& comparison = assessment.comparison) {
    json["judgement"] = {{"model", to_json(comparison->model)},
                         {"physician", to_json(comparison->physician)},
                         {"pearson_p", comparison->pearson_p},
                         {"mcnemar_p", comparison->mcnemar_p},
                         {"only_model_right", comparison->only_model_right},
                         {"only_physician_right", comparison->only_physician_right}};
  }
  if (const auto& analysis = assessment.analysis) {
    json["policies"] = Json::array();
    for (const auto& one : analysis->policies) json["policies"].push_back(to_json(one));
    json["autoc"] = to_json(analysis->autoc);
    json["qini"] = to_json(analysis->qini);
    json["propensities_clipped"] = analysis->nuisance.clipped;
    json["warnings"] = analysis->warnings;
  } else {
    json["no_policy_value_because"] = assessment.no_analysis;
  }
  if (const auto& bounded = assessment.bounded) {
    json["bounded"] = {{"alpha", bounded->alpha},
                       {"recommended", bounded->recommended},
                       {"wrong_where_given", to_json(bounded->wrong_where_given)}};
  }
  if (const auto& truth = assessment.truth) {
    json["truth"] = {{"model_right", to_json(truth->accuracy.model)},
                     {"model_right_where_curable", to_json(truth->accuracy.model_where_curable)},
                     {"physician_right_where_curable", to_json(truth->accuracy.physician_where_curable)},
                     {"policy_nrt", truth->nrt}};
  }
  return json;
}

void write_assessment(const fs::path& folder, const DecideRequest& request, const Assessment& assessment) {
  with_verdicts(CsvTable::read(request.table), assessment.input).write(folder / "decisions.csv");
  for (const auto& [name, table] : assessment_csv(assessment)) table.write(folder / (name + ".csv"));
  report::Document document;
  document.title = "Decisions, judged and valued";
  document.subtitle = "Residuum, from " + request.table.filename().string();
  document.sections = {decision_section(assessment), policy_section(assessment)};
  if (assessment.truth) document.sections.push_back(decision_truth_section(assessment));
  write_file(folder / "decisions.html", report::to_html(document));
}

}  // namespace residuum::study
