#!/usr/bin/env python3
"""Sees to it that the code on the rules' pages is tested: each docs/rules/NAME.md against test/checks/NAME/page.cpp.

Of the sections "Why it is unsafe" and "How to mend it" each line of code must stand in the test, but for its comment (and `…`
may be anything); one that is marked `before`, `rejected` or with the rule's name must expect the rule there, and one marked
`after` nothing. Each point of a list and each row of a table of ways to mend it must be named in a comment of the test
(`// - …`, `// | …`), above what it says. That the expectations hold is for the tests of the rules to see.
"""
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import situations

HERE = pathlib.Path(__file__).resolve().parent
PAGES = HERE.parents[1] / "docs" / "rules"
ELSEWHERE = {"uninstrumented"}  # the rewriter's, tested in test/rewrite
SECTION = re.compile(r"^## (.+)$", re.M)


def bare(text: str) -> str:
    """Without its comment and without blanks."""
    return re.sub(r"\s+", "", re.sub(r"//.*", "", text))


def sections(page: str) -> dict:
    parts = SECTION.split(page)
    return dict(zip(parts[1::2], parts[2::2]))


def statements(code: str):
    """(line of code, its comment) of a block."""
    for line in code.splitlines():
        text, _, comment = line.partition("//")
        for part in re.split(r"\s{3,}", text.strip()):  # two declarations side by side
            if len(bare(part)) > 2:
                yield part, comment.strip().strip("…").strip()


def named_before(text: str) -> range:
    """The lines of the test's `namespace before`, where what is declared is not at fault, but how it is used."""
    at = text.find("namespace before {")
    if at < 0:
        return range(0)
    depth, end = 0, at
    for end in range(at, len(text)):
        depth += {"{": 1, "}": -1}.get(text[end], 0)
        if depth == 0 and text[end] == "}":
            break
    return range(text.count("\n", 0, at) + 1, text.count("\n", 0, end) + 2)


def check(rule: str) -> list:
    page = sections((PAGES / f"{rule}.md").read_text())
    test = HERE / rule / "page.cpp"
    if not test.exists():
        return [f"{rule}: there is no {test.relative_to(HERE.parents[1])}"]
    text = test.read_text()
    lines = [bare(line) for line in text.splitlines()]
    expected = {at for at, r in situations.expectations(text) if r == rule}
    anything = {at for at, _ in situations.expectations(text)}
    comments = [(mark, re.sub(r"[*\s]", "", words)) for mark, words in re.findall(r"// ([-|]) (.*)", text)]
    before = named_before(text)
    problems = []
    for title in ("Why it is unsafe", "How to mend it"):
        body = page.get(title, "")
        for block in re.findall(r"^```cpp\n(.*?)^```$", body, re.S | re.M):
            for code, comment in statements(block):
                pattern = re.compile(".*".join(re.escape(bare(part)) for part in code.split("…")))
                places = [at for at, line in enumerate(lines, 1) if pattern.search(line)]
                if not places:
                    problems.append(f"{rule}: not in the test: {code.strip()}")
                elif re.match(rf"(before|rejected|{rule})\b", comment) and not (
                        expected.intersection(places) or (expected.intersection(before) and set(before).intersection(places))):
                    problems.append(f"{rule}: said to be rejected, and not in the test: {code.strip()}")
                elif comment.startswith("after") and not set(places) - anything:
                    problems.append(f"{rule}: said to be right, and not in the test: {code.strip()}")
        if title != "How to mend it":
            continue
        prose = re.sub(r"^```.*?^```$", "", body, flags=re.S | re.M)
        for mark, point in re.findall(r"^([-|]) *([^\n]+)", prose, re.M):
            if mark == "|" and re.match(r"(-+\s*\||instead of)", point):
                continue
            words = re.sub(r"[`*\s]", "", point)
            if not any(mark == m and len(c) > 3 and words.startswith(c) for m, c in comments):
                problems.append(f"{rule}: no '// {mark} …' in the test for: {point[:60]}")
    return problems


def main() -> int:
    rules = situations.MANIFEST.findall((HERE.parents[1] / "checks" / "rules" / "Rules.def").read_text())
    problems = [p for rule in rules if rule not in ELSEWHERE for p in check(rule)]
    print("\n".join(problems) if problems else f"the code of {len(rules) - len(ELSEWHERE)} pages is tested")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
