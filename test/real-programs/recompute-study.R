# Reckons every figure of an exported study anew, from its answers.csv alone, and holds results.json against it: to 12
# digits, p to 9. Also that each undefined figure has its reason, and no defined one. Base R and jsonlite.
#   Rscript --vanilla recompute-study.R FOLDER
# Writes a line for each figure that differs, then how many were compared.
library(jsonlite)
folder <- commandArgs(TRUE)[1]
results <- fromJSON(file.path(folder, "results.json"), simplifyVector = FALSE)
rules <- fromJSON(file.path(folder, "protocol.json"))$rules
answers <- read.csv(file.path(folder, "answers.csv"), fileEncoding = "UTF-8-BOM", stringsAsFactors = FALSE)

compared <- 0
check <- function(what, told, reckoned, digits = 12, absent = 1e-14) {
  told <- if (is.null(told)) NA else told
  compared <<- compared + 1
  same <- if (is.na(told) || is.na(reckoned)) is.na(told) && is.na(reckoned)
    else if (is.character(told)) identical(told, reckoned)
    else abs(told - reckoned) <= 10^-digits * abs(reckoned) + absent
  if (!same) cat(what, ": results.json has ", format(told, digits = 17), ", R has ", format(reckoned, digits = 17), "\n", sep = "")
}
# Named figures of one object, with their reasons.
checkAll <- function(what, told, reckoned) {
  for (name in names(reckoned)) {
    check(paste(what, name), told[[name]], reckoned[[name]], if (name %in% c("p", "wilcoxon_p")) 9 else 12)
    if (is.null(told[[name]]) != (name %in% names(told$why_null)))
      cat(what, name, ": a reason for a figure that is there, or none for one that is not\n")
  }
}

