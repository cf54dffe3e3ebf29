# Vectors for the modified kappa of content validity: [A, N, kappa*] each, for every A of up to 30 judges and some of more.
source("json.R")
kappa <- function(a, n) {
  chance <- choose(n, a) / 2^n
  (a / n - chance) / (1 - chance)
}
rows <- list()
for (n in c(1:30, 40, 61, 100)) for (a in if (n <= 30) 0:n else round(n * c(0, 0.3, 0.5, 0.7, 0.8, 1))) {
  stopifnot(abs(choose(n, a) / 2^n - dbinom(a, n, 0.5)) <= 1e-13 * dbinom(a, n, 0.5))
  rows[[length(rows) + 1]] <- c(a, n, kappa(a, n))
}
cat(toJson(do.call(rbind, rows)), "\n", sep = "", file = "kappa-star.json")
