#!/usr/bin/env python3
"""How the flow analysis grows with the size of a function: fits cost = a * size^b for each shape of bench/checks/generate.py.

Usage: bench/checks/growth.py [--conure BIN] [--sizes 250,500,1000,2000] [--rounds 3] [--limit 1.3] [--json OUT]
The cost is the flow rules' own time: the processor time of a check with them less that of the same check with a rule that
looks at nothing in the file. Each figure is the minimum of the rounds. Status 1 if an exponent is above the limit, or
if a function was given up.
"""
import argparse
import json
import math
import pathlib
import resource
import subprocess
import sys
import tempfile

import generate

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
FLOW_RULES = "-*,use-after-move,move-while-borrowed,drop-while-borrowed"
NO_FLOW = "-*,channel-element"


def cpu_seconds(command: list[str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    result = subprocess.run(command, capture_output=True, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if result.returncode != 0:
        sys.exit(f"error: {' '.join(command)} ended with {result.returncode}:\n{result.stdout[-2000:]}{result.stderr[-2000:]}")
    if "given up" in result.stdout + result.stderr:
        sys.exit(f"error: a function was given up: {result.stderr[-500:]}")
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def slope(sizes: list[int], costs: list[float]) -> float:
    """The exponent b of the least-squares line through the logarithms."""
    xs, ys = [math.log(s) for s in sizes], [math.log(max(c, 1e-4)) for c in costs]
    mx, my = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((x - mx) * (y - my) for x, y in zip(xs, ys)) / sum((x - mx) ** 2 for x in xs)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--conure", type=pathlib.Path, default=ROOT / "build" / "bin" / "conure")
    parser.add_argument("--sizes", type=lambda t: [int(x) for x in t.split(",")], default=[250, 500, 1000, 2000])
    parser.add_argument("--shapes", type=lambda t: t.split(","), default=sorted(generate.SHAPES))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--limit", type=float, default=1.3)
    parser.add_argument("--json", type=pathlib.Path)
    args = parser.parse_args()

    rows, bad = [], False
    with tempfile.TemporaryDirectory() as scratch:
        for shape in args.shapes:
            costs = []
            for size in args.sizes:
                file = pathlib.Path(scratch) / f"{shape}-{size}.cpp"
                file.write_text(generate.program(shape, size))
                base = [args.conure, "check", "--quiet", file]
                tail = ["--", "-std=c++20", "-w"]
                with_flow, without = [], []
                for _ in range(args.rounds):
                    without.append(cpu_seconds([*map(str, base), f"--checks={NO_FLOW}", *tail]))
                    with_flow.append(cpu_seconds([*map(str, base), f"--checks={FLOW_RULES}", *tail]))
                costs.append(max(min(with_flow) - min(without), 1e-4))
            exponent = slope(args.sizes, costs)
            bad |= exponent > args.limit
            rows.append({"shape": shape, "sizes": args.sizes, "seconds": costs, "exponent": exponent})
            print(f"{shape:9} " + "  ".join(f"{s}: {c * 1000:7.0f} ms" for s, c in zip(args.sizes, costs)) +
                  f"   exponent {exponent:.2f}", flush=True)
    if args.json:
        args.json.write_text(json.dumps(rows, indent=2) + "\n")
    print("all within" if not bad else "above", f"the limit of {args.limit}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
