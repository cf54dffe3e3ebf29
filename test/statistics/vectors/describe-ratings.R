# Vectors for the figures of one item's ratings: whole scales, decimals, scales far from 0 and scales of many digits.
source("json.R")
describe <- function(ratings, scale) {
  quartiles <- quantile(ratings, c(0.25, 0.5, 0.75), type = 7, names = FALSE)
  list(ratings = I(ratings), scale = I(scale), n = length(ratings), mean = mean(ratings),
    sd = if (length(unique(ratings)) == 1 && length(ratings) > 1) 0 else sd(ratings),
    q1 = quartiles[1], median = quartiles[2], q3 = quartiles[3],
    counts = I(as.vector(table(factor(ratings, levels = scale)))))
}
scales <- list(1:5, 1:9, c(0.2, 0.4, 0.6, 0.8, 1), seq(-2, 2, 0.5), c(0.1, 0.25, 1.125, 3.3), 0:1, 1e6 + 0:4 / 8,
  c(1e-7, 2.5e-7, 4e-6), c(1 / 3, 2 / 3, 1))
seed(1996)
cases <- list(describe(3, 1:5), describe(c(4, 5), 1:5), describe(c(0.1, 0.1, 0.1), c(0.1, 0.2)),
  describe(c(1.1, 1.2, 1.3), c(1.1, 1.2, 1.3)))
for (i in 1:90) {
  scale <- scales[[1 + i %% length(scales)]]
  size <- c(1, 2, 3, 4, 5, 6, 7, 8, 12, 25, 50, 301)[1 + i %/% length(scales)]
  weights <- runif(length(scale))^3
  cases[[length(cases) + 1]] <- describe(scale[sample.int(length(scale), size, TRUE, weights)], scale)
}
cat(toJson(cases), "\n", sep = "", file = "describe-ratings.json")
