# Vectors for the change of W on common items and raters: two rounds each, with named items and raters, NA where there
# is no rating. Items leave and come, raters come late, stay away or skip items.
source("json.R")
suppressPackageStartupMessages(library(vegan))
w <- function(ratings) {
  ratings <- ratings[complete.cases(ratings), , drop = FALSE]
  if (nrow(ratings) < 2 || ncol(ratings) < 2 || all(ratings == ratings[, 1])) return(NA_real_)
  suppressWarnings(kendall.global(t(ratings), nperm = 1))$Concordance_analysis["W", 1]
}
common <- function(before, after) {
  items <- intersect(colnames(before), colnames(after))
  raters <- intersect(rownames(before), rownames(after))
  b <- before[raters, items, drop = FALSE]
  a <- after[raters, items, drop = FALSE]
  both <- complete.cases(b) & complete.cases(a)
  w(a[both, , drop = FALSE]) - w(b[both, , drop = FALSE])
}
rated <- function(raters, items, gaps) {
  ratings <- matrix(sample(1:5, length(raters) * length(items), TRUE), length(raters), dimnames = list(raters, items))
  ratings[, seq_len(length(items)) %% 3 == 0] <- pmax(1, ratings[, seq_len(length(items)) %% 3 == 0] - 2)
  ratings[runif(length(ratings)) < gaps] <- NA
  ratings
}
asLists <- function(ratings) {
  list(raters = I(rownames(ratings)), items = I(colnames(ratings)), ratings = ratings + 0, w = as.numeric(w(ratings)))
}
seed(2005)
cases <- list()
for (i in 1:60) {
  raters <- paste0("r", 1:sample(3:15, 1))
  items <- paste0("i", 1:sample(3:20, 1))
  gaps <- sample(c(0, 0.01, 0.05), 1)
  before <- rated(sample(raters, max(2, length(raters) - sample(0:2, 1))), sample(items), gaps)
  after <- rated(sample(raters, max(2, length(raters) - sample(0:2, 1))),
    c(sample(items, sample(1:length(items), 1)), if (i %% 3 == 0) "new"), gaps)
  cases[[i]] <- list(previous = asLists(before), current = asLists(after), change_common = as.numeric(common(before, after)))
}
cat(toJson(cases), "\n", sep = "", file = "concordance-change.json")
