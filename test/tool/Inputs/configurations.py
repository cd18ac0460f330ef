"""configurations.py CONURE: what --verify-config says to each kind of configuration, in the working directory."""
import os
import pathlib
import subprocess
import sys

FILE = pathlib.Path(".conure.yaml")
WRONG = [  # text, line and column, what is said
    (b"profile: lenient\n", "1:10", "unknown enumerated scalar"),
    (b"profil: adopt\n", "1:1", "unknown key 'profil'"),
    (b"profile: adopt\nprofile: strict\n", "2:1", "duplicated mapping key 'profile'"),
    (b"profile: adopt\n---\nprofile: strict\n", "1:1", "more than one document"),
    (b"profile: \"\xff\"\n", "1:10", "unknown enumerated scalar"),
    (b"[]\n", "1:2", "not a mapping"),
    (b"hello\n", "1:1", "not a mapping"),
    (b"profile: [unclosed\n", "", "error:"),
    (b"severity: [a]\n", "1:12", "not a mapping"),
    (b"severity:\n  shared-stat: off\n", "2:", "there is no rule 'shared-stat'"),
    (b"severity:\n  shared-state: loud\n", "2:", "'loud' is no severity"),
    (b"severity:\n  shared-state:\n", "2:3", "'' is no severity"),
    (b"known-types: [nonsense here]\n", "1:15", "'nonsense' is not one of value"),
    (b"known-types: [\"value\"]\n", "1:15", "a line is '<kind> <qualified name>"),
    (b"trusted-headers: 3\n", "1:18", "not a sequence"),
    (b"trusted-headers: [\"[a\"]\n", "1:", "'[a' is no pattern"),
    (b"index: none.json\n", "", "cannot read the index"),
    (b"options:\n  MaxBlock: 3\n", "2:3", "unknown key 'MaxBlock'"),
    (b"options:\n  MaxBlocks: -3\n", "2:14", "invalid number"),
    (b"options:\n  MaxBlocks: many\n", "2:14", "invalid number"),
    (b"options:\n  MoveWhileBorrowed: sometimes\n", "2:22", "unknown enumerated scalar"),
    (b"fail-on: panic\n", "1:1", "'panic' is no severity to fail on"),
    (b"header-filter: \"(\"\n", "1:1", "'(' is no regular expression"),
    (b"header-filter: [a]\n", "1:17", "unexpected scalar"),
]
GOOD = [b"", b"# nothing\n", b"profile: strict\n", b"\xef\xbb\xbfprofile: adopt\n", b"severity: {shared-state: off}\n",
        b"trusted-headers: ['third_party/*', '*.inc']\n", b"known-types: ['value mine::Id']\noptions: {MaxBlocks: 9}\n"]


def verify() -> tuple[int, str]:
    result = subprocess.run([sys.argv[1], "check", "--verify-config"], capture_output=True)
    return result.returncode, (result.stdout + result.stderr).decode("utf-8", "replace")


mistakes = []
for text, place, said in WRONG:
    FILE.write_bytes(text)
    status, output = verify()
    if status != 2 or said not in output or (place and f".conure.yaml:{place}" not in output):
        mistakes.append((text, status, output))
for text in GOOD:
    FILE.write_bytes(text)
    status, output = verify()
    if status != 0 or "is good" not in output:
        mistakes.append((text, status, output))
FILE.unlink()
FILE.mkdir()
if (said := verify())[0] != 2 or "cannot read" not in said[1]:
    mistakes.append(("a directory", *said))
FILE.rmdir()
if (said := verify())[0] != 0 or "no .conure.yaml was found" not in said[1]:
    mistakes.append(("none", *said))
if os.getuid():  # root reads everything
    FILE.touch(mode=0)
    if verify()[0] != 2:
        mistakes.append(("unreadable", *verify()))
for each in mistakes:
    print(*each)
sys.exit(bool(mistakes))
