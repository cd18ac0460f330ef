"""memory.py CONURE: the tool's own memory does not grow with the number of files that it checks, nor that of its workers; with
findings it grows by what they say. What is compared is the largest resident set of the tool's process and of its workers."""
import json
import os
import pathlib
import subprocess
import sys
import time

conure = sys.argv[1]
pathlib.Path(".git").mkdir()
pathlib.Path("include").mkdir()
for i in range(60):  # the headers that every unit reads
    pathlib.Path(f"include/header_with_a_longer_name_{i}.h").write_text(f"#pragma once\nint h{i}();\n")
includes = "".join(f'#include "header_with_a_longer_name_{i}.h"\n' for i in range(60))


def peaks(count: int, *options: str) -> tuple[int, int]:
    """The peak of the tool and of its largest worker, in kilobytes."""
    entries = []
    for i in range(count):
        name = f"unit{i}.cpp"
        pathlib.Path(name).write_text(f"{includes}int f{i}() {{ return {i}; }}\n")
        entries.append({"directory": os.getcwd(), "file": name, "arguments": ["clang++", "-Iinclude", "-c", name]})
    pathlib.Path("compile_commands.json").write_text(json.dumps(entries))
    process = subprocess.Popen([conure, "check", "-p", ".", "-j2", "--quiet", *options], stdout=subprocess.DEVNULL)
    own = worker = 0
    while process.poll() is None:
        for pid, is_own in [(process.pid, True), *((p, False) for p in children(process.pid))]:
            try:
                status = pathlib.Path(f"/proc/{pid}/status").read_text()
                peak = int(status.split("VmHWM:")[1].split()[0])
            except (OSError, IndexError):
                continue
            own, worker = (max(own, peak), worker) if is_own else (own, max(worker, peak))
        time.sleep(0.002)
    assert process.returncode == 0, process.returncode
    return own, worker


def children(pid: int) -> list[int]:
    try:
        return [int(p) for p in pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


for options in ([], ["--cache=cache", "--format=sarif", "-o", "out.sarif"], ["--cache=cache"]):
    few = many = (1 << 60, 1 << 60)
    for _ in range(4):  # the resident set holds pages of files, too, of which a busy machine gives now more, now fewer
        few, many = tuple(map(min, few, peaks(20, *options))), tuple(map(min, many, peaks(200, *options)))
        # Ten times the files: within a few kilobytes a file, which is their names and states; a unit's inputs alone would be 10.
        grows, worker_grows = many[0] - few[0] >= 180 * 6, many[1] >= few[1] * 1.2 + 2000
        if not grows and not worker_grows:
            break
    print(options, "kB of the tool, of a worker: 20 files", few, "200 files", many)
    assert not grows, "the tool grows with the files"
    assert not worker_grows, "a worker grows with the files"
