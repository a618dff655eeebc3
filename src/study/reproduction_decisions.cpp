// Table 3, what the T stage alone gives, and what simple policies would have been worth.
#include <algorithm>

#include "paper/printed.h"
#include "study/reproduction_sections.h"
#include "study/with_interval.h"

namespace residuum::study {
namespace {

report::Table situations(const paper::Table3& table3) {
  report::Table table{"The 85 test patients in 11 situations, judged by the article's 12 conditions",
                      {"CCRT model", "IC+CCRT model", "recommended", "physicians gave", "effect", "patients",
                       "model", "physician"},
                      {}};
  for (const auto& [situation, judgement] : table3.situations) {
    table.rows.push_back({to_string(situation.ccrt_model), to_string(situation.ic_model),
                          situation.recommended, situation.given, to_string(situation.effect),
                          std::to_string(situation.cases), to_string(judgement.model),
                          to_string(judgement.physician)});
  }
  return table;
}

report::Table rates(const paper::Table3& table3) {
  report::Table table{"Right decisions, printed and recomputed, with Wilson's 95% interval",
                      {"side", "printed", "recomputed", "rate (95% interval)"},
                      {}};
  const auto add = [&](const char* side, int right, int judged, const decision::Rate& rate) {
    table.rows.push_back({side, fmt::format("{}/{}", right, judged),
                          fmt::format("{}/{}", rate.right, rate.right + rate.wrong),
                          with_interval(rate.value, rate.low, rate.high)});
  };
  add("physicians", table3.printed.physician_right, table3.printed.physician_judged,
      table3.comparison.physician);
  add("model", table3.printed.model_right, table3.printed.model_judged, table3.comparison.model);
  return table;
}

// Where the T stage's figure lies; the networks' are rounded to three decimals.
std::string beside(double value, double lowest, double highest) {
  if (value < lowest - paper::rate_rounding) return "below the networks'";
  return value > highest + paper::rate_rounding ? "above the networks'" : "within the networks' range";
}

std::string difference_text(const stats::BootstrapInterval& interval) {
  return fmt::format("{:+.3f} ({:+.3f} to {:+.3f})", interval.estimate, interval.low, interval.high);
}

std::string with_interval(const stats::BootstrapInterval& interval) {
  return study::with_interval(interval.estimate, interval.low, interval.high);
}

}  // namespace

report::Section table3_reproduction(const paper::Table3& table3, NamedTables& tables) {
  report::Section section{"The article's Table 3: the model's decisions against the physicians'", {}};
  add_table(section, tables, "table3_situations", situations(table3));
  add_table(section, tables, "table3_rates", rates(table3));
  const auto& found = table3.comparison;
  section.blocks.push_back(report::Paragraph{fmt::format(
      "{} Pearson's chi-square without correction gives P = {:.5f} (printed {:.3f}). That test takes the two sides "
      "for separate patients; they are the same, so a paired test is right: of the patients judged on both sides {} "
      "were judged right for the model alone and {} for the physicians alone, exact McNemar P = {:.5f}. The rate "
      "itself rewards agreement with what happened under the treatment given, which is not what another treatment "
      "would have done.",
      table3.agrees ? "Everything agrees." : "The recomputed figures differ from the printed ones.",
      found.pearson_p, table3.printed.p, found.only_model_right, found.only_physician_right,
      found.mcnemar_p)});
  return section;
}

report::Section stage_reproduction(const std::vector<paper::StageBaseline>& baselines, NamedTables& tables) {
  report::Section section{"What the T stage alone predicts", {}};
  report::Table table{
      "The rule \"T4 leaves residual tumour\" and the AUC of the T stage, test cohorts by Table 1, beside the four "
      "networks of Table 2 (patient as unit). Intervals: Wilson, DeLong, 95%",
      {"regimen", "n (RT)", "rule's accuracy", "networks' accuracy", "T stage's AUC", "networks' AUC"},
      {}};
  std::string verdict;
  for (const auto& baseline : baselines) {
    const auto accuracy = baseline.t4_means_rt.accuracy();
    table.rows.push_back({baseline.regimen, fmt::format("{} ({})", accuracy.total, baseline.auc.positives),
                          study::with_interval(accuracy.value, accuracy.low, accuracy.high),
                          fmt::format("{:.3f}-{:.3f}", baseline.lowest_accuracy, baseline.highest_accuracy),
                          study::with_interval(baseline.auc.value, baseline.auc.low, baseline.auc.high),
                          fmt::format("{:.3f}-{:.3f}", baseline.lowest_auc, baseline.highest_auc)});
    verdict += fmt::format(
        "{}{}: accuracy {:.3f}, {}, AUC {:.3f}, {}", verdict.empty() ? "" : "; ", baseline.regimen,
        accuracy.value, beside(accuracy.value, baseline.lowest_accuracy, baseline.highest_accuracy),
        baseline.auc.value, beside(baseline.auc.value, baseline.lowest_auc, baseline.highest_auc));
  }
  add_table(section, tables, "t_stage", std::move(table));
  section.blocks.push_back(report::Paragraph{
      "Nothing here is printed, so nothing can disagree. But the T stage is known before any network sees a "
      "patient, and Tables 1 to 3 do not set the networks against it: " +
      verdict + "."});
  return section;
}

report::Section comparators_reproduction(const paper::Comparators& comparators, NamedTables& tables) {
  report::Section section{"What simple policies would have been worth", {}};
  section.blocks.push_back(report::Paragraph{
      "Patients are grouped by what the model recommended; within a group, those who were given a regimen stand for "
      "all of the group. Nothing of this is printed."});
  report::Table groups{"Without residual tumour / given, by recommendation",
                       {"recommended", "patients", "given CCRT", "given IC+CCRT"},
                       {}};
  for (const auto& stratum : comparators.strata) {
    groups.rows.push_back({stratum.recommended, std::to_string(stratum.patients()),
                           fmt::format("{}/{}", stratum.ccrt_nrt, stratum.ccrt),
                           fmt::format("{}/{}", stratum.ic_nrt, stratum.ic)});
  }
  add_table(section, tables, "comparators_groups", std::move(groups));
  report::Table table{
      fmt::format("Share without residual tumour, standardised by recommendation, {} patients; "
                  "bootstrap over patients, percentile 95% interval",
                  comparators.patients),
      {"policy", "without residual tumour", "given induction chemotherapy"},
      {}};
  int replicates = 0, left_out = 0;
  for (const auto& value : comparators.policies) {
    table.rows.push_back({to_string(value.policy), with_interval(value.nrt), std::to_string(value.given_ic)});
    replicates = std::max(replicates, value.nrt.replicates + value.nrt.degenerate);
    left_out = std::max(left_out, value.nrt.degenerate);
  }
  add_table(section, tables, "comparators", std::move(table));
  section.blocks.push_back(report::Paragraph{fmt::format(
      "The article's rule spares {} of {} patients induction chemotherapy. The price, its share without residual "
      "tumour less that of IC for all: {}; the gain over the physicians: {}. Of {} resamples at most {} left a value "
      "open and were left out.",
      comparators.spared, comparators.patients, difference_text(comparators.rule_minus_ic_for_all),
      difference_text(comparators.rule_minus_physicians), replicates, left_out)});
  std::string caveats;
  for (const auto& caveat : comparators.caveats) caveats += (caveats.empty() ? "" : " ") + caveat;
  section.blocks.push_back(report::Paragraph{"Caveats. " + caveats});
  return section;
}

}  // namespace residuum::study
