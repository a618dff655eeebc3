// How precise an AUC of so many patients can be, from the AUC alone (Hanley & McNeil 1982): to plan a study,
// or to judge an interval that was printed without its data. R: auctestr::se_auc, presize::prec_auc.
#pragma once

namespace residuum::stats {

// Errors of both: input, for an AUC outside 0..1, a class without patients or a confidence outside (0, 1).
double hanley_mcneil_standard_error(double auc, int positives, int negatives);

// Half the width of the symmetric normal interval.
double hanley_mcneil_half_width(double auc, int positives, int negatives, double confidence = 0.95);

}  // namespace residuum::stats
