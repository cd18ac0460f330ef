#!/usr/bin/env python3
"""What building through the launcher costs: `conure c++ COMPILER …` beside the compiler alone, unit by unit, over a real
package and over the programs of this folder.

Usage: bench/counts/build_time.py [--package leveldb] [--files 12] [--rounds 5] [--cxx g++] [--conure BIN] [--write]
For each unit the two commands run one after the other, round by round. What is compared is processor time, user and
system, the least of each; with -O2, counts of every class of the package, places as in a release build. Prints the ratio
unit by unit; the summary is the ratio of the sums, and the smallest, the median and the largest unit. With --write, puts
it into docs/performance.md. Build the tool with the preset release first.
"""
import argparse
import json
import pathlib
import statistics
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(HERE.parent / "checks"))
import page  # noqa: E402
from compare import arguments_of, seconds  # noqa: E402
from packages import prepared  # noqa: E402


def units_of_package(args: argparse.Namespace) -> list[dict]:
    build = prepared(args.dir, args.package)
    units = [u for u in json.loads((build / "compile_commands.json").read_text()) if not u["file"].endswith(".c")]
    return units[:: max(1, len(units) // args.files)][: args.files]


def measure(units: list[dict], args: argparse.Namespace, scratch: pathlib.Path) -> list[tuple[str, float, float, float]]:
    rows = []
    for number, unit in enumerate(units):
        flags = [f for f in arguments_of(unit) if not f.startswith(("-O", "-g"))]
        command = [args.cxx, *flags, "-O2", "-DNDEBUG", "-w", "-c", unit["file"], "-o", scratch / f"{number}.o"]
        ways = {"plain": command,
                "launcher": [args.conure, "c++", "--quiet", "--count=project", *command]}
        least = dict.fromkeys(ways, float("inf"))
        for _ in range(args.rounds):
            for way in ways:
                least[way] = min(least[way], seconds(ways[way], unit["directory"]))
        ratio = least["launcher"] / least["plain"]
        rows.append((pathlib.Path(unit["file"]).name, least["plain"], least["launcher"], ratio))
        print(f"{rows[-1][0]:32} {least['plain']:6.2f} s  launcher {least['launcher']:6.2f} s  x{ratio:.2f}", flush=True)
    return rows


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--package", default="leveldb")
    parser.add_argument("--files", type=int, default=12)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--cxx", default="g++")
    parser.add_argument("--dir", type=pathlib.Path, default=ROOT / "build" / "foreign")
    parser.add_argument("--conure", type=lambda name: pathlib.Path(name).resolve(), default=ROOT / "build" / "bin" / "conure")
    parser.add_argument("--write", action="store_true", help="put the summary into docs/performance.md")
    args = parser.parse_args()

    programs = [{"file": str(p), "directory": str(ROOT),
                 "arguments": [args.cxx, "-std=c++20", "-I", str(ROOT / "runtime" / "include"), "-c", str(p)]}
                for p in sorted(HERE.glob("*.cpp")) if p.stem != "measure"]
    lines = ["| | units | plain, s | through the launcher, s | of plain | smallest | median | largest |", "|---|--:|--:|--:|--:|--:|--:|--:|"]
    with tempfile.TemporaryDirectory() as scratch:
        for label, units in ((args.package, units_of_package(args)), ("the programs of `bench/counts`", programs)):
            rows = measure(units, args, pathlib.Path(scratch))
            plain, launched = sum(r[1] for r in rows), sum(r[2] for r in rows)
            ratios = sorted(r[3] for r in rows)
            lines.append(f"| {label} | {len(rows)} | {plain:.2f} | {launched:.2f} | **{launched / plain:.2f}** | {ratios[0]:.2f} | "
                         f"{statistics.median(ratios):.2f} | {ratios[-1]:.2f} |")
    print("\n".join(lines))
    if args.write:
        page.put("launcher-cost", [f"{args.cxx}, -O2, least processor time of {args.rounds} rounds.", "", *lines])
    return 0


if __name__ == "__main__":
    sys.exit(main())
