"""A SARIF log whose texts try to break out of the page."""
import json

ATTACK = "</script><script>document.title='taken over'</script><img src=x onerror=\"document.title='taken over'\">"
place = {"physicalLocation": {"artifactLocation": {"uri": "a" + ATTACK + ".cpp"},
                              "region": {"startLine": 1, "startColumn": 1, "snippet": {"text": ATTACK}}}}
result = {"ruleId": ATTACK, "level": "error", "message": {"text": ATTACK}, "locations": [place],
          "relatedLocations": [dict(place, message={"text": ATTACK})]}
rule = {"id": ATTACK, "help": {"text": ATTACK, "markdown": "# " + ATTACK + "\n\n`" + ATTACK + "`\n\n[x](javascript:alert(1))"}}
print(json.dumps({"version": "2.1.0", "runs": [{"tool": {"driver": {"name": ATTACK, "rules": [rule]}}, "results": [result]}]}))
