"""every_verb.py CONURE: bad input for every verb that reads sources: the status, a message that names what is wrong, and nothing written."""
import pathlib
import subprocess
import sys

conure = sys.argv[1]
for directory in (".git", "db"):
    pathlib.Path(directory).mkdir()
pathlib.Path("db/compile_commands.json").write_text("[{broken")
pathlib.Path("latin.cpp").write_bytes(b'// caf\xe9 \xff\xfe\nint main() { const char *text = "\xe9"; return text == nullptr; }\n')
pathlib.Path("main.cpp").write_text("int main() { return 0; }\n")
pathlib.Path("syntax.cpp").write_text("int f( { }\n")
pathlib.Path("index.json").write_text('{"conure-index": 7')
pathlib.Path("link.cpp").symlink_to("nowhere")
verbs = {"check": ["check", "--quiet"], "index": ["index", "-o", "out.json"], "graph": ["graph", "-o", "out.dot"],
         "rewrite": ["rewrite", "--out", "out.tree"], "run": ["run", "-o", "out.program"]}
written = {"index": "out.json", "graph": "out.dot", "rewrite": "out.tree", "run": "out.program"}


def expect(status: int, said: str, verb: str, *arguments: str) -> None:
    done = subprocess.run([conure, *verbs[verb], *arguments], capture_output=True, text=True, errors="replace", timeout=120)
    told = done.stdout + done.stderr
    if done.returncode != status or said not in told:
        sys.exit(f"{verb} {arguments}: status {done.returncode}, expected {status} and {said!r}:\n{told}")
    out = pathlib.Path(written.get(verb, "none"))
    if status != 0 and out.exists():
        sys.exit(f"{verb} {arguments}: wrote {out}")
    if out.is_dir():
        subprocess.run(["rm", "-r", str(out)], check=True)
    elif out.exists():
        out.unlink()


for verb in verbs:
    expect(2, "cannot use the compile database", verb, "-p", "db")
    expect(2, "no compile_commands.json", verb, "-p", ".git")
    expect(3, "cannot read 'none.cpp'", verb, "none.cpp", "main.cpp")
    expect(3, "cannot read 'link.cpp'", verb, "link.cpp")
    expect(3, "is a directory", verb, "db")
    expect(3, "syntax.cpp", verb, "syntax.cpp")
    expect(0, "", verb, "latin.cpp")
for verb in ("check", "rewrite", "run"):
    expect(2, "index.json", verb, "--index", "index.json", "main.cpp")
pathlib.Path(".conure.yaml").write_text("profil: default\n")
for verb in ("check", "index", "run"):
    expect(2, ".conure.yaml:1:1: error: unknown key 'profil'", verb, "main.cpp")
print("every verb tells")
