# Vectors for W from ratings with gaps: pairs' Spearman coefficients over the items that both rated, weighted with one
# less than their number, as irrNA's kendallNA takes them (0 where one of a pair ties everything; raters with a single
# rating left out). A raters-by-items matrix each; null is a gap. Base R only; where irrNA is installed both are compared.
source("json.R")
available <- function(ratings) {
  ratings <- ratings[rowSums(!is.na(ratings)) > 1, , drop = FALSE]
  if (nrow(ratings) < 2 || ncol(ratings) < 2) return(NA_real_)
  r <- suppressWarnings(cor(t(ratings), method = "spearman", use = "pairwise.complete.obs"))
  both <- (!is.na(ratings)) %*% t(!is.na(ratings))
  pairs <- upper.tri(r)
  weight <- pmax(both[pairs] - 1, 0)
  if (all(is.na(r[pairs][weight > 0]))) return(NA_real_)
  r_mean <- sum(ifelse(is.na(r[pairs]), 0, r[pairs]) * weight) / sum(weight)
  k <- mean(colSums(!is.na(ratings)))
  (1 + r_mean * (k - 1)) / k
}
seed(2011)
cases <- list()
for (i in 1:80) {
  m <- sample(2:12, 1)
  n <- sample(2:15, 1)
  worth <- rnorm(n)
  ratings <- t(replicate(m, pmax(1, pmin(5, round(3 + worth * (i %% 3) + rnorm(n))))))
  ratings[runif(m * n) < c(0, 0.1, 0.4, 0.8)[i %% 4 + 1]] <- NA
  if (i %% 7 == 0) ratings[1, ] <- 4
  w <- available(ratings)
  if (requireNamespace("irrNA", quietly = TRUE) && !is.na(w) && nrow(ratings) > 2)
    stopifnot(abs(irrNA::kendallNA(as.data.frame(t(ratings)))[[3]] - w) < 1e-12)
  cases[[i]] <- list(ratings = ratings + 0, w = w)
}
cat(toJson(cases), "\n", sep = "", file = "available-w.json")
