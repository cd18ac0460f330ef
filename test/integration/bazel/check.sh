#!/usr/bin/env bash
# Usage: check.sh CONURE SCRATCH. Builds a small workspace with the aspect under the real Bazel and asserts which actions run:
# all at first, none the second time, those that include a header when it changes; and that a finding fails the build.
set -euo pipefail
conure=$1 scratch=$2
here=$(cd "$(dirname "$0")" && pwd)
project=$(cd "$here/../../.." && pwd)
rm -rf "$scratch" # Bazel's own cache too: the first run is to be the first
mkdir -p "$scratch/ws"
cd "$scratch/ws"

cat >WORKSPACE <<EOF
workspace(name = "small")
local_repository(name = "conure_rules", path = "$project/bazel")
load("@conure_rules//:repository.bzl", "conure_configure")
conure_configure(name = "conure", path = "$conure")
EOF
cat >.bazelrc <<EOF
build --override_repository=rules_cc=$here/rules_cc
build --override_repository=rules_java=/usr/share/bazel/rules/java
build --override_repository=rules_proto=/usr/share/bazel/rules/proto
build --override_repository=bazel_skylib=/usr/share/bazel/tools/skylib
build --override_repository=platforms=/usr/share/bazel/platforms
EOF
cat >BUILD <<EOF
cc_library(name = "counter", srcs = ["counter.cpp"], hdrs = ["counter.h"], copts = ["-std=c++20"])
cc_library(name = "other", srcs = ["other.cpp"], copts = ["-std=c++20"])
cc_library(name = "user", srcs = ["user.cpp"], deps = [":counter"], copts = ["-std=c++20"])
EOF
cat >counter.h <<EOF
#include <conure/conure.h>
class CONURE_PROCESS Counter {
 public:
  CONURE_ASYNC void increment(int by) { value_ += by; }
 private:
  int value_ = 0;
};
EOF
printf '#include "counter.h"\n' >counter.cpp
printf '#include "counter.h"\nvoid count() { conure::spawn<Counter>()->increment(2); }\n' >user.cpp
printf 'int other() { return 1; }\n' >other.cpp

checked() { # number of ConureCheck actions that the last run executed
  grep -c '"mnemonic": *"ConureCheck"' exec.json || true
}
run() { # run GROUP: the status of the build; exec.json lists the actions that ran
  rm -f exec.json
  bazel --output_user_root="$scratch/out" build //... --aspects=@conure_rules//:conure.bzl%conure_aspect \
    --output_groups="$1" --execution_log_json_file=exec.json >bazel.log 2>&1
}
expect() { # expect WHAT WANTED
  local got
  got=$(checked)
  [[ $got == "$2" ]] || { echo "$1: $got actions ran, expected $2"; tail -n 20 bazel.log; exit 1; }
  echo "$1: $got actions"
}
trap 'bazel --output_user_root="$scratch/out" shutdown >/dev/null 2>&1 || true' EXIT

run conure || { tail -n 40 bazel.log; exit 1; }
expect "first run" 3
run conure
expect "second run" 0
sed -i 's/value_ = 0/value_ = 1/' counter.h
run conure
expect "changed header" 2
run conure_sarif
expect "SARIF" 3
"$conure" merge -o all.sarif bazel-bin/*.conure.sarif

# A finding fails the build, and is shown.
sed -i 's/CONURE_ASYNC void increment/CONURE_ASYNC void share(int *by) { value_ += *by; }\n  &/' counter.h
if run conure; then echo "a finding did not fail the build"; exit 1; fi
grep -q 'async-signature' bazel.log || { echo "the finding is not shown"; tail -n 40 bazel.log; exit 1; }
echo "a finding fails the build"
