#!/usr/bin/env python3
"""What borrow counts cost: each program of this folder as it is, rewritten, with shared_ptr for its borrows, and under
AddressSanitizer.

Usage: bench/counts/run.py [--rounds 11] [--scale PERCENT] [--cxx g++] [--conure BIN] [--write] [--json OUT] [PROGRAM…]
Rounds are interleaved: in each, every way of every program runs once. What is compared is processor time, so that other
load on the machine matters little; a ratio is that of the minima, its spread that of the rounds' ratios (quartiles).
Memory is the peak of the process alone. One more build, with CONURE_COUNT_STATISTICS, says how many counted values there
are at most, and which places borrow most often: what to look at next. Every way must print what the plain program prints.
With --write, puts the tables into docs/performance.md. Build the tool with the preset release first.

At the end it tells whether the limits below hold, which does not change its status, since times differ from run to run.
Ends with 2 if a way of a program does not build, fails, or prints something else; that is never a matter of load.
"""
import argparse
import json
import math
import os
import pathlib
import re
import resource
import statistics
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(HERE.parent / "checks"))
import page  # noqa: E402

# What counts may cost, with all programs and an idle machine.
LIMITS = {"mean": 1.05, "worst": 1.20, "mean, nothing elided": 1.30, "bytes more a value": 8}
# Of fewer values a word each is less than the peak of a process varies by from run to run.
FEW = 20000
WAYS = ("plain", "counted", "counted, nothing elided", "shared_ptr", "AddressSanitizer")


def fail(why: str) -> None:
    print(f"error: {why}", file=sys.stderr)
    sys.exit(2)


def build(way: str, source: pathlib.Path, out: pathlib.Path, args: argparse.Namespace, *extra: str) -> None:
    flags = ["-std=c++20", "-O2", "-g0", "-DNDEBUG", "-I", ROOT / "runtime" / "include", *extra]
    compiler = [args.cxx]
    link = [args.cxx]
    if way.startswith("counted"):
        elide = ["--elide=none"] if "nothing" in way else []
        compiler = [args.conure, "c++", "--quiet", "--count=project", *elide, args.cxx]
        link = [args.conure, "c++", "--quiet", args.cxx]
    elif way == "shared_ptr":
        flags.append("-DBENCH_SHARED")
    elif way == "AddressSanitizer":
        flags.append("-fsanitize=address")
    obj = out.with_suffix(".o")
    for command in ([*compiler, *flags, "-c", source, "-o", obj], [*link, *flags, obj, "-o", out]):
        result = subprocess.run(command, capture_output=True, text=True)
        if result.returncode:
            fail(f"{source.name}, {way}:\n{' '.join(map(str, command))}\n{result.stderr[-3000:]}")


def run(measure: pathlib.Path, program: pathlib.Path, scale: int) -> tuple[float, int, str]:
    """Seconds of processor time, peak resident KiB, what it printed."""
    told, tell = os.pipe()
    read, write = os.pipe()
    actions = [(os.POSIX_SPAWN_DUP2, write, 1), (os.POSIX_SPAWN_DUP2, tell, 3)]
    pid = os.posix_spawn(measure, [str(measure), str(program), str(scale)], os.environ, file_actions=actions)
    os.close(write)
    os.close(tell)
    with os.fdopen(read) as stream:
        printed = stream.read()
    with os.fdopen(told) as stream:
        seconds, peak, status = stream.read().split()
    os.waitpid(pid, 0)
    if status != "0":
        fail(f"{program.name} ended with status {status}")
    return float(seconds), int(peak), printed


