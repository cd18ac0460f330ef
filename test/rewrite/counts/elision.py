#!/usr/bin/env python3
"""Elision must not be seen: random programs that own, borrow, move, drop, call and loop, elided and fully counted, must end
alike, and where one panics at a drop, the other must panic at the same drop.

elision.py --driver D --include DIR --library LIB --work DIR [--cases N] [--seed S] [--cxx g++]

Prints nothing and ends with 0 if they do; else each program that differs. The same seed makes the same programs.
"""
import concurrent.futures
import random
import subprocess
import sys

import trial

HEAD = """#include <conure/annotations.h>
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <memory>
#include <optional>
#include <ostream>
#include <streambuf>
#include <utility>
#include <vector>
struct CONURE_COUNTED Leaf { explicit Leaf(int v) : v(v) {} int v; };
struct CONURE_COUNTED Petal : Leaf { using Leaf::Leaf; int more = 1; };
struct Box { explicit Box(int v) : leaf(v) {} Leaf leaf; };  // no count of its own, and nothing to destroy but a count
struct CONURE_COUNTED Node {
  explicit Node(int v) : v(v) {}
  virtual ~Node() {}
  virtual void touch(std::unique_ptr<Node> &) {}
  void shed() { std::printf("shed\\n"); child.reset(); }
  Box *box_or() { if (!box) box = std::make_unique<Box>(1); return box.get(); }
  int read() const { return v + (child ? child->v : 0); }
  int v;
  std::unique_ptr<Node> child;
  std::unique_ptr<Leaf> leaf;
  std::vector<Leaf> leaves;
  std::optional<Petal> petal;
  std::unique_ptr<Box> box;
  std::shared_ptr<Leaf> shared;
  Node *peer = nullptr;
};
struct CONURE_COUNTED Wild final : Node {
  using Node::Node;
  void touch(std::unique_ptr<Node> &o) override { std::printf("wild\\n"); o.reset(); }
};
static int sum = 0;
static std::function<void()> hook;
struct Visitor {
  virtual ~Visitor() {}
  virtual void visit(std::unique_ptr<Node> &) { ++sum; }
};
struct Eater final : Visitor {
  void visit(std::unique_ptr<Node> &o) override { std::printf("eat\\n"); if (o) o->leaf.reset(); }
};
struct Gardener : Visitor {
  ~Gardener() override { std::printf("prune\\n"); if (on && *on) (*on)->petal.reset(); }
  void visit(std::unique_ptr<Node> &o) override { on = &o; }
  std::unique_ptr<Node> *on = nullptr;
};
struct Sentry {
  std::unique_ptr<Node> &o;
  ~Sentry() { std::printf("sentry\\n"); if (o) o->box.reset(); }
};
struct Sink : std::streambuf {
  std::unique_ptr<Node> &o;
  explicit Sink(std::unique_ptr<Node> &o) : o(o) {}
  int_type overflow(int_type c) override { std::printf("sink\\n"); if (o) o->leaves.clear(); return c; }
};
static void deep(std::unique_ptr<Node> &o, int n);
static void deeper(std::unique_ptr<Node> &o, int n) { deep(o, n - 1); }
static void deep(std::unique_ptr<Node> &o, int n) {
  if (n > 0) return deeper(o, n);
  std::printf("deep\\n");
  if (o) o->shared.reset();
}
static std::unique_ptr<Visitor> visitor(int n) {
  if (n % 3 == 0) return std::make_unique<Eater>();
  if (n % 3 == 1) return std::make_unique<Gardener>();
  return std::make_unique<Visitor>();
}
static std::unique_ptr<Node> grow(int v) {
  auto n = std::make_unique<Node>(v);
  n->child = std::make_unique<Node>(v + 1);
  n->leaf = std::make_unique<Leaf>(v + 2);
  n->leaves.reserve(3);
  n->leaves.emplace_back(v), n->leaves.emplace_back(v + 1);
  n->petal.emplace(v);
  n->box = std::make_unique<Box>(v);
  n->shared = std::make_shared<Leaf>(v);
  return n;
}
static int look(const Node *p) { return p ? p->v : 0; }
static int look(const Node &r) { return r.read(); }
static Node *same(Node *p) { return p; }
static int look(const Leaf *p) { return p ? p->v : 0; }
"""

# Each borrows a leaf of an owner, drops one, or looks at one and drops nothing.
LEAVES = ["{o} ? {o}->leaf.get() : nullptr", "{o} && !{o}->leaves.empty() ? &{o}->leaves.front() : nullptr",
          "{o} && {o}->petal ? &*{o}->petal : nullptr", "{o} && {o}->box ? &{o}->box->leaf : nullptr",
          "{o} ? {o}->shared.get() : nullptr"]
