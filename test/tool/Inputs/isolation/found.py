"""found.py LOG DIR: the findings of a SARIF log, or of clang-tidy's text, are just the lines of DIR that say FOUND and the rule."""
import json
import pathlib
import re
import sys

text, directory = open(sys.argv[1]).read(), pathlib.Path(sys.argv[2])
rules = {"shared-state", "blocking-call", "unsafe", "unseen-callee", "uni-call", "send-alias"}
expected = {(file.name, number, rule) for file in directory.iterdir() for number, line in enumerate(file.read_text().split("\n"), 1)
            for rule in re.findall(r"FOUND (\S+)", line)}
found = set()
if text.startswith("{"):
    for result in json.loads(text)["runs"][0]["results"]:
        place = result["locations"][0]["physicalLocation"]
        if not result.get("suppressions"):
            found.add((place["artifactLocation"]["uri"], place["region"]["startLine"], result["ruleId"].removeprefix("conure-")))
else:
    found = {(file, int(line), rule) for file, line, rule in re.findall(r"^([^:\n]+):(\d+):\d+: warning: .* \[conure-([a-z-]+)\]", text, re.M)}
found = {(pathlib.PurePath(file).name, line, rule) for file, line, rule in found if rule in rules}
for what, lines in ("missing", expected - found), ("unexpected", found - expected):
    for line in sorted(lines):
        print(what, *line)
sys.exit(not expected or found != expected)
