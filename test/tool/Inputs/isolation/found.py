"""found.py SARIF DIR: the log's findings are just the lines of DIR that say FOUND and the rule, no more and no less."""
import json
import pathlib
import re
import sys

log, directory = json.load(open(sys.argv[1])), pathlib.Path(sys.argv[2])
expected = {(file.name, number, rule) for file in directory.iterdir() for number, line in enumerate(file.read_text().split("\n"), 1)
            for rule in re.findall(r"// FOUND (\S+)", line)}
found = set()
for result in log["runs"][0]["results"]:
    place = result["locations"][0]["physicalLocation"]
    rule = result["ruleId"].removeprefix("conure-")
    if rule in {"shared-state", "blocking-call", "unsafe", "unseen-callee"}:
        found.add((pathlib.Path(place["artifactLocation"]["uri"]).name, place["region"]["startLine"], rule))
for text, lines in ("missing", expected - found), ("unexpected", found - expected):
    for line in sorted(lines):
        print(text, *line)
sys.exit(found != expected)
