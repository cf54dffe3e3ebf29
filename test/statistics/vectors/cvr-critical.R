# Vectors for the smallest number of "essential" that is more than chance: [N, k], null where even all N are too few.
source("json.R")
critical <- function(n) {
  enough <- which(pbinom(0:n - 1, n, 0.5, lower.tail = FALSE) <= 0.05) - 1
  if (length(enough) == 0) NA else min(enough)
}
# The test itself, in base R, says the same.
for (n in 1:60) {
  p <- sapply(0:n, function(k) binom.test(k, n, 0.5, alternative = "greater")$p.value)
  stopifnot(identical(as.numeric(critical(n)), if (any(p <= 0.05)) which(p <= 0.05)[1] - 1 else NA_real_))
}
cat(toJson(t(vapply(1:1000, function(n) c(n, critical(n)), c(0, 0)))), "\n", sep = "", file = "cvr-critical.json")
