"""Comparing names as people read them, and finding what occurs twice."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

_BRACKETS = str.maketrans({"〔": "(", "〕": ")", "【": "(", "】": ")", "[": "(", "]": ")", "「": "(", "」": ")"})


def folded(name: str) -> str:
    """A name without the differences nobody sees: width, case, kinds of brackets, spaces."""
    plain = unicodedata.normalize("NFKC", name).translate(_BRACKETS).casefold()
    return "".join(plain.split())


def dialled(phone: str) -> str:
    """The digits of a telephone number as one dials it at home: the code of China and how it is written do not count."""
    digits = re.sub(r"\D", "", unicodedata.normalize("NFKC", phone).replace("+", "00", 1))
    within = digits.removeprefix("0086")
    if within == digits:
        return digits
    return within if within.startswith(("0", "400")) or re.fullmatch(r"1\d{10}", within) else f"0{within}"


def repeats(names: Iterable[str | None]) -> Iterator[tuple[int, int]]:
    """Positions (first, later), from 0, of names that read the same; empty ones are passed over."""
    seen: dict[str, int] = {}
    for number, name in enumerate(names):
        if not name:
            continue
        first = seen.setdefault(folded(name), number)
        if first != number:
            yield first, number
