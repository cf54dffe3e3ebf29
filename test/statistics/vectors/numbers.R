# Vectors for the figures of numbers that experts write: years, shares, prices of many digits, decimals, below zero.
source("json.R")
figures <- function(x) {
  q <- quantile(x, c(0.25, 0.5, 0.75), type = 7, names = FALSE)
  list(numbers = I(x), mean = mean(x), sd = sd(x), median = q[2], q1 = q[1], q3 = q[3],
    cv = if (length(x) < 2 || any(x <= 0)) NA_real_ else sd(x) / mean(x))
}
drawn <- list(function(n) sample(1400:1430, n, TRUE), function(n) round(runif(n, 0, 100), 1),
  function(n) round(exp(rnorm(n, 12, 3))), function(n) round(rnorm(n, 0, 3), 2), function(n) round(runif(n) / 100, 4))
seed(1963)
cases <- lapply(1:60, function(i) figures(drawn[[1 + i %% length(drawn)]](c(1, 2, 3, 5, 8, 12, 15, 40)[1 + i %/% 8])))
cat(toJson(cases), "\n", sep = "", file = "numbers.json")
