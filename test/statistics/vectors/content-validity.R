# Vectors for content validity: each item's ratings of 1 to 4 (NA: not rated), I-CVI of each, S-CVI/Ave and S-CVI/UA.
source("json.R")
relevant <- function(ratings) ratings >= 3
cases <- list()
seed(2006)
for (i in 1:40) {
  judges <- sample(1:16, 1)
  items <- sample(1:12, 1)
  ratings <- matrix(sample(1:4, judges * items, TRUE, c(0.05, 0.1, 0.35, 0.5)), judges, items)
  ratings[runif(length(ratings)) < 0.1] <- NA
  indices <- colMeans(relevant(ratings), na.rm = TRUE)
  indices[is.nan(indices)] <- NA
  cases[[i]] <- list(ratings = ratings, i_cvi = I(indices), s_cvi_ave = mean(indices, na.rm = TRUE),
    s_cvi_ua = mean(indices[!is.na(indices)] == 1))
}
cat(toJson(cases), "\n", sep = "", file = "content-validity.json")
