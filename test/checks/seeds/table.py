#!/usr/bin/env python3
"""Sees to it that docs/inko.md keeps its word: each test that it names exists, expects what the row says, and no
expectation of the tests beside this script is missing there.

In a table each `path` of the project must exist, and each `path:name` must have that name: a function, a class, a test, or
`Class::method`. Where a row says "accepted" or "rejected: rule", each function named must expect nothing, or that rule (the
rules' own tests see to it that the expectations hold).
"""
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import situations

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[2]
PAGE = ROOT / "docs" / "inko.md"
TEST = re.compile(r"`((?:test|examples|bench|rewrite|runtime|scripts)/[^`:\s]*)(?::([\w:]+))?`")
LINK = re.compile(r"\]\((rules/[a-z-]+\.md)\)")
NOISE = re.compile(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"', re.S)


def lines_of(text: str, name: str):
    """First and last line of what is called so; nothing if there is none. A name may be `Class::method`."""
    bare = NOISE.sub(lambda m: re.sub(r"[^\n]", " ", m.group()), text)
    first, last = 0, len(bare)
    for part in name.split("::"):
        found = next((m for m in re.finditer(rf"\b{part}\b", bare[first:last]) if declares(bare, first + m.start())), None)
        if not found:
            return None
        first += found.start()
        last = end_of(bare, first)
    return bare.count("\n", 0, first) + 1, bare.count("\n", 0, last) + 1


def declares(bare: str, at: int) -> bool:
    """A call or a use stands in an expression: after `(`, `.`, `->`, `=`, `<` or `return`."""
    before = bare[bare.rfind("\n", 0, at) + 1:at].rstrip()
    if re.search(r"TEST\w*\(\s*\w+,$", before):
        return True
    return not re.search(r"(?:[(.=<,!&|]|->|\breturn|\bif|\bnew)$", before)


def end_of(bare: str, at: int) -> int:
    """The end of the body that begins after `at`, or of the declaration."""
    depth = 0
    for i in range(at, len(bare)):
        if bare[i] == "{":
            depth += 1
        elif bare[i] == "}":
            depth -= 1
            if depth == 0:
                return i
        elif bare[i] == ";" and depth == 0:
            return i
        elif bare[i] == "\n" and depth == 0 and bare[at:i].startswith("CONURE_MAIN"):
            return i
    return len(bare) - 1


def main() -> int:
    problems, rows, covered = [], 0, {}
    for number, line in enumerate(PAGE.read_text().splitlines(), 1):
        if not line.startswith("|") or re.fullmatch(r"[|\- ]+", line):
            continue
        where = f"docs/inko.md:{number}"
        for link in LINK.findall(line):
            if not (ROOT / "docs" / link).is_file():
                problems.append(f"{where}: there is no docs/{link}")
        cells = [cell.strip() for cell in line.strip("|").split(" | ")]
        outcome = re.match(r"(accepted|runs|panics|rejected: )", cells[2]) if len(cells) == 4 else None
        rules = re.findall(r"\[([a-z-]+)\]", cells[2]) if outcome else []
        named = TEST.findall(line)
        if outcome:
            rows += 1
            if not named:
                problems.append(f"{where}: no test")
        for path, name in named:
            file = ROOT / path
            if not file.exists():
                problems.append(f"{where}: there is no {path}")
            elif name:
                text = file.read_text()
                span = lines_of(text, name)
                if not span:
                    problems.append(f"{where}: {path} has no '{name}'")
                    continue
                expected = [(at, rule) for at, rule in situations.expectations(text) if span[0] <= at <= span[1]]
                if outcome and outcome.group() == "accepted" and expected:
                    problems.append(f"{where}: {path}:{name} expects {sorted({r for _, r in expected})}")
                for rule in rules if outcome and outcome.group() == "rejected: " else []:
                    hits = {at for at, r in expected if r == rule}
                    if not hits:
                        problems.append(f"{where}: {path}:{name} does not expect [{rule}]")
                    covered.setdefault(file.resolve(), set()).update(hits)
    if rows < 100:
        problems.append(f"docs/inko.md: {rows} rows can be read")
    for file in sorted(HERE.glob("*.cpp")):
        for at, rule in situations.expectations(file.read_text()):
            if at not in covered.get(file, ()):
                problems.append(f"{file.relative_to(ROOT)}:{at}: [{rule}] is missing in docs/inko.md")
    print("\n".join(problems) if problems else f"{rows} examples and rules, each with its test")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
