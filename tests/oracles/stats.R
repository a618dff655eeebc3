# The oracle of oracle_stats_test.cpp: the statistics of src/stats, computed by R and pROC.
# Rscript stats.R scores.csv tables.csv results.csv
# scores.csv: case, score, label. tables.csv: a, b, c, d. results.csv: of, what, value; `of` is the case or row number.
suppressMessages(library(pROC))
options(digits = 17)
paths <- commandArgs(trailingOnly = TRUE)
results <- data.frame()
note <- function(of, what, value) {
  results <<- rbind(results, data.frame(of = of, what = what, value = sprintf("%.17g", value)))
}

scores <- read.csv(paths[1])
for (case in unique(scores$case)) {
  here <- scores[scores$case == case, ]
  curve <- roc(here$label, here$score, levels = c(0, 1), direction = "<", quiet = TRUE)
  interval <- suppressWarnings(ci.auc(curve, method = "delong", conf.level = 0.9))
  note(case, "auc", as.numeric(auc(curve)))
  note(case, "standard_error", sqrt(var(curve, method = "delong")))
  note(case, "low", interval[1])
  note(case, "high", interval[3])
  best <- coords(curve, "best", best.method = "youden", ret = "threshold", transpose = FALSE)$threshold
  # An infinite threshold is for us the smallest score: someone is always called positive.
  best <- best[is.finite(best)]
  note(case, "youden", if (length(best)) max(best) else min(here$score))
  falling <- order(curve$thresholds, decreasing = TRUE)
  note(case, "false_positive_rate", (1 - curve$specificities)[falling])
  note(case, "true_positive_rate", curve$sensitivities[falling])
  note(case, "brier", mean((here$score - here$label)^2))
}

tables <- read.csv(paths[2])
for (row in seq_len(nrow(tables))) {
  t <- as.numeric(tables[row, ])
  interval <- suppressWarnings(prop.test(t[1], t[1] + t[2], correct = FALSE))$conf.int
  note(row, "wilson_low", interval[1])
  note(row, "wilson_high", interval[2])
  note(row, "pearson", suppressWarnings(chisq.test(matrix(t, 2, byrow = TRUE), correct = FALSE))$p.value)
  note(row, "mcnemar", binom.test(t[1], t[1] + t[2])$p.value)
}
write.csv(results, paths[3], row.names = FALSE, quote = FALSE)
