#!/usr/bin/env python3
"""Measures the actor benchmarks beside other runtimes and the floor; puts the figures into docs/performance.md and docs/actors.svg.

Usage: bench/actors/compare.py --runner PEERS/run.py             everything: about twenty minutes
       bench/actors/compare.py --runner PEERS/run.py --quick     a tenth of the size, three rounds: a look, which writes nothing
       bench/actors/compare.py --results RESULTS.json            only writes the tables and the picture

The runner builds the peers and interleaves all runs, so that the ratios hold on a busy machine, too. The tables lie between two
marks in docs/performance.md.
"""
import argparse
import datetime
import json
import pathlib
import statistics
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "performance.md"
PICTURE = ROOT / "docs" / "actors.svg"
BEGIN, END = "<!-- actors: begin -->\n", "<!-- actors: end -->\n"
ORDER = ["pingpong", "threadring", "spawn", "idle", "count1", "fanin8", "big", "chan100", "chanmpmc", "rendezvous", "ask", "skynet"]
# What does the same with nothing around it, on one thread; messages that suspend have the switching form.
FLOORS = {"pingpong": "mini_pingpong", "threadring": "mini_threadring", "spawn": "mini_spawn", "idle": "mini_idle"}
# Those that take many times as long as the others get a part of the size, in percent: (peer, workers, {benchmark: part}).
FEW = {"pingpong": 20, "threadring": 20, "count1": 20, "fanin8": 20, "big": 20, "ask": 20, "spawn": 50, "idle": 50}
SLOW = [("erlang", (1, 2), FEW), ("caf-debian", (1, 2), FEW | {"spawn": 20, "skynet": 50}),
        # Its fibers go from one thread to the other and back.
        ("boost-fiber", (2,), {"pingpong": 5, "threadring": 2, "count1": 20, "fanin8": 20, "big": 5, "rendezvous": 5, "ask": 5})]
PEERS = ["go", "boost-fiber", "rust-tokio"]
# How work spreads over the workers: steps of work in a message, each about a nanosecond or two.
GRAINS = (100, 1000, 10000)
FIELDS = ("median_ns", "min_ns", "max_ns", "cpu_ns", "load1", "idle_bytes")


def call(args, out: pathlib.Path, peers, benches, workers, runs, scale, extra) -> list:
    """One call of the runner; its runs."""
    command = [sys.executable, args.runner, "--peers", ",".join(peers), "--bench", ",".join(benches), "--workers", workers,
               "--runs", str(runs), "--scale", str(scale), "--build-dir", args.build_dir, "--json", str(out), "--timeout", "30"]
    if len(peers) > 1:
        command += [f"--skip={peer}:{bench}:{w}" for peer, ws, part in SLOW for w in ws for bench in part if peer in peers]
    if extra:
        command += ["--extra", f"conure={args.program}"]
    subprocess.run(command, check=True)
    return json.loads(out.read_text())["runs"] if out.exists() else []


