"""The word somebody probably meant. The ground everything else may stand on."""

from __future__ import annotations

from collections.abc import Iterable

_LONGEST = 100  # characters of a text that are looked at, where texts may be long
_TELLING = 4  # characters that do not stand in a longer text by chance


def most_like(written: str, known: Iterable[str], at_least: float = 0.6) -> str:
    """The known word most like a written one; empty when none is alike.

    at_least  how alike it must be, from 0 for anything to 1 for the very same.
    """
    likely = [word for word in known if _at_most(written, word) >= at_least]
    if not likely:
        return ""
    from difflib import get_close_matches  # seldom needed, and it takes time to load

    return next(iter(get_close_matches(written, likely, n=1, cutoff=at_least)), "")


def _at_most(one: str, other: str) -> float:
    """How alike two words can be for their letters, in whatever order; as difflib counts."""
    common = sum(min(one.count(letter), other.count(letter)) for letter in set(one))
    return 2.0 * common / (len(one) + len(other)) if one or other else 1.0


def is_alike(one: str, other: str, at_least: float) -> bool:
    """Whether two words are alike, by the same measure, or one is the other with something added."""
    short, long = sorted((one, other), key=len)
    if len(short) >= _TELLING and short in long:
        return True
    return bool(most_like(one[:_LONGEST], [other[:_LONGEST]], at_least))