# --- W and what stands on it; a raters-by-items matrix, NA where there is no rating ---
complete <- function(ratings) ratings[complete.cases(ratings), , drop = FALSE]
ranks <- function(ratings) t(apply(ratings, 1, rank))
ties <- function(ratings) sum(apply(ratings, 1, function(row) { t <- as.vector(table(row)); sum(t^3 - t) }))
kendallW <- function(ratings, corrected = TRUE) {
  m <- nrow(ratings)
  n <- ncol(ratings)
  if (m < 2 || n < 2) return(NA_real_)
  divisor <- m^2 * (n^3 - n) - m * ties(ratings)
  if (divisor == 0) return(NA_real_)
  12 * sum((colSums(ranks(ratings)) - m * (n + 1) / 2)^2) / if (corrected) divisor else m^2 * (n^3 - n)
}
spearman <- function(ratings) suppressWarnings(cor(t(ratings), method = "spearman", use = "pairwise.complete.obs"))
pairwise <- function(ratings) {
  if (any(apply(ratings, 1, function(row) length(unique(row)) == 1))) return(NA_real_)
  r <- spearman(ratings)
  mean(r[upper.tri(r)])
}
# Brueckl & Heuer: pairs over the items that both rated, each weighted with one less than their number.
available <- function(ratings) {
  ratings <- ratings[rowSums(!is.na(ratings)) > 1, , drop = FALSE]
  both <- (!is.na(ratings)) %*% t(!is.na(ratings))
  r <- spearman(ratings)
  pairs <- upper.tri(r)
  weight <- pmax(both[pairs] - 1, 0)
  if (all(is.na(r[pairs][weight > 0]))) return(NA_real_)
  k <- mean(colSums(!is.na(ratings)))
  (1 + sum(ifelse(is.na(r[pairs]), 0, r[pairs]) * weight) / sum(weight) * (k - 1)) / k
}
# The tables of two rounds over the items of both; places among them are places anew.
inCommon <- function(before, now, isOrder) {
  items <- intersect(colnames(now), colnames(before))
  over <- function(ratings) {
    ratings <- ratings[, items, drop = FALSE]
    if (!isOrder || length(items) == 0) return(ratings)
    whole <- complete.cases(ratings)
    ratings[!whole, ] <- NA
    if (any(whole)) ratings[whole, ] <- ranks(ratings[whole, , drop = FALSE])
    ratings
  }
  list(before = over(before), now = over(now))
}
concordance <- function(now, before, isOrder, inBulk) {
  all <- complete(now)
  m <- nrow(all)
  w <- kendallW(all)
  figures <- c("w", "w_uncorrected", "chi2", "df", "p", "mean_spearman", "mean_spearman_pairwise", "w_low", "w_high",
    "w_chance", "w_available", "change", "change_common", "common_raters", "common_items", "flat_raters", "kept_in_bulk")
  result <- setNames(as.list(rep(NA_real_, length(figures))), figures)
  if (is.na(w)) return(result)
  df <- ncol(all) - 1
  left <- if (m < 4) NA else sapply(1:m, function(r) kendallW(all[-r, , drop = FALSE]))
  left <- left[!is.na(left)]
  own <- list(w = w, w_uncorrected = kendallW(all, FALSE), chi2 = m * df * w, df = df,
    p = pchisq(m * df * w, df, lower.tail = FALSE), mean_spearman = (m * w - 1) / (m - 1),
    mean_spearman_pairwise = pairwise(all), w_low = if (length(left)) min(left) else NA,
    w_high = if (length(left)) max(left) else NA, w_chance = 1 / m, w_available = available(now),
    flat_raters = sum(apply(all, 1, function(row) length(unique(row)) == 1)))
  result[names(own)] <- own
  if (is.null(before)) return(result)
  common <- inCommon(before, now, isOrder)
  b <- complete(common$before)
  a <- complete(common$now)
  who <- intersect(rownames(a), rownames(b))
  result[c("change", "change_common", "common_raters", "common_items", "kept_in_bulk")] <- list(
    w - kendallW(complete(before)), kendallW(a[who, , drop = FALSE]) - kendallW(b[who, , drop = FALSE]),
    length(who), ncol(a), bulkShare(common, inBulk))
  result
}
# Of pairs of ratings of one expert and item in both rounds.
twice <- function(common, inBulk) {
  who <- intersect(rownames(common$now), rownames(common$before))
  before <- common$before[who, , drop = FALSE]
  now <- common$now[who, , drop = FALSE]
  bulk <- inBulk[who, colnames(now), drop = FALSE]
  both <- !is.na(before) & !is.na(now)
  list(before = before[both], now = now[both], bulk = bulk[both])
}
# Ratings that changed, against the median of the round before over all its ratings of the item.
moved <- function(before, now) {
  none <- list(moved = NA, moved_towards = NA, moved_away = NA)
  if (is.null(before)) return(none)
  middle <- apply(before, 2, median, na.rm = TRUE)
  common <- inCommon(before, now, FALSE)
  who <- intersect(rownames(common$now), rownames(common$before))
  b <- common$before[who, , drop = FALSE]
  a <- common$now[who, , drop = FALSE]
  both <- !is.na(a) & !is.na(b)
  if (!any(both)) return(none)
  m <- matrix(middle[colnames(a)], nrow(a), ncol(a), byrow = TRUE)
  change <- (abs(a - m) - abs(b - m))[both & a != b]
  list(moved = length(change), moved_towards = sum(change < 0), moved_away = sum(change > 0))
}
bulkShare <- function(common, inBulk) {
  pairs <- twice(common, inBulk)
  same <- pairs$before == pairs$now
  if (length(same) == 0) NA else if (!any(same)) 0 else mean(pairs$bulk[same])
}
# Whether a permutation p lies where as many shuffles of R's own put it.
checkPermutation <- function(what, told, ratings) {
  if (is.na(kendallW(ratings)) || length(ratings) > 20000) return(check(what, told, NA))
  r <- ranks(ratings)
  shuffles <- 4000
  # A column a shuffle; each rater's ranks in an order of their own in each.
  of <- rep(1:shuffles, each = ncol(r))
  shuffled <- apply(r, 1, function(own) own[(order(of, runif(length(of))) - 1) %% ncol(r) + 1])
  sums <- matrix(rowSums(shuffled), ncol(r))
  middle <- nrow(r) * (ncol(r) + 1) / 2
  reached <- sum(colSums((sums - middle)^2) >= sum((colSums(r) - middle)^2) - 1e-9)
  own <- (1 + reached) / (1 + shuffles)
  check(what, told, own, absent = 1e-3 + 6 * sqrt(own * (1 - own) * (1 / shuffles + 1 / 9999)))
}

