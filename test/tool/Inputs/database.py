"""Writes build/compile_commands.json below the first argument for the sources named, with flags only GCC knows."""
import json
import pathlib
import sys

root = pathlib.Path(sys.argv[1])
command = "ccache g++ -std=gnu++20 -fno-such-gcc-flag -Wno-such-warning -MD -MF x.d -o {0}.o -c ../src/{0}"
entries = [{"directory": str(root / "build"), "file": f"../src/{name}", "command": command.format(name)} for name in sys.argv[2:]]
(root / "build" / "compile_commands.json").write_text(json.dumps(entries))
