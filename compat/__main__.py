"""python -m compat SCRIPTS [--write docs/compat.md]: docxtpl's own scripts and templates with both engines, compared."""

from __future__ import annotations

import argparse
import difflib
import sys
import tempfile
from pathlib import Path

from compat.scoring import Result, purposes, score, table


def main() -> int:
    """Run everything, print the table; 1 when something differs that is not on the list."""
    parser = argparse.ArgumentParser(prog="python -m compat", description=__doc__)
    parser.add_argument("scripts", type=Path, help="the folder `tests` of docxtpl's repository")
    parser.add_argument("--write", type=Path, help="put the table into this file, between its two marks")
    parser.add_argument("--show", type=int, default=20, help="lines to show of each unexplained difference")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        results = score(given.scripts.resolve(), Path(work))
    lines = table(results)
    sys.stdout.write("\n".join(lines) + "\n")
    for result in results:
        sys.stdout.write(_explanation(result, given.show))
    if given.write:
        _put_between_marks(given.write, "score", lines)
        _put_between_marks(given.write, "purposes", purposes())
    return int(any(result.verdict == "differs" for result in results))


def _explanation(result: Result, limit: int) -> str:
    out = [f"\n{result.name}: {problem}\n" for problem in result.problems]
    for difference in result.differences:
        if not difference.purposes:
            sides = difference.theirs.splitlines(), difference.ours.splitlines()
            lines = list(difflib.unified_diff(*sides, "docxtpl", "kit", lineterm="", n=2))
            out.append(f"\n{result.name}: {difference.part}\n" + "\n".join(lines[:limit]) + "\n")
    return "".join(out)


def _put_between_marks(path: Path, name: str, lines: list[str]) -> None:
    head, _, rest = path.read_text(encoding="utf-8").partition(f"<!-- {name} -->\n")
    _, _, tail = rest.partition(f"<!-- /{name} -->")
    text = "\n".join([f"<!-- {name} -->", *lines, f"<!-- /{name} -->"])
    path.write_text(head + text + tail, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
