#!/bin/bash
# standard.sh CONURE DIR COMPILER LOGGER: see standard.test.
set -eu
conure=$1 dir=$2 logger=$4
export REAL_CXX=$3 LOG=$dir/log
cd "$dir"
rm -rf log tree -- *.o *.conure
fail() { echo "FAILED: $*"; cat log; exit 1; }
compile() { # SOURCE FLAGS...: prints what the compiler was told of the standard
  local source=$1
  shift
  : > log
  "$conure" c++ --quiet --count=project -- "$logger" -O0 -g "$@" -c "$source.cpp" -o "$source.o" || fail "compiling $source $*"
  tail -1 log | grep -o -e '-std=[^ ]*' -e '-fno-char8_t' -e 'conure/rt.h' -e 'conure/pointers.h' | xargs
}
expect() { [ "$1" = "$2" ] || fail "'$1' instead of '$2'"; }

# As much as the counts need, and no more.
for older in -std=c++98 -std=c++11 -std=c++14 -ansi; do
  expect "$(compile last $older)" "-std=c++17 conure/pointers.h"
done
expect "$(compile length -std=gnu++0x)" "-std=gnu++17 conure/pointers.h"
expect "$(compile length -std=c++17)" "-std=c++17 conure/pointers.h"
own=$(echo __cplusplus | "$REAL_CXX" -x c++ -E -P -)
[ "$own" = 201703L ] || fail "this test does not know what is older than $REAL_CXX's own standard"
expect "$(compile length)" "-std=gnu++17 conure/pointers.h"
expect "$(compile main -std=c++20)" "-std=c++20 conure/pointers.h"
expect "$(compile main -std=c++2b)" "-std=c++2b conure/pointers.h"

# What needs C++20 is C++20.
expect "$(compile constant -std=c++14)" "-std=c++20 -fno-char8_t conure/pointers.h"
expect "$(compile constant)" "-std=gnu++20 -fno-char8_t conure/pointers.h"
expect "$(compile annotated)" "-std=gnu++20 -fno-char8_t conure/rt.h conure/pointers.h"
expect "$(compile annotated -std=c++20)" "-std=c++20 conure/rt.h conure/pointers.h"

# Units of all of them are one program, whose classes are the same, and it panics where it should.
compile last -std=c++11 > told
compile main -std=c++17 > told
for length in length annotated constant; do
  [ $length = annotated ] || compile $length -std=c++14 > told
  "$conure" c++ -- "$REAL_CXX" -g last.o $length.o main.o -o $length
  expect "$(./$length)" "2 3"
  if ./$length drop 2> err; then fail "$length does not panic"; fi
  grep -q "^panic: a value of type 'Node' was dropped while 1 borrow of it exists" err || { cat err; fail "no panic"; }
  grep -q "borrowed at $dir/last.cpp:4 in " err || { cat err; fail "not the line of the borrow"; }
  grep -q "created at $dir/node.h:11 in " err || { cat err; fail "not the line of the value"; }
done

# A whole tree says the same of its units; where there are processes, all of it is C++20.
database() { # SOURCE...
  local source comma=""
  { echo '['
    for source in "$@"; do
      echo "$comma{\"directory\": \"$dir\", \"file\": \"$source.cpp\", \"arguments\": [\"$REAL_CXX\", \"-std=${standard[$source]}\", \"-c\", \"$source.cpp\"]}"
      comma=,
    done
    echo ']'; } > compile_commands.json
}
standards() { grep -o -e '-std=[^"]*' tree/compile_commands.json | xargs; }
declare -A standard=([annotated]=c++20 [last]=c++11 [length]=c++17 [main]=c++20)
database last length main
"$conure" rewrite --quiet --count=project -p . --out tree || fail "no tree"
expect "$(standards)" "-std=c++17 -std=c++17 -std=c++20"
database annotated last main
rm -rf tree
"$conure" rewrite --quiet --count=project -p . --out tree || fail "no tree with processes"
expect "$(standards)" "-std=c++20 -std=c++20 -std=c++20"
