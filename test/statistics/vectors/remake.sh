#!/bin/sh
# Makes every vector anew. Needs R with vegan and psych (Debian: r-base-core r-cran-vegan r-cran-psych).
set -eu
cd "$(dirname "$0")"
for script in *.R; do
  if [ "$script" != json.R ]; then
    Rscript --vanilla "$script"
    echo "${script%.R}.json"
  fi
done
