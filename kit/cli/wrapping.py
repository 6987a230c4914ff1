"""Lines for a terminal: Chinese characters take two columns, and no line begins with a closing mark."""

from __future__ import annotations

from functools import cache
from unicodedata import category, east_asian_width

from kit import patterns

_UNIT = patterns.compiled(r"\s+|[“‘（《〈【「『〔]*(?:[!-~]+|[^\s])[，。；：、！？…”’）》〉】」』〕]*")
_COMBINING = frozenset(["Mn", "Mc", "Me"])


def columns(text: str) -> int:
    """How many columns of a terminal a text takes, as `printing` prints it."""
    return len(text) if text.isascii() and text.isprintable() else sum(map(_columns, text))


@cache
def _columns(character: str) -> int:
    kind = category(character)
    if character == "\n" or kind in _COMBINING:
        return 0
    if kind == "Cn":  # Python 3.11 calls all of them wide; in these two planes only Chinese characters are to come
        return 2 if "\U00020000" <= character < "\U0003fffe" else 1
    return 2 if east_asian_width(character) in "WF" else 1


def wrapped(text: str, width: int) -> list[str]:
    """The text in lines of at most so many columns; words of Latin letters stay whole where they fit."""
    lines, current, used = [], "", 0
    for unit in _UNIT.findall(text):
        size = columns(unit)
        if used + size <= width:
            if current or not unit.isspace():
                current, used = current + unit, used + size
            continue
        if current:
            lines.append(current.rstrip())
        *whole, current = _cut(unit.lstrip(), width)
        used = columns(current)
        lines += whole
    return [*lines, current.rstrip()] if current.strip() or not lines else lines


def _cut(word: str, width: int) -> list[str]:
    """A word in pieces that fit."""
    pieces, room = [""], width
    for character in word:
        size = _columns(character)
        if size > room and pieces[-1]:
            pieces.append("")
            room = width
        pieces[-1] += character
        room -= size
    return pieces


def padded(text: str, width: int) -> str:
    """The text with spaces up to so many columns."""
    return text + " " * max(0, width - columns(text))
