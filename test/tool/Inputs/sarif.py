"""Checks the SARIF log of sarif.test: indexes, places, text, hashes. Usage: sarif.py LOG SAME_RUN_IN_OTHER_ORDER."""
import hashlib
import json
import pathlib
import sys
import urllib.parse


def line_hashes(data: bytes) -> list:
    """GitHub's rolling hash: window 100, multiplier 37, UTF-16 units, blanks skipped, CR is LF, end is 65535."""
    text = data.decode("utf-8", errors="replace").encode("utf-16-le")
    units = [text[i] | text[i + 1] << 8 for i in range(0, len(text), 2)]
    kept, starts, at_start, after_cr, line = [], [], True, False, -1
    for u in units:
        if u in (32, 9) or (after_cr and u == 10):
            after_cr = False
            continue
        after_cr = u == 13
        u = 10 if after_cr else u
        if at_start:
            starts.append(len(kept))
            at_start = False
        at_start = u == 10
        kept.append(u)
    if at_start:
        starts.append(len(kept))
    kept += [65535] + [0] * 100
    seen, out = {}, []
    for s in starts:
        h = 0
        for u in kept[s:s + 100]:
            h = (h * 37 + u) % 2**64
        seen[h] = seen.get(h, 0) + 1
        out.append(f"{h:x}:{seen[h]}")
    return out


log = json.load(open(sys.argv[1]))
other = json.load(open(sys.argv[2]))
run = log["runs"][0]
assert run["columnKind"] == "utf16CodeUnits"
rules = run["tool"]["driver"]["rules"]
for rule in rules:
    assert rule["id"].startswith("conure-") and rule["name"][0].isupper(), rule["id"]
    for part in ("shortDescription", "fullDescription"):
        assert rule[part]["text"].endswith("."), rule
    assert rule["properties"].get("security-severity", "1") == str(rule["properties"].get("security-severity", "1"))
artifacts = run["artifacts"]
for a in artifacts:
    path = pathlib.Path(urllib.parse.unquote(a["location"]["uri"]))
    if "hashes" in a:
        data = path.read_bytes()
        assert a["hashes"]["sha-256"] == hashlib.sha256(data).hexdigest() and a["length"] == len(data), a
found = {}
for result in run["results"]:
    assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    place = result["locations"][0]["physicalLocation"]
    where = place["artifactLocation"]
    assert where["uriBaseId"] == "%SRCROOT%" and artifacts[where["index"]]["location"]["uri"] == where["uri"]
    path = pathlib.Path(urllib.parse.unquote(where["uri"]))
    region = place["region"]
    assert region["startLine"] >= 1 and region["endColumn"] > region["startColumn"]
    lines = path.read_bytes().decode("utf-8", errors="replace").split("\n")
    units = lines[region["startLine"] - 1].encode("utf-16-le")
    cut = units[2 * (region["startColumn"] - 1):2 * (region["endColumn"] - 1)].decode("utf-16-le")
    assert cut == place["region"]["snippet"]["text"] == "total", (cut, place)
    expected = line_hashes(path.read_bytes())[region["startLine"] - 1]
    assert result["partialFingerprints"]["primaryLocationLineHash"] == expected, (path, result["partialFingerprints"], expected)
    assert result["message"]["text"].split(". ")[0]
    found[path.name] = result
assert set(found) == {"bad.cpp", "shared.h", "crlf.cpp", "latin1.cpp", "hidden.cpp"}, found.keys()
assert "with%20space/crlf.cpp" in found["crlf.cpp"]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
hidden = found["hidden.cpp"]["suppressions"]
assert hidden[0]["kind"] == "inSource" and hidden[0]["justification"] == "one process only writes here", hidden
assert found["bad.cpp"]["suppressions"] == []
assert found["bad.cpp"]["codeFlows"][0]["threadFlows"][0]["locations"][-1]["location"]["physicalLocation"]["region"]["startLine"] == 5
ids = {r["id"] for r in found["bad.cpp"]["relatedLocations"]}
assert all(f"]({i})" in found["bad.cpp"]["message"]["text"] for i in ids), found["bad.cpp"]["message"]
invocation = run["invocations"][0]
assert not invocation["executionSuccessful"] and invocation["exitCode"] == 3
kinds = {n["descriptor"]["id"] for n in invocation["toolExecutionNotifications"]}
assert kinds == {"syntax-error", "missing-file"}, kinds
for n in invocation["toolExecutionNotifications"]:
    assert run["tool"]["driver"]["notifications"][n["descriptor"]["index"]]["id"] == n["descriptor"]["id"]
for each in (run, other["runs"][0]):
    del each["invocations"][0]["arguments"]
assert log == other, "the order of the files and the number of jobs must not matter"
