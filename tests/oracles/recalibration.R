# The oracle of oracle_recalibration_test.cpp. tables: patients (case, score, label), scores being probabilities; where
# (at), the probabilities that the fitted maps are asked for.
patients <- tables[[1]]
at <- tables[[2]]$at
control <- glm.control(epsilon = 1e-14, maxit = 100)
finite_logit <- function(p) qlogis(pmin(pmax(p, 1e-7), 1 - 1e-7))
for (case in unique(patients$case)) {
  here <- patients[patients$case == case, ]
  p <- here$score
  y <- here$label
  logit <- finite_logit(p)
  targets <- ifelse(y == 1, (sum(y) + 1) / (sum(y) + 2), 1 / (sum(1 - y) + 2))
  platt <- glm(targets ~ logit, family = quasibinomial, control = control)
  note(case, "platt", coef(platt))
  note(case, "platt_at", plogis(coef(platt)[1] + coef(platt)[2] * finite_logit(at)))
  temperature <- glm(y ~ 0 + logit, family = binomial, control = control)
  note(case, "temperature", coef(temperature))
  note(case, "temperature_at", plogis(coef(temperature)[1] * finite_logit(at)))
  # isoreg orders ties so that they are pooled.
  isotonic <- isoreg(p, y)
  x <- if (isotonic$isOrd) p else p[isotonic$ord]
  note(case, "isotonic_at", approx(x, isotonic$yf, at, rule = 2, ties = "ordered")$y)
}
