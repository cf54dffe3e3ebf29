# Vectors for Wilson's interval of a share (base R's prop.test without continuity correction), Holm's p (p.adjust), and the
# crisp value of fuzzy Delphi (plain formula).
source("json.R")
wilson <- list()
for (n in c(1:15, 20, 48, 84, 200)) for (count in unique(round(seq(0, n, length.out = min(n, 6) + 1)))) {
  ends <- suppressWarnings(prop.test(count, n, correct = FALSE))$conf.int
  wilson[[length(wilson) + 1]] <- list(count = count, n = n, low = if (count == 0) 0 else ends[1], high = if (count == n) 1 else ends[2])
}
seed(1979)
tests <- list(c(0.01, NA, 0.04, 0.03), c(0.5, 0.5), NA_real_, 0.2, c(0.001, 0.001, 0.9))
for (i in 1:20) {
  p <- signif(runif(sample(1:40, 1))^2, 6)
  p[runif(length(p)) < 0.1] <- NA
  tests[[length(tests) + 1]] <- p
}
adjusted <- lapply(tests, function(p) {
  by <- rep(NA_real_, length(p))
  by[!is.na(p)] <- p.adjust(p[!is.na(p)], "holm")
  list(p = I(p), holm = I(by))
})
crisp <- function(counts) {
  last <- length(counts) - 1
  at <- 0:last
  triangles <- rbind(pmax(0, at - 1), at, pmin(last, at + 1)) / last
  mean(apply(triangles, 1, function(corner) sum(corner * counts) / sum(counts)))
}
fuzzy <- list()
for (points in c(3, 4, 5, 7, 9)) for (i in 1:6) {
  counts <- tabulate(sample(points, sample(1:30, 1), TRUE), points)
  fuzzy[[length(fuzzy) + 1]] <- list(counts = I(counts), crisp = crisp(counts))
}
cat(toJson(list(wilson = wilson, holm = adjusted, fuzzy = fuzzy)), "\n", sep = "", file = "shares.json")
