# The oracle of oracle_policy_test.cpp: cross-fitted nuisance models by glmnet, and from them, by their formulas, the value
# of policies by IPW (Hajek) and normalised AIPW, Kish's effective number, the targeting areas and net benefit.
# tables: cases (case, fold, given, nrt, p_a, p_b, choice, age, nodes, extent, obstruct), choice -1: as given;
# options (ridge, clip), one a case.
suppressMessages(library(glmnet))

cases <- tables[[1]]
options <- tables[[2]]
ridge_fit <- function(x, y, ridge, new) {
  model <- glmnet(x, y, family = "binomial", alpha = 0, lambda = ridge / length(y), thresh = 1e-22, maxit = 1e7)
  as.numeric(predict(model, new, type = "response"))
}
targeting <- function(priority, benefit) {
  order <- order(-priority)
  tied <- ave(benefit, priority)[order]
  n <- length(benefit)
  gain <- cumsum(tied) / seq_len(n) - mean(benefit)
  c(mean(gain), mean(gain * seq_len(n) / n))
}
for (case in unique(cases$case)) {
  d <- cases[cases$case == case, ]
  x <- as.matrix(d[c("age", "nodes", "extent", "obstruct")])
  ridge <- options$ridge[case]
  clip <- options$clip[case]
  e <- nrt_a <- nrt_b <- rep(NA, nrow(d))
  for (fold in unique(d$fold)) {
    out <- d$fold == fold
    e[out] <- ridge_fit(x[!out, ], d$given[!out], ridge, x[out, , drop = FALSE])
    arm <- function(r, p) {
      learn <- !out & d$given == r
      z <- cbind(x, qlogis(p))
      ridge_fit(z[learn, ], d$nrt[learn], ridge, z[out, , drop = FALSE])
    }
    nrt_a[out] <- arm(0, d$p_a)
    nrt_b[out] <- arm(1, d$p_b)
  }
  e <- pmin(pmax(e, clip), 1 - clip)
  note(case, "propensity", e)
  note(case, "nrt_a", nrt_a)
  note(case, "nrt_b", nrt_b)
  value <- function(name, choice) {
    followed <- choice == d$given
    w <- ifelse(choice == 1, 1 / e, 1 / (1 - e))
    m <- ifelse(choice == 1, nrt_b, nrt_a)
    note(case, paste0(name, "_ipw"), weighted.mean(d$nrt[followed], w[followed]))
    note(case, paste0(name, "_aipw"), mean(m) + weighted.mean((d$nrt - m)[followed], w[followed]))
    note(case, paste0(name, "_effective"), sum(w[followed])^2 / sum(w[followed]^2))
  }
  value("recommended", d$choice)
  value("all_a", rep(0, nrow(d)))
  value("all_b", rep(1, nrow(d)))
  score_a <- nrt_a + (d$given == 0) * (d$nrt - nrt_a) / (1 - e)
  score_b <- nrt_b + (d$given == 1) * (d$nrt - nrt_b) / e
  note(case, "targeting", targeting(d$p_a - d$p_b, score_b - score_a))
  had <- d$given == 0
  for (t in c(0.1, 0.25, 0.4, 0.6)) {
    rt <- 1 - d$nrt[had]
    act <- d$p_a[had] >= t
    note(case, "net_benefit", mean(act & rt == 1) - mean(act & rt == 0) * t / (1 - t))
  }
}
