# What the scripts share: where the project is, how they speak, how they build. Sourced, not run.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

say() { printf '== %s\n' "$*" >&2; }
die() {
  printf 'error: %s\n' "$*" >&2
  exit 2
}

# build PRESET [TARGET…]: configures once, then builds with as many jobs as there are cores.
build() {
  local preset=$1
  shift
  local dir=build
  [[ $preset == llvm19 ]] && dir=build-19
  if [[ ! -f $root/$dir/build.ninja ]]; then
    say "configuring ($preset) in $dir/"
    (cd "$root" && cmake --preset "$preset" >"$dir.log" 2>&1) || {
      cat "$root/$dir.log" >&2
      die "cmake failed"
    }
    mv "$root/$dir.log" "$root/$dir/configure.log"
  fi
  say "building ${*:-everything} in $dir/"
  cmake --build "$root/$dir" ${*:+--target "$@"} >&2 || die "the build failed (see above)"
}
