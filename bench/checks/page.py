"""Puts a table between the markers of docs/performance.md: for compare.py and growth.py."""
import pathlib

PAGE = pathlib.Path(__file__).resolve().parent.parent.parent / "docs" / "performance.md"


def put(name: str, lines: list[str]) -> None:
    """Replaces what is between <!-- name: begin --> and <!-- name: end -->."""
    begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    head, rest = PAGE.read_text().split(begin)
    PAGE.write_text(head + begin + "\n" + "\n".join(lines) + "\n" + end + rest.split(end)[1])
