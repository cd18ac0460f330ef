#!/usr/bin/env bash
# Usage: pre-commit.sh CONURE PROJECT SCRATCH SOURCES
set -euo pipefail
conure=$1 project=$2 scratch=$3 sources=$4
export PATH="$(dirname "$conure"):$PATH" PRE_COMMIT_HOME="$scratch/home" CONURE="$conure"
export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@b GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@b
git() { command git -c init.defaultBranch=main -c advice.detachedHead=false "$@"; }
fails() { if "$@" >"$scratch/out" 2>&1; then cat "$scratch/out"; echo "unexpected success: $*"; exit 1; fi; }
passes() { "$@" >"$scratch/out" 2>&1 || { cat "$scratch/out"; echo "unexpected failure: $*"; exit 1; }; }
says() { grep -q -- "$1" "$scratch/out" || { cat "$scratch/out"; echo "expected: $1"; exit 1; }; }

# The hooks as a repository of their own, as pre-commit clones them.
mkdir -p "$scratch/hooks/scripts"
cp "$project/.pre-commit-hooks.yaml" "$scratch/hooks/"
cp "$project/scripts/pre-commit" "$scratch/hooks/scripts/"
(cd "$scratch/hooks" && git init -q . && git add -A && git commit -qm hooks)
passes pre-commit validate-manifest "$scratch/hooks/.pre-commit-hooks.yaml"

mkdir "$scratch/repo" && cd "$scratch/repo"
git init -q .
cp "$sources/good.cpp" .
git add -A && git commit -qm start

# Without a compile database: the hint, and a status of its own.
fails pre-commit try-repo "$scratch/hooks" conure --all-files --verbose
says 'exit code: 4'
says 'no compile database was found'
printf -- '-std=c++20\n' >compile_flags.txt
git add -A && git commit -qm flags
for hook in conure conure-script; do
  passes pre-commit try-repo "$scratch/hooks" "$hook" --all-files --verbose
done

# Installed for good: a bad commit is stopped.
cat >.pre-commit-config.yaml <<END
repos:
  - repo: $scratch/hooks
    rev: $(command git -C "$scratch/hooks" rev-parse HEAD)
    hooks: [{id: conure}]
END
git add -A && git commit -qm config
passes pre-commit install
cp "$sources/bad.cpp" "$sources/shared.h" .
git add bad.cpp shared.h
fails git commit -m bad
says 'conure-shared-state'
says 'bad.cpp:5:35: error'

# A header alone is checked; its finding stops the commit too.
git reset -q && rm bad.cpp && git add shared.h
fails git commit -m header
says 'shared.h:8:31: error'

# With a database a header is checked through a file that includes it.
mkdir build && cp "$sources/other.cpp" .
cat >build/compile_commands.json <<END
[{"directory": "$PWD", "file": "other.cpp", "arguments": ["g++", "-std=c++20", "-c", "other.cpp"]}]
END
fails git commit -m header
says 'shared.h:8:31: error'
rm -r build other.cpp

# What is checked is what is staged: the good half passes, the rest of the work survives.
git rm -q --cached shared.h && rm shared.h
echo '// staged' >>good.cpp && git add good.cpp && echo 'int broken(' >>good.cpp
passes git commit -m good
tail -1 good.cpp | grep -qx 'int broken('