# --- items ---
numbers <- function(x) {
  q <- quantile(x, c(0.25, 0.5, 0.75), type = 7, names = FALSE)
  list(mean = if (length(x)) mean(x) else NA, sd = sd(x), median = q[2], q1 = q[1], q3 = q[3])
}
variation <- function(x, values) if (length(x) < 2 || any(values <= 0)) NA else sd(x) / mean(x)
agreement <- function(x, scale) {
  ends <- if (length(scale) >= 8) 3 else 2
  share <- function(points) if (length(x) == 0 || length(scale) < 4 || length(scale) > 10) NA else mean(x %in% points)
  q <- quantile(x, c(0.25, 0.5, 0.75), type = 7, names = FALSE)
  half <- diff(range(scale)) / 2
  top <- wilson(sum(x %in% tail(scale, ends)), length(x))
  list(top2 = share(tail(scale, ends)), top2_low = top[[1]], top2_high = top[[2]], fuzzy = fuzzy(x, scale), bottom2 = share(head(scale, ends)), iqr = q[3] - q[1], cv = variation(x, scale),
    split = if (length(x) == 0 || length(scale) < 5) NA else q[3] - q[1] >= half - 1e-9,
    minority = if (length(x) == 0) NA else max(sum(x <= q[2] - half + 1e-9), sum(x >= q[2] + half - 1e-9)))
}
# Wilson's interval, by the test that it inverts; the ends that nobody or everybody makes are 0 and 1.
wilson <- function(count, n) {
  if (n == 0) return(list(NA, NA))
  ends <- suppressWarnings(prop.test(count, n, correct = FALSE))$conf.int
  list(if (count == 0) 0 else ends[1], if (count == n) 1 else ends[2])
}
# Fuzzy Delphi's crisp value: the mean of the triangles' corners.
fuzzy <- function(x, scale) {
  last <- length(scale) - 1
  at <- match(x, scale) - 1
  if (length(x) == 0) NA else mean(c(pmax(0, at - 1), at, pmin(last, at + 1)) / last)
}
# Exact given the ties: the distribution of the doubled rank sum over all signs.
signedRank <- function(d) {
  d <- round(d[d != 0], 9)
  if (length(d) == 0) return(NA_real_)
  r <- round(2 * rank(abs(d)))
  chances <- 1
  for (rank in r) chances <- (c(chances, rep(0, rank)) + c(rep(0, rank), chances)) / 2
  at <- sum(r[d > 0])
  min(1, 2 * min(sum(chances[1:(at + 1)]), sum(chances[(at + 1):length(chances)])))
}
kappa <- function(x, y) {
  if (length(unique(x)) < 2 || length(unique(y)) < 2) return(NA_real_)
  1 - mean(abs(x - y)) / mean(abs(outer(x, y, "-")))
}
change <- function(before, now, bulk) {
  both <- !is.na(before) & !is.na(now)
  x <- before[both]
  y <- now[both]
  chosen <- !bulk[both]
  d <- y - x
  list(unchanged = if (length(d)) mean(d == 0) else NA, unchanged_chosen = if (any(chosen)) mean(d[chosen] == 0) else NA,
    kappa = kappa(x, y), wilcoxon_p = signedRank(d), wilcoxon_least = if (any(d != 0)) min(1, 2^(1 - sum(d != 0))) else NA)
}
noChange <- list(unchanged = NA, unchanged_chosen = NA, kappa = NA, wilcoxon_p = NA, wilcoxon_least = NA)
# Holm's, over the items of a panel's round.
holm <- function(ps) { known <- !is.na(ps); ps[known] <- p.adjust(ps[known], "holm"); ps }
# The smallest number that binom.test finds to be more than chance.
critical <- function(n) {
  enough <- if (n == 0) FALSE else sapply(0:n, function(k) binom.test(k, n, 0.5, "greater")$p.value <= 0.05)
  if (any(enough)) which(enough)[1] - 1 else NA
}
# Lawshe (1975), table 1.
lawshe <- c("5" = 0.99, "6" = 0.99, "7" = 0.99, "8" = 0.75, "9" = 0.78, "10" = 0.62, "11" = 0.59, "12" = 0.56, "13" = 0.54,
  "14" = 0.51, "15" = 0.49, "20" = 0.42, "25" = 0.37, "30" = 0.33, "35" = 0.31, "40" = 0.29)
# Lynn (1986) and Polit & Beck (2006); beyond 10 at least 7/9.
relevantAsked <- function(n) {
  if (n < 3) NA else if (n <= 5) n else if (n <= 8) n - 1 else if (n == 9) 7 else if (n == 10) 8 else ceiling(7 * n / 9)
}
words <- list(
  screening = function(x) list(yes = sum(x == 1), no = sum(x == 0)),
  cvr = function(x) list(essential = sum(x == 3), cvr = if (length(x)) (sum(x == 3) - length(x) / 2) / (length(x) / 2) else NA,
    critical = critical(length(x)), lawshe = unname(lawshe[as.character(length(x))])),
  cvi = function(x) {
    n <- length(x)
    a <- sum(x >= 3)
    chance <- dbinom(a, n, 0.5)
    list(relevant = a, critical_relevant = relevantAsked(n), i_cvi = if (n) a / n else NA,
      kappa_star = if (n) (a / n - chance) / (1 - chance) else NA)
  })
