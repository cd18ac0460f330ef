"""timeline.py: what the trace viewer understood of a trace, from stdin, is what the program did."""
import json
import sys

seen = json.loads(sys.stdin.read())
assert not seen["warnings"], seen["warnings"]
workers = {t["name"] for t in seen["threads"]}
assert {"worker 0", "worker 1", "outside the workers"} <= workers, seen["threads"]
assert {t["process"] for t in seen["threads"]} == {"conure"}, seen["threads"]
slices = seen["slices"]
assert set(slices) == {"message", "blocking", "steal", "send"}, set(slices)
assert slices["message"].count("Worker.work") >= 8 and "Main.main" in slices["message"], slices["message"]
assert len(slices["blocking"]) == 4, slices["blocking"]
# One arrow for each message, each from a slice to a slice.
assert seen["flows"] == 9 and seen["loose"] == 0, (seen["flows"], seen["loose"])
assert 4 < seen["milliseconds"] < 60000, seen["milliseconds"]
print(f"{sum(map(len, slices.values()))} slices, {seen['flows']} arrows")
