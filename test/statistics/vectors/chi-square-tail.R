# Vectors for the upper tail of the chi-square distribution: [df, chi2, p, ln p] each, from p near 1 to below 1e-300.
source("json.R")
row <- function(df, chi2) {
  c(df, chi2, pchisq(chi2, df, lower.tail = FALSE), pchisq(chi2, df, lower.tail = FALSE, log.p = TRUE))
}
wanted <- -log(10) * c(0.0001, 0.02, 0.3, 1, 2, 5, 9, 16, 30, 60, 100, 150, 200, 250, 280, 295, 299, 299.99, 300.01, 305, 400)
degrees <- c(1:12, 19:21, 29:31, 39:42, 59:61, 99:101, 149:151, 179:181, 197:200, 239, 299:302, 399:402, 500, 600, 799,
  976:978, 1000, 1499, 1999:2001, 3000, 4999, 9999, 20000)
rows <- list()
for (df in degrees) {
  for (log_p in wanted) rows[[length(rows) + 1]] <- row(df, qchisq(log_p, df, lower.tail = FALSE, log.p = TRUE))
  # Where the incomplete gamma function is reckoned in another way: about x = 1000 and df = chi2 + 100.
  for (chi2 in c(0, 1e-9, 0.4, 1, 2.2, df / 2, df, 1417, 1418, 1999.999, 2000, 2000.001, 2100, df - 100, df - 99.999)) {
    if (chi2 >= 0) rows[[length(rows) + 1]] <- row(df, chi2)
  }
}
seed(1900)
for (i in 1:400) {
  df <- sample(1:3000, 1)
  rows[[length(rows) + 1]] <- row(df, qchisq(-runif(1, 0, 690), df, lower.tail = FALSE, log.p = TRUE))
}
cat(toJson(do.call(rbind, rows)), "\n", sep = "", file = "chi-square-tail.json")
