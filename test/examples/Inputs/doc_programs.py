"""doc_programs.py PAGE FOLDER: writes the complete programs of a page, those that define a main process, to FOLDER."""
import pathlib
import re
import sys

page, folder = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
folder.mkdir(parents=True, exist_ok=True)
programs = [b for b in re.findall(r"^```cpp\n(.*?)^```$", page.read_text(), re.S | re.M) if "CONURE_MAIN(" in b]
assert programs, f"{page} has no program"
for number, text in enumerate(programs):
    (folder / f"{number}.cpp").write_text(text)
print(len(programs), "programs")
