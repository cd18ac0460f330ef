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
  lender    N views and references of one and the same value, each used before the value gets another
  nested    N views in loops three deep, of values of every level, each of which is moved and assigned again
  lambdas   N closures that capture by reference, move what they captured, and are called
  handlers  N try blocks with two handlers each, in which what was moved inside gets a value again
  ternaries conditional expressions nested sixteen deep with moves on their branches, N in all
  shortcuts conditions of sixteen parts with && and || whose operands move and restore, N in all
  aggregate one class with N strings, built by one list of N moved values, then its fields moved and assigned
  elements  N moves out of constant places of one array, and of slots that a variable names
  gotos     N labels, each jumped to from before and from behind
  sends     N values, each moved through a variable and then into a message
  keeps     a method that puts N borrows of its object's strings into N fields
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


def lender(n: int) -> list[str]:
    body = ["  std::string v = \"x\";"]
    for i in range(n):
        body.append(f"  std::string_view w{i} = v; std::string &r{i} = v; look(w{i}); if (chance()) {{ take(std::move(r{i})); v = \"y\"; }}")
    return body


def nested(n: int) -> list[str]:
    body = []
    for i in range(n):
        body.append(f"  while (chance()) {{ std::string a{i} = \"x\"; for (int k = 0; k < number(); ++k) {{ std::string b = a{i};"
                    f" std::string_view x = a{i}; do {{ std::string_view y = b; look(x); look(y); std::string &z = b; take(std::move(z));"
                    f" b = \"y\"; }} while (chance()); look(x); }} take(std::move(a{i})); }}")
    return body


def lambdas(n: int) -> list[str]:
    body = ["  std::string s0, s1, s2, s3;"]
    for i in range(n):
        a, b = f"s{i % 4}", f"s{(i + 1) % 4}"
        body.append(f"  auto f{i} = [&] {{ take(std::move({a})); {a} = {b}; }}; if (chance()) f{i}(); look({a});")
    return body


def handlers(n: int) -> list[str]:
    body = ["  std::string s0, s1, s2, s3;"]
    for i in range(n):
        a, b = f"s{i % 4}", f"s{(i + 1) % 4}"
        body.append(f"  try {{ take(std::move({a})); {a} = {b}; }} catch (int) {{ {a} = \"x\"; }} catch (...) {{ {a}.clear(); }}"
                    f" look({a});")
    return body


def ternaries(n: int, depth: int = 16) -> list[str]:
    body = ["  std::string s0, s1, s2, s3;"]
    for i in range(0, n, depth):
        expression = "s0"
        for d in range(depth):
            expression = f"(chance() ? std::string(std::move(s{d % 4})) : std::string({expression}))"
        body.append(f"  {{ std::string t = {expression}; s0 = t; s1 = t; s2 = t; s3 = t; }}")
    return body


def shortcuts(n: int, depth: int = 16) -> list[str]:
    body = ["  std::string s0, s1, s2, s3;"]
    for i in range(0, n, depth):
        parts = [f"(chance() {'&&' if d % 2 else '||'} (take(std::move(s{d % 4})), s{d % 4} = \"x\", chance()))" for d in range(depth)]
        body.append("  if (" + " && ".join(parts[: depth // 2]) + " || " + " && ".join(parts[depth // 2 :]) + ") look(s0);")
    return body


def aggregate(n: int) -> list[str]:
    body = ["  struct Wide {"] + [f"    std::string f{i};" for i in range(n)] + ["  };"]
    body += [f"  std::string v{i} = \"x\";" for i in range(n)]
    body.append("  Wide w{" + ", ".join(f"std::move(v{i})" for i in range(n)) + "};")
    body += [f"  if (chance()) {{ take(std::move(w.f{i})); w.f{i} = \"x\"; }}" for i in range(n)]
    return body


def elements(n: int) -> list[str]:
    body = [f"  std::string a[{n}]; int k = 0;"]
    for i in range(n):
        body.append(f"  if (chance()) {{ take(std::move(a[{i}])); }} else {{ look(a[{i}]); }} take(std::move(a[k])); a[k] = \"x\"; k = number();")
    return body


def gotos(n: int) -> list[str]:
    body = ["  std::string s0, s1, s2, s3;"]
    for i in range(n):
        v = f"s{i % 4}"
        body.append(f"  if (chance()) goto l{i}; take(std::move({v})); {v} = \"x\"; l{i}: look({v}); if (chance()) goto l{i};")
    return body


def sends(n: int) -> list[str]:
    body = ["  conure::channel<std::string> c(1);"]
    for i in range(n):
        body.append(f"  std::string a{i} = \"x\", b{i}; b{i} = std::move(a{i}); c.send(std::move(b{i}));")
    return body


def keeps(n: int) -> list[str]:
    body = ["  struct Keeper {", "    std::string text = \"x\";"]
    body += [f"    std::string_view v{i};" for i in range(n)]
    body += ["    void keep(const std::string &s) {"] + [f"      v{i} = s;" for i in range(n)] + ["    }", "  } k;", "  k.keep(k.text);"]
    return body


SHAPES = {shape.__name__: shape for shape in (loops, switches, merges, nesting, wide, borrows, lender, nested, lambdas, handlers,
                                              ternaries, shortcuts, aggregate, elements, gotos, sends, keeps)}


def program(shape: str, size: int) -> str:
    head = HEAD + ("#include <conure/conure.h>\n" if shape == "sends" else "")
    return head + "void large() {\n" + "\n".join(SHAPES[shape](size)) + "\n}\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shape", choices=sorted(SHAPES), required=True)
    parser.add_argument("--size", type=int, required=True)
    args = parser.parse_args()
    print(program(args.shape, args.size), end="")


if __name__ == "__main__":
    main()
