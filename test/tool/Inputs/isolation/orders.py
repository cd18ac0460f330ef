"""orders.py CONURE WHOLE INDEX...: merged in every order, and pair by pair, the indexes are WHOLE to the byte."""
import itertools
import math
import subprocess
import sys

conure, whole, parts = sys.argv[1], open(sys.argv[2], "rb").read(), sys.argv[3:]


def merged(into: str, *indexes: str) -> bytes:
    subprocess.run([conure, "merge", *indexes, "-o", into], check=True)
    return open(into, "rb").read()


orders = list(itertools.permutations(parts))
assert len(orders) == math.factorial(len(parts)) > 1
for order in orders:
    assert merged("order.json", *order) == whole, order
    merged("left.json", *order[:2])
    merged("right.json", *order[2:], order[0])
    assert merged("pairs.json", "right.json", "left.json", "left.json") == whole, order
