# The oracle of oracle_bootstrap_test.cpp: boot.ci on the replicates that were drawn, and boot's jackknife.
# tables: replicates (case, value), rows (case, x, y, stratum, influence), estimates (value), one a case. The statistic
# is the correlation of x and y.
library(boot)

replicates <- tables[[1]]
rows <- tables[[2]]
estimates <- tables[[3]]$value
correlation <- function(data, drawn) cor(data$x[drawn], data$y[drawn])
for (case in unique(rows$case)) {
  here <- rows[rows$case == case, ]
  drawn <- replicates$value[replicates$case == case]
  # boot.ci wants an object of boot(); it takes the replicates it is handed, not those in it.
  object <- boot(here, correlation, R = length(drawn), strata = here$stratum)
  note(case, "estimate", object$t0)
  intervals <- boot.ci(object, conf = 0.9, type = c("perc", "bca"), t0 = estimates[case], t = drawn, L = here$influence)
  note(case, "percentile", intervals$percent[4:5])
  note(case, "bca", intervals$bca[4:5])
  # boot's is about the estimate, ours about the stratum's mean; and ours is divided by the stratum's size.
  jackknife <- empinf(data = here, statistic = correlation, type = "jack", stype = "i", strata = here$stratum)
  size <- ave(here$x, here$stratum, FUN = length)
  note(case, "influence", (jackknife - ave(jackknife, here$stratum)) / size)
}
