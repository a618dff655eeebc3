# A public trial as a table of patients for oracle_policy_test.cpp: adjuvant chemotherapy of colon cancer (Moertel et al.
# 1990; survival::colon), observation (A) against levamisole and fluorouracil (B), relapse or death within three years in
# place of residual tumour. The "models" are two plain formulas. Rscript colon.R results.csv
suppressMessages(library(survival))
d <- subset(colon, etype == 1 & rx != "Lev" & !is.na(nodes) & (status == 1 | time > 1095))
d$rt <- as.integer(d$status == 1 & d$time <= 1095)
out <- data.frame(given = as.integer(d$rx == "Lev+5FU"), nrt = 1 - d$rt, age = d$age, nodes = d$nodes, extent = d$extent,
                  obstruct = d$obstruct)
out$p_a <- plogis(-1.1 + 0.15 * d$nodes + 0.2 * d$obstruct)
out$p_b <- plogis(-1.4 + 0.12 * d$nodes + 0.01 * (d$age - 60))
write.csv(out, commandArgs(trailingOnly = TRUE)[1], row.names = FALSE, quote = FALSE)
