"""typed.py DIR SHELL: starts the shell on a terminal of its own with the completion file in DIR, types words and a Tab, and asserts what
the shell makes of the line: it echoes the completed words."""
import os
import pty
import re
import select
import subprocess
import sys
import time

directory, shell = sys.argv[1:3]
cases = [("conure ch", "check"), ("conure check --line", "--line-filter"), ("conure check --format=rd", "--format=rdjson"),
         ("conure explain use-af", "use-after-move"), ("conure rewrite --on-vio", "--on-violation")]

if shell == "fish":  # it can be asked without a terminal
    for typed, expected in cases:
        out = subprocess.run(["fish", "--no-config", "-c", f"source {directory}/conure.fish; complete -C '{typed}'"],
                             capture_output=True, text=True, env={**os.environ, "HOME": directory})
        assert not out.stderr, out.stderr
        assert expected in [line.split("\t")[0] for line in out.stdout.splitlines()], (typed, out.stdout)
    sys.exit(print("fish completes"))

start = {
    "bash": (["bash", "--norc", "--noprofile", "-i"], f"source {directory}/conure"),
    "zsh": (["zsh", "-f", "-i"], f"fpath=({directory} $fpath); autoload -U compinit; compinit -u -D"),
}[shell]
pid, terminal = pty.fork()
if pid == 0:
    os.environ.update(HOME=directory, TERM="dumb", PS1="> ", PATH=f"{directory}/bin:" + os.environ["PATH"])
    os.execvp(start[0][0], start[0])


def seen(until: str, seconds: float = 20) -> str:
    text, end = "", time.monotonic() + seconds
    while time.monotonic() < end:
        if select.select([terminal], [], [], 0.1)[0]:
            text += os.read(terminal, 65536).decode(errors="replace")
            if re.search(until, text):
                return text
    sys.exit(f"{shell}: {until!r} does not come; the terminal shows {text!r}")


os.write(terminal, (start[1] + "; echo rea''dy\n").encode())
seen("ready")
for typed, expected in cases:
    os.write(terminal, b"echo ne''xt\n")
    seen(r"next\r?\n")
    os.write(terminal, f"{typed}\t".encode())
    seen(re.escape(expected.split("=")[-1]))
    os.write(terminal, b"\x15")  # clear the line
os.write(terminal, b"exit\n")
print(f"{shell} completes")
