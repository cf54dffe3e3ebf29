# Vectors for Kendall's W and what stands on it: a raters-by-items matrix each, NA where there is no rating.
source("json.R")
suppressPackageStartupMessages({ library(vegan); library(psych) })

# Plain formulas. 4S (from doubled ranks), T and the divisors are integers below 2^53 in every case here, so each
# ratio is rounded once.
concordance <- function(ratings) {
  complete <- ratings[complete.cases(ratings), , drop = FALSE]
  m <- nrow(complete)
  n <- ncol(complete)
  undefined <- list(raters = m, w = NA_real_, w_uncorrected = NA_real_, chi2 = NA_real_, df = NA_real_, p = NA_real_,
    log_p = NA_real_, mean_spearman = NA_real_)
  if (m < 2 || n < 2) return(undefined)
  ranks <- t(apply(complete, 1, rank, ties.method = "average"))
  fourS <- sum((2 * colSums(ranks) - m * (n + 1))^2)
  ties <- sum(apply(complete, 1, function(row) { t <- as.vector(table(row)); sum(t^3 - t) }))
  divisor <- m^2 * (n^3 - n) - m * ties
  stopifnot(m * 3 * fourS < 2^53, m * divisor < 2^53)
  if (divisor == 0) return(undefined)
  w <- 3 * fourS / divisor
  chi2 <- m * (n - 1) * w
  list(raters = m, w = w, w_uncorrected = 3 * fourS / (m^2 * (n^3 - n)), chi2 = chi2, df = n - 1,
    p = pchisq(chi2, n - 1, lower.tail = FALSE), log_p = pchisq(chi2, n - 1, lower.tail = FALSE, log.p = TRUE),
    mean_spearman = (m * 3 * fourS - divisor) / (divisor * (m - 1)))
}

# The same from packages: vegan corrects for ties as the plain formula does. Where nothing is tied, the mean of the
# pairs' Spearman coefficients (base R, and psych's) is the mean Spearman that W tells.
checkByPackages <- function(ratings, result) {
  complete <- ratings[complete.cases(ratings), , drop = FALSE]
  byVegan <- suppressWarnings(kendall.global(t(complete), nperm = 1))$Concordance_analysis
  stopifnot(all.equal(byVegan["W", 1], result$w, tolerance = 1e-13, check.attributes = FALSE),
    all.equal(byVegan["Chi2", 1], result$chi2, tolerance = 1e-13, check.attributes = FALSE))
  if (any(apply(complete, 1, anyDuplicated) > 0)) return(NA_real_)
  correlations <- cor(t(complete), method = "spearman")
  byPsych <- suppressWarnings(corr.test(t(complete), method = "spearman", ci = FALSE))$r
  stopifnot(all.equal(correlations, unclass(byPsych), tolerance = 1e-12))
  byPairs <- mean(correlations[upper.tri(correlations)])
  stopifnot(isTRUE(all.equal(byPairs, result$mean_spearman, tolerance = 1e-10)) || abs(byPairs) < 1e-10)
  byPairs
}

# Raters who see the items' worth through noise, and round it to the scale.
drawn <- function(m, n, scale, agreement) {
  worth <- matrix(rnorm(n), m, n, byrow = TRUE)
  seen <- pnorm((agreement * worth + rnorm(m * n)) / sqrt(1 + agreement^2))
  matrix(scale[pmin(length(scale), 1 + floor(seen * length(scale)))], m, n)
}
withGaps <- function(ratings, share) { ratings[runif(length(ratings)) < share] <- NA; ratings }
repeated <- function(row, m) matrix(row, m, length(row), byrow = TRUE)

seed(1939)
five <- 1:5
fifths <- c(0.2, 0.4, 0.6, 0.8, 1)
halves <- seq(-1.5, 3, 0.5)
cases <- list(
  "the example of the docstring" = rbind(c(5, 4, 2, 1), c(4, 4, 3, 1), c(5, 3, 3, 2)),
  "two raters" = rbind(c(1, 2, 3, 4, 5), c(2, 1, 4, 3, 5)),
  "two raters in opposite order" = rbind(1:6, 6:1),
  "two raters and two items" = rbind(c(1, 2), c(1, 2)),
  "all raters alike, with ties" = repeated(c(5, 5, 3, 1, 3, 2), 7),
  "all raters alike, in decimals" = repeated(c(0.1, 0.2, 0.3, 0.3, 0.7), 9),
  "one rater apart from ties everywhere" = rbind(repeated(rep(3, 5), 4), c(1, 2, 3, 4, 5)),
  "one rater" = rbind(c(3, 1, 2)),
  "one item" = cbind(c(3, 1, 2)),
  "all ratings equal" = matrix(4, 5, 6),
  "every rater one rating, not the same" = matrix(1:5, 5, 6),
  "nobody complete" = rbind(c(1, NA, 3), c(NA, 2, 1), c(3, 1, NA)),
  "one complete rater" = rbind(c(1, 2, 3), c(NA, 2, 1)),
  "Latin square: no agreement at all" = rbind(c(1, 2, 3), c(2, 3, 1), c(3, 1, 2))
)
for (i in 1:40) {
  scale <- list(five, fifths, halves, 1:9, 1:2)[[1 + i %% 5]]
  m <- sample(2:25, 1)
  n <- sample(2:40, 1)
  cases[[sprintf("drawn %d: ties", i)]] <- drawn(m, n, scale, runif(1, 0, 2))
}
for (i in 1:12) {
  cases[[sprintf("drawn %d: gaps", i)]] <- withGaps(drawn(sample(4:20, 1), sample(3:12, 1), five, runif(1, 0, 2)), 0.03)
}
for (i in 1:12) {
  worth <- rnorm(sample(5:30, 1))
  cases[[sprintf("drawn %d: orders without ties", i)]] <- t(replicate(sample(2:20, 1), rank(worth + rnorm(length(worth)))))
}
cases <- c(cases, list(
  "12 raters, 168 items" = drawn(12, 168, five, 0.7),
  "12 raters, 368 items: p below 1e-300" = drawn(12, 368, five, 1.5),
  "150 raters, 60 items: p just below 1e-300" = drawn(150, 60, five, 0.515),
  "200 raters, 40 items: p below 1e-300" = drawn(200, 40, five, 0.8),
  "50 raters, 978 items: p small, chi-square beyond 2000" = drawn(50, 978, five, 0.235),
  "50 raters, 978 items: p below 1e-300" = drawn(50, 978, five, 1),
  "150 raters, 60 items: p just above 1e-300" = drawn(150, 60, five, 0.53)
))

vectors <- lapply(names(cases), function(name) {
  result <- concordance(cases[[name]])
  byPairs <- if (is.na(result$w)) NA_real_ else checkByPackages(cases[[name]], result)
  c(list(name = name, ratings = cases[[name]] + 0), result, list(mean_spearman_by_pairs = byPairs))
})
cat(toJson(vectors), "\n", sep = "", file = "concordance.json")