DROPS = ["if ({o}) {o}->leaves.clear();", "if ({o} && !{o}->leaves.empty()) {o}->leaves.pop_back();",
         "if ({o}) {o}->leaves.emplace_back({n});", "if ({o}) {o}->petal.reset();", "if ({o}) {o}->petal.emplace({n});",
         "if ({o}) {o}->box.reset();", "if ({o}) {o}->shared.reset();", "if ({o}) {o}->shared = std::make_shared<Leaf>({n});",
         "deep({o}, {n} % 4);", "visitor({n})->visit({o});", "{{ Eater e; Visitor &v = e; v.visit({o}); }}",
         "{{ Gardener g; g.visit({o}); }}", "{{ Sentry s{{{o}}}; ++sum; }}",
         "hook = [&{o}] {{ if ({o}) {o}->leaf.reset(); }};", "if (hook) hook();",
         "{{ Sink s({o}); std::ostream out(&s); out << {n}; }}",
         "{{ int list[] = {{3, 1, 2}}; std::sort(list, list + 3, [&](int x, int y) {{ if ({o}) {o}->leaf.reset(); return x < y; }}); }}",
         "if ({o} && {o}->leaves.size() > 1) {o}->leaves.front() = std::move({o}->leaves.back());",
         "if ({o}) {{ auto taken = std::move({o}->leaves); sum += int(taken.size()); }}",
         "if ({o}) {{ Box copy = *{o}->box_or(); sum += copy.leaf.v; }}",
         "if ({o} && {o}->leaf) {{ Leaf copy = *{o}->leaf; sum += copy.v; }}",
         "if ({o} && {o}->leaf) {{ Leaf taken = std::move(*{o}->leaf); sum += taken.v; }}"]
HARMLESS = ["if ({o}) for (const Leaf &l : {o}->leaves) sum += l.v;", "sum += int({o} ? {o}->leaves.size() : 0);",
            "{{ std::vector<int> list = {{3, 1, 2}}; std::sort(list.begin(), list.end()); sum += list[0]; }}",
            "{{ std::optional<int> maybe = 3; maybe.reset(); }}", "{{ auto text = std::to_string({n}); sum += int(text.size()); }}",
            "if ({o}) {o}->v = {n};", "Visitor().visit({o});"]


class Case:
    """One program: functions that call those before them."""

    def __init__(self, number, seed):
        self.random = random.Random(seed * 100003 + number)
        self.number, self.marks, self.names = number, 0, 0
        self.leaves = []
        self.functions = self.random.randint(1, 4)

    def name(self, kind):
        self.names += 1
        return f"{kind}{self.names}"

    def mark(self):
        self.marks += 1
        return f'std::printf("at {self.marks}\\n");'

    def statement(self, level, owners, pointers, references, callables):
        if self.random.random() < 0.4:
            return self.leaf_statement(any_of=self.random.choice, owner=self.random.choice(owners))
        pick, any_of = self.random.random(), self.random.choice
        owner, pointer = any_of(owners), any_of(pointers) if pointers else None
        if pick < 0.16:
            new = self.name("p")
            source = any_of([f"{owner}.get()", f"{owner} ? {owner}->child.get() : nullptr"] +
                            ([pointer, f"same({pointer})", f"{pointer} ? {pointer}->child.get() : nullptr"] if pointer else []))
            pointers.append(new)
            return [f"Node *{new} = {source};"]
        if pick < 0.22:
            new = self.name("r")
            references.append(new)
            return [f"if (!{owner}) {owner} = grow({self.number});", f"Node &{new} = *{owner};"]
        if pick < 0.32 and pointer:
            return [f"{pointer} = {any_of(['nullptr', f'{owner}.get()', any_of(pointers)])};"]
        if pick < 0.42:
            return [f"sum += {any_of(['look(' + x + ')' for x in pointers + references] or ['1'])};"]
        if pick < 0.50:
            drop = any_of([f"{owner}.reset();", f"{owner} = grow({self.marks});", f"if ({owner}) {owner}->child.reset();",
                           f"if ({owner}) {owner}->leaf.reset();", f"if ({owner}) {owner}->shed();"])
            return [self.mark(), drop]
        if pick < 0.55:
            new = self.name("o")
            return ["{", self.mark(), f"auto {new} = std::move({owner});", f"sum += look({new}.get());", self.mark(), "}"]
        if pick < 0.60 and references:
            return [self.mark(), f"{any_of(references)}.touch({owner});"]
        if pick < 0.65 and pointer:
            return [f"if ({pointer}) {pointer}->peer = {any_of(['nullptr', any_of(pointers)])};"]
        if pick < 0.70 and pointer:
            new = self.name("f")
            callables.append(new)
            return [f"auto {new} = [{pointer}] {{ sum += look({pointer}); }};"]
        if pick < 0.73 and callables:
            return [f"{any_of(callables)}();"]
        if pick < 0.83 and callables is not None and self.random.random() < 0.9 and self.callable_functions:
            target = any_of(self.callable_functions)
            argument = pointer or f"{owner}.get()"
            return [f"if (!{owner}) {owner} = grow(3);", f"case{self.number}_{target}({owner}, {argument}, *{owner}, {(self.leaves or ['nullptr'])[-1]});"]
        if level < 3:
            inner = self.block(level + 1, owners, list(pointers), list(references), list(callables))
            if pick < 0.92:
                return [f"if (sum % 3 {any_of(['==', '!='])} {self.random.randint(0, 2)}) {{", *inner, "}"]
            return [f"for (int i{level} = 0; i{level} < 2; ++i{level}) {{", *inner, "}"]
        return ["++sum;"]

    def leaf_statement(self, any_of, owner):
        pick, number = self.random.random(), self.random.randint(0, 9)
        if pick < 0.06:  # a local class, whose values may not outlive what they borrow
            new, other = self.name("Held"), any_of(any_of([DROPS, HARMLESS])).format(o=owner, n=number)
            return ["{", f"struct {new} {{ Leaf *at; }};", f"std::vector<{new}> held;",
                    f"held.push_back({{{any_of(self.leaves + ['nullptr'])}}});", self.mark(), other, self.mark(),
                    "sum += int(held.size());", "}"]
        if pick < 0.3:
            new = self.name("l")
            self.leaves.append(new)
            return [f"Leaf *{new} = {any_of(LEAVES)};".format(o=owner)]
        if pick < 0.4 and self.leaves:
            return [f"{any_of(self.leaves)} = {any_of(LEAVES + ['nullptr', 'nullptr', any_of(self.leaves)])};".format(o=owner)]
        if pick < 0.5 and self.leaves:
            return [f"sum += look({any_of(self.leaves)});"]
        if pick < 0.6:
            return [any_of(HARMLESS).format(o=owner, n=number)]
        return [self.mark(), any_of(DROPS).format(o=owner, n=number)]

    def block(self, level, owners, pointers, references, callables):
        lines, outside = [], self.leaves
        self.leaves = list(outside)
        for _ in range(self.random.randint(1, 7 - level)):
            lines += self.statement(level, owners, pointers, references, callables)
        self.leaves = outside
        return lines

    def source(self):
        text = []
        for f in range(self.functions):
            self.callable_functions = list(range(f))
            self.leaves = ["q"]
            body = self.block(0, ["o"], ["p"], ["r"], [])
            text.append(f"static void case{self.number}_{f}(std::unique_ptr<Node> &o, Node *p, Node &r, Leaf *q) {{")
            text += ["  " + line for line in body] + ["  (void)p, (void)r, (void)q;", "}"]
        self.leaves = []
        self.callable_functions = list(range(self.functions))
        text.append(f"static void case{self.number}() {{")
        kind = self.random.choice(["grow(1)", "grow(1)", "std::unique_ptr<Node>(std::make_unique<Wild>(4))"])
        text.append(f"  std::unique_ptr<Node> a = {kind}, b = grow(2);")
        text += ["  " + line for line in self.block(1, ["a", "b"], [], [], [])]
        text += ["  if (!a) a = grow(5);", f"  case{self.number}_{self.functions - 1}(b, a.get(), *a, a->leaf.get());", self.mark(), "  hook = nullptr;", "}"]
        return "\n".join(text)


