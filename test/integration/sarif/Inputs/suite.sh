#!/usr/bin/env bash
# Usage: suite.sh CONURE BUILD SCRATCH PROJECT
set -euo pipefail
conure=$1 build=$2 scratch=$3 project=$4
source "$(dirname "$0")/validators.sh"
python3 "$inputs/suite.py" database "$project" "$scratch"
cd "$project"
"$conure" check -p "$scratch" --config-file="$scratch/conure.yaml" --fail-on=never --checks='*' --quiet --format=sarif \
  -o "$scratch/suite.sarif"
python3 "$inputs/suite.py" compare "$project" "$scratch/suite.sarif"
line_hashes "$scratch/suite.sarif" "$project"
validate "$scratch/suite.sarif"
