#include "study/assessment_tables.h"

#include <map>

#include "core/error.h"
#include "study/report_sections.h"

namespace residuum::study {
namespace {

std::string shown(const decision::Estimate& estimate, int digits = 3) {
  return with_interval(estimate.value, estimate.low, estimate.high, digits);
}

std::string shown(const std::optional<decision::Estimate>& estimate, int digits = 3) {
  return estimate ? shown(*estimate, digits) : "not estimable";
}

std::string shown(const stats::Proportion& rate) {
  if (rate.total == 0) return "nobody";
  return fmt::format("{}/{} = {}", rate.count, rate.total, with_interval(rate.value, rate.low, rate.high));
}

std::string most_toxic(const Assessment& assessment) {
  return assessment.input.table.regimens.back();
}

}  // namespace

report::Table situations_table(const Assessment& assessment) {
  const auto& cases = assessment.input.table;
  report::Table table{"What was predicted, recommended, given, and what happened, test patients", {}, {}};
  for (const auto& regimen : cases.regimens) table.columns.push_back(regimen + " model");
  for (const char* column : {"recommended", "physician gave", "outcome", "patients"})
    table.columns.emplace_back(column);
  std::map<std::vector<std::string>, int> counts;
  for (const auto& one : cases.cases) {
    std::vector<std::string> cells;
    for (const auto& prediction : one.recommendation.predictions)
      cells.push_back(to_string(prediction.predicted()));
    cells.insert(cells.end(), {one.recommendation.regimen, cases.regimens[one.given], to_string(one.actual)});
    ++counts[cells];
  }
  for (const auto& [cells, count] : counts) {
    table.rows.push_back(cells);
    table.rows.back().push_back(std::to_string(count));
  }
  table.id = "situations";
  return table;
}

report::Table judgement_table(const decision::Comparison& comparison) {
  report::Table table{
      "Right and wrong by the study's 12 conditions, test patients; rate = right / (right + wrong), Wilson 95% "
      "intervals",
      {"side", "right", "wrong", "not judged", "no recommendation", "rate"},
      {}};
  const auto add = [&](const char* side, const decision::Rate& rate) {
    table.rows.push_back({side, std::to_string(rate.right), std::to_string(rate.wrong),
                          std::to_string(rate.not_judged), std::to_string(rate.abstained),
                          with_interval(rate.value, rate.low, rate.high)});
  };
  add("model", comparison.model);
  add("physician", comparison.physician);
  table.id = "judgement";
  return table;
}

report::Table discordance_table(const decision::Comparison& comparison) {
  return {
      "Patients judged on both sides: the pairs that McNemar's test compares",
      {"", "physician right", "physician wrong"},
      {{"model right", std::to_string(comparison.both_right), std::to_string(comparison.only_model_right)},
       {"model wrong", std::to_string(comparison.only_physician_right),
        std::to_string(comparison.both_wrong)}},
      "discordance"};
}

report::Table policy_value_table(const Assessment& assessment) {
  report::Table table{
      fmt::format(
          "What following each policy would have given, {} test patients; percentile intervals of {} patient "
          "bootstrap replicates, 95%. NRT: probability of no residual tumour; net: NRT (AIPW) less {} times "
          "the share given {}",
          assessment.input.table.cases.size(), assessment.analysis->replicates,
          assessment.options.analysis.toxicity_cost, most_toxic(assessment)),
      {"policy", "NRT by IPW", "NRT by AIPW", "given " + most_toxic(assessment), "net"},
      {}};
  for (const auto& one : assessment.analysis->policies) {
    table.rows.push_back(
        {one.policy, shown(one.nrt_ipw), shown(one.nrt_aipw), shown(one.toxic), shown(one.net)});
  }
  table.id = "policy-value";
  return table;
}

report::Table policy_comparison_table(const Assessment& assessment) {
  report::Table table{
      fmt::format(
          "Against what the physicians did (AIPW), and how many {} would be spared per 100 patients beside "
          "giving it at random to as many as reach the same NRT. E-value: how strongly (risk ratio) an "
          "unmeasured confounder would have to act on both choice and outcome to explain the difference in RT "
          "away; in brackets, to move its interval to no difference",
          most_toxic(assessment)),
      {"policy", "NRT, difference", "given " + most_toxic(assessment) + ", difference", "spared per 100",
       "E-value"},
      {}};
  for (const auto& one : assessment.analysis->policies) {
    const std::string strength =
        one.e_value ? fmt::format("{:.2f} ({:.2f})", one.e_value->of_estimate, one.e_value->of_limit)
                    : "not defined";
    table.rows.push_back(
        {one.policy, shown(one.nrt_gain), shown(one.toxic_change), shown(one.spared, 1), strength});
  }
  table.id = "policy-comparison";
  return table;
}

report::Table overlap_table(const Assessment& assessment) {
  report::Table table{
      "Overlap: patients who were given what the policy says, and what weighting leaves of them (Kish's effective "
      "number)",
      {"policy", "were given it", "effective number", "largest weight"},
      {}};
  for (const auto& one : assessment.analysis->policies) {
    table.rows.push_back({one.policy, fmt::format("{:.0f}", one.at.followed),
                          fmt::format("{:.1f}", one.at.effective),
                          fmt::format("{:.2f}", one.at.largest_weight)});
  }
  table.id = "overlap";
  return table;
}

report::Table targeting_table(const Assessment& assessment) {
  const auto& analysis = assessment.analysis.value();
  return {
      fmt::format(
          "Do those profit from {} whom the models say profit? Areas under the targeting curve, on doubly "
          "robust scores, 95% bootstrap intervals; 0: the ranking tells nothing",
          most_toxic(assessment)),
      {"area", "value"},
      {{"AUTOC (a few who profit much)", shown(analysis.autoc)},
       {"Qini (an effect on many)", shown(analysis.qini)}},
      "targeting"};
}

report::Table bounded_table(const Assessment& assessment) {
  const auto& bounded = assessment.bounded.value();
  report::Table table{
      fmt::format(
          "Recommendations of which at most {:.0f}% are expected to be wrong (conformal selection; wrong: "
          "residual tumour under what is recommended), test patients",
          100 * bounded.alpha),
      {"", "patients"},
      {}};
  int recommended = 0;
  for (std::size_t r = 0; r < bounded.recommended.size(); ++r) {
    table.rows.push_back({fmt::format("{} (calibrated on {} held-out training patients)",
                                      assessment.input.table.regimens[r], bounded.calibrated_on[r]),
                          std::to_string(bounded.recommended[r])});
    recommended += bounded.recommended[r];
  }
  table.rows.push_back({"none within the bound: ask the board",
                        std::to_string(static_cast<int>(bounded.choices.size()) - recommended)});
  table.rows.push_back({"wrong among those who were given it", shown(bounded.wrong_where_given)});
  if (bounded.wrong)
    table.rows.push_back({"wrong among all (both outcomes are known)", shown(*bounded.wrong)});
  table.id = "bounded";
  return table;
}

report::Table truth_table(const Assessment& assessment) {
  const auto& truth = assessment.truth.value();
  report::Table table{
      "How well the study's rate measures what it is taken for. Right in truth: the least toxic regimen that leaves no "
      "residual tumour, or IBT where none does; curable: some regimen leaves none. Wilson 95% intervals",
      {"", "model", "physicians"},
      {}};
  if (assessment.comparison) {
    const auto rate = [](const decision::Rate& r) { return with_interval(r.value, r.low, r.high); };
    table.rows.push_back(
        {"the study's rate", rate(assessment.comparison->model), rate(assessment.comparison->physician)});
  }
  table.rows.push_back({"right in truth, all", shown(truth.accuracy.model), "IBT was not theirs to give"});
  table.rows.push_back({"right in truth, curable patients", shown(truth.accuracy.model_where_curable),
                        shown(truth.accuracy.physician_where_curable)});
  table.id = "truth-rate";
  return table;
}

report::Table true_value_table(const Assessment& assessment) {
  report::Table table{"What the policies are truly worth for these patients, beside the estimates",
                      {"policy", "true NRT", "IPW", "AIPW"},
                      {}};
  for (std::size_t i = 0; i < assessment.analysis->policies.size(); ++i) {
    const auto& one = assessment.analysis->policies[i];
    table.rows.push_back({one.policy, fmt::format("{:.3f}", assessment.truth->nrt[i]), shown(one.nrt_ipw),
                          shown(one.nrt_aipw)});
  }
  table.id = "truth-value";
  return table;
}

}  // namespace residuum::study