def statistics_of(program: pathlib.Path, scale: int) -> tuple[int, list[tuple[int, str]]]:
    """The most values at once, and (times, place), most first."""
    result = subprocess.run([program, str(scale)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    told = re.search(r"^conure-values \d+ (\d+)$", result.stderr, re.M)
    if result.returncode or not told:
        fail(f"{program.name} does not tell its counts: {result.stderr[-500:]!r}")
    most = int(told[1])
    places: dict[str, int] = {}
    for times, kind, place in re.findall(r"^conure-count (\d+) (\w+) (\S+)", result.stderr, re.M):
        name = pathlib.PurePath(place).name if "(" not in place else "a copied or assigned field"
        name = f"{name} ({kind})"
        places[name] = places.get(name, 0) + int(times)
    return most, sorted(((n, p) for p, n in places.items()), reverse=True)


def mean(values: list[float]) -> float:
    return math.exp(statistics.fmean(math.log(v) for v in values))


def verdicts(ratios: dict[str, list[float]], more: list[float]) -> list[str]:
    """One line for each limit."""
    counted, everything = ratios["counted"], ratios["counted, nothing elided"]
    found = {"mean": mean(counted), "worst": max(counted), "mean, nothing elided": mean(everything),
             "bytes more a value": max(more, default=0.0)}
    return [f"{'holds' if found[name] <= limit else 'DOES NOT HOLD'}: {name}: {found[name]:.3f}, at most {limit}"
            for name, limit in LIMITS.items()]


def spread(times: list[float], base: list[float]) -> str:
    ratios = sorted(a / b for a, b in zip(times, base))
    return f"{ratios[len(ratios) // 4]:.2f}–{ratios[(3 * len(ratios)) // 4]:.2f}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    everything = sorted(p.stem for p in HERE.glob("*.cpp") if p.stem != "measure")
    parser.add_argument("programs", nargs="*", default=everything)
    parser.add_argument("--rounds", type=int, default=11)
    parser.add_argument("--scale", type=int, default=100)
    parser.add_argument("--cxx", default="g++")
    parser.add_argument("--conure", type=pathlib.Path, default=ROOT / "build" / "bin" / "conure")
    parser.add_argument("--write", action="store_true", help="put the tables into docs/performance.md")
    parser.add_argument("--json", type=pathlib.Path)
    args = parser.parse_args()

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    times = {(p, w): [] for p in args.programs for w in WAYS}
    memory = {(p, w): 10**9 for p in args.programs for w in WAYS}
    hot = {}
    with tempfile.TemporaryDirectory() as scratch:
        at = pathlib.Path(scratch)
        measure = at / "measure"
        subprocess.run([args.cxx, "-std=c++20", "-O1", HERE / "measure.cpp", "-o", measure], check=True)
        made, expected = {}, {}
        for name in args.programs:
            for way in WAYS:
                made[name, way] = at / f"{name}-{WAYS.index(way)}"
                build(way, HERE / f"{name}.cpp", made[name, way], args)
            expected[name] = run(measure, made[name, "plain"], args.scale)[2]
            told = at / f"{name}-told"
            build("counted", HERE / f"{name}.cpp", told, args, "-DCONURE_COUNT_STATISTICS")
            hot[name] = statistics_of(told, max(25, args.scale // 4))
        for number in range(args.rounds):
            for name in args.programs:
                # Each way has every place in the order: who runs first finds another machine than who runs last.
                for way in WAYS[number % len(WAYS):] + WAYS[:number % len(WAYS)]:
                    took, peak, printed = run(measure, made[name, way], args.scale)
                    if printed != expected[name]:
                        fail(f"{name}, {way}: printed {printed!r}, the plain program {expected[name]!r}")
                    times[name, way].append(took)
                    memory[name, way] = min(memory[name, way], peak)
            print(f"round {number + 1} of {args.rounds}", file=sys.stderr, flush=True)

    header = "| | plain, s | " + " | ".join(WAYS[1:]) + " |"
    lines = [header, "|---|--:|" + "--:|" * len(WAYS[1:])]
    ratios = {w: [] for w in WAYS[1:]}
    for name in args.programs:
        base = times[name, "plain"]
        cells = []
        for way in WAYS[1:]:
            ratio = min(times[name, way]) / min(base)
            ratios[way].append(ratio)
            cells.append(f"**{ratio:.2f}** ({spread(times[name, way], base)})")
        lines.append(f"| {name} | {min(base):.3f} | " + " | ".join(cells) + " |")
    lines.append("| geometric mean | | " + " | ".join(f"**{mean(ratios[w]):.3f}**" for w in WAYS[1:]) + " |")
    lines.append("| worst | | " + " | ".join(f"{max(ratios[w]):.2f}" for w in WAYS[1:]) + " |")

    peaks = ["| | counted values, at most | plain, KiB | " + " | ".join(f"{w}: of plain" for w in WAYS[1:]) + " | counted: bytes more a value |",
             "|---|--:|--:|" + "--:|" * (len(WAYS[1:]) + 1)]
    most_more = []
    for name in args.programs:
        base = memory[name, "plain"]
        most = hot[name][0]
        more = (memory[name, "counted"] - base) * 1024 / most if most >= FEW else None
        if more is not None:
            most_more.append(more)
        peaks.append(f"| {name} | {most} | {base} | " + " | ".join(f"{memory[name, w] / base:.2f}" for w in WAYS[1:]) +
                     f" | {'–' if more is None else f'{more:.1f}'} |")

    places = ["| | times | of all | where |", "|---|--:|--:|---|"]
    for name in args.programs:
        total = sum(n for n, _ in hot[name][1]) or 1
        for times_, place in hot[name][1][:3]:
            places.append(f"| {name} | {times_} | {100 * times_ / total:.0f} % | {place} |")

    for part in (lines, peaks, places, verdicts(ratios, most_more)):
        print("\n".join(part) + "\n")
    if args.write:
        page.put("count-cost", [f"{args.cxx}, -O2, least processor time of {args.rounds} interleaved rounds; in brackets the quartiles "
                                "of the rounds' ratios.", "", *lines])
        page.put("count-memory", [*peaks])
        page.put("count-places", ["In a run of a quarter of the size:", "", *places])
    if args.json:
        args.json.write_text(json.dumps({"times": {f"{p}, {w}": t for (p, w), t in times.items()},
                                         "peak_kib": {f"{p}, {w}": m for (p, w), m in memory.items()},
                                         "places": {p: h[1] for p, h in hot.items()}}, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
