#!/usr/bin/env python3
"""Counts the situations that the tests of each rule show, and fails when a rule has fewer than ten of a kind.

Usage: test/checks/situations.py [--list RULE] [--least N]

A rejecting situation is a function with an error or warning of the rule's expected in it, or a declaration outside of
functions with one on its line; wherever the file is below test/checks. An accepting one is a function that does something, a
message, or a class marked for Conure, in a file of the rule's folder that expects nothing of the rule. What tests a rule
elsewhere is named in ELSEWHERE.
"""
import argparse
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
MANIFEST = re.compile(r'^CONURE_RULE\("([a-z-]+)"', re.M)
EXPECTATION = re.compile(r"expect-(?:error|warning)(?:@([+-]?\d+))?\s*\{\{.*?\}\}\s*\[(?:conure-)?([a-z-]+)\]")
TOKEN = re.compile(r'//[^\n]*|/\*.*?\*/|R"(\w*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'|[{};]', re.S)
SCOPE = re.compile(r"\b(namespace|class|struct|union|enum|extern)\b")
CONTROL = re.compile(r"^\s*(?:else\s+)?(if|for|while|switch|do|else|try|catch)\b")
FUNCTION = re.compile(r"([\w~]+|operator\s*[^\s(]+|operator\s*\(\s*\))\s*\(")
ELSEWHERE = {"uninstrumented": "test/rewrite: the rewriter finds it, not a check"}


MARKED = re.compile(r"\b(?:class|struct)\b.*?\bCONURE_(?:VALUE|SENDABLE|COUNTED|PROCESS)\b.*?(\w+)\s*(?:final\s*)?(?::|$)", re.S)


class Function:
    """Also a marked class, which holds functions."""

    def __init__(self, name, first, message=False, is_class=False):
        self.name, self.first, self.last = name, first, first
        self.empty, self.is_class = not message, is_class


def functions(text: str) -> list:
    """The functions with a body, lambdas and nested ones left to the function around them."""
    found, open_scopes, start, line, at = [], [], 0, 1, 0
    for token in TOKEN.finditer(text):
        line += text.count("\n", at, token.start())
        at = token.start()
        kind = token.group()
        inside = next((scope for scope in reversed(open_scopes) if scope and not scope.is_class), None)
        if kind == "{":
            head = re.sub(r"//[^\n]*|^\s*#.*$", "", text[start:token.start()], flags=re.M)
            scope = None
            if not inside and not CONTROL.match(head):
                outside = re.sub(r"<[^<>]*>|\[\[.*?\]\]|CONURE_\w+\(.*?\)", "", head)
                name = FUNCTION.search(outside)
                if name and not re.search(r"=\s*$", head) and not (SCOPE.search(outside) and name.start() > outside.find(":") >= 0 and "(" not in outside[:outside.find(":")]):
                    scope = Function(name.group(1), line - head.lstrip().count("\n"), "CONURE_ASYNC" in head)
                elif marked := MARKED.search(head.strip()):
                    scope = Function(marked.group(1), line, True, True)
                if scope:
                    found.append(scope)
            elif inside:
                inside.empty = False
            open_scopes.append(scope)
            start = token.end()
        elif kind == "}":
            scope = open_scopes.pop() if open_scopes else None
            if scope and not scope.is_class:
                scope.last = line
                scope.empty &= not text[start:token.start()].strip()
            start = token.end()
        elif kind == ";":
            if inside:
                inside.empty = False
            start = token.end()
    return found


def expectations(text: str):
    """(line, rule) of each."""
    for number, line in enumerate(text.splitlines(), 1):
        for match in EXPECTATION.finditer(line):
            offset = match.group(1)
            place = number if not offset else number + int(offset) if offset[0] in "+-" else int(offset)
            yield place, match.group(2)


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--least", type=int, default=10)
    options.add_argument("--list", metavar="RULE")
    given = options.parse_args()
    rules = MANIFEST.findall((ROOT / "checks" / "rules" / "Rules.def").read_text())
    rejecting = {rule: {} for rule in rules}
    accepting = {rule: {} for rule in rules}
    for path in sorted(HERE.rglob("*.cpp")):
        folder = path.relative_to(HERE).parts[0]
        if "Inputs" in path.parts:
            continue
        text = path.read_text()
        bodies, expected = functions(text), list(expectations(text))
        for line, rule in expected:
            body = next((b for b in bodies if not b.is_class and b.first <= line <= b.last), None)
            where = (path.name, folder, body.first if body else line)
            name = body.name if body else text.splitlines()[line - 1].split("//")[0].strip()
            rejecting.setdefault(rule, {})[where] = name
        if folder in accepting and all(rule != folder for _, rule in expected) and "RUN:" not in text:
            for body in bodies:
                if not body.empty and not any(body.first <= line <= body.last for line, _ in expected):
                    accepting[folder][path.name, folder, body.first] = body.name
    if given.list:
        for title, table in (("rejecting", rejecting), ("accepting", accepting)):
            for (name, folder, line), what in table[given.list].items():
                print(f"{title}: {folder}/{name}:{line}: {what}")
    missing = []
    print(f"{'rule':<22}{'rejecting':>10}{'accepting':>10}")
    for rule in rules:
        if rule in ELSEWHERE:
            print(f"{rule:<22}{ELSEWHERE[rule]}")
            continue
        counts = len(rejecting[rule]), len(accepting[rule])
        print(f"{rule:<22}{counts[0]:>10}{counts[1]:>10}")
        missing += [rule] if min(counts) < given.least else []
    if missing:
        print(f"fewer than {given.least} situations of a kind: {', '.join(missing)}", file=sys.stderr)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
