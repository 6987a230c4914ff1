"""Where the clauses of a document stand: by their bookmarks, or by headings that read like their titles."""

from __future__ import annotations

from kit.outline import Outline, Part

ABSENT = "缺少条款"
Titles = tuple[str, ...]
"""The titles one clause may bear; some read otherwise from one alliance to another."""
_HEADINGS = frozenset({Part.CHAPTER, Part.CLAUSE, Part.ANNEX, Part.HEADING})


class Marks:
    """The clauses of one document."""

    def __init__(self, outline: Outline) -> None:
        self._by_id: dict[str, str] = {}
        self._by_title: dict[str, str] = {}
        for line in outline.lines:
            if line.clause:
                self._by_id.setdefault(line.clause, line.label)
            elif line.part in _HEADINGS:  # one with a bookmark is the clause of that bookmark and no other
                title = line.text.strip()
                for words in (title, title.partition("、")[2]):
                    self._by_title.setdefault(words, line.label or title)

    @property
    def are_any(self) -> bool:
        """Whether the document bears bookmarks of clauses, as one from our templates does."""
        return bool(self._by_id)

    def place_of(self, clause: str, titles: Titles) -> str | None:
        """The number as printed, or the heading where there is no number; None where the clause is not there."""
        place = self._by_id.get(clause)
        if place is not None:
            return place
        return next((self._by_title[title] for title in titles if title in self._by_title), None)


def quoted(titles: Titles) -> str:
    """The titles of a clause as a message names it: “甲”或“乙”."""
    return "或".join(f"“{title}”" for title in titles)


def absence(titles: Titles) -> str:
    """The words that stand in for a place where a clause is not there; findings about it bear them."""
    return f"{ABSENT}{quoted(titles)}"
