# Vectors for two ranking rounds: each expert's places of the items (a row without places: the order was not whole), W on
# the places and each item's mean place; then the change of W as reported, over the items and experts of both rounds, and
# the share of places that stayed, among the items of both.
source("json.R")
suppressPackageStartupMessages(library(vegan))
whole <- function(places) places[complete.cases(places), , drop = FALSE]
w <- function(places) {
  if (nrow(places) < 2 || ncol(places) < 2) return(NA_real_)
  as.numeric(suppressWarnings(kendall.global(t(places), nperm = 1))$Concordance_analysis["W", 1])
}
anew <- function(places) if (nrow(places) == 0) places else t(apply(places, 1, rank))
orders <- function(raters, items, worth, agreement) {
  places <- t(sapply(raters, function(rater) rank(agreement * worth[items] + rnorm(length(items)))))
  if (length(items) == 1) places <- t(places)
  dimnames(places) <- list(raters, items)
  places[runif(length(raters)) < 0.1, ] <- NA
  places
}
asLists <- function(places) list(raters = I(rownames(places)), items = I(colnames(places)), places = places + 0,
  w = w(whole(places)), means = I(colMeans(whole(places))))
seed(1990)
cases <- list()
for (i in 1:50) {
  items <- paste0("i", 1:sample(2:12, 1))
  raters <- paste0("r", 1:sample(2:12, 1))
  worth <- setNames(rnorm(length(items) + 1), c(items, "new"))
  before <- orders(sample(raters, max(2, length(raters) - sample(0:2, 1))), items, worth, i %% 3)
  asked <- c(sample(items, sample(seq_along(items), 1)), if (i %% 4 == 0) "new")
  now <- orders(raters, asked, worth, i %% 4)
  items <- intersect(colnames(now), colnames(before))
  who <- intersect(rownames(whole(now)), rownames(whole(before)))
  b <- anew(before[who, items, drop = FALSE])
  a <- anew(now[who, items, drop = FALSE])
  cases[[i]] <- list(previous = asLists(before), current = asLists(now), change = w(whole(now)) - w(whole(before)),
    change_common = w(a) - w(b), unchanged = if (length(a)) mean(a == b) else NA_real_)
}
cat(toJson(cases), "\n", sep = "", file = "ranking.json")
