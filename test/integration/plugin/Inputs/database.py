"""database.py DIR PROJECT SOURCE…: a compile database for sources of the working directory."""
import json
import os
import sys

os.makedirs(sys.argv[1], exist_ok=True)
flags = ["-std=c++20", "-I", sys.argv[2] + "/runtime/include"]
json.dump([{"directory": os.getcwd(), "file": name, "arguments": ["clang++", *flags, "-c", name]} for name in sys.argv[3:]],
          open(sys.argv[1] + "/compile_commands.json", "w"))
