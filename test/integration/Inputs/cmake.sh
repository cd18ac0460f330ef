#!/usr/bin/env bash
# Usage: cmake.sh BUILD CONSUMER SCRATCH
set -euo pipefail
build=$1 consumer=$2 scratch=$3
says() { grep -q -- "$1" "$scratch/out" || { cat "$scratch/out"; echo "expected: $1"; exit 1; }; }
run() { "$@" >"$scratch/out" 2>&1 || { cat "$scratch/out"; echo "unexpected failure: $*"; exit 1; }; }
fails() { if "$@" >"$scratch/out" 2>&1; then cat "$scratch/out"; echo "unexpected success: $*"; exit 1; fi; }

run cmake --install "$build" --prefix "$scratch/prefix"
"$scratch/prefix/bin/conure" --version
[ -f "$scratch/prefix/share/man/man1/conure.1" ]
cp -r "$consumer" "$scratch/project"
cd "$scratch/project"
for generator in Ninja "Unix Makefiles"; do
  rm -rf build
  run cmake -S . -B build -G "$generator" -DCMAKE_CXX_COMPILER=g++ -DCMAKE_PREFIX_PATH="$scratch/prefix"
  run cmake --build build
  [ "$(build/consumer)" = "counted 42" ]
  grep -q '"results"' build/consumer-conure.dir/*.sarif
done

# Nothing to do the second time; a header runs again what includes it; a finding fails the build.
run cmake -S . -B ninja -G Ninja -DCMAKE_CXX_COMPILER=g++ -DCMAKE_PREFIX_PATH="$scratch/prefix"
run cmake --build ninja
run cmake --build ninja
says 'no work to do'
echo '// changed' >>lib/counter.h
run cmake --build ninja
says 'Checking counter.cpp'
says 'Checking main.cpp'
run cmake --build ninja
says 'no work to do'
printf 'int shared_total;\nvoid Counter::add(int by) { shared_total += by; }\nvoid Counter::value(conure::channel<int> out) const { out.send(total_); }\n' |
  cat <(echo '#include "counter.h"') - >lib/counter.cpp
fails cmake --build ninja
says 'conure-shared-state'

# pkg-config gives what links the runtime.
export PKG_CONFIG_PATH=$(dirname "$(find "$scratch/prefix" -name conure.pc)")
[[ $(pkg-config --libs conure) == *libconure_runtime.a* ]]
