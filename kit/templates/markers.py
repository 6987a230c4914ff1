"""The markers that stand for XML in what Jinja sees of a part, and the lines on which its tags stand."""

from __future__ import annotations

from kit import patterns

MARKER = patterns.compiled("\0(\\d+\n)\0")
MARK = "\0"


def tag_on(line: int) -> int:
    """Which tag, from 0, stands on a line of the source: the first marker ends the first line."""
    return line - 2
