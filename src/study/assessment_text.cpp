#include "core/error.h"
#include "report/text_table.h"
#include "study/assessment_tables.h"
#include "study/decide.h"

namespace residuum::study {
std::string assessment_text(const Assessment& assessment) {
  std::string text = report::to_text(situations_table(assessment));
  if (assessment.comparison) {
    text += report::to_text(judgement_table(*assessment.comparison));
    text += fmt::format("Pearson's chi-square P = {:.3g}; exact McNemar (paired) P = {:.3g}\n\n",
                        assessment.comparison->pearson_p, assessment.comparison->mcnemar_p);
  }
  if (assessment.analysis) {
    text += report::to_text(policy_value_table(assessment)) +
            report::to_text(policy_comparison_table(assessment)) +
            report::to_text(overlap_table(assessment)) + report::to_text(targeting_table(assessment));
    for (const auto& warning : assessment.analysis->warnings) text += "warning: " + warning + "\n";
  } else {
    text += "The value of the policies was not estimated: " + assessment.no_analysis + "\n";
  }
  if (assessment.bounded) text += report::to_text(bounded_table(assessment));
  if (assessment.truth) text += report::to_text(truth_table(assessment));
  if (assessment.truth && assessment.analysis) text += report::to_text(true_value_table(assessment));
  return text;
}

}  // namespace residuum::study
