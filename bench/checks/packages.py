"""A Debian package's sources and compile database: for compare.py and cache.py."""
import pathlib
import subprocess

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


def prepared(directory: pathlib.Path, package: str) -> pathlib.Path:
    """The directory with the compile database; the same as scripts/check-foreign uses, which shows that they give no finding."""
    build = directory / f"build-{package}"
    if not (build / "compile_commands.json").exists():
        subprocess.run([ROOT / "scripts" / "check-foreign", "--dir", directory, package], check=True, stdout=subprocess.DEVNULL)
    return build
