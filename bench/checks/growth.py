#!/usr/bin/env python3
"""How the flow analysis grows with the size of a function: fits cost = a * size^b for each shape of bench/checks/generate.py.

Usage: bench/checks/growth.py [--conure BIN] [--sizes 2000,4000,8000] [--rounds 3] [--limit 1.3] [--write] [--json OUT]
The cost is the processor time that the five rules on the flow of values report of themselves (`--timing`), parsing and everything else left
out. Each figure is the minimum of the rounds. Status 1 if an exponent is above the limit, or if a function was given up.
With --write, puts the table into docs/performance.md.
"""
import argparse
import json
import math
import pathlib
import re
import subprocess
import sys
import tempfile

import generate
import page

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
FLOW_RULES = ["use-after-move", "move-while-borrowed", "drop-while-borrowed", "send-alias", "frozen-alias"]


def flow_seconds(conure: pathlib.Path, file: pathlib.Path) -> float:
    """Processor time of the flow rules on one file."""
    command = [conure, "check", "--timing", "--checks=-*," + ",".join(FLOW_RULES), file, "--", "-std=c++20", "-w", "-I", ROOT / "runtime" / "include"]
    result = subprocess.run([str(c) for c in command], capture_output=True, text=True)
    if result.returncode != 0:
        sys.exit(f"error: {' '.join(map(str, command))} ended with {result.returncode}:\n{result.stdout[-2000:]}{result.stderr[-2000:]}")
    summary = result.stdout + result.stderr
    if "too large" in summary or "1 file checked, no findings" not in summary:
        sys.exit(f"error: {file.name} was not analysed as it should be: {summary[-500:]}")
    times = dict((name, float(took)) for took, name in re.findall(r"^\s*([\d.]+)\s+([a-z-]+)$", result.stderr + result.stdout, re.M))
    return sum(times.get(rule, 0.0) for rule in FLOW_RULES)


def slope(sizes: list[int], costs: list[float]) -> float:
    """The exponent b of the least-squares line through the logarithms."""
    xs, ys = [math.log(s) for s in sizes], [math.log(max(c, 1e-4)) for c in costs]
    mx, my = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((x - mx) * (y - my) for x, y in zip(xs, ys)) / sum((x - mx) ** 2 for x in xs)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--conure", type=pathlib.Path, default=ROOT / "build" / "bin" / "conure")
    parser.add_argument("--sizes", type=lambda t: [int(x) for x in t.split(",")], default=[2000, 4000, 8000])
    parser.add_argument("--shapes", type=lambda t: t.split(","), default=sorted(generate.SHAPES))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--limit", type=float, default=1.3)
    parser.add_argument("--write", action="store_true", help="put the table into docs/performance.md")
    parser.add_argument("--json", type=pathlib.Path)
    args = parser.parse_args()

    rows, bad = [], False
    with tempfile.TemporaryDirectory() as scratch:
        for shape in args.shapes:
            costs = []
            for size in args.sizes:
                file = pathlib.Path(scratch) / f"{shape}-{size}.cpp"
                file.write_text(generate.program(shape, size))
                costs.append(max(min(flow_seconds(args.conure, file) for _ in range(args.rounds)), 1e-4))
            exponent = slope(args.sizes, costs)
            bad |= exponent > args.limit
            rows.append({"shape": shape, "sizes": args.sizes, "seconds": costs, "exponent": exponent})
            print(f"{shape:9} " + "  ".join(f"{s}: {c * 1000:7.0f} ms" for s, c in zip(args.sizes, costs)) +
                  f"   exponent {exponent:.2f}", flush=True)
    if args.json:
        args.json.write_text(json.dumps(rows, indent=2) + "\n")
    if args.write:
        sizes = args.sizes
        lines = ["| shape | " + " | ".join(f"{n}, ms" for n in sizes) + " | exponent |", "|---|" + "--:|" * (len(sizes) + 1)]
        lines += [f"| {r['shape']} | " + " | ".join(f"{c * 1000:.0f}" for c in r["seconds"]) + f" | **{r['exponent']:.2f}** |" for r in rows]
        page.put("flow-growth", lines)
    print("all within" if not bad else "above", f"the limit of {args.limit}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
