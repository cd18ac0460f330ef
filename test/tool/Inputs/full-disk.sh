#!/usr/bin/env bash
# full-disk.sh CONURE SCRATCH SOURCES: on a real file system that is full each verb that writes says so, ends with 3, keeps what
# was there and leaves nothing half-written; a cache that cannot be written is no error. Needs a mount namespace; where
# there is none nothing is tried.
set -euo pipefail
if [ "${1-}" != inside ]; then
  unshare -rm true 2>/dev/null || { echo "no mount namespaces here"; exit 0; }
  exec unshare -rm bash "$0" inside "$@"
fi
conure=$2 scratch=$3 sources=$4
mkdir -p "$scratch/small" && mount -t tmpfs -o size=256k none "$scratch/small"
cp "$sources"/{bad,good}.cpp "$sources/shared.h" "$scratch/small"
cp "$sources/fixable.cpp" "$scratch/small"
cd "$scratch/small"
"$conure" check --quiet --format=sarif -o "$scratch/log.sarif" bad.cpp || [ $? = 1 ]
echo old >out
head -c 1M /dev/zero >filler 2>/dev/null || true
ends() { # ends STATUS COMMAND…
  local status=0
  "${@:2}" >"$scratch/said" 2>&1 || status=$?
  [ "$status" = "$1" ] || { cat "$scratch/said"; echo "status $status, expected $1: ${*:2}"; exit 1; }
}
full() { # full COMMAND…: refused for want of space; what was there is there
  ends 3 "$@"
  grep -q 'No space left on device' "$scratch/said" || { cat "$scratch/said"; exit 1; }
  [ "$(cat out)" = old ]
  [ "$(ls | sort | tr '\n' ' ')" = "$(echo "bad.cpp filler fixable.cpp good.cpp out shared.h ")" ] || { ls; exit 1; }
}
full "$conure" check --format=sarif -o out bad.cpp
full "$conure" check --sarif=out bad.cpp
full "$conure" baseline "$scratch/log.sarif" -o out
full "$conure" merge "$scratch/log.sarif" -o out
full "$conure" report --html out "$scratch/log.sarif"
full "$conure" index bad.cpp -o out
full "$conure" graph good.cpp -o out
before=$(sha256sum fixable.cpp)
full "$conure" check --fix fixable.cpp
[ "$before" = "$(sha256sum fixable.cpp)" ]
ends 3 "$conure" rewrite --out tree good.cpp
[ ! -e tree ]
mkdir "$scratch/small/c" 2>/dev/null || true
ends 0 "$conure" check --cache=c good.cpp
ends 0 "$conure" check --cache=c good.cpp
echo "a full disk is told"
