"""malformed.py SARIF CONURE: cuts and bends a good log in many ways; each verb that reads logs must end with 0 or 2 (never by a
signal), and with 2 must write nothing."""
import json
import os
import subprocess
import sys

good = open(sys.argv[1]).read()
log = json.loads(good)


def paths(node, at=()):
    yield at
    if isinstance(node, dict):
        for key in list(node):
            yield from paths(node[key], (*at, key))
    elif isinstance(node, list) and node:
        yield from paths(node[0], (*at, 0))


def bent(at, value):
    copy = json.loads(good)
    node = copy
    for key in at[:-1]:
        node = node[key]
    if value == "gone":
        del node[at[-1]]
    else:
        node[at[-1]] = value
    return json.dumps(copy)


texts = ["", "{", "[]", "null", "7", good[:len(good) // 2], '{"version": "2.1.0"}', '{"version": 7, "runs": []}',
         '{"version": "2.1.0", "runs": [null]}', '{"version": "2.1.0", "runs": [{}]}', '{"version": "2.1.0", "runs": {}}',
         '{"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "x"}}, "results": [1]}]}', "\xff\xfe"]
interesting = [p for p in paths(log["runs"][0]["results"]) if len(p) <= 6]
interesting = [("runs", 0, "results", *p) for p in interesting if p]
interesting += [("runs", 0, key) for key in log["runs"][0]] + [("runs", 0, "tool", "driver"), ("runs", 0, "invocations", 0)]
for number, at in enumerate(interesting):
    texts.append(bent(at, ["gone", 7, None, "text", [], {}][number % 6]))

refused = 0
for text in texts:
    with open("bent.sarif", "w", encoding="latin-1" if text == "\xff\xfe" else "utf-8") as out:
        out.write(text)
    for command in (["merge", "bent.sarif", "-o", "out"], ["merge", sys.argv[1], "bent.sarif", "-o", "out"],
                    ["baseline", "bent.sarif", "-o", "out"], ["report", "--html", "out", "bent.sarif"]):
        if os.path.exists("out"):
            os.unlink("out")
        done = subprocess.run([sys.argv[2], *command], capture_output=True, text=True)
        if done.returncode not in (0, 2):
            sys.exit(f"status {done.returncode} of {command} for {text[:2000]}\n{done.stderr}")
        if done.returncode == 2:
            refused += 1
            if os.path.exists("out") or "conure: error: " not in done.stderr:
                sys.exit(f"{command} wrote something, or said nothing: {done.stderr}")
print(len(texts), "logs,", refused, "refusals")
sys.exit(refused < 40)
