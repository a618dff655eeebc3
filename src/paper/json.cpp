#include "paper/json.h"

namespace residuum::paper {
namespace {

Json to_json(const decision::Rate& rate) {
  return {{"right", rate.right}, {"wrong", rate.wrong}, {"not_judged", rate.not_judged},
          {"rate", rate.value},  {"low", rate.low},     {"high", rate.high}};
}

Json to_json(const stats::BootstrapInterval& interval) {
  return {{"value", interval.estimate},
          {"low", interval.low},
          {"high", interval.high},
          {"replicates", interval.replicates},
          {"left_out", interval.degenerate}};
}

Json to_json(const TestCohort& cohort) {
  return {{"regimen", cohort.regimen}, {"nrt", cohort.nrt}, {"rt", cohort.rt}};
}

Json to_json(const Performance& row) {
  return {{"regimen", row.regimen},         {"unit", row.unit},
          {"network", row.network},         {"accuracy", row.accuracy},
          {"sensitivity", row.sensitivity}, {"specificity", row.specificity}};
}

}  // namespace

std::string to_string(Agreement agreement) {
  switch (agreement) {
    case Agreement::agrees:
      return "yes";
    case Agreement::within_rounding:
      return "within rounding";
    case Agreement::disagrees:
      return "no";
  }
  return "";
}

Json to_json(const std::vector<RecomputedP>& table1) {
  Json rows = Json::array();
  for (const auto& row : table1) {
    Json made = {{"regimen", row.printed.regimen},
                 {"cohort", row.printed.cohort},
                 {"characteristic", row.printed.name},
                 {"printed", row.printed.p},
                 {"recomputed", row.test.p ? Json(*row.test.p) : Json()},
                 {"rule", row.test.rule},
                 {"low", row.low},
                 {"high", row.high},
                 {"agrees", to_string(row.agreement)}};
    for (const auto& [test, p] : row.others) made["others"][test] = p;
    rows.push_back(std::move(made));
  }
  return rows;
}

Json table2_json() {
  Json made = {{"impossible_accuracies", Json::array()},
               {"unfit_rates", Json::array()},
               {"fitting_cohorts", Json::array()},
               {"implied_nrt_shares", Json::array()},
               {"auc_half_widths", Json::array()}};
  for (const auto& row : impossible_accuracies()) made["impossible_accuracies"].push_back(to_json(row));
  for (const auto& row : unfit_rates()) {
    made["unfit_rates"].push_back({{"regimen", row.regimen},
                                   {"network", row.network},
                                   {"rate", row.rate},
                                   {"printed", row.printed},
                                   {"patients", row.patients},
                                   {"nearest", row.nearest}});
  }
  for (const auto& stated : test_cohorts()) {
    Json fitting = Json::array();
    for (const auto& cohort : fitting_cohorts(stated)) fitting.push_back(to_json(cohort));
    made["fitting_cohorts"].push_back({{"stated", to_json(stated)}, {"fitting", fitting}});
  }
  for (const auto& share : implied_shares()) {
    made["implied_nrt_shares"].push_back({{"regimen", share.row.regimen},
                                          {"network", share.row.network},
                                          {"low", share.low},
                                          {"high", share.high}});
  }
  for (const auto& width : auc_widths()) {
    made["auc_half_widths"].push_back({{"regimen", width.row.regimen},
                                       {"network", width.row.network},
                                       {"auc", width.row.auc},
                                       {"nrt", width.nrt},
                                       {"rt", width.rt},
                                       {"printed", width.printed},
                                       {"hanley_mcneil", width.expected}});
  }
  return made;
}

Json to_json(const Table3& table3) {
  Json made = {{"situations", Json::array()},
               {"model", to_json(table3.comparison.model)},
               {"physician", to_json(table3.comparison.physician)},
               {"pearson_p", table3.comparison.pearson_p},
               {"only_model_right", table3.comparison.only_model_right},
               {"only_physician_right", table3.comparison.only_physician_right},
               {"mcnemar_exact_p", table3.comparison.mcnemar_p},
               {"printed",
                {{"model", {{"right", table3.printed.model_right}, {"judged", table3.printed.model_judged}}},
                 {"physician",
                  {{"right", table3.printed.physician_right}, {"judged", table3.printed.physician_judged}}},
                 {"p", table3.printed.p}}},
               {"agrees", table3.agrees}};
  for (const auto& [situation, judgement] : table3.situations) {
    made["situations"].push_back({{"ccrt_model", to_string(situation.ccrt_model)},
                                  {"ic_model", to_string(situation.ic_model)},
                                  {"recommended", situation.recommended},
                                  {"given", situation.given},
                                  {"effect", to_string(situation.effect)},
                                  {"patients", situation.cases},
                                  {"model", to_string(judgement.model)},
                                  {"physician", to_string(judgement.physician)}});
  }
  return made;
}

Json to_json(const std::vector<StageBaseline>& baselines) {
  Json made = Json::array();
  for (const auto& baseline : baselines) {
    const auto accuracy = baseline.t4_means_rt.accuracy();
    made.push_back({{"regimen", baseline.regimen},
                    {"rule", "T4 means RT"},
                    {"accuracy", accuracy.value},
                    {"accuracy_low", accuracy.low},
                    {"accuracy_high", accuracy.high},
                    {"auc", baseline.auc.value},
                    {"auc_low", baseline.auc.low},
                    {"auc_high", baseline.auc.high},
                    {"networks_accuracy", {baseline.lowest_accuracy, baseline.highest_accuracy}},
                    {"networks_auc", {baseline.lowest_auc, baseline.highest_auc}}});
  }
  return made;
}

Json to_json(const Comparators& comparators) {
  Json made = {{"patients", comparators.patients},
               {"spared_ic", comparators.spared},
               {"strata", Json::array()},
               {"policies", Json::array()},
               {"rule_minus_ic_for_all", to_json(comparators.rule_minus_ic_for_all)},
               {"rule_minus_physicians", to_json(comparators.rule_minus_physicians)},
               {"caveats", comparators.caveats}};
  for (const auto& stratum : comparators.strata) {
    made["strata"].push_back({{"recommended", stratum.recommended},
                              {"given_ccrt", stratum.ccrt},
                              {"given_ccrt_nrt", stratum.ccrt_nrt},
                              {"given_ic", stratum.ic},
                              {"given_ic_nrt", stratum.ic_nrt}});
  }
  for (const auto& value : comparators.policies) {
    made["policies"].push_back(
        {{"policy", to_string(value.policy)}, {"nrt", to_json(value.nrt)}, {"given_ic", value.given_ic}});
  }
  return made;
}

}  // namespace residuum::paper