def main():
    args = trial.parsed(__doc__)
    source = args.work / "cases.cpp"
    cases = [Case(n, args.seed).source() for n in range(args.cases)]
    table = ", ".join(f"case{n}" for n in range(args.cases))
    source.write_text(HEAD + "\n".join(cases) + "\nint main(int, char **argv) {\n  static void (*const all[])() = {" + table +
                      "};\n  all[std::atoi(argv[1])]();\n  std::printf(\"%d\\n\", sum);\n}\n")
    programs = []
    for name, extra in (("elided", []), ("counted", ["--no-elide"])):
        tree = args.work / name
        done = subprocess.run([args.driver, "--out", tree, *extra, source, "--", f"-I{args.include}"], capture_output=True, text=True)
        program = args.work / f"{name}.program"
        if done.returncode == 0:
            done = subprocess.run([args.cxx, "-std=c++20", "-O0", "-w", "-DCONURE_RUNTIME", "-I", args.include, "-include",
                                   "conure/count.h", "-include", "conure/changes.h", tree / source.name, args.library, "-pthread",
                                   "-ldl", "-o", program], capture_output=True, text=True)
        if done.returncode:
            sys.exit(f"{name}: {done.stdout[-3000:]}{done.stderr[-3000:]}")
        programs.append(program)

    def run(program, number):
        done = subprocess.run([program, str(number)], capture_output=True, text=True, timeout=60)
        return done.returncode, done.stdout

    def compare(number):
        elided, counted = (run(p, number) for p in programs)
        if elided == counted:
            return counted[0], ""
        return counted[0], f"case {number}: elided {elided}, counted {counted}\n{cases[number]}\n"

    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        results = list(pool.map(compare, range(args.cases)))
    differences = [text for _, text in results if text]
    panics = sum(status == 101 for status, _ in results)
    others = sum(status not in (0, 101) for status, _ in results)
    print("".join(differences[:3]), end="")
    print(f"{args.cases} programs, {panics} panic, {others} end otherwise, {len(differences)} differ")
    if panics == 0 or panics == args.cases:
        print("a test that cannot fail: all programs end alike")
        return 1
    return 1 if differences or others else 0


if __name__ == "__main__":
    sys.exit(main())
