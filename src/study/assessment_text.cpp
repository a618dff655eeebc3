#include "core/error.h"
#include "report/plain_text.h"
#include "study/assessment_tables.h"
#include "study/decide.h"

namespace residuum::study {

std::string assessment_text(const Assessment& assessment) {
  report::Section decision{"Decision", {situations_table(assessment)}}, value{"Value of the policy", {}};
  if (assessment.comparison) {
    decision.blocks.push_back(judgement_table(*assessment.comparison));
    decision.blocks.push_back(
        report::Paragraph{fmt::format("Pearson's chi-square P = {:.3g}; exact McNemar (paired) P = {:.3g}.",
                                      assessment.comparison->pearson_p, assessment.comparison->mcnemar_p)});
  }
  if (assessment.bounded) decision.blocks.push_back(bounded_table(assessment));
  if (assessment.analysis) {
    for (const auto& table : {policy_value_table(assessment), policy_comparison_table(assessment),
                              overlap_table(assessment), targeting_table(assessment)}) {
      value.blocks.push_back(table);
    }
    for (const auto& warning : assessment.analysis->warnings) value.blocks.push_back(report::Notice{warning});
  } else {
    value.blocks.push_back(
        report::Paragraph{"The value of the policies was not estimated: " + assessment.no_analysis});
  }
  report::Document document{"Decisions, judged and valued", "", {decision, value}};
  if (assessment.truth) {
    document.sections.push_back({"Against the truth", {truth_table(assessment)}});
    if (assessment.analysis) document.sections.back().blocks.push_back(true_value_table(assessment));
  }
  return report::to_text(document);
}

}  // namespace residuum::study
