#!/usr/bin/env python3
"""What a second check of an unchanged package costs when the first left its results in a cache.

Usage: bench/checks/cache.py [PACKAGE ...] [--rounds 5] [--conure BIN] [--write]
Each package's compile database is checked once with an empty --cache and then --rounds times with the same one; the findings
must be the same to the byte. Times are elapsed, since a user waits for both. With --write, puts the table into
docs/performance.md. Status 1 if a package is less than --least (20) times faster.
"""
import argparse
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

import page
from packages import ROOT, prepared


def check(conure: pathlib.Path, build: pathlib.Path, cache: pathlib.Path) -> tuple[float, bytes]:
    begin = time.perf_counter()
    done = subprocess.run([conure, "check", "--quiet", "-p", build, f"--cache={cache}", "--format=sarif"], capture_output=True)
    elapsed = time.perf_counter() - begin
    if done.returncode not in (0, 1):
        sys.exit(done.stderr.decode(errors="replace")[-2000:])
    return elapsed, done.stdout


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("packages", nargs="*", default=["leveldb", "re2"])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--dir", type=pathlib.Path, default=ROOT / "build" / "foreign")
    parser.add_argument("--conure", type=lambda name: pathlib.Path(name).resolve(), default=ROOT / "build" / "bin" / "conure")
    parser.add_argument("--least", type=float, default=20)
    parser.add_argument("--write", action="store_true", help="put the table into docs/performance.md")
    args = parser.parse_args()

    lines = ["| package | first check, s | second, s: median (smallest–largest) | times faster |", "|---|--:|--:|--:|"]
    enough = True
    for package in args.packages:
        build = prepared(args.dir, package)
        cache = pathlib.Path(tempfile.mkdtemp(prefix="conure-cache-"))
        try:
            cold, findings = check(args.conure, build, cache)
            warm = []
            for _ in range(args.rounds):
                elapsed, again = check(args.conure, build, cache)
                if again != findings:
                    sys.exit(f"{package}: the cache gives other findings")
                warm.append(elapsed)
        finally:
            shutil.rmtree(cache)
        times = cold / statistics.median(warm)
        enough &= times >= args.least
        lines.append(f"| {package} | {cold:.2f} | {statistics.median(warm):.3f} ({min(warm):.3f}–{max(warm):.3f}) | **{times:.0f}** |")
        print(lines[-1], flush=True)
    if args.write:
        page.put("check-cache", lines)
    return 0 if enough else 1


if __name__ == "__main__":
    sys.exit(main())
