"""Draws the actor benchmarks as SVG: one row a benchmark, one mark a system, the best peer of the row at 1. For compare.py."""
import html
import math

COLOURS = {"conure": "#c3232b", "go": "#0086a8", "rust-tokio": "#8a5a00", "boost-fiber": "#3a7d34", "erlang": "#7b3fa0", "caf-debian": "#5b6470"}
LEFT, RIGHT, TOP, ROW, WIDTH = 110, 30, 92, 26, 900
LOWEST, HIGHEST = 0.1, 20.0


def place(ratio: float) -> float:
    ratio = min(max(ratio, LOWEST), HIGHEST)
    return LEFT + (WIDTH - LEFT - RIGHT) * math.log(ratio / LOWEST) / math.log(HIGHEST / LOWEST)


def mark(peer: str, x: float, y: float) -> str:
    colour = COLOURS.get(peer, "#444444")
    if peer == "conure":
        return f'<path d="M{x - 6:.1f} {y:.1f} l6 -7 l6 7 l-6 7 z" fill="{colour}"/>'
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4.2" fill="{colour}" fill-opacity="0.85"/>'


def panel(rows: dict, order: list, workers: int, top: float) -> tuple[str, float]:
    benches = [b for b in order if (workers, b) in rows]
    bottom = top + ROW * len(benches)
    out = [f'<text x="{LEFT}" y="{top - 12}" class="head">{workers} worker{"s" if workers > 1 else ""}</text>']
    for ratio in (0.1, 0.2, 0.5, 0.8, 1, 2, 5, 10, 20):
        x = place(ratio)
        kind = "goal" if ratio == 0.8 else "one" if ratio == 1 else "grid"
        out.append(f'<line x1="{x:.1f}" y1="{top - 4}" x2="{x:.1f}" y2="{bottom}" class="{kind}"/>')
        if ratio != 1:
            out.append(f'<text x="{x:.1f}" y="{bottom + 14}" class="tick">{ratio:g}</text>')
    for n, bench in enumerate(benches):
        y = top + ROW * n + ROW / 2
        entries = rows[workers, bench]
        best = min(e["median_ns"] for p, e in entries.items() if p != "conure")
        out.append(f'<text x="{LEFT - 10}" y="{y + 4:.1f}" class="name">{html.escape(bench)}</text>')
        for peer, e in sorted(entries.items(), key=lambda item: item[0] == "conure"):
            low, high = place(e["min_ns"] / best), place(e["max_ns"] / best)
            out.append(f'<line x1="{low:.1f}" y1="{y:.1f}" x2="{high:.1f}" y2="{y:.1f}" stroke="{COLOURS.get(peer, "#444444")}" '
                       f'stroke-width="2" stroke-opacity="0.45"/>')
            out.append(f"<g><title>{html.escape(peer)}, {html.escape(bench)}: {e['median_ns']:.0f} ns "
                       f"({e['min_ns']:.0f}–{e['max_ns']:.0f})</title>{mark(peer, place(e['median_ns'] / best), y)}</g>")
    return "\n".join(out), bottom + 44


def draw(summary: list, order: list) -> str:
    rows: dict = {}
    for e in summary:
        if e["bench"] in order and e["peer"] != "floor":
            rows.setdefault((e["workers"], e["bench"]), {})[e["peer"]] = e
    rows = {key: entries for key, entries in rows.items() if "conure" in entries and len(entries) > 1}
    body, top = [], float(TOP)
    for workers in sorted({w for w, _ in rows}, reverse=True):
        part, top = panel(rows, order, workers, top)
        body.append(part)
        top += 14
    x = float(LEFT)
    legend = []
    for peer in COLOURS:
        if any(peer in entries for entries in rows.values()):
            legend.append(mark(peer, x + 6, 48) + f'<text x="{x + 18}" y="52" class="legend">{peer}</text>')
            x += 34 + 7.4 * len(peer)
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {top:.0f}" role="img" aria-labelledby="title">
<title id="title">Time of an operation beside that of other runtimes</title>
<style>
  text {{ font: 12px sans-serif; fill: #333333 }} .head {{ font-weight: bold }} .name {{ text-anchor: end }}
  .tick {{ text-anchor: middle; font-size: 11px; fill: #666666 }} .big {{ font-size: 15px; font-weight: bold }}
  .grid {{ stroke: #dddddd }} .one {{ stroke: #666666 }} .goal {{ stroke: #c3232b; stroke-dasharray: 2 3 }}
</style>
<rect width="100%" height="100%" fill="#ffffff"/>
<text x="{LEFT}" y="26" class="big">Time of an operation, the best peer of each row = 1 (logarithmic; dotted: 0.8; lines: all runs)</text>
{chr(10).join(legend)}
{chr(10).join(body)}
</svg>
"""
