"""What a rule pack is: the rules that answer one instrument, or hold everywhere."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from kit.law.sources import Force, Source
from kit.records import Record
from kit.rules.answers import Answer
from kit.rules.marks import Titles
from kit.rules.rule import Rule


class Pack(Record):
    """A body of rules.

    id            as it is written in the data file under 设置.规则包.
    jurisdiction  where it applies; empty for everywhere.
    source        the instrument it answers; None for the general pack.
    unspecified   what the instrument, as far as it was seen, does not state: told, never invented.
    answers       every demand of the instrument with what answers it; empty where that was not worked out.
    titles        titles of the clauses that the answers name, by document and id.
    """

    id: str
    title: str
    rules: tuple[Rule, ...]
    jurisdiction: str = ""
    source: Source | None = None
    unspecified: tuple[str, ...] = ()
    answers: tuple[Answer, ...] = ()
    titles: Mapping[str, Mapping[str, Titles]] = MappingProxyType({})

    def force(self, today: date) -> Force:
        """Where the pack's instrument stands on a day; the general pack is always in force."""
        return self.source.force(today) if self.source else Force.IN_FORCE
