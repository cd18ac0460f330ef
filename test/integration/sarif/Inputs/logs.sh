#!/usr/bin/env bash
# Usage: logs.sh CONURE BUILD SCRATCH SOURCES. Each kind of log: findings, failed units, compared with a baseline, merged,
# the baseline itself, no finding at all, sources that are no UTF-8 and have other line ends.
set -euo pipefail
conure=$1 build=$2 scratch=$3 sources=$4
source "$(dirname "$0")/validators.sh"

cp -r "$sources/." "$scratch"
cd "$scratch"
mkdir -p "with space"
printf '#include "shared.h"\r\n// \303\244\360\237\230\200\tx\r\nstruct CONURE_PROCESS P { CONURE_ASYNC void m() { /* \360\237\230\200 */ total = 1; } };\r\n' >"with space/crlf.cpp"
printf '#include "shared.h"\r\rstruct CONURE_PROCESS P { CONURE_ASYNC void m() { total = 1; } };\r' >cr.cpp
echo 'int f( { }' >syntax.cpp
ends() { # ends STATUS COMMAND…
  local status=0
  "${@:2}" || status=$?
  [ "$status" = "$1" ] || { echo "status $status, expected $1: ${*:2}"; exit 1; }
}
ends 1 "$conure" check --format=sarif -o findings.sarif bad.cpp other.cpp hidden.cpp nolint.cpp nolint-not.cpp "with space/crlf.cpp" cr.cpp -- -std=c++20 -I.
line_hashes findings.sarif .
ends 3 "$conure" check --format=sarif -o failed.sarif bad.cpp syntax.cpp none.cpp
ends 0 "$conure" check --format=sarif -o clean.sarif good.cpp
ends 0 "$conure" baseline findings.sarif -o base.sarif
echo "int more;" >>bad.cpp
ends 0 "$conure" check --baseline=base.sarif --format=sarif --category=nightly/linux -o compared.sarif bad.cpp good.cpp
ends 0 "$conure" merge findings.sarif compared.sarif failed.sarif clean.sarif -o merged.sarif
validate findings.sarif failed.sarif clean.sarif base.sarif compared.sarif merged.sarif
