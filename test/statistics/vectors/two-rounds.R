# Vectors for the change of the same experts' ratings between two rounds: each pair's rating before and now, Cohen's kappa
# with linear weights by scale value, and the signed-rank test's two-sided p, exact given the ties (by enumeration of all
# signs where that can be done, by base R where nothing is tied), over 200 changes by base R's approximation; and the least
# p that so many changes could give: that of all of them in one direction.
source("json.R")
kappa <- function(x, y) {
  if (length(unique(x)) < 2 || length(unique(y)) < 2) return(NA_real_)
  1 - mean(abs(x - y)) / mean(abs(outer(x, y, "-")))
}
enumerated <- function(d) {
  ranks <- rank(abs(d))
  signs <- as.matrix(expand.grid(rep(list(0:1), length(d))))
  sums <- as.vector(signs %*% ranks)
  at <- sum(ranks[d > 0])
  min(1, 2 * min(mean(sums <= at + 1e-9), mean(sums >= at - 1e-9)))
}
signedRank <- function(x, y) {
  d <- round(y - x, 9)
  d <- d[d != 0]
  if (length(d) == 0) return(NA_real_)
  if (length(d) > 200) return(suppressWarnings(wilcox.test(d, exact = FALSE, correct = TRUE)$p.value))
  if (anyDuplicated(abs(d)) == 0) {
    p <- wilcox.test(d, exact = TRUE)$p.value
    if (length(d) <= 14) stopifnot(abs(p - enumerated(d)) < 1e-12)
    return(p)
  }
  enumerated(d)
}
least <- function(changes) if (changes == 0) NA_real_ else min(1, 2 * psignrank(0, changes))
seed(1945)
cases <- list()
add <- function(x, y) {
  cases[[length(cases) + 1]] <<- list(before = I(x), now = I(y), kappa = kappa(x, y), p = signedRank(x, y),
    least = least(sum(round(y - x, 9) != 0)))
}
add(1:5, 1:5)
add(rep(3, 6), c(1, 2, 3, 4, 5, 3))
add(c(1, 5, 3), c(2, 2, 2))
add(4, 5)
for (i in 1:60) {
  n <- sample(2:14, 1)
  scale <- list(1:5, c(0.2, 0.4, 0.6, 0.8, 1), 1:9, seq(-2, 2, 0.5))[[1 + i %% 4]]
  x <- sample(scale, n, TRUE)
  add(x, ifelse(runif(n) < 0.4, x, sample(scale, n, TRUE)))
}
for (n in c(8, 20, 50, 120, 200)) add(rep(0, n), sample(c(-1, 1), n, TRUE, c(0.4, 0.6)) * sample(1:n))
for (n in c(260, 400)) { x <- sample(1:5, n, TRUE); add(x, pmin(9, x + sample(c(-1, 1, 2), n, TRUE))) }
cat(toJson(cases), "\n", sep = "", file = "two-rounds.json")
