#!/usr/bin/env python3
"""Writes a large function for the flow analysis: variables that are moved, assigned and borrowed under loops, switches,
merges and nesting.

Usage: bench/checks/generate.py --shape SHAPE --size N
Shapes:
  loops     N loops one after the other, each with a conditional move and an assignment
  switches  N switches of eight cases that fall through now and then
  merges    N diamonds that all act on the same few variables
  nesting   blocks nested eight deep, N innermost statements in all
  wide      N variables of function scope, each moved on one path, all alive to the end
  borrows   N references and views, each of a value that is moved or cleared after their last use
The program has no finding: it measures the analysis, not the reports.
"""
import argparse

HEAD = """#include <string>
#include <string_view>
#include <vector>
void take(std::string); void look(std::string_view); bool chance(); int number();
"""


def loops(n: int) -> list[str]:
    body = ["  std::string s0, s1, s2, s3;"]
    for i in range(n):
        v = f"s{i % 4}"
        body.append(f"  while (chance()) {{ if (chance()) {{ take(std::move({v})); {v} = \"x\"; }} look({v}); }}")
    return body


def switches(n: int) -> list[str]:
    body = ["  std::string s0, s1, s2, s3;"]
    for i in range(n):
        v = f"s{i % 4}"
        cases = "".join(f" case {c}: look({v});" + ("" if c % 3 == 0 else " break;") for c in range(8))
        body.append(f"  switch (number()) {{{cases} default: take(std::move({v})); {v} = \"x\"; }}")
    return body


def merges(n: int) -> list[str]:
    body = ["  std::string s0, s1, s2, s3;"]
    for i in range(n):
        a, b = f"s{i % 4}", f"s{(i + 1) % 4}"
        body.append(f"  if (chance()) {{ take(std::move({a})); {a} = {b}; }} else if (chance()) {b} = {a}; else look({b});")
    return body


def nesting(n: int, depth: int = 8) -> list[str]:
    body = ["  std::string s0, s1, s2, s3;"]
    openers = ["while (chance()) {", "if (chance()) {", "for (int i{d} = 0; i{d} < number(); ++i{d}) {{", "do {"]
    for i in range(0, n, depth):
        tails = []
        for d in range(depth):
            opener = openers[d % 4].replace("{d}", str(d)).replace("{{", "{")
            body.append("  " * (d + 1) + opener)
            tails.append("} while (chance());" if d % 4 == 3 else "}")
            v = f"s{(i + d) % 4}"
            body.append("  " * (d + 2) + f"take(std::move({v})); {v} = \"x\"; if (chance()) continue;" if d % 4 == 0 else
                        "  " * (d + 2) + f"look({v});")
        body += ["  " * (depth - k) + tail for k, tail in enumerate(reversed(tails))]
    return body


def wide(n: int) -> list[str]:
    body = [f"  std::string v{i};" for i in range(n)]
    body += [f"  if (chance()) take(std::move(v{i})); else look(v{i});" for i in range(n)]
    return body


def borrows(n: int) -> list[str]:
    body = []
    for i in range(n):
        body.append(f"  std::string v{i} = \"x\"; std::string_view w{i} = v{i}; std::string &r{i} = v{i};")
        body.append(f"  if (chance()) {{ look(w{i}); take(r{i}); }} take(std::move(v{i}));")
    return body


SHAPES = {"loops": loops, "switches": switches, "merges": merges, "nesting": nesting, "wide": wide, "borrows": borrows}


def program(shape: str, size: int) -> str:
    return HEAD + "void large() {\n" + "\n".join(SHAPES[shape](size)) + "\n}\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shape", choices=sorted(SHAPES), required=True)
    parser.add_argument("--size", type=int, required=True)
    args = parser.parse_args()
    print(program(args.shape, args.size), end="")


if __name__ == "__main__":
    main()
