# Vectors for what is told of an item rated on a scale: the shares at both ends, the interquartile range, the coefficient
# of variation, whether it is split, and the minority; scales of two to eleven points, decimals and zeros among them.
source("json.R")
agreement <- function(x, scale) {
  ends <- if (length(scale) >= 8) 3 else 2
  share <- function(points) if (length(scale) < 4 || length(scale) > 10) NA_real_ else mean(x %in% points)
  q <- quantile(x, c(0.25, 0.5, 0.75), type = 7, names = FALSE)
  half <- diff(range(scale)) / 2
  list(scale = I(scale), ratings = I(x), top2 = share(tail(scale, ends)), bottom2 = share(head(scale, ends)),
    iqr = q[3] - q[1], cv = if (length(x) < 2 || any(scale <= 0)) NA_real_ else sd(x) / mean(x),
    split = if (length(scale) < 5) NA else q[3] - q[1] >= half - 1e-9,
    # Distances of decimals are rounded, as 0.5 - 0.3 is not 0.2 of a double.
    minority = max(sum(round(q[2] - x, 9) >= round(half, 9)), sum(round(x - q[2], 9) >= round(half, 9))))
}
scales <- list(1:5, 1:2, 1:3, 1:4, 0:4, 1:7, 1:8, 1:10, 1:11, c(0.2, 0.4, 0.6, 0.8, 1), seq(-2, 2))
seed(2014)
cases <- list()
for (i in 1:110) {
  scale <- scales[[1 + i %% length(scales)]]
  weights <- runif(length(scale))^(1 + i %% 4)
  cases[[i]] <- agreement(sample(scale, sample(1:15, 1), TRUE, weights), scale)
}
cat(toJson(cases), "\n", sep = "", file = "agreement.json")
