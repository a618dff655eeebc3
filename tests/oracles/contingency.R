# The oracle of oracle_contingency_test.cpp: t tests and tests of tables of counts, by base R.
# Rscript contingency.R values.csv counts.csv results.csv
# values.csv: case, group (1 or 2), value. counts.csv: case, row, column, count.
# results.csv: of (v or c and the case's number), what, value.
options(digits = 17)
paths <- commandArgs(trailingOnly = TRUE)
results <- data.frame()
note <- function(of, what, value) {
  results <<- rbind(results, data.frame(of = of, what = what, value = sprintf("%.17g", value)))
}

values <- read.csv(paths[1])
for (case in unique(values$case)) {
  here <- values[values$case == case, ]
  x <- here$value[here$group == 1]
  y <- here$value[here$group == 2]
  for (equal in c(TRUE, FALSE)) {
    test <- t.test(x, y, var.equal = equal, conf.level = 0.9)
    name <- if (equal) "student" else "welch"
    of <- paste0("v", case)
    note(of, paste0(name, "_t"), test$statistic)
    note(of, paste0(name, "_df"), test$parameter)
    note(of, paste0(name, "_p"), test$p.value)
    note(of, paste0(name, "_low"), test$conf.int[1])
    note(of, paste0(name, "_high"), test$conf.int[2])
  }
}

counts <- read.csv(paths[2])
for (case in unique(counts$case)) {
  here <- counts[counts$case == case, ]
  table <- xtabs(count ~ row + column, here)
  table <- table[rowSums(table) > 0, colSums(table) > 0]
  of <- paste0("c", case)
  test <- suppressWarnings(chisq.test(table, correct = FALSE))
  expected <- test$expected
  g <- 2 * sum(ifelse(table > 0, table * log(table / expected), 0))
  note(of, "pearson", test$p.value)
  note(of, "statistic", test$statistic)
  note(of, "minimum", min(expected))
  note(of, "likelihood", pchisq(g, test$parameter, lower.tail = FALSE))
  if (all(dim(table) == 2)) note(of, "corrected", suppressWarnings(chisq.test(table, correct = TRUE))$p.value)
  note(of, "fisher", fisher.test(table, workspace = 2e8)$p.value)
}
write.csv(results, paths[3], row.names = FALSE, quote = FALSE)
