# The oracle of oracle_calibration_test.cpp. tables: patients (case, score, label), scores being probabilities. The
# indices are computed as Austin & Steyerberg 2019 print them, with loess's direct surface.
patients <- tables[[1]]
control <- glm.control(epsilon = 1e-14, maxit = 100)
for (case in unique(patients$case)) {
  here <- patients[patients$case == case, ]
  p <- here$score
  y <- here$label
  logit <- qlogis(pmin(pmax(p, 1e-7), 1 - 1e-7))
  line <- coef(summary(glm(y ~ logit, family = binomial, control = control)))
  large <- coef(summary(glm(y ~ offset(logit), family = binomial, control = control)))
  note(case, "line", c(line[2, 1:2], line[1, 1:2], large[1, 1:2]))

  curve <- loess(y ~ p, control = loess.control(surface = "direct"))
  distance <- abs(predict(curve, p) - p)
  note(case, "distance", c(mean(distance), median(distance), quantile(distance, 0.9), max(distance)))
  note(case, "smooth", predict(curve, min(p) + (max(p) - min(p)) * (0:20) / 20))

  bin <- pmin(floor(p * 10), 9)
  n <- tapply(y, bin, length)
  mean_p <- tapply(p, bin, mean)
  mean_y <- tapply(y, bin, mean)
  note(case, "brier", c(mean((p - y)^2), sum(n * (mean_p - mean_y)^2) / length(y), sum(n * (mean_y - mean(y))^2) / length(y),
                        mean(y) * (1 - mean(y))))

  group <- droplevels(cut(p, unique(quantile(p, (0:10) / 10)), include.lowest = TRUE))
  n <- tapply(y, group, length)
  observed <- tapply(y, group, sum)
  expected <- tapply(p, group, sum)
  statistic <- sum((observed - expected)^2 / expected + (expected - observed)^2 / (n - expected))
  note(case, "hosmer_lemeshow", c(statistic, pchisq(statistic, length(n), lower.tail = FALSE)))
  note(case, "group_mean", expected / n)
  note(case, "group_share", observed / n)
}
