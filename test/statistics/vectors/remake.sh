#!/bin/sh
# Makes every vector anew. Needs R with vegan and psych (Debian: r-base-core r-cran-vegan r-cran-psych).
set -eu
cd "$(dirname "$0")"
for script in concordance concordance-change chi-square-tail describe-ratings cvr-critical content-validity kappa-star one-left-out available-w two-rounds shares; do
  Rscript --vanilla "$script.R"
  echo "$script.json"
done
