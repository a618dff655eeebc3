# The oracle of oracle_logistic_test.cpp: glm, and glmnet for the ridge penalty.
# tables: rows (case, label, weight, offset, x1, x2, x3) and penalties (ridge), one a case.
suppressMessages(library(glmnet))

rows <- tables[[1]]
penalties <- tables[[2]]$ridge
control <- glm.control(epsilon = 1e-14, maxit = 100)
# Twice, then from the coefficients found: vcov() is that of the step before the last. Weights that are no whole numbers
# make glm warn.
fit <- function(formula, data, weights = rep(1, nrow(data))) {
  data$case_weight <- weights
  made <- suppressWarnings(glm(formula, binomial, data, case_weight, control = control))
  suppressWarnings(glm(formula, binomial, data, case_weight, control = control, start = coef(made)))
}
tell <- function(case, name, model) {
  note(case, paste0(name, "_coefficients"), coef(model))
  note(case, paste0(name, "_covariance"), vcov(model))
  note(case, paste0(name, "_deviance"), deviance(model))
}
for (case in unique(rows$case)) {
  here <- rows[rows$case == case, ]
  plain <- fit(label ~ x1 + x2 + x3, here)
  tell(case, "plain", plain)
  note(case, "predicted", predict(plain, type = "response"))
  tell(case, "weighted", fit(label ~ x1 + x2 + x3 + offset(offset), here, weights = here$weight))
  tell(case, "without", fit(label ~ x1 + x2 - 1 + offset(offset), here))
  shrunk <- glmnet(as.matrix(here[c("x1", "x2", "x3")]), here$label, family = "binomial", alpha = 0,
                   lambda = penalties[case] / nrow(here), thresh = 1e-20, maxit = 1e7)
  note(case, "ridge_coefficients", coef(shrunk))
}
