"""The word somebody probably meant. The ground everything else may stand on."""

from __future__ import annotations

from collections.abc import Iterable


def most_like(written: str, known: Iterable[str], at_least: float = 0.6) -> str:
    """The known word most like a written one; empty when none is alike.

    at_least  how alike it must be, from 0 for anything to 1 for the very same.
    """
    from difflib import get_close_matches  # seldom needed, and it takes time to load

    return next(iter(get_close_matches(written, list(known), n=1, cutoff=at_least)), "")
