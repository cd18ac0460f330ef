#!/usr/bin/env bash
# Usage: formats.sh CONURE BUILD SCRATCH SOURCES
set -euo pipefail
conure=$1 build=$2 scratch=$3 sources=$4
here=$(cd "$(dirname "$0")" && pwd)
source "$here/../../sarif/Inputs/validators.sh"
readers=$build/format-readers
mkdir -p "$readers"
(
  flock 9
  [ -e "$readers/installed" ] ||
    { npm install --silent --no-fund --no-audit --prefix "$readers" @umbrelladocs/rdformat-validator @actions/core junit2json ajv &&
      touch "$readers/installed"; }
) 9>"$readers/lock"

cp "$sources"/{bad,other,good,fixable,large,hidden}.cpp "$sources/shared.h" "$scratch"
mkdir "$scratch/odd, name%" && cp "$sources/bad.cpp" "$sources/shared.h" "$scratch/odd, name%"
cd "$scratch"
mkdir .git # a project of its own
echo 'int f( { }' >syntax.cpp
printf '#pragma clang __debug crash\n' >crash.cpp
# Never ends, and costs nothing meanwhile: a pipe that nobody writes to.
mkfifo pipe && printf '#include "pipe"\n' >hang.cpp
printf 'options:\n  MaxBlocks: 8\n' >.conure.yaml
good=(bad.cpp other.cpp good.cpp fixable.cpp large.cpp hidden.cpp "odd, name%/bad.cpp")
"$conure" check --cache=cache --quiet --fail-on=never --format=json -o /dev/null "${good[@]}"
for format in text concise json sarif github gitlab rdjson junit; do
  status=0
  "$conure" check --cache=cache --timeout=4 --format=$format -o "out.$format" "${good[@]}" syntax.cpp crash.cpp hang.cpp none.cpp >summary 2>said || status=$?
  [ $status = 3 ] || { cat summary said; echo "$format: status $status, expected 3"; exit 1; }
  grep -q '7 errors\|6 errors\|5 errors\|4 errors' summary || { cat summary; exit 1; }
  grep -q '4 files failed' summary || { cat summary; exit 1; }
  for named in syntax.cpp crash.cpp hang.cpp none.cpp large.cpp 'too large'; do
    grep -q "$named" "out.$format" || { cat "out.$format"; echo "$format says nothing of $named"; exit 1; }
  done
done
validate out.sarif
NODE_TOOLS=$readers node "$here/readers.mjs" "$here"
xmllint --noout --schema "$here/junit.xsd" out.junit
