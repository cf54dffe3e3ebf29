# Vectors for what W hangs on: the least and the greatest W with one rater left out, and the mean of the pairs' Spearman
# coefficients; a raters-by-items matrix each.
source("json.R")
w <- function(ratings) {
  m <- nrow(ratings)
  n <- ncol(ratings)
  ranks <- t(apply(ratings, 1, rank))
  ties <- sum(apply(ratings, 1, function(row) { t <- as.vector(table(row)); sum(t^3 - t) }))
  divisor <- m^2 * (n^3 - n) - m * ties
  if (divisor == 0) NA else 12 * sum((colSums(ranks) - m * (n + 1) / 2)^2) / divisor
}
pairwise <- function(ratings) {
  if (any(apply(ratings, 1, function(row) length(unique(row)) == 1))) return(NA_real_)
  r <- cor(t(ratings), method = "spearman")
  mean(r[upper.tri(r)])
}
seed(1948)
cases <- list()
for (i in 1:50) {
  m <- sample(2:12, 1)
  n <- sample(2:15, 1)
  worth <- rnorm(n)
  ratings <- t(replicate(m, pmax(1, pmin(5, round(3 + worth * (i %% 3) + rnorm(n))))))
  if (i %% 7 == 0) ratings[1, ] <- 4
  left <- if (m < 4) NA else sapply(1:m, function(r) w(ratings[-r, , drop = FALSE]))
  left <- left[!is.na(left)]
  cases[[i]] <- list(ratings = ratings + 0, low = if (length(left)) min(left) else NA_real_,
    high = if (length(left)) max(left) else NA_real_, pairwise = pairwise(ratings))
}
cat(toJson(cases), "\n", sep = "", file = "one-left-out.json")
