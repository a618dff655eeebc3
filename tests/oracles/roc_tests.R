# The oracle of oracle_roc_tests_test.cpp: pROC's DeLong tests.
# tables: patients (case, first, second, label). Each case is tested paired, and its first score unpaired against the
# next case's.
suppressMessages(library(pROC))

patients <- tables[[1]]
curve <- function(label, score) roc(label, score, levels = c(0, 1), direction = "<", quiet = TRUE)
cases <- max(patients$case)
for (case in seq_len(cases)) {
  here <- patients[patients$case == case, ]
  other <- patients[patients$case == case %% cases + 1, ]
  paired <- roc.test(curve(here$label, here$first), curve(here$label, here$second), method = "delong", paired = TRUE,
                     conf.level = 0.9)
  note(case, "paired", c(paired$statistic, paired$p.value, paired$conf.int))
  unpaired <- roc.test(curve(here$label, here$first), curve(other$label, other$first), method = "delong",
                       paired = FALSE)
  note(case, "unpaired", c(unpaired$statistic, unpaired$p.value, unpaired$parameter))
}
