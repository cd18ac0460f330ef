#!/usr/bin/env python3
"""Runs test files of rules through the tool and through the clang-tidy plugin, and compares the findings with what the
files' comments expect: rule, file and line of each, nothing more and nothing less.

Usage: test/verify.py [--tool BIN] [--plugin SO] [--clang-tidy BIN] [--only tool|plugin] FILE|DIRECTORY…

In a test file:
    f(u);  // expect-error {{text of the message}} [rule]      also expect-warning, expect-remark
    // expect-error@+1 {{text}} [rule]                         another line: @+N, @-N, @N; another file: @Inputs/x.h:N
    // expect-note@-2 {{text}}                                 such a note must be there; other notes may be
    // rules: NAME…        the rules that count; `all`; default: every rule whose findings are errors, and the folder's
    // config: KEY: VALUE  a line of .conure.yaml
    // flags: FLAG…        more compiler flags
In {{…}} everything is literal but `.*`. If FILE.fixed exists, applying the fixes must give its text, twice.
"""
import argparse
import difflib
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile
from typing import NamedTuple

ROOT = pathlib.Path(__file__).resolve().parent.parent
SYSTEM_FLAGS = ["-std=c++20", "-I", str(ROOT / "runtime" / "include"), "-w"]

EXPECTATION = re.compile(
    r"expect-(error|warning|remark|note)(?:@(?:([^\s:{}]+):)?([+-]?\d+))?\s*\{\{(.*?)\}\}(?:\s*\[(?:conure-)?([a-z-]+)\])?")
DIRECTIVE = re.compile(r"^\s*//\s*(rules|config|flags):\s*(.+?)\s*$", re.M)
INCLUDE = re.compile(r'^\s*#\s*include\s+"([^"]+)"', re.M)
DIAGNOSTIC = re.compile(
    r"^(?P<file>[^\s:][^:\n]*):(?P<line>\d+):(?P<column>\d+): (?P<level>fatal error|error|warning|remark|note): "
    r"(?P<text>.*?)(?: \[(?P<tag>[\w.,-]+)\])?$")
MANIFEST = re.compile(r'^CONURE_RULE\("([a-z-]+)",\s*\w+,\s*(\w+)', re.M)
# How .conure.yaml's keys are called as clang-tidy options.
OPTIONS = {"profile": "ConureProfile", "known-types": "ConureKnownTypes", "trusted-headers": "ConureTrustedHeaders",
           "move-while-borrowed": "conure-move-while-borrowed.Strict"}


class Place(NamedTuple):
    file: str
    line: int


class Expected(NamedTuple):
    level: str
    place: Place
    text: str
    rule: str
    written: Place

    def fits(self, text: str) -> bool:
        pattern = ".*".join(re.escape(part) for part in self.text.split(".*"))
        return re.search(pattern, text) is not None


class Found(NamedTuple):
    level: str
    place: Place
    text: str
    rule: str


def severities() -> dict:
    return dict(MANIFEST.findall((ROOT / "checks" / "rules" / "Rules.def").read_text()))


def local_files(path: pathlib.Path, seen: set) -> set:
    """The file and the headers of the test suite that it includes."""
    path = path.resolve()
    if path in seen or not path.is_file():
        return seen
    seen.add(path)
    for name in INCLUDE.findall(path.read_text()):
        local_files(path.parent / name, seen)
    return seen


def expectations(path: pathlib.Path) -> list:
    out = []
    for source in sorted(local_files(path, set())):
        for number, line in enumerate(source.read_text().splitlines(), 1):
            for level, file, offset, text, rule in EXPECTATION.findall(line):
                target = (source.parent / file).resolve() if file else source
                if not offset:
                    where = number
                elif offset[0] in "+-":
                    where = number + int(offset)
                else:
                    where = int(offset)
                if level != "note" and not rule:
                    raise SystemExit(f"{source}:{number}: the expectation names no [rule]")
                out.append(Expected(level, Place(str(target), where), text, rule, Place(str(source), number)))
            if "expect-" in line and len(EXPECTATION.findall(line)) != len(re.findall(r"expect-(?:error|warning|remark|note)", line)):
                raise SystemExit(f"{source}:{number}: an expectation that cannot be read")
    return out


class Test:
    def __init__(self, path: pathlib.Path):
        self.path = path.resolve()
        text = self.path.read_text()
        self.rules, self.config, self.flags = None, {}, list(SYSTEM_FLAGS)
        for key, value in DIRECTIVE.findall(text):
            if key == "rules":
                self.rules = (self.rules or set()) | set(re.split(r"[,\s]+", value))
            elif key == "config":
                name, _, setting = value.partition(":")
                self.config[name.strip()] = setting.strip()
            else:
                self.flags += shlex.split(value)
        self.expected = expectations(self.path)

    def counts(self, rule: str, levels: dict) -> bool:
        if self.rules is None:
            return levels.get(rule) == "Error" or rule == self.path.parent.name
        return "all" in self.rules or rule in self.rules


def parse(output: str, directory: pathlib.Path) -> tuple:
    found, failures = [], []
    for line in output.splitlines():
        m = DIAGNOSTIC.match(line)
        if not m:
            # The tool shows a help line under its finding, without a place of its own.
            if line.startswith("  help: ") and found:
                found.append(Found("note", next(f for f in reversed(found) if f.rule).place, line.strip(), ""))
            continue
        tag = (m["tag"] or "").split(",")[0]
        place = Place(str((directory / m["file"]).resolve()), int(m["line"]))
        if m["level"] == "note":
            found.append(Found("note", place, m["text"], ""))
        elif tag.startswith("conure-") or tag in severities():
            found.append(Found(m["level"], place, m["text"], tag.removeprefix("conure-")))
        elif m["level"] in ("error", "fatal error"):
            failures.append(line)
    return found, failures


