"""database.py DIR: a compile database for DIR/src, in the working directory's terms, into DIR/compile_commands.json."""
import json
import os
import pathlib
import sys

top = pathlib.Path(sys.argv[1]).resolve()
json.dump([{"directory": str(top), "file": f"src/{name}.cpp", "arguments": ["g++", "-std=c++20", "-c", f"src/{name}.cpp"]}
           for name in ("one", "process", "three", "two")], open(top / "compile_commands.json", "w"))
