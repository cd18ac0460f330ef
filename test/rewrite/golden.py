#!/usr/bin/env python3
"""Rewrites sources and compares the tree with the expected one beside them.

golden.py --driver D --expected DIR --work DIR [--flags "…"] [--no-compile] SOURCE…

Checks also what holds for every rewriting: the tree compiles with g++ and
clang++ without a warning, units in reverse order on several threads give the
same bytes, and rewriting the tree makes no edit. With CONURE_UPDATE_GOLDEN=1
it writes what it found as what is expected; look at the difference.
"""
import argparse
import difflib
import os
import pathlib
import shutil
import subprocess
import sys

parser = argparse.ArgumentParser()
parser.add_argument("--driver", required=True)
parser.add_argument("--expected", required=True, type=pathlib.Path)
parser.add_argument("--work", required=True, type=pathlib.Path)
parser.add_argument("--flags", default="")
parser.add_argument("--runtime", help="the runtime's headers, if not this checkout's")
parser.add_argument("--compilers", default="g++ clang++-22")
parser.add_argument("--no-compile", action="store_true")
parser.add_argument("sources", nargs="+")
args = parser.parse_args()

base = os.path.dirname(os.path.abspath(args.sources[0]))
failed = False


def complain(text):
    global failed
    failed = True
    print(text)


def run(out, sources, *more):
    command = [args.driver, *args.flags.split(), *(["--runtime", args.runtime] if args.runtime else []), *more, "--out", str(out), *sources]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        complain(f"{' '.join(command)}\nexits with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout


def tree_of(out):
    files = {}
    for path in sorted(out.rglob("*")):
        below = str(path.relative_to(out))
        if path.is_file() and below not in ("compile_commands.json", ".conure-tree"):
            files[below] = path.read_text(encoding="utf-8", errors="surrogateescape")
    return files


shutil.rmtree(args.work, ignore_errors=True)
args.work.mkdir(parents=True)
compile_flags = [] if args.no_compile else [x for c in args.compilers.split() for x in ("--compile", c)]
first = args.work / "first"
report = run(first, args.sources, *compile_flags)
found = tree_of(first)
lines = [line for line in report.splitlines() if not line.startswith(("root: ", "files: "))]
if lines:
    found["findings.txt"] = "\n".join(lines) + "\n"
found = {name: text.replace(base, "SOURCE") for name, text in found.items()}

if os.environ.get("CONURE_UPDATE_GOLDEN"):
    shutil.rmtree(args.expected, ignore_errors=True)
    for name, text in found.items():
        path = args.expected / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", errors="surrogateescape")
wanted = tree_of(args.expected)
for name in sorted(found.keys() | wanted.keys()):
    if found.get(name) != wanted.get(name):
        complain("".join(difflib.unified_diff(wanted.get(name, "").splitlines(True), found.get(name, "").splitlines(True),
                                              f"expected/{name}", f"found/{name}")))

second = args.work / "second"
other = run(second, args.sources, "--reverse", "-j", "3")
if tree_of(second) != tree_of(first):
    complain("units in another order on several threads give another tree")
if [l for l in other.splitlines()] != [l for l in report.splitlines()]:
    complain("units in another order on several threads give other findings")

third = args.work / "third"
again = run(third, [str(first / os.path.relpath(os.path.abspath(s), base)) for s in args.sources], "--root", str(first))
if " edits: 0 " not in again:
    complain(f"rewriting the tree again makes edits:\n{again}")
if {n: t for n, t in tree_of(third).items()} != tree_of(first):
    complain("rewriting the tree again changes it")
sys.exit(failed)
