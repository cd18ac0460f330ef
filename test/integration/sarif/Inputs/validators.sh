# Sourced with `build` set to the build directory: installs the validators from npm below it, once, and defines
#   validate LOG…       nothing to say for Microsoft's validator (rules of SARIF and of GitHub's code scanning, errors and
#                       warnings) nor for the schema
#   line_hashes LOG ROOT  the line hash of every result is what Microsoft's port of GitHub's algorithm computes
tools=$build/sarif-validators
mkdir -p "$tools"
(
  flock 9
  [ -e "$tools/installed" ] ||
    { npm install --silent --no-fund --no-audit --prefix "$tools" @microsoft/sarif-multitool @microsoft/sarif ajv ajv-formats &&
      touch "$tools/installed"; }
) 9>"$tools/lock"
multitool=$(find "$tools/node_modules" -path '*sarif-multitool-linux/*' -name Sarif.Multitool -type f | head -1)
schema=$(dirname "$multitool")/sarif-2.1.0.json
chmod +x "$multitool"
export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1
inputs=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

validate() {
  local log
  for log in "$@"; do
    # It ends with 0 even with errors: what counts is the log it writes.
    "$multitool" validate "$log" --rule-kind 'Sarif;Ghas' --level 'Error;Warning' -o "$log.v" --log ForceOverwrite --max-file-size-in-kb 100000 >"$log.out" 2>&1 ||
      { cat "$log.out"; return 1; }
    python3 "$inputs/validated.py" "$log.v" || return 1
  done
  NODE_TOOLS=$tools node "$inputs/schema.mjs" "$schema" "$@"
}

line_hashes() { NODE_TOOLS=$tools node "$inputs/hashes.mjs" "$1" "$2"; }
