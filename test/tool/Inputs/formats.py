"""Reads what formats.test wrote, in the working directory."""
import json
import xml.etree.ElementTree as xml

everything = json.load(open("out.json"))
finding = next(f for f in everything["findings"] if f["place"]["file"] == "bad.cpp")
assert finding["rule"] == "shared-state" and finding["severity"] == "error", finding
assert (finding["place"]["line"], finding["place"]["column"]) == (5, 35), finding
assert finding["function"] == "Counter::add", finding
assert everything["exitStatus"] == 1 and everything["units"] == ["bad.cpp"], everything

issues = json.load(open("gitlab.json"))
assert {i["check_name"] for i in issues} == {"conure-shared-state", "conure"}, issues
assert len({i["fingerprint"] for i in issues}) == len(issues)
for issue in issues:
    assert issue["severity"] in ("info", "minor", "major", "critical", "blocker")
    assert not issue["location"]["path"].startswith("/"), issue
    assert issue["location"]["lines"]["begin"] >= 1

review = json.load(open("rdjson.json"))
assert review["source"]["name"] == "conure"
first = next(d for d in review["diagnostics"] if d["location"]["path"] == "bad.cpp")
assert first["code"]["value"] == "conure-shared-state" and first["severity"] == "ERROR"
assert first["location"]["range"]["start"] == {"line": 5, "column": 35}, first

suite = xml.parse("junit.xml").getroot()
cases = {c.get("name"): c for c in suite.iter("testcase")}
assert cases["bad.cpp"].find("failure").get("type") == "conure-shared-state"
assert cases["syntax.cpp"].find("error").get("type") == "syntax-error"
assert int(suite.get("failures")) == len(list(suite.iter("failure")))
