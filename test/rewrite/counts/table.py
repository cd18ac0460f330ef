#!/usr/bin/env python3
"""Compares docs/counts-forms.md with the programs that it names: each form there is a function here whose drop and borrow are
marked, and each function here that must panic is named there. Also that each word of the contract has a row."""
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[2]
PAGE = ROOT / "docs/counts-forms.md"
# What the contract lists, a row each.
WORDS = ["local references", "local pointers", "reassigned pointers", "parameters", "`this` of a method that may drop it", "range-for",
         "structured bindings", "captures of closures that outlive the expression", "reference fields", "pointer fields",
         "`ref`, `mut`", "pointers in containers", "smart-pointer observers", "base sub-objects", "member sub-objects", "arrays",
         "temporaries", "exceptions", "conversions of pointers up a hierarchy", "conversions of pointers down a hierarchy",
         "templates", "`auto`", "locals", "fields", "containers", "`unique_ptr`", "moves by value", "`swap`",
         "raw `new` and `delete`", "`vector`", "`string`", "`deque`", "`map`, `set`, `list`", "`unordered_map`", "`optional`"]
# The place of the borrow is in the library, which makes it.
IN_LIBRARY = {("stored_borrow", "BORROW")}
errors = []


class Program:
    """The forms of one source: those that run, and which of their lines are marked."""

    def __init__(self, path):
        text = path.read_text()
        self.forms = set(re.findall(r"\bFORM\((\w+)\)", text)) - {"name"}
        self.marks = {"DROP": set(), "BORROW": set()}
        for line in text.splitlines():
            for kind, form in re.findall(r"\b(DROP|BORROW) (\w+)", line.partition("//")[2]):
                self.marks[kind].add(form)
        if not text.startswith("// RUN: %counts %s\n"):
            errors.append(f"{path.name}: is not run by counts.py")


programs = {path.name: Program(path) for path in sorted(HERE.glob("*.cpp")) if "FORM(" in path.read_text()}
named, rows, columns = {name: set() for name in programs}, {}, []
for number, line in enumerate(PAGE.read_text().splitlines(), 1):
    cells = [cell.strip() for cell in line.strip("|").split("|")] if line.startswith("|") else []
    if not cells or set(line) <= set("|- "):
        continue
    if re.search(r"`\w+\.cpp`", cells[1]):  # a head: what a column's names belong to
        columns = [re.search(r"`(\w+\.cpp)`", cell) for cell in cells[1:]]
        columns = [match[1] if match else None for match in columns]
        continue
    found = 0
    for default, cell in zip(columns, cells[1:]):
        for part in cell.split(";"):
            at, _, names = part.rpartition(":")
            source = re.search(r"`(\w+\.cpp)`", at)
            source = source[1] if source else default
            for form in re.findall(r"(?<![\w`./])[a-z]\w+(?![\w`./])", names) if source in programs and not part.count(" not ") else []:
                found += 1
                named[source].add(form)
                if form not in programs[source].forms:
                    errors.append(f"{PAGE.name}:{number}: {source} has no '{form}'")
                for kind, marked in programs[source].marks.items():
                    if form not in marked and (form, kind) not in IN_LIBRARY:
                        errors.append(f"{PAGE.name}:{number}: {source}: '{form}' has no line marked {kind}")
        for path in re.findall(r"`((?:test/)?[\w/]+\.(?:cpp|test))`", cell):
            found += 1
            if not (ROOT / path).exists() and not (HERE / path).exists():
                errors.append(f"{PAGE.name}:{number}: there is no {path}")
    if not found:
        errors.append(f"{PAGE.name}:{number}: '{cells[0]}' has no test")
    rows.setdefault(cells[0], number)
for word in WORDS:
    if word not in rows:
        errors.append(f"{PAGE.name}: no row for {word}")
for source, program in programs.items():
    for form in sorted((program.forms & program.marks["DROP"]) - named[source]):
        errors.append(f"{source}: '{form}' is not in {PAGE.name}")
if not programs or sum(map(len, named.values())) < 100:
    errors.append("the page or the programs were not read")
print("\n".join(errors) if errors else f"{sum(map(len, named.values()))} forms in {len(rows)} rows")
sys.exit(bool(errors))
