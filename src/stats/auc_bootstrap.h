// Bootstrap intervals of the AUC. Errors of both: those of roc.h and of bootstrap.h.
#pragma once

#include <string>
#include <vector>

#include "stats/bootstrap.h"

namespace residuum::stats {

// Patients are the rows, drawn within each outcome, as many as there are. R: pROC::ci.auc(method =
// "bootstrap", boot.stratified = TRUE), there with the percentile interval.
BootstrapInterval auc_bootstrap(const std::vector<double>& scores, const std::vector<int>& labels,
                                const BootstrapOptions& options = {});

// Rows (slices) of patients, patients[i] naming that of row i: patients are drawn whole, within each outcome
// if every patient has one outcome only, else from all. For rows that share a patient DeLong's interval and
// auc_bootstrap are too narrow.
BootstrapInterval auc_clustered_bootstrap(const std::vector<double>& scores, const std::vector<int>& labels,
                                          const std::vector<std::string>& patients,
                                          const BootstrapOptions& options = {});

}  // namespace residuum::stats
