#!/usr/bin/env python3
"""Measures the actor benchmarks beside other runtimes, and puts the figures into docs/performance.md and docs/performance.svg.

Usage: bench/actors/compare.py --runner PEERS/run.py [--program build/bench/actors] [--scale 20] [--runs 5] [--workers 2,1]
       bench/actors/compare.py --results RESULTS.json          only writes the table and the picture

The runner builds the peers and interleaves all runs, so that the ratios hold on a busy machine, too. The table lies between two
marks in docs/performance.md.
"""
import argparse
import json
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "performance.md"
PICTURE = ROOT / "docs" / "performance.svg"
BEGIN, END = "<!-- actors: begin -->\n", "<!-- actors: end -->\n"


def measure(args) -> pathlib.Path:
    results = ROOT / "build" / "bench" / "actors.json"
    results.parent.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, args.runner, "--extra", f"conure={args.program}", "--baseline", "conure",
               "--scale", str(args.scale), "--runs", str(args.runs), "--workers", args.workers,
               "--build-dir", str(ROOT / "build" / "bench" / "peers"), "--json", str(results)]
    if args.peers:
        command += ["--peers", args.peers]
    subprocess.run(command, check=True)
    return results


def row(entries) -> str | None:
    ours = next((e for e in entries if e["peer"] == "conure"), None)
    others = [e for e in entries if e["peer"] not in ("conure", "floor")]
    if not ours or not others:
        return None
    best = min(others, key=lambda e: e["median_ns"])
    thrifty = min(others, key=lambda e: e.get("cpu_ns") or float("inf"))
    cpu = f"{ours['cpu_ns']:.0f} | {thrifty['peer']} {thrifty['cpu_ns']:.0f} | **{ours['cpu_ns'] / thrifty['cpu_ns']:.2f}**" \
        if ours.get("cpu_ns") and thrifty.get("cpu_ns") else "– | – | –"
    return (f"| {ours['bench']} | {ours['workers']} | {ours['median_ns']:.0f} | {best['peer']} {best['median_ns']:.0f} | "
            f"**{ours['median_ns'] / best['median_ns']:.2f}** | {cpu} |")


def table(results: dict) -> str:
    rows = {}
    for e in results["summary"]:
        if e.get("median_ns"):
            rows.setdefault((e["workers"], e["bench"]), []).append(e)
    lines = ["| benchmark | workers | Conure, ns | best peer, ns | ratio | Conure, CPU ns | least CPU of a peer, ns | ratio |",
             "|---|---|---|---|---|---|---|---|"]
    lines += [r for key in sorted(rows, key=lambda k: -k[0]) if (r := row(rows[key]))]
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runner")
    parser.add_argument("--results", type=pathlib.Path)
    parser.add_argument("--program", default=str(ROOT / "build" / "bench" / "actors"))
    parser.add_argument("--peers", default="")
    parser.add_argument("--scale", type=int, default=20)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--workers", default="2,1")
    args = parser.parse_args()
    if not args.results and not args.runner:
        parser.error("--runner or --results is needed")
    results = args.results or measure(args)
    text = PAGE.read_text()
    before, rest = text.split(BEGIN)
    _, after = rest.split(END)
    PAGE.write_text(before + BEGIN + table(json.loads(results.read_text())) + END + after)
    subprocess.run([sys.executable, str(ROOT / "bench" / "plot_actors.py"), str(results), str(PICTURE)], check=False)


if __name__ == "__main__":
    main()
