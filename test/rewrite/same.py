#!/usr/bin/env python3
"""Rewrites a right program and checks that it still does what it did.

same.py --driver D --include RUNTIME --work DIR SOURCE

The program is built as it stands, and rewritten with every class counted and
nothing elided (g++) and with the defaults (clang++), each without a warning and
under AddressSanitizer. All three must print the same and end well. A second run
of the rewriter over its tree makes no edit.
"""
import concurrent.futures
import subprocess
import sys

import arguments

args = arguments.parsed()
source, library = args.source, args.library


def run(*command):
    return subprocess.run([str(c) for c in command], capture_output=True, text=True, timeout=500)


def must(what, done):
    if done.returncode or done.stderr:
        sys.exit(f"{what}: status {done.returncode}\n{done.stdout[-1500:]}{done.stderr[:4000]}")
    return done.stdout


def variant(compiler, flags):
    tree, program = args.work / compiler, args.work / (compiler + ".program")
    must("rewrite", run(args.driver, "--out", tree, *flags, source))
    again = must("rewrite the tree", run(args.driver, "--out", args.work / (compiler + "-again"), *flags, tree / source.name))
    if " edits: 0 " not in again:
        sys.exit(f"{compiler}: a second run makes edits:\n{again}")
    must(f"{compiler}: compile", run(compiler, "-std=c++20", "-g", "-Wall", "-Wextra", "-Werror", "-fsanitize=address,undefined",
                                     "-DCONURE_RUNTIME", "-I", args.include, "-include", "conure/rt.h", tree / source.name,
                                     "-o", program, library, "-pthread", "-ldl"))
    return must(f"{compiler}: run", run(program))


def plain():
    program = args.work / "plain.program"
    must("plain: compile", run("g++", "-std=c++20", "-Wall", "-Wextra", "-Werror", "-I", args.include, source, "-o", program))
    return must("plain: run", run(program))


with concurrent.futures.ThreadPoolExecutor(2) as pool:
    wanted = pool.submit(plain)
    found = [pool.submit(variant, "g++", ["--count", "project", "--no-elide"]), pool.submit(variant, "clang++-22", [])]
for one in found:
    if one.result() != wanted.result():
        sys.exit(f"it prints\n{one.result()}\ninstead of\n{wanted.result()}")
