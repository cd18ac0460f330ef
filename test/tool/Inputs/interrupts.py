"""interrupts.py CONURE: interrupts each verb in each of its steps. Each must end with the signal's status, leave no process, no
temporary file and nothing half-written. What it waits for is a pipe that nobody writes to, so the moment is certain: the
pipe has a reader exactly when the step has come that far."""
import errno
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import time

conure = sys.argv[1]
here = pathlib.Path.cwd()
work, temporary = here / "work", here / "tmp"


def write(name: str, text: str, mode: int = 0o644) -> None:
    (work / name).write_text(text)
    (work / name).chmod(mode)


def prepare() -> None:
    for directory in (work, temporary):
        shutil.rmtree(directory, ignore_errors=True)
        directory.mkdir()
    (work / ".git").mkdir()
    os.mkfifo(work / "pipe")
    write("hang.cpp", '#include "pipe"\n')
    write("good.cpp", "int main() { return 0; }\n")
    write("waits.cpp", '#include <cstdio>\nint main() { return std::fgetc(std::fopen("pipe", "r")); }\n')
    write("compiler", f'#!/bin/sh\n[ -z "$COMPILE" ] || exec g++ "$@"\nexec cat {work}/pipe\n', 0o755)
    write("linker", f'#!/bin/sh\ncase " $* " in *" -c "*) exec g++ "$@";; esac\nexec cat {work}/pipe\n', 0o755)
    write("old.sarif", "old\n")
    write("old.json", "old\n")
    (work / "bin").mkdir()
    write("bin/dot", f'#!/bin/sh\nexec cat {work}/pipe\n', 0o755)


def writer() -> int | None:
    """The pipe's other end, once somebody reads from it; it is to stay open, or the reader would see the end."""
    try:
        return os.open(work / "pipe", os.O_WRONLY | os.O_NONBLOCK)
    except OSError as e:
        assert e.errno == errno.ENXIO, e
        return None


def processes_of(session: int) -> list:
    found = []
    for stat in pathlib.Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        if int(fields[3]) == session and fields[0] != "Z":
            found.append(stat.parent.name)
    return found


def content() -> dict:
    return {str(p.relative_to(work)): p.read_bytes() if p.is_file() else None for p in work.rglob("*")}


def interrupt(name: str, command: list, number: int = signal.SIGINT, **environment: str) -> None:
    before = content()
    process = subprocess.Popen([conure, *command], cwd=work, start_new_session=True, stdout=subprocess.DEVNULL,
                               stderr=subprocess.PIPE, env={**os.environ, "TMPDIR": str(temporary), **environment})
    deadline = time.monotonic() + 120
    while (end := writer()) is None:
        assert process.poll() is None, f"{name}: ended by itself: {process.stderr.read().decode()}"
        assert time.monotonic() < deadline, f"{name}: never came to the pipe"
        time.sleep(0.01)
    process.send_signal(number)
    _, said = process.communicate(timeout=60)
    os.close(end)
    status = 128 - process.returncode if process.returncode < 0 else process.returncode
    assert status == 128 + number, f"{name}: status {process.returncode}: {said.decode()}"
    left = processes_of(process.pid)
    assert not left, f"{name}: processes left: {left}"
    after = content()
    assert after == before, f"{name}: changed {sorted(set(after) ^ set(before)) or 'contents'}"
    assert not list(temporary.iterdir()), f"{name}: left in the temporary directory: {list(temporary.iterdir())}"
    print(f"{name}: {status}")


def outlives(name: str, command: list) -> None:
    process = subprocess.Popen(["nohup", conure, *command], cwd=work, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                               stdin=subprocess.DEVNULL)
    while (end := writer()) is None:
        time.sleep(0.01)
    process.send_signal(signal.SIGHUP)
    os.close(end)  # now the file ends, and the check can
    assert process.wait(timeout=60) == 0, f"{name}: {process.returncode}"
    (work / "new.sarif").unlink()
    print(f"{name}: goes on")


signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever runs this may ignore it, and children inherit that
prepare()
subprocess.run([conure, "rewrite", "--quiet", "--out", "tree", "good.cpp"], cwd=work, check=True)
interrupt("check", ["check", "--format=sarif", "-o", "old.sarif", "--sarif=new.sarif", "--depfile=new.d", "hang.cpp", "good.cpp"])
interrupt("check, terminated", ["check", "-j1", "--format=sarif", "-o", "old.sarif", "hang.cpp"], signal.SIGTERM)
outlives("check under nohup", ["check", "--format=sarif", "-o", "new.sarif", "hang.cpp"])
interrupt("index", ["index", "-o", "old.json", "hang.cpp"])
interrupt("graph", ["graph", "-o", "new.dot", "hang.cpp"])
interrupt("graph, drawing", ["graph", "--format=svg", "-o", "new.svg", "good.cpp"], PATH=f"{work}/bin:{os.environ['PATH']}")
interrupt("rewrite", ["rewrite", "--out", "tree", "hang.cpp"])
interrupt("rewrite of several", ["rewrite", "-j2", "--out", "tree", "good.cpp", "hang.cpp"])
interrupt("merge", ["merge", "pipe", "-o", "old.sarif"])
interrupt("baseline", ["baseline", "pipe", "-o", "old.sarif"])
interrupt("report", ["report", "--html", "new.html", "pipe"])
interrupt("c++, parsing", ["c++", "g++", "-c", "hang.cpp", "-o", "hang.o"])
interrupt("run, checking", ["run", "-o", "program", "hang.cpp"])
interrupt("run, rewriting", ["run", "--no-check", "-o", "program", "hang.cpp"])
interrupt("run, compiling", ["run", "--no-check", "-o", "program", "good.cpp"], CXX=f"{work}/compiler")
interrupt("run, compiling, terminated", ["run", "--no-check", "good.cpp"], signal.SIGTERM, CXX=f"{work}/compiler")
interrupt("run, linking", ["run", "--no-check", "-o", "program", "good.cpp"], CXX=f"{work}/linker")
interrupt("run, running", ["run", "--no-check", "waits.cpp"], CXX="g++")
shutil.rmtree(work / "tree")
# The launcher's rewritten tree beside the object is there from a run before: neither changes.
launch = ["c++", f"{work}/compiler", "-c", "good.cpp", "-o", "good.o"]
subprocess.run([conure, *launch], cwd=work, check=True, env={**os.environ, "COMPILE": "yes"})
interrupt("c++, compiling", launch)
