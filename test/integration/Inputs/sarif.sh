#!/usr/bin/env bash
# Usage: sarif.sh CONURE BUILD SCRATCH SOURCES. Installs the validator from npm below BUILD, once.
set -euo pipefail
conure=$1 build=$2 scratch=$3 sources=$4
tool=$build/sarif-multitool
[ -d "$tool/node_modules/@microsoft" ] || npm install --silent --no-fund --no-audit --prefix "$tool" @microsoft/sarif-multitool
multitool=$(find "$tool/node_modules" -path '*sarif-multitool-linux/*' -name Sarif.Multitool -type f | head -1)
chmod +x "$multitool"
export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1

cp -r "$sources/." "$scratch"
cd "$scratch"
echo 'int f( { }' >syntax.cpp
status=0
"$conure" check --format=sarif -o findings.sarif bad.cpp other.cpp hidden.cpp nolint.cpp nolint-not.cpp || status=$?
[ "$status" = 1 ]
"$conure" check --format=sarif -o failed.sarif bad.cpp syntax.cpp none.cpp || status=$?
[ "$status" = 3 ]
"$conure" baseline findings.sarif -o base.sarif
"$conure" check --baseline=base.sarif --format=sarif -o compared.sarif bad.cpp good.cpp || true
"$conure" merge findings.sarif compared.sarif -o merged.sarif
for log in findings failed compared merged; do
  "$multitool" validate "$log.sarif" --rule-kind 'Sarif;Ghas' --level 'Error;Warning' -o "$log.v.sarif" --log ForceOverwrite >"$log.out" 2>&1 ||
    { cat "$log.out"; exit 1; }
  python3 - "$log.v.sarif" <<'END'
import json, sys
results = [r for run in json.load(open(sys.argv[1], encoding="utf-8-sig"))["runs"] for r in run.get("results") or []]
for r in results:
    print(r["ruleId"], r.get("level"), r["message"].get("text") or r["message"].get("arguments"), r.get("locations", [{}])[0].get("physicalLocation", {}).get("region"))
sys.exit(bool(results))
END
done
