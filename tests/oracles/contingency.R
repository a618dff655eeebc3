# The oracle of oracle_contingency_test.cpp, by base R. tables: values (case, sample, value), sample being 1 or 2;
# counts (case, row, column, count), rows and columns without counts being left out.
values <- tables[[1]]
for (case in unique(values$case)) {
  here <- values[values$case == case, ]
  x <- here$value[here$sample == 1]
  y <- here$value[here$sample == 2]
  for (equal in c(TRUE, FALSE)) {
    test <- t.test(x, y, var.equal = equal, conf.level = 0.9)
    name <- if (equal) "student" else "welch"
    note(case, name, c(test$statistic, test$parameter, test$p.value, test$conf.int))
  }
  note(case, "difference", abs(mean(x) - mean(y)) / sqrt((var(x) + var(y)) / 2))
  note(case, "quantiles", quantile(c(x, y), c(0, 0.1, 0.25, 0.5, 0.9, 1), type = 7))
  d <- c(x, y) - mean(c(x, y))
  n <- length(d)
  note(case, "skewness", mean(d^3) / mean(d^2)^1.5 * sqrt(n * (n - 1)) / (n - 2))
}

counts <- tables[[2]]
for (case in unique(counts$case)) {
  table <- unclass(xtabs(count ~ row + column, counts[counts$case == case, ]))
  table <- table[rowSums(table) > 0, colSums(table) > 0]
  test <- suppressWarnings(chisq.test(table, correct = FALSE))
  g <- 2 * sum(ifelse(table > 0, table * log(table / test$expected), 0))
  note(case, "pearson", c(test$statistic, test$parameter, test$p.value))
  note(case, "minimum", min(test$expected))
  note(case, "likelihood", pchisq(g, test$parameter, lower.tail = FALSE))
  note(case, "fisher", fisher.test(table, workspace = 2e8)$p.value)
  if (all(dim(table) == 2)) note(case, "corrected", suppressWarnings(chisq.test(table, correct = TRUE))$p.value)
  if (ncol(table) == 2) {
    p <- (table[, 1] / sum(table[, 1]))[-1]
    q <- (table[, 2] / sum(table[, 2]))[-1]
    spread <- (diag(p, length(p)) - p %*% t(p) + diag(q, length(q)) - q %*% t(q)) / 2
    if (rcond(spread) > 1e-8) note(case, "share_difference", sqrt(t(p - q) %*% solve(spread, p - q)))
  }
}
