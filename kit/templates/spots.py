"""Where the tags of a template stand."""

from __future__ import annotations

from typing import NamedTuple

from kit.diagnostics import Place


class Spot(NamedTuple):
    """Where a tag stands: for faults, and for what a value with line breaks needs to know.

    words      the paragraph it stands in.
    cell       第 1 个表格第 2 行第 3 格, or empty outside a table.
    paragraph_properties, run_properties  the XML a continuation takes over.
    path       the names of the elements around the value, innermost first: t in running text, attribute, p, tr, …
    heading    the words of the last heading before it.
    effect     p, tr, tc, r: what the tag stands for; colspan, hm: what it does to its cell; empty for running text.
    """

    part: str
    number: int
    words: str
    cell: str
    paragraph_properties: str
    run_properties: str
    path: tuple[str, ...]
    heading: str = ""
    effect: str = ""

    def place(self, file: str) -> Place:
        """The place in words."""
        part = "" if self.part == "正文" else f"{self.part}，"
        heading = f"“{self.heading[:20]}”之下" if self.heading and self.heading != self.words else ""
        where = self.cell or (f"第 {self.number} 段" if self.number else "")
        around = f"在“{self.words[:40]}”" if self.words else ""
        return Place(file, where=part + "，".join(piece for piece in (heading, where, around) if piece))
