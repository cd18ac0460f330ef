"""database.py DIR: a compile database for DIR/src, in the working directory's terms, into DIR/compile_commands.json."""
import json
import os
import pathlib
import sys

top = pathlib.Path(sys.argv[1]).resolve()
json.dump([{"directory": str(top), "file": f"src/{file.name}", "arguments": ["g++", "-std=c++20", "-c", f"src/{file.name}"]}
           for file in sorted((top / "src").glob("*.cpp"))], open(top / "compile_commands.json", "w"))
