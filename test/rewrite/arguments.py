"""The arguments of same.py and counts.py: the rewriter's driver, the runtime's headers, a directory to work in, a source."""
import argparse
import pathlib


def parsed() -> argparse.Namespace:
    """Also makes the directory; `library` is the runtime's."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--driver", required=True)
    parser.add_argument("--include", required=True)
    parser.add_argument("--work", required=True, type=pathlib.Path)
    parser.add_argument("source", type=pathlib.Path)
    args = parser.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    args.source = args.source.resolve()
    args.library = pathlib.Path(args.driver).parent.parent / "lib/libconure_runtime.a"
    return args
