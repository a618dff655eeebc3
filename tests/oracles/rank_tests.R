# The oracle of oracle_rank_tests_test.cpp: wilcox.test. tables: values (case, sample, value), sample being 1 or 2.
values <- tables[[1]]
for (case in unique(values$case)) {
  here <- values[values$case == case, ]
  test <- suppressWarnings(wilcox.test(here$value[here$sample == 1], here$value[here$sample == 2]))
  note(case, "statistic", test$statistic)
  note(case, "p", test$p.value)
  note(case, "exact", grepl("exact", test$method))
}
