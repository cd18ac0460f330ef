#!/usr/bin/env python3
"""What a check costs beside the compiler alone and beside clang-tidy, file by file over a real package, in one run.

Usage: bench/checks/compare.py [--package leveldb] [--rounds 5] [--conure BIN] [--write] [--json OUT]
For each translation unit the three commands run one after the other, round by round, so that other load on the machine
falls on all of them. What is compared is processor time, user and system, of each file's minima. Prints the ratio to
`clang++ -fsyntax-only` file by file; the summary is the ratio of the sums, and the geometric mean over files with the smallest
and the largest ratio. With --write, puts the summary into docs/performance.md. Status 1 if the ratio of the sums is above
--limit (1.10).
"""
import argparse
import json
import math
import pathlib
import resource
import shlex
import statistics
import subprocess
import sys

import page
from packages import ROOT, prepared


def arguments_of(unit: dict) -> list[str]:
    """The unit's flags without compiler, output and file."""
    words = unit.get("arguments") or shlex.split(unit["command"])
    flags, skip = [], False
    for word in words[1:]:
        if skip:
            skip = False
        elif word in ("-o", "-MF", "-MT", "-MQ"):
            skip = True
        elif word in ("-c", "-MD", "-MMD") or word == unit["file"]:
            continue
        else:
            flags.append(word)
    return flags


def seconds(command: list, cwd: str) -> float:
    """Processor time of the command and its children."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    result = subprocess.run(command, cwd=cwd, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if result.returncode not in (0, 1):
        sys.exit(f"error: {shlex.join(map(str, command))}\n{result.stderr.decode(errors='replace')[-2000:]}")
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def geometric_mean(values: list[float]) -> float:
    return math.exp(statistics.fmean(math.log(v) for v in values))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--package", default="leveldb")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--files", type=int, default=20, help="at most so many units, spread over the package")
    parser.add_argument("--dir", type=pathlib.Path, default=ROOT / "build" / "foreign")
    parser.add_argument("--conure", type=lambda name: pathlib.Path(name).resolve(), default=ROOT / "build" / "bin" / "conure")
    parser.add_argument("--limit", type=float, default=1.10)
    parser.add_argument("--write", action="store_true", help="put the summary into docs/performance.md")
    parser.add_argument("--json", type=pathlib.Path)
    args = parser.parse_args()

    build = prepared(args.dir, args.package)
    units = [u for u in json.loads((build / "compile_commands.json").read_text()) if not u["file"].endswith(".c")]
    units = units[:: max(1, len(units) // args.files)][: args.files]

    kinds = ("clang++", "conure", "clang-tidy")
    rows = []
    for unit in units:
        flags = arguments_of(unit)
        commands = {
            "clang++": ["clang++-22", "-fsyntax-only", "-w", *flags, unit["file"]],
            "conure": [args.conure, "check", "--quiet", unit["file"], "--", *flags],
            "clang-tidy": ["clang-tidy-22", "--quiet", "--checks=-*,bugprone-use-after-move", unit["file"], "--", *flags],
        }
        times = {kind: [] for kind in kinds}
        for _ in range(args.rounds):
            for kind in kinds:
                times[kind].append(seconds(commands[kind], unit["directory"]))
        rows.append({"file": unit["file"], "times": times})
        base = times["clang++"]
        print(f"{pathlib.Path(unit['file']).name:32} clang++ {min(base):6.3f} s   " +
              "   ".join(f"{k} x{min(times[k]) / min(base):.2f} (median x{statistics.median(times[k]) / statistics.median(base):.2f})"
                         for k in kinds[1:]), flush=True)
    least = {kind: [min(r["times"][kind]) for r in rows] for kind in kinds}
    lines = ["| | processor time, s | of `clang++ -fsyntax-only` | a file: geometric mean | smallest | largest |", "|---|--:|--:|--:|--:|--:|",
             f"| `clang++ -fsyntax-only` | {sum(least['clang++']):.2f} | 1 | 1 | 1 | 1 |"]
    labels = {"conure": "`conure check`", "clang-tidy": "clang-tidy, `bugprone-use-after-move` alone"}
    whole = {}
    for kind in kinds[1:]:
        ratios = [a / b for a, b in zip(least[kind], least["clang++"])]
        whole[kind] = sum(least[kind]) / sum(least["clang++"])
        print(f"{kind:12} x{whole[kind]:.3f} of clang++ -fsyntax-only in all; geometric mean of {len(rows)} files x{geometric_mean(ratios):.3f}, "
              f"smallest x{min(ratios):.2f}, largest x{max(ratios):.2f}")
        lines.append(f"| {labels[kind]} | {sum(least[kind]):.2f} | **{whole[kind]:.2f}** | {geometric_mean(ratios):.2f} | {min(ratios):.2f} | {max(ratios):.2f} |")
    if args.write:
        page.put("check-cost", [f"{args.package}, {len(rows)} files, least of {args.rounds} rounds.", "", *lines])
    if args.json:
        args.json.write_text(json.dumps({"package": args.package, "rounds": args.rounds, "files": rows}, indent=1) + "\n")
    return 0 if whole["conure"] <= args.limit else 1


if __name__ == "__main__":
    sys.exit(main())
