#!/usr/bin/env bash
# Usage: cmake.sh BUILD CONSUMER SCRATCH PROJECT. The packages as they are unpacked on a user's machine, and projects that use
# them: nothing in them may know where they were built.
set -euo pipefail
inputs=$(cd "$(dirname "$0")" && pwd)
build=$1 consumer=$2 scratch=$3 project=$4
says() { grep -q -- "$1" "$scratch/out" || { cat "$scratch/out"; echo "expected: $1"; exit 1; }; }
run() { "$@" >"$scratch/out" 2>&1 || { cat "$scratch/out"; echo "unexpected failure: $*"; exit 1; }; }
fails() { if "$@" >"$scratch/out" 2>&1; then cat "$scratch/out"; echo "unexpected success: $*"; exit 1; fi; }

(cd "$build" && run cpack -G "DEB;TGZ" -B "$scratch/packages")
mkdir "$scratch/deb" "$scratch/tgz"
dpkg-deb -x "$scratch"/packages/conure_*.deb "$scratch/deb"
tar -xzf "$scratch"/packages/conure-*.tar.gz -C "$scratch/tgz" --strip-components=1
prefix=$scratch/deb/usr
for file in bin/conure lib/ConureTidy.so lib/libconure_runtime.a share/man/man1/conure.1 share/bash-completion/completions/conure \
  share/zsh/vendor-completions/_conure share/fish/vendor_completions.d/conure.fish share/conure/bazel/conure.bzl share/doc/conure/tool.md; do
  [ -f "$prefix/$file" ] || { echo "the package has no $file"; exit 1; }
  cmp "$prefix/$file" "$scratch/tgz/$file"
done
run dpkg-deb -f "$scratch"/packages/conure_*.deb Depends
says 'libclang-common-'
says 'libllvm'
if grep -rIlF -e "$build" -e "$project" "$prefix" >"$scratch/out"; then cat "$scratch/out"; echo "these know where they were built"; exit 1; fi

# The manual page and the completions are what the installed command says.
for made in "man:share/man/man1/conure.1" "completion bash:share/bash-completion/completions/conure"; do
  "$prefix/bin/conure" ${made%%:*} | cmp - "$prefix/${made#*:}"
done

# What the README says, with the installed command.
mkdir "$scratch/readme" && cp -r "$project/examples" "$scratch/readme" && cd "$scratch/readme"
PATH=$prefix/bin:$PATH
[ "$(command -v conure)" = "$prefix/bin/conure" ]
[ "$(CXX=g++ conure run examples/counter.cpp 2>&1)" = 3 ]
fails conure check examples/invalid/list.cpp
python3 "$inputs/readme.py" "$project/README.md" "$scratch/out"
run conure doctor
says "$prefix/lib/ConureTidy.so"

# A rewritten tree is plain C++: pkg-config gives what compiles and links it.
run conure rewrite --out tree examples/counter.cpp
export PKG_CONFIG_PATH=$prefix/lib/pkgconfig
run g++ -std=c++20 tree/counter.cpp $(pkg-config --cflags --libs conure) -o counter
[ "$(./counter)" = 3 ]

cp -r "$consumer" "$scratch/project"
cd "$scratch/project"
run cmake -S . -B make -G "Unix Makefiles" -DCMAKE_CXX_COMPILER=g++ -DCMAKE_PREFIX_PATH="$scratch/tgz"
run cmake --build make
[ "$(make/consumer)" = "counted 42" ]
run make -C make
! grep -q Checking "$scratch/out"

# Nothing to do the second time; a header runs again what includes it; a finding fails the build.
run cmake -S . -B ninja -G Ninja -DCMAKE_CXX_COMPILER=g++ -DCMAKE_PREFIX_PATH="$prefix"
run cmake --build ninja
[ "$(ninja/consumer)" = "counted 42" ]
run conure merge -o all.sarif ninja/consumer-conure.dir/*.sarif
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
