# The oracle of oracle_stats_test.cpp: ROC curves by pROC, proportions, 2 x 2 tables and Holm by base R.
# tables: scores (case, score, label) and counts (a, b, c, d).
suppressMessages(library(pROC))

scores <- tables[[1]]
for (case in unique(scores$case)) {
  here <- scores[scores$case == case, ]
  curve <- roc(here$label, here$score, levels = c(0, 1), direction = "<", quiet = TRUE)
  interval <- suppressWarnings(ci.auc(curve, method = "delong", conf.level = 0.9))
  note(case, "auc", auc(curve))
  note(case, "standard_error", sqrt(var(curve, method = "delong")))
  note(case, "low", interval[1])
  note(case, "high", interval[3])
  # Where all must be called our threshold is the smallest score, where nobody may be, just above the largest.
  finite <- function(threshold) max(min(threshold, max(here$score)), min(here$score))
  best <- coords(curve, "best", best.method = "youden", ret = "threshold", transpose = FALSE)$threshold
  best <- best[is.finite(best)]
  note(case, "youden", if (length(best)) max(best) else min(here$score))
  note(case, "at_sensitivity", sapply(c(0.5, 0.9, 1), function(rate)
    finite(max(curve$thresholds[curve$sensitivities >= rate - 1e-12]))))
  note(case, "at_specificity", sapply(c(0.5, 0.9, 1), function(rate) {
    most <- max(curve$sensitivities[curve$specificities >= rate - 1e-12])
    finite(max(curve$thresholds[curve$sensitivities == most]))
  }))
  falling <- order(curve$thresholds, decreasing = TRUE)
  note(case, "false_positive_rate", (1 - curve$specificities)[falling])
  note(case, "true_positive_rate", curve$sensitivities[falling])
  note(case, "brier", mean((here$score - here$label)^2))
}

counts <- tables[[2]]
pearson <- c()
for (row in seq_len(nrow(counts))) {
  t <- as.numeric(counts[row, ])
  wilson <- suppressWarnings(prop.test(t[1], t[1] + t[2], correct = FALSE))$conf.int
  pearson[row] <- suppressWarnings(chisq.test(matrix(t, 2, byrow = TRUE), correct = FALSE))$p.value
  exact <- binom.test(t[1], t[1] + t[2])
  note(row, "wilson", wilson)
  note(row, "clopper_pearson", exact$conf.int)
  note(row, "pearson", pearson[row])
  note(row, "mcnemar", exact$p.value)
}
note(1, "holm", p.adjust(pearson, method = "holm"))
