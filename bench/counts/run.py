#!/usr/bin/env python3
"""What borrow counts cost: each program of this folder as it is, rewritten, with shared_ptr for its borrows, and under
AddressSanitizer, in interleaved rounds.

Usage: bench/counts/run.py [--rounds 7] [--scale PERCENT] [--cxx g++] [--conure BIN] [--json OUT] [PROGRAM…]
Prints each way's time as a ratio to the plain program (minima of the rounds; spread in brackets) and the geometric mean,
peak memory likewise, and what building through the launcher costs. Every way must print what the plain program prints.
"""
import argparse
import json
import math
import os
import pathlib
import resource
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
WAYS = ("plain", "counted", "counted, nothing elided", "shared_ptr", "AddressSanitizer")


def build(way: str, source: pathlib.Path, out: pathlib.Path, args: argparse.Namespace) -> float:
    """Builds one way; returns the seconds that compiling took."""
    flags = ["-std=c++20", "-O2", "-g0", "-DNDEBUG", "-I", ROOT / "runtime" / "include"]
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
    start = time.perf_counter()
    for command in ([*compiler, *flags, "-c", source, "-o", obj], [*link, *flags, obj, "-o", out]):
        result = subprocess.run(command, capture_output=True, text=True)
        if result.returncode:
            sys.exit(f"error: {source.name}, {way}:\n{' '.join(map(str, command))}\n{result.stderr[-3000:]}")
        if command[0] == compiler[0]:
            took = time.perf_counter() - start
    return took


def run(program: pathlib.Path, scale: int) -> tuple[float, int, str]:
    """Seconds of processor time, peak resident KiB, what it printed."""
    read, write = os.pipe()
    pid = os.posix_spawn(program, [str(program), str(scale)], os.environ,
                         file_actions=[(os.POSIX_SPAWN_DUP2, write, 1), (os.POSIX_SPAWN_CLOSE, read)])
    os.close(write)
    with os.fdopen(read) as stream:
        printed = stream.read()
    _, status, usage = os.wait4(pid, 0)
    if status:
        sys.exit(f"error: {program.name} ended with status {status}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss, printed


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("programs", nargs="*", default=sorted(p.stem for p in HERE.glob("*.cpp")))
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--scale", type=int, default=100)
    parser.add_argument("--cxx", default="g++")
    parser.add_argument("--conure", type=pathlib.Path, default=ROOT / "build" / "bin" / "conure")
    parser.add_argument("--json", type=pathlib.Path)
    args = parser.parse_args()

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    rows = []
    with tempfile.TemporaryDirectory() as scratch:
        for name in args.programs:
            made, seconds = {}, {}
            for way in WAYS:
                made[way] = pathlib.Path(scratch) / f"{name}-{WAYS.index(way)}"
                seconds[way] = build(way, HERE / f"{name}.cpp", made[way], args)
            times = {way: [] for way in WAYS}
            memory = {way: [] for way in WAYS}
            expected = run(made["plain"], args.scale)[2]
            for _ in range(args.rounds):
                for way in WAYS:
                    took, peak, printed = run(made[way], args.scale)
                    if printed != expected:
                        sys.exit(f"error: {name}, {way}: printed {printed!r}, the plain program {expected!r}")
                    times[way].append(took)
                    memory[way].append(peak)
            base = min(times["plain"])
            rows.append({"program": name, "seconds": times, "peak_kib": memory, "build_seconds": seconds})
            print(f"{name:12} {base:6.3f} s  " + "  ".join(
                f"{way} x{min(times[way]) / base:.2f} [{min(times[way]) / max(times['plain']):.2f} - {max(times[way]) / base:.2f}]"
                for way in WAYS[1:]), flush=True)

    def mean(values: list[float]) -> float:
        return math.exp(statistics.fmean(math.log(v) for v in values))

    for way in WAYS[1:]:
        time_ratios = [min(r["seconds"][way]) / min(r["seconds"]["plain"]) for r in rows]
        memory_ratios = [min(r["peak_kib"][way]) / min(r["peak_kib"]["plain"]) for r in rows]
        build_ratios = [r["build_seconds"][way] / r["build_seconds"]["plain"] for r in rows]
        print(f"{way:24} time x{mean(time_ratios):.3f} (worst x{max(time_ratios):.2f})   memory x{mean(memory_ratios):.2f}   "
              f"compiling x{mean(build_ratios):.2f}")
    if args.json:
        args.json.write_text(json.dumps(rows, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
