#!/bin/bash
# precompiled-headers.sh CONURE DIR COMPILER LOGGER: see precompiled-headers.test.
set -eu
conure=$1 dir=$2 logger=$4
export REAL_CXX=$3 LOG=$dir/log
cd "$dir"
rm -rf headers log -- *.o *.d *.conure
fail() { echo "FAILED: $*"; tail -3 log; exit 1; }
compile() { # SOURCE OBJECT FLAGS...
  local source=$1 object=$2
  shift 2
  : > log
  "$conure" c++ --quiet --count=project --precompiled headers -- "$logger" -O1 -std=c++17 -DUSERS=1 "$@" -MD -MF "$object.d" \
    -c "$source" -o "$object" || fail "compiling $source"
}
used() { tail -1 log | grep -q -- "-include $dir/headers/[0-9a-f]*/runtime.h"; }

compile length.cpp first.o
! used || fail "one unit alone makes nothing"
compile length.cpp second.o
used || fail "the second unit makes the headers"
[ "$(ls -d headers/*/standard.pch | wc -l)" = 1 ] || fail "no headers for the parse"
grep -q 'c++-header' log || fail "not made by the user's compiler"
compile main.cpp main.o -I. -DOTHER=2
used || fail "macros and directories that no library looks at make no difference"
! grep -q 'c++-header' log || fail "made again"

# Depfiles name what a build can watch.
! grep -q "headers/" second.o.d || fail "the depfile names the precompiled headers"
grep -q "$dir/node.h" second.o.d && grep -q "$dir/include/conure/" second.o.d || fail "the depfile names too little"

# What is built does what it did, and panics where it did.
for length in first second; do
  "$conure" c++ -- "$REAL_CXX" $length.o main.o -o $length
  [ "$(./$length)" = 6 ] || fail "$length prints $(./$length)"
  if ./$length drop 2> $length.err; then fail "$length does not panic"; fi
done
grep -q "^panic: a value of type 'Node' was dropped while 1 borrow" first.err || fail "no panic"
diff <(sed 's#[^ ]*first+0x[0-9a-f]*##' first.err) <(sed 's#[^ ]*second+0x[0-9a-f]*##' second.err) || fail "other panics"

# Other flags are other headers; a header of the user's that has a library's name wins.
compile length.cpp other.o -D_GLIBCXX_ASSERTIONS
! used || fail "a macro that libraries look at"
mkdir -p own && printf '#pragma once\n#define THE_USERS_OWN 1\n#include_next <functional>\n' > own/functional
compile shadow.cpp shadow.o -Iown
! used || fail "a directory with a header of the library's name"
printf '#define FORCED 1\n' > forced.h
compile length.cpp forced.o -include forced.h
! used || fail "headers that come first"

# What they are made of changes; they are damaged; the directory cannot be written; another makes them at the moment.
echo '// changed' >> include/conure/count.h
compile length.cpp changed.o
used && grep -q 'c++-header' log || fail "not made again after a change"
for made in headers/*/*.pch headers/*/*.gch; do echo damaged > "$made"; done
compile length.cpp damaged.o
used && grep -q 'c++-header' log || fail "not made again after damage"
rm headers/*/inputs
(
  for lock in headers/*/used; do exec {held}< "$lock" && flock $held; done
  compile length.cpp locked.o
  ! used || fail "waits for another, or does not notice"
)
compile length.cpp again.o
used || fail "not made after the other has gone"
