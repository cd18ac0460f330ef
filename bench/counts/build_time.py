#!/usr/bin/env python3
"""What building through the launcher costs: `conure c++ COMPILER …` beside the compiler alone, unit by unit, over a real
package and over the programs of this folder.

Usage: bench/counts/build_time.py [--package leveldb] [--files 12] [--rounds 5] [--cxx g++] [--conure BIN] [--write]
For each unit three commands run one after the other, round by round: the compiler, the launcher, and the launcher with
--precompiled, whose headers a first build has made. What is compared is processor time, user and system, the least of each;
with -O2, counts of every class of the package, places as in a release build. The package is taken as it is, and as C++20: a
rewritten unit is compiled in its own standard, but at least as C++17. Prints the ratio unit by unit; the summary is
the ratio of the sums, and the smallest, the median and the largest unit; and the first build, which makes the headers. With
--write, puts it into docs/performance.md. Build the tool with the preset release first.
"""
import argparse
import json
import pathlib
import shutil
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


def ways_of(unit: dict, number: int, args: argparse.Namespace, scratch: pathlib.Path) -> dict[str, list]:
    flags = [f for f in arguments_of(unit) if not f.startswith(("-O", "-g"))]
    command = [args.cxx, *flags, "-O2", "-DNDEBUG", "-w", "-c", unit["file"], "-o", scratch / f"{number}.o"]
    package = args.dir.resolve() / args.package # has no .git that would say where it begins
    root = package if package in pathlib.Path(unit["directory"], unit["file"]).parents else ROOT
    launcher = [args.conure, "c++", "--quiet", "--count=project", "--root", root]
    return {"plain": command, "launcher": [*launcher, *command],
            "precompiled": [*launcher, "--precompiled", scratch / "headers", *command]}


def measure(units: list[dict], args: argparse.Namespace, scratch: pathlib.Path) -> tuple[list[dict[str, float]], float]:
    """Least time of each way, unit by unit; and of the first build that precompiles, which makes the headers."""
    shutil.rmtree(scratch / "headers", ignore_errors=True)
    first = sum(seconds(ways_of(u, n, args, scratch)["precompiled"], u["directory"]) for n, u in enumerate(units))
    rows = []
    for number, unit in enumerate(units):
        ways = ways_of(unit, number, args, scratch)
        least = dict.fromkeys(ways, float("inf"))
        for _ in range(args.rounds):
            for way in ways:
                least[way] = min(least[way], seconds(ways[way], unit["directory"]))
        rows.append(least)
        print(f"{pathlib.Path(unit['file']).name:32} {least['plain']:6.2f} s  launcher x{least['launcher'] / least['plain']:.2f}"
              f"  precompiled x{least['precompiled'] / least['plain']:.2f}", flush=True)
    return rows, first


def newer(units: list[dict]) -> list[dict]:
    """The same in the standard that annotated units have."""
    return [{**u, "arguments": ["c++", *[a for a in arguments_of(u) if not a.startswith("-std=")], "-std=c++20"]} for u in units]


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
    package = units_of_package(args)
    lines = ["| | units | plain, s | launcher: of plain | `--precompiled`: of plain | smallest | median | largest | its first build: of plain |",
             "|---|--:|--:|--:|--:|--:|--:|--:|--:|"]
    with tempfile.TemporaryDirectory() as scratch:
        for label, units in ((args.package, package), (f"{args.package}, as C++20", newer(package)),
                             ("the programs of `bench/counts`", programs)):
            rows, first = measure(units, args, pathlib.Path(scratch))
            plain = sum(r["plain"] for r in rows)
            ratios = sorted(r["precompiled"] / r["plain"] for r in rows)
            lines.append(f"| {label} | {len(rows)} | {plain:.2f} | {sum(r['launcher'] for r in rows) / plain:.2f} | "
                         f"**{sum(r['precompiled'] for r in rows) / plain:.2f}** | {ratios[0]:.2f} | "
                         f"{statistics.median(ratios):.2f} | {ratios[-1]:.2f} | {first / plain:.2f} |")
    print("\n".join(lines))
    if args.write:
        page.put("launcher-cost", [f"{args.cxx}, -O2, least processor time of {args.rounds} rounds.", "", *lines])
    return 0


if __name__ == "__main__":
    sys.exit(main())
