"""Shows the results of a log that the validator wrote, and fails if there are any."""
import json
import sys

log = json.load(open(sys.argv[1], encoding="utf-8-sig"))
assert log["runs"], "the validator wrote no run"
results = [r for run in log["runs"] for r in run.get("results") or []]
for r in results[:20]:
    where = r.get("locations", [{}])[0].get("physicalLocation", {}).get("region")
    print(sys.argv[1], r["ruleId"], r.get("level"), r["message"], where)
sys.exit(bool(results))