def measure(args) -> dict:
    """Interleaves in time what the runner would do one after the other: rounds of everybody, the floor among them."""
    work = pathlib.Path(args.build_dir)
    work.mkdir(parents=True, exist_ok=True)
    subprocess.run([sys.executable, args.runner, "--build-only", "--build-dir", args.build_dir,
                    "--peers", ",".join(PEERS + ["erlang", "caf-debian", "floor"])], check=True)
    runs, out = [], work / "round.json"
    began = time.monotonic()
    for n in range(args.rounds):
        before = time.monotonic()
        out.unlink(missing_ok=True)
        runs += [r for r in call(args, out, PEERS, ORDER, args.workers, args.runs, args.scale, True)]
        out.unlink(missing_ok=True)
        runs += call(args, out, ["floor"], list(FLOORS.values()), "2", args.runs, args.scale, False)
        for peer, ws, part in SLOW:
            if peer not in PEERS and n >= args.slow_rounds:
                continue
            ws = ",".join(w for w in args.workers.split(",") if int(w) in ws)
            for percent in sorted(set(part.values())) if ws else []:
                out.unlink(missing_ok=True)
                benches = [bench for bench in ORDER if part.get(bench) == percent]
                runs += call(args, out, [peer], benches, ws, args.runs if peer in PEERS else 1,
                             max(1, args.scale * percent // 100), False)
        print(f"# round {n + 1} of {args.rounds}: {time.monotonic() - before:.0f} s, {time.monotonic() - began:.0f} s in all", flush=True)
    blocked = subprocess.run([args.program, "blocked", "2", str(args.scale)], capture_output=True, text=True, check=True)
    return {"summary": summarise(runs), "runs": runs, "blocked": json.loads(blocked.stdout), "grain": measure_grain(args), "when": datetime.date.today().isoformat()}


def measure_grain(args) -> list:
    """Nanoseconds a message: steps of work in it, workers, runs."""
    found = {}
    for _ in range(args.rounds * args.runs):
        for steps in GRAINS:
            for workers in (1, 2):
                done = subprocess.run([args.program, f"grain{steps}", str(workers), str(args.scale)], capture_output=True, text=True, check=True)
                found.setdefault((steps, workers), []).append(json.loads(done.stdout)["ns_per_op"])
    return [{"steps": steps, "workers": workers, "ns": ns} for (steps, workers), ns in found.items()]


def grain_table(grain: list) -> list:
    ns = {(g["steps"], g["workers"]): g["ns"] for g in grain}
    lines = ["", "The same work in 64 processes, with one worker and with two, nanoseconds a message:", "",
             "| steps of work in a message | 1 worker | 2 workers | times faster |", "|--:|--:|--:|--:|"]
    for steps in GRAINS:
        one, two = ns[steps, 1], ns[steps, 2]
        shown = [f"{statistics.median(t):.0f} ({min(t):.0f}–{max(t):.0f})" for t in (one, two)]
        lines.append(f"| {steps} | {shown[0]} | {shown[1]} | **{statistics.median(one) / statistics.median(two):.2f}** |")
    return lines


def summarise(runs) -> list:
    groups = {}
    for r in runs:
        groups.setdefault((r.get("workers", 2), r["bench"], r["peer"]), []).append(r)
    out = []
    for (workers, bench, peer), all_ in groups.items():
        ns = [r["ns_per_op"] for r in all_]
        entry = dict(workers=int(workers), bench=bench, peer=peer, runs=len(ns), median_ns=statistics.median(ns), min_ns=min(ns),
                     max_ns=max(ns), cpu_ns=statistics.median(r["cpu_ns_per_op"] for r in all_),
                     load1=statistics.median(r["load1"] for r in all_))
        idle = [r["idle_bytes_per_actor"] for r in all_ if "idle_bytes_per_actor" in r]
        if idle:
            entry["idle_bytes"] = statistics.median(idle)
        out.append(entry)
    return out


def spread(e) -> str:
    return f"{e['median_ns']:.0f} ({e['min_ns']:.0f}–{e['max_ns']:.0f})"


def verdict(ratio: float, mark: float) -> str:
    return f"**{ratio:.2f}**" if ratio <= mark else f"{ratio:.2f} ✗"


def row(bench, workers, entries, floors) -> str | None:
    ours = entries.get("conure")
    others = [e for p, e in entries.items() if p not in ("conure", "floor")]
    if not ours or not others:
        return None
    best = min(others, key=lambda e: e["median_ns"])
    quick = min(others, key=lambda e: e["min_ns"])
    thrifty = min(others, key=lambda e: e["cpu_ns"])
    floor = floors.get(FLOORS.get(bench))
    return (f"| {bench} | {workers} | {spread(ours)} | {best['peer']} {spread(best)} | "
            f"{verdict(ours['median_ns'] / best['median_ns'], 0.8)} | {ours['min_ns'] / quick['min_ns']:.2f} | "
            f"{ours['cpu_ns'] / thrifty['cpu_ns']:.2f} | "
            + (f"{floor['median_ns']:.0f}: {verdict(ours['median_ns'] / floor['median_ns'], 2)}" if floor else "–") + " |")


def tables(results: dict) -> str:
    rows, floors = {}, {}
    for e in results["summary"]:
        if e["peer"] == "floor":
            floors[e["bench"]] = e
        else:
            rows.setdefault((e["workers"], e["bench"]), {})[e["peer"]] = e
    lines = [f"Measured on {results.get('when', 'an unknown day')}, load "
             f"{statistics.median(e['load1'] for e in results['summary']):.1f} (median at the starts of runs). Nanoseconds an operation: "
             "median (minimum–maximum).", "",
             "| benchmark | workers | Conure | best peer | ratio of medians | of minima | of CPU time | floor: ratio |",
             "|---|---|---|---|---|---|---|---|"]
    for workers in sorted({w for w, _ in rows}, reverse=True):
        for bench in ORDER:
            if line := row(bench, workers, rows.get((workers, bench), {}), floors):
                lines.append(line)
    idle = {e["peer"]: e["idle_bytes"] for (w, b), es in rows.items() if b == "idle" and w == 2 for e in es.values() if "idle_bytes" in e}
    if b := results.get("blocked"):
        lines += ["", f"{b['ops']:,} processes suspended half-way through a message: {b['idle_bytes_per_actor']:.0f} bytes and "
                  f"{b['ns_per_op']:.0f} ns each."]
    if results.get("grain"):
        lines += grain_table(results["grain"])
    lines += ["", "| | " + " | ".join(sorted(idle, key=idle.get)) + " |", "|---" * (len(idle) + 1) + "|",
              "| bytes an idle process | " + " | ".join(f"{idle[p]:.0f}" for p in sorted(idle, key=idle.get)) + " |",
              "", "All peers with two workers, medians:", "",
              "| benchmark | " + " | ".join(p for p in ["conure", *PEERS, "erlang", "caf-debian"]) + " |", "|---" * 7 + "|"]
    for bench in ORDER:
        entries = rows.get((2, bench), {})
        lines.append(f"| {bench} | " + " | ".join(f"{entries[p]['median_ns']:.0f}" if p in entries else "–"
                                                  for p in ["conure", *PEERS, "erlang", "caf-debian"]) + " |")
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runner")
    parser.add_argument("--results", type=pathlib.Path)
    parser.add_argument("--program", default=str(ROOT / "build" / "bench" / "actors"))
    parser.add_argument("--build-dir", default=str(ROOT / "build" / "bench" / "peers"))
    parser.add_argument("--scale", type=int, default=100)
    parser.add_argument("--runs", type=int, default=2, help="runs of each in one round")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--slow-rounds", type=int, default=2, help="rounds in which Erlang and CAF take part")
    parser.add_argument("--workers", default="2,1")
    parser.add_argument("--quick", action="store_true")
    args = parser.parse_args()
    if not args.results and not args.runner:
        parser.error("--runner or --results is needed")
    if args.quick:
        args.scale, args.runs, args.rounds, args.slow_rounds = 10, 1, 3, 1
    saved = pathlib.Path(args.program).resolve().parent / "actors.json"
    if args.results:
        results = json.loads(args.results.read_text())
    else:
        results = measure(args)
        saved.write_text(json.dumps(results, indent=1))
    if args.quick:
        print(tables(results))
        return
    text = PAGE.read_text()
    before, rest = text.split(BEGIN)
    _, after = rest.split(END)
    PAGE.write_text(before + BEGIN + tables(results) + END + after)
    sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
    import picture
    PICTURE.write_text(picture.draw(results["summary"], ORDER))
    print(f"wrote {PAGE.relative_to(ROOT)} and {PICTURE.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
