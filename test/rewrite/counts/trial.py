"""The arguments of oracle.py and elision.py: the rewriter's driver, the runtime, a directory to work in, and which programs."""
import argparse
import pathlib


def parsed(description: str, **more: int) -> argparse.Namespace:
    """Also makes the directory. \\p more: further numbers with their defaults."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--driver", required=True)
    parser.add_argument("--include", required=True)
    parser.add_argument("--library", required=True)
    parser.add_argument("--work", required=True, type=pathlib.Path)
    parser.add_argument("--cases", type=int, default=150)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--cxx", default="g++")
    for name, default in more.items():
        parser.add_argument(f"--{name}", type=int, default=default)
    args = parser.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    return args
