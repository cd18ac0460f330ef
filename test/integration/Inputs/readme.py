"""readme.py README OUTPUT: what the README shows under '$ build/bin/conure check …' is the output, to the letter; a line '…'
stands for any lines."""
import sys

readme = open(sys.argv[1]).read()
shown = readme.split("$ build/bin/conure check examples/invalid/list.cpp\n")[1].split("```")[0]
output = open(sys.argv[2]).read()
first, *rest = shown.split("…\n")
assert first.count("\n") > 5, shown
good = output.startswith(first)
for part in rest:
    at = output.find(part, len(first))
    good &= at >= 0
good &= output.endswith(rest[-1]) if rest else output == first
if not good:
    sys.exit(f"the README shows:\n{shown}\nbut it is:\n{output}")