# What the rule says of an item, and why.
verdict <- function(kind, x) {
  by <- function(kept) list(kept, if (kept) "above_rule" else "below_rule")
  n <- length(x)
  if (kind %in% c("ranking", "numeric")) return(list(TRUE, "all_stay"))
  if (n == 0) return(list(TRUE, "no_answers"))
  switch(kind,
    likert = by(sum(x) > n * rules$neutral_point),
    screening = by(2 * sum(x == 1) > n),
    cvr = if (is.na(critical(n))) list(TRUE, "too_few") else by(sum(x == 3) >= critical(n)),
    cvi = if (n < 3) list(TRUE, "too_few") else by(sum(x >= 3) >= relevantAsked(n)))
}

for (panel in results$panels) {
  for (at in seq_along(panel$rounds)) {
    round <- panel$rounds[[at]]
    kind <- round$kind
    what <- paste(panel$code, round$number, kind)
    if (kind == "brainstorming") next
    ofRound <- answers[answers$round == round$number, ]
    items <- sapply(round$items, function(item) item$code)
    filledBy <- function(rows, items, value) {
      who <- unique(rows$expert)
      filled <- matrix(NA, length(who), length(items), dimnames = list(who, items))
      filled[cbind(match(rows$expert, who), match(rows$item, items))] <- value
      filled
    }
    tableOf <- function(number, items) {
      rows <- answers[answers$round == number & answers$panel == panel$code, ]
      filledBy(rows, items, rows$value)
    }
    rows <- ofRound[ofRound$panel == panel$code, ]
    now <- filledBy(rows, items, rows$value)
    inBulk <- filledBy(rows, items, rows$origin == "kept_in_bulk")
    earlier <- Filter(function(other) other$kind == kind, panel$rounds[seq_len(at - 1)])
    last <- if (length(earlier)) tail(earlier, 1)[[1]] else NULL
    before <- if (is.null(last)) NULL else tableOf(last$number, sapply(last$items, function(item) item$code))

    check(paste(what, "answered"), round$answered, length(unique(rows$expert)))
    check(paste(what, "raters"), round$raters, nrow(complete(now)))
    if (kind %in% c("likert", "ranking")) {
      checkAll(what, round$kendall, concordance(now, before, kind == "ranking", inBulk))
      checkPermutation(paste(what, "p_permutation"), round$kendall$p_permutation, complete(now))
    }
    pairs <- if (is.null(before)) NULL else twice(inCommon(before, now, kind == "ranking"), inBulk)
    unchanged <- list(unchanged = if (length(pairs$now)) mean(pairs$before == pairs$now) else NA)
    if (kind == "cvi") {
      indices <- colMeans(now >= 3, na.rm = TRUE)
      indices <- indices[!is.nan(indices)]
      unchanged <- c(unchanged, s_cvi_ave = if (length(indices)) mean(indices) else NA,
        s_cvi_ua = if (length(indices)) mean(indices == 1) else NA)
    }
    checkAll(what, round, unchanged)
    if (kind %in% c("likert", "numeric")) checkAll(what, round$beside, moved(before, now))

    ps <- c()
    for (item in round$items) {
      code <- item$code
      x <- now[!is.na(now[, code]), code]
      values <- as.numeric(names(item$counts))
      scale <- sort(values)
      figures <- c(list(n = length(x)), switch(kind,
        likert = c(numbers(x), agreement(x, scale), if (!is.null(before) && code %in% colnames(before)) {
          who <- rownames(before)
          pad <- function(filled) { column <- filled[, code]; column[match(who, rownames(filled))] }
          change(before[, code], pad(now), ifelse(is.na(pad(inBulk)), FALSE, pad(inBulk)))
        } else noChange),
        ranking = numbers(x),
        numeric = c(numbers(x), cv = variation(x, x)),
        words[[kind]](x)))
      checkAll(paste(what, code), item, figures)
      if (kind == "likert") ps[code] <- figures$wilcoxon_p
      for (value in values) check(paste(what, code, "count of", value), item$counts[[as.character(value)]], sum(x == value))
      # An item of several panels that one round of words judged: each judge once.
      all <- ofRound[ofRound$item == code & !duplicated(ofRound[c("expert", "item")]), ]
      pooled <- kind %in% names(words) && !is.null(item$all_judges)
      if (pooled) for (name in names(words[[kind]](all$value)))
        check(paste(what, code, "of all judges", name), item$all_judges[[name]], words[[kind]](all$value)[[name]])
      ruled <- verdict(kind, if (pooled) all$value else x)
      check(paste(what, code, "rule_kept"), item$rule_kept, ruled[[1]])
      check(paste(what, code, "rule_why"), item$rule_why, ruled[[2]])
    }
    adjusted <- if (kind == "likert") holm(ps)
    for (item in round$items) if (kind == "likert")
      check(paste(what, item$code, "wilcoxon_holm"), item$wilcoxon_holm, adjusted[[item$code]], 9)
  }
}
cat(compared, "compared\n")
