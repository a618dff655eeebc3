#include "study/assessment_report.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/error.h"
#include "decision/overlap.h"
#include "report/figures.h"
#include "study/assessment_tables.h"
#include "study/run_folder.h"
#include "study/section_titles.h"

namespace residuum::study {
namespace {

std::string abstentions(const Assessment& assessment) {
  int near = 0, outside = 0;
  for (const auto& one : assessment.input.table.cases) {
    near += one.recommendation.abstention == decision::Abstention::near_threshold;
    outside += one.recommendation.abstention == decision::Abstention::out_of_distribution;
  }
  if (near + outside == 0) return "";
  return fmt::format(
      " No recommendation was made for {} patients whose probability lies near the threshold and for {} outside the "
      "training range; they are counted apart, and in the value of the policy they get what the physicians gave.",
      near, outside);
}

report::Figure propensity_figure(const Assessment& assessment) {
  const auto& cases = assessment.input.table;
  std::vector<report::Sample> samples;
  for (const auto& regimen : cases.regimens) samples.push_back({"were given " + regimen, {}});
  for (std::size_t i = 0; i < cases.cases.size(); ++i)
    samples[cases.cases[i].given].values.push_back(assessment.analysis->nuisance.propensity[i].back());
  return report::histogram_figure(
      "propensity",
      fmt::format(
          "Overlap: the chance of being given {}, by what was given; test patients, cross-fitted. Where one "
          "group is alone, its outcome says nothing of the other regimen.",
          cases.regimens.back()),
      "propensity of " + cases.regimens.back(), samples, 0, 1, 20);
}

report::Figure weight_figure(const Assessment& assessment) {
  const auto policy = decision::recommended_policy(assessment.input.table);
  auto weights = decision::policy_weights(assessment.input.table, assessment.analysis->nuisance, policy);
  const double largest = weights.empty() ? 1 : *std::max_element(weights.begin(), weights.end());
  return report::histogram_figure(
      "weights",
      "Weights (inverse propensity) of the test patients who were given what the model recommends.", "weight",
      {{"patients", std::move(weights)}}, 0, std::max(2.0, 1.05 * largest), 20);
}

report::Figure trade_off_figure(const Assessment& assessment) {
  std::vector<report::Series> series;
  for (const auto& curve : assessment.trade_offs)
    series.push_back({curve.policy, assessment.exchanges, curve.net});
  return report::line_figure(
      "trade-off",
      fmt::format(
          "Net benefit of each policy (NRT by AIPW less the exchange rate times the share given {}) over the "
          "exchange rate: the gain in NRT for which one would just give it. Test patients; the policy with the "
          "highest line is the one to follow at that rate.",
          assessment.input.table.regimens.back()),
      "exchange rate", "net benefit", series);
}

report::Figure curve_figure(const ArmCurve& curve) {
  report::Series model{"model", {}, {}}, all{"act on all", {}, {}}, none{"act on nobody", {}, {}};
  for (const auto& point : curve.points) {
    for (auto* series : {&model, &all, &none}) series->x.push_back(point.threshold);
    model.y.push_back(point.model);
    all.y.push_back(std::max(point.all, -0.2));
    none.y.push_back(0);
  }
  return report::line_figure(
      "decision-curve-" + RunFolder::slug(curve.regimen),
      fmt::format(
          "Decision curve of \"RT after {}\": net benefit of acting on the prediction over the threshold "
          "probability; {} test patients who had it, {} with RT (Vickers & Elkin 2006). The line of acting on "
          "all is cut at -0.2.",
          curve.regimen, curve.patients, curve.rt),
      "threshold probability", "net benefit", {model, all, none});
}

report::Figure targeting_figure(const Assessment& assessment) {
  report::Series gain{"gain over all patients", {}, {}},
      nothing{"a ranking that tells nothing", {0, 1}, {0, 0}};
  for (const auto& point : assessment.analysis->targeting.curve) {
    gain.x.push_back(point.treated);
    gain.y.push_back(point.gain);
  }
  return report::line_figure(
      "targeting",
      fmt::format(
          "Targeting curve: by how much NRT gains more from {} among those with the largest predicted benefit "
          "than among all test patients (doubly robust scores; the left end rests on few patients).",
          assessment.input.table.regimens.back()),
      "share of patients, largest predicted benefit first", "gain in NRT", {gain, nothing});
}

std::string covariate_names(const decision::CaseTable& table) {
  if (table.covariates.empty()) return "no covariate at all, so that nothing is adjusted for";
  return fmt::format("{}", fmt::join(table.covariates, ", "));
}

}  // namespace

report::Section decision_section(const Assessment& assessment) {
  report::Section section{title::decision, {}};
  section.blocks.push_back(report::Paragraph{
      "Recommended is the least toxic regimen predicted to leave no residual tumour; where every regimen is predicted "
      "to leave some, individual-based, more intensive treatment (IBT). Thresholds come from training patients." +
      abstentions(assessment)});
  section.blocks.push_back(situations_table(assessment));
  if (assessment.comparison) {
    const auto& comparison = *assessment.comparison;
    section.blocks.push_back(judgement_table(comparison));
    section.blocks.push_back(discordance_table(comparison));
    section.blocks.push_back(report::Paragraph{fmt::format(
        "Difference of the two rates: Pearson's chi-square P = {:.3g} (as in the article, which treats the two sides as "
        "separate samples). The verdicts are of the same patients, so the paired test is the right one: exact McNemar "
        "P = {:.3g} ({} patients with only the model right, {} with only the physician right). The rule judges a "
        "recommendation by what happened under the treatment that was given, so it favours whoever agrees with the "
        "treatment's outcome; it does not say what would have happened. The next section asks that.",
        comparison.pearson_p, comparison.mcnemar_p, comparison.only_model_right,
        comparison.only_physician_right)});
  }
  if (assessment.bounded) {
    section.blocks.push_back(bounded_table(assessment));
    section.blocks.push_back(report::Paragraph{
        "The bound holds if held-out training patients of a regimen and the patients here are exchangeable; patients "
        "whom physicians chose for a regimen are not quite that, and epoch and threshold were chosen on them. The fewer "
        "they are, the fewer recommendations can be bounded: none, where even the lowest probability is not rare "
        "enough among them."});
  }
  return section;
}

report::Section policy_section(const Assessment& assessment) {
  const auto& table = assessment.input.table;
  const auto& nuisance = assessment.options.analysis.nuisance;
  report::Section section{"Value of the policy", {}};
  if (!assessment.analysis) {
    section.blocks.push_back(report::Paragraph{"Not estimated: " + assessment.no_analysis + "."});
    for (const auto& curve : assessment.curves) section.blocks.push_back(curve_figure(curve));
    return section;
  }
  section.blocks.push_back(report::Paragraph{fmt::format(
      "What would have happened had each policy been followed, estimated from the {} test patients. IPW weights those "
      "who were given what the policy says by the inverse of their chance to be given it; AIPW adds a model of the "
      "outcome and is right if either model is. Both assume that the covariates hold whatever moved both choice and "
      "outcome, that every kind of patient had some chance of each regimen, and that a patient's outcome does not hang "
      "on others' treatment. Covariates: {}. Both models are logistic regressions (ridge {}), cross-fitted over {} "
      "folds of patients and fitted again in each of {} bootstrap replicates; they judge policies and recommend "
      "nothing. IBT counts as {}, of which alone there are data; the physicians' line is what was done.",
      table.cases.size(), covariate_names(table), nuisance.ridge, nuisance.folds,
      assessment.analysis->replicates, table.regimens.back())});
  for (const auto& warning : assessment.analysis->warnings)
    section.blocks.push_back(report::Notice{warning + "."});
  section.blocks.push_back(policy_value_table(assessment));
  section.blocks.push_back(policy_comparison_table(assessment));
  section.blocks.push_back(overlap_table(assessment));
  section.blocks.push_back(propensity_figure(assessment));
  section.blocks.push_back(weight_figure(assessment));
  section.blocks.push_back(trade_off_figure(assessment));
  for (const auto& curve : assessment.curves) section.blocks.push_back(curve_figure(curve));
  section.blocks.push_back(targeting_table(assessment));
  section.blocks.push_back(targeting_figure(assessment));
  return section;
}

report::Section decision_truth_section(const Assessment& assessment) {
  report::Section section{"Decisions against the truth (synthetic studies only)", {}};
  section.blocks.push_back(report::Paragraph{
      "Both potential outcomes are known here, so the right decision is known too. The study's rate is not the share "
      "of right decisions: it leaves patients out by what happened to them and counts agreement with the treatment's "
      "outcome."});
  section.blocks.push_back(truth_table(assessment));
  if (assessment.analysis) section.blocks.push_back(true_value_table(assessment));
  return section;
}

}  // namespace residuum::study
