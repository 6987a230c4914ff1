"""What a reader sees of a document: numbered headings and paragraphs in plain text. No Word here."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from kit.records import Record


class Part(Enum):
    """What a line of an outline is."""

    CHAPTER = "章"
    CLAUSE = "条"
    ITEM = "项"
    SUBITEM = "目"
    ANNEX = "附件"
    HEADING = "标题"
    PARAGRAPH = "段"
    ROW = "行"


class Line(NamedTuple):
    """One paragraph or table row as read.

    label    the automatic number as printed (第三条), or empty.
    text     the words without the number; cells of a row joined by " | ".
    clause   id of the clause or option whose bookmark starts here, for instance dispute or dispute/court; or empty.
    """

    part: Part
    text: str
    label: str = ""
    clause: str = ""

    def __str__(self) -> str:
        mark = f"    [{self.clause}]" if self.clause else ""
        gap = " " if self.label and not self.label.endswith(("）", ".")) else ""
        return f"{self.label}{gap}{self.text}{mark}"


class Outline(Record):
    """A document as its reader sees it.

    lines   its body.
    asides  headers, footers and notes, each kind behind a heading that says which.
    """

    lines: tuple[Line, ...]
    asides: tuple[Line, ...] = ()

    def __iter__(self) -> Iterator[Line]:
        return iter(self.lines)

    def __str__(self) -> str:
        return "\n".join(str(line) for line in self.lines)

    def label_of(self, clause: str) -> str | None:
        """The number of a clause, chapter, item or annex by its id, or None when it is not in the document."""
        return next((line.label for line in self.lines if line.clause == clause), None)
