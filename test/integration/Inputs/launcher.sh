#!/usr/bin/env bash
# Usage: launcher.sh CONURE PROJECT SCRATCH STEP. A project of several directories, with C, a generated header, two configurations,
# built through `conure c++` by STEP: make, ninja (with ccache, depfiles, a debugger), meson, odd (precompiled headers, unity).
set -euo pipefail
conure=$1 scratch=$3 step=$4
rm -rf "$scratch" && mkdir -p "$scratch" && cp -r "$2" "$scratch/project" && cd "$scratch/project"
says() { grep -qE -- "$1" "$scratch/out" || { cat "$scratch/out"; echo "expected: $1"; exit 1; }; }
run() { "$@" >"$scratch/out" 2>&1 || { cat "$scratch/out"; echo "unexpected failure: $*"; exit 1; }; }
fails() { if "$@" >"$scratch/out" 2>&1; then cat "$scratch/out"; echo "unexpected success: $*"; exit 1; fi; }
launcher="$conure;c++;--count=project;--root;$PWD;--quiet"

# The program does what it did, and panics where a value goes while it is borrowed: with the user's places.
good_and_bad() { # PROGRAM RESULT
  [ "$("$1")" = "$2" ] || { echo "$1 says $("$1"), not $2"; exit 1; }
  fails "$1" bad
  says "panic: a value of type 'Item' was dropped while 1 borrow of it exists"
  says 'project/core/list.cpp:8 in List::clear'
}

make_() {
  run cmake -S . -B make -G "Unix Makefiles" -DCMAKE_BUILD_TYPE=Debug -DCMAKE_CXX_COMPILER_LAUNCHER="$launcher" -DCMAKE_CXX_LINKER_LAUNCHER="$launcher"
  run cmake --build make -j2
  good_and_bad make/app/app 1050
  says 'borrowed at .*project/app/main.cpp:6'
  run make -C make
  ! grep -q Building "$scratch/out" || { cat "$scratch/out"; exit 1; }
}

ninja_() {
  export CCACHE_DIR=$scratch/cache CCACHE_NOHASHDIR=1
  # Another configuration with other macros.
  run cmake -S . -B ninja -G Ninja -DCMAKE_BUILD_TYPE=Release -DCMAKE_CXX_FLAGS="-g -DCONURE_BORROW_PLACES=1" -DCMAKE_CXX_FLAGS_RELEASE=-O1 \
    -DCMAKE_CXX_LINKER_LAUNCHER="$launcher" -DCMAKE_CXX_COMPILER_LAUNCHER="$launcher;--;ccache"
  run ninja -C ninja
  good_and_bad ninja/app/app 50
  run ninja -C ninja
  says 'no work to do'
  # The cache behind the launcher is hit by what was compiled before.
  run ccache --zero-stats
  run ninja -C ninja -t clean
  run ninja -C ninja
  run ccache --print-stats
  says 'cache_miss.0$'
  says 'hit.[1-9]'
  # Depfiles name the user's files: a header builds again what includes it, and nothing else.
  run ninja -C ninja -t deps
  says 'core/include/core/list.h'
  ! grep -q '\.conure/' "$scratch/out" || { cat "$scratch/out"; echo "the tree is a dependency"; exit 1; }
  echo '// changed' >>core/include/core/list.h
  run ninja -C ninja -n -v
  [ "$(grep -c -- '-c ' "$scratch/out")" = 3 ] || { cat "$scratch/out"; exit 1; }
  # The debugger is on the user's lines.
  run cmake -S . -B debug -G Ninja -DCMAKE_EXPORT_COMPILE_COMMANDS=ON -DCMAKE_BUILD_TYPE=Debug -DCMAKE_CXX_COMPILER_LAUNCHER="$launcher" -DCMAKE_CXX_LINKER_LAUNCHER="$launcher"
  run ninja -C debug
  run gdb -q -batch -ex 'set debuginfod enabled off' -ex 'set width 0' -ex 'break work' -ex run -ex next -ex next -ex next -ex 'print length' \
    -ex 'break list.cpp:10' -ex continue -ex bt -ex 'info source' --args debug/app/app good
  says 'Breakpoint 1, work \(list=.*\) at .*project/app/main.cpp:5$'
  says '^6[[:space:]]+const Item \*best = list.longest\(\);'
  says '^7[[:space:]]+int length = best->length\(\);'
  says '^8[[:space:]]+if \(bad\)'
  says '= 4'
  says '#1 .* in work \(.*\) at .*project/app/main.cpp:10'
  says 'Current source file is .*project/core/list.cpp'
  # A tree builds by itself, in any order and with any number of jobs the same; a second run changes nothing.
  run "$conure" rewrite -p debug --count=project --root "$PWD" --out tree
  run "$conure" rewrite -p debug --count=project --root "$PWD" --out tree2 -j3
  python3 - debug <<'PY'
import json, pathlib, random, sys
path = pathlib.Path(sys.argv[1], "compile_commands.json")
entries = json.loads(path.read_text())
random.Random(3).shuffle(entries)
pathlib.Path("shuffled").mkdir()
pathlib.Path("shuffled/compile_commands.json").write_text(json.dumps(entries))
PY
  run "$conure" rewrite -p shuffled --count=project --root "$PWD" --out tree3
  run diff -r --exclude=compile_commands.json tree tree2
  run diff -r --exclude=compile_commands.json tree tree3
  run "$conure" rewrite -p tree --count=project --root "$PWD/tree" --out again
  says ' 0 edits'
  python3 - tree "$conure" <<'PY'
import json, pathlib, subprocess, sys
tree = pathlib.Path(sys.argv[1])
subprocess.run(["cc", "-c", "core/plain.c", "-o", "plain.o"], check=True)  # C is no business of Conure's
objects = ["plain.o"]
for entry in json.loads((tree / "compile_commands.json").read_text()):
    pathlib.Path(entry["directory"]).mkdir(parents=True, exist_ok=True)
    output = pathlib.Path(entry["directory"], entry["output"])
    output.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(entry["arguments"], cwd=entry["directory"], check=True)
    if "generate" not in output.name:
        objects.append(str(output))
subprocess.run([sys.argv[2], "c++", "--", "c++", *objects, "-o", "alone"], check=True)
PY
  good_and_bad ./alone 1050
}

meson_() {
  CXX="$conure c++ --count=project --root $PWD --quiet -- c++" run meson setup meson .
  run meson compile -C meson
  good_and_bad meson/app 50
  run ninja -C meson
  says 'no work to do'
}

odd_() {
  run cmake -S . -B odd -G Ninja -DCMAKE_BUILD_TYPE=Debug -DWITH_PCH=ON -DCMAKE_CXX_COMPILER_LAUNCHER="$launcher" -DCMAKE_CXX_LINKER_LAUNCHER="$launcher"
  run ninja -C odd
  good_and_bad odd/app/app 1050
  run cmake -S . -B unity -G Ninja -DCMAKE_BUILD_TYPE=Debug -DWITH_UNITY=ON -DCMAKE_CXX_COMPILER_LAUNCHER="$launcher" -DCMAKE_CXX_LINKER_LAUNCHER="$launcher"
  run ninja -C unity
  good_and_bad unity/app/app 1050
}

"${step}_"