def run(command: list, directory: pathlib.Path) -> tuple:
    done = subprocess.run(command, cwd=directory, capture_output=True, text=True, errors="replace", timeout=300)
    return done.returncode, done.stdout, done.stderr


def plugin_command(options, test: Test, path: pathlib.Path, extra: list) -> list:
    checks = ", ".join(f"{{key: {OPTIONS[k]}, value: '{'true' if v == 'strict' and k != 'profile' else v}'}}"
                       for k, v in test.config.items())
    return [options.clang_tidy, f"-load={options.plugin}", "--checks=-*,conure-*", "--header-filter=.*", "--quiet",
            f"--config={{CheckOptions: [{checks}]}}", *extra, str(path), "--", *test.flags]


def tool_command(options, test: Test, path: pathlib.Path, extra: list, scratch: pathlib.Path) -> list:
    config = scratch / "conure.yaml"
    config.write_text("".join(f"{k}: {v}\n" for k, v in test.config.items()))
    return [options.tool, "check", f"--config-file={config}", *extra, str(path), "--", *test.flags]


def compare(test: Test, found: list, levels: dict, through_plugin: bool) -> list:
    """What differs, as lines for a person."""
    problems = []
    open_ = [f for f in found if f.level != "note" and test.counts(f.rule, levels)]
    notes = [f for f in found if f.level == "note"]
    for e in test.expected:
        if e.level == "note":
            if not any(n.place == e.place and e.fits(n.text) for n in notes):
                there = [n.text for n in notes if n.place == e.place]
                problems.append(f"{e.written.file}:{e.written.line}: no note {e.text!r} at line {e.place.line}; there: {there}")
            continue
        if not test.counts(e.rule, levels):
            problems.append(f"{e.written.file}:{e.written.line}: [{e.rule}] does not count in this file (see `// rules:`)")
            continue
        hits = [f for f in open_ if f.place == e.place and f.rule == e.rule]
        fitting = [f for f in hits if e.fits(f.text) and (through_plugin or f.level == e.level)]
        if fitting:
            open_.remove(fitting[0])
        elif hits:
            open_.remove(hits[0])
            problems.append(f"{e.written.file}:{e.written.line}: expected {e.level} {e.text!r} [{e.rule}]\n"
                            f"    but it is {hits[0].level} {hits[0].text!r}")
        else:
            problems.append(f"{e.written.file}:{e.written.line}: missing {e.level} [{e.rule}] {e.text!r} at line {e.place.line}")
    problems += [f"{f.place.file}:{f.place.line}: unexpected {f.level}: {f.text} [{f.rule}]" for f in open_]
    return problems


def check_findings(options, test: Test, through: str, levels: dict) -> list:
    with tempfile.TemporaryDirectory() as scratch:
        if through == "plugin":
            command = plugin_command(options, test, test.path, [])
        else:
            command = tool_command(options, test, test.path, [], pathlib.Path(scratch))
        status, out, err = run(command, test.path.parent)
    found, failures = parse(out, test.path.parent)
    if failures:
        return ["the test does not compile:"] + failures
    if status < 0 or status > (1 if through == "plugin" else 2) or "Stack dump" in err or "PLEASE submit" in err:
        return [f"{through} ended with status {status}:", err[-3000:]]
    if status == 2 and through == "tool":
        return [f"the tool refused its command line: {err[-1500:]}"]
    return compare(test, found, levels, through == "plugin")


def check_fixes(options, test: Test, through: str) -> list:
    golden = test.path.with_name(test.path.name + ".fixed")
    if not golden.exists():
        return []
    with tempfile.TemporaryDirectory() as scratch:
        copy = pathlib.Path(scratch) / test.path.name
        copy.write_text(test.path.read_text())
        for _ in range(2):  # the second run must find nothing left to mend
            if through == "plugin":
                run(plugin_command(options, test, copy, ["--fix"]), copy.parent)
            else:
                run(tool_command(options, test, copy, ["--fix"], pathlib.Path(scratch)), copy.parent)
            if copy.read_text() != golden.read_text():
                return ["the fixed text differs:"] + list(difflib.unified_diff(
                    golden.read_text().splitlines(), copy.read_text().splitlines(), str(golden), through, lineterm=""))
    return []


def tests_in(names: list) -> list:
    out = []
    for name in names:
        path = pathlib.Path(name)
        if path.is_dir():
            out += [p for p in sorted(path.rglob("*.cpp")) if "Inputs" not in p.parts and "RUN:" not in p.read_text()]
        else:
            out.append(path)
    return out


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tool", default=str(ROOT / "build" / "bin" / "conure"))
    parser.add_argument("--plugin", default=str(ROOT / "build" / "lib" / "ConureTidy.so"))
    parser.add_argument("--clang-tidy", default="clang-tidy-22")
    parser.add_argument("--only", choices=["tool", "plugin"])
    parser.add_argument("tests", nargs="+")
    options = parser.parse_args()

    levels, failed = severities(), 0
    ways = [options.only] if options.only else ["tool", "plugin"]
    if "tool" in ways and not pathlib.Path(options.tool).exists():
        print(f"note: {options.tool} is not built; through the plugin only")
        ways.remove("tool")
    for path in tests_in(options.tests):
        test = Test(path)
        for way in ways:
            problems = check_findings(options, test, way, levels) or check_fixes(options, test, way)
            print(f"{'FAIL' if problems else 'pass'} {path} ({way})")
            for problem in problems:
                print(f"  {problem}")
            failed += bool(problems)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
