"""The test suite as one project. Usage:
  suite.py database PROJECT DIR   writes DIR/compile_commands.json, each test with its own flags, and DIR/conure.yaml
  suite.py compare PROJECT LOG    fails unless each finding that the tests of rules expect is in the log
"""
import json
import pathlib
import sys
import urllib.parse

project = pathlib.Path(sys.argv[2])
sys.path.insert(0, str(project / "test"))
import verify  # noqa: E402


def rule_tests() -> list:
    return [verify.Test(p) for p in verify.tests_in([str(project / "test" / "checks")])]


if sys.argv[1] == "database":
    out = pathlib.Path(sys.argv[3])
    entries, lines = [], {}
    for test in rule_tests():
        entries.append({"directory": str(project), "file": str(test.path),
                        "arguments": ["clang++", *test.flags, "-c", str(test.path)]})
        lines.update({k: v for k, v in test.config.items() if k != "profile"})
    others = [*(project / "test" / "tool" / "Inputs").glob("*.cpp"), *(project / "examples" / "invalid").glob("*.cpp"),
              *(project / "test" / "rewrite").glob("*/*.cpp")]
    for path in sorted(others):
        if path.name == "slow.cpp":  # is made to run out of time
            continue
        entries.append({"directory": str(project), "file": str(path),
                        "arguments": ["clang++", *verify.SYSTEM_FLAGS, "-c", str(path)]})
    (out / "compile_commands.json").write_text(json.dumps(entries))
    (out / "conure.yaml").write_text("".join(f"{k}: {v}\n" for k, v in lines.items()))
else:
    run = json.load(open(sys.argv[3]))["runs"][0]
    assert run["invocations"][0]["executionSuccessful"], run["invocations"][0]["toolExecutionNotifications"]
    found = set()
    for result in run["results"]:
        place = result["locations"][0]["physicalLocation"]
        found.add((result["ruleId"], urllib.parse.unquote(place["artifactLocation"]["uri"]), place["region"]["startLine"]))
    missing = total = 0
    for test in rule_tests():
        if test.config.get("profile"):  # one profile holds for the whole log
            continue
        for e in test.expected:
            if e.level == "note":
                continue
            total += 1
            key = (f"conure-{e.rule}", str(pathlib.Path(e.place.file).relative_to(project)), e.place.line)
            if key not in found:
                missing += 1
                print("not in the log:", key)
    print(f"{len(run['results'])} findings, {total} expected")
    sys.exit(missing or total < 500)
