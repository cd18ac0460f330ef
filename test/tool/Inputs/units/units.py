"""units.py DIR: a compile database for the units of shards.test, in the working directory."""
import json
import os
import sys

names = ["bad.cpp", "caller.cpp", "good.cpp", "hidden.cpp", "other.cpp", "outside.cpp"]
json.dump([{"directory": os.getcwd(), "file": name, "arguments": ["g++", "-std=c++20", "-c", name]} for name in names],
          open(sys.argv[1] + "/compile_commands.json", "w"))
