#!/usr/bin/python3
"""Draws the actor benchmarks: one row a benchmark, one mark a system, the best peer of the row at 1.

Usage: bench/plot_actors.py RESULTS.json OUT.svg [--name conure] [--workers 2]
RESULTS.json is what the peers' runner writes with --json. Lines are the spread (minimum to maximum) of the runs.
"""
import argparse
import json
import pathlib

import matplotlib

matplotlib.use("svg")
matplotlib.rcParams["svg.hashsalt"] = "conure"  # equal data gives equal bytes
import matplotlib.pyplot as plt  # noqa: E402

MARKS = {"erlang": "v", "go": "s", "caf-debian": "^", "boost-fiber": "D", "rust-tokio": "o"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("results", type=pathlib.Path)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--name", default="conure")
    parser.add_argument("--workers", type=int, default=2)
    args = parser.parse_args()

    summary = [row for row in json.loads(args.results.read_text())["summary"]
               if row.get("workers") == args.workers and "median_ns" in row and row["peer"] != "floor"]
    benches = list(dict.fromkeys(row["bench"] for row in summary if row["peer"] == args.name))
    if not benches:
        parser.error(f"no results of '{args.name}' with {args.workers} workers in {args.results}")

    figure, axis = plt.subplots(figsize=(9, 0.42 * len(benches) + 1.4))
    labelled = set()
    for y, bench in enumerate(reversed(benches)):
        rows = [row for row in summary if row["bench"] == bench]
        peers = [row["median_ns"] for row in rows if row["peer"] != args.name]
        best = min(peers) if peers else min(row["median_ns"] for row in rows)
        for row in rows:
            ours = row["peer"] == args.name
            label = row["peer"] if row["peer"] not in labelled else None
            labelled.add(row["peer"])
            colour = "#c3232b" if ours else "#66707c"
            axis.plot([row["min_ns"] / best, row["max_ns"] / best], [y, y], color=colour, alpha=0.5, linewidth=2)
            axis.plot(row["median_ns"] / best, y, "*" if ours else MARKS.get(row["peer"], "x"), color=colour,
                      markersize=11 if ours else 6, label=label, zorder=3 if ours else 2)
    axis.axvline(0.8, color="#c3232b", linestyle=":", linewidth=1)
    axis.axvline(1.0, color="#66707c", linewidth=1)
    axis.set_xscale("log")
    axis.set_yticks(range(len(benches)), list(reversed(benches)))
    axis.set_xlabel(f"time, best peer of the row = 1 (log scale, {args.workers} workers; dotted: 0.8)")
    axis.legend(loc="upper center", bbox_to_anchor=(0.5, 1.0 + 1.1 / (len(benches) + 1)), ncol=6, frameon=False, fontsize=8)
    axis.grid(axis="x", alpha=0.25)
    figure.tight_layout()
    figure.savefig(args.out, metadata={"Date": None})
    print(f"wrote {args.out}")


if __name__ == "__main__":
    main()
