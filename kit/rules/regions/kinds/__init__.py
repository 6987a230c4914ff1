"""The kinds of conditions that instruments declare, by the word that declares them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kit.rules.regions.kinds.condition import Condition, read_condition
from kit.rules.regions.kinds.counts import Count
from kit.rules.regions.kinds.either import Either
from kit.rules.regions.kinds.lead import LeadIsChair, LeadKind
from kit.rules.regions.kinds.money import Cap, ResearchShare, ResearchSpent, YearlyMoney
from kit.rules.regions.kinds.places import Location
from kit.rules.regions.kinds.reminders import NameWords, Papers, Reminder
from kit.rules.regions.kinds.shares import Share
from kit.rules.regions.kinds.times import Age, Review, Validity
from kit.rules.regions.place import Place

KINDS: dict[str, type[Condition]] = {
    "age": Age,
    "cap": Cap,
    "count": Count,
    "either": Either,
    "lead-is-chair": LeadIsChair,
    "lead-kind": LeadKind,
    "location": Location,
    "money": YearlyMoney,
    "name-words": NameWords,
    "papers": Papers,
    "reminder": Reminder,
    "research-share": ResearchShare,
    "research-spent": ResearchSpent,
    "review": Review,
    "share": Share,
    "validity": Validity,
}


def declared(written: Mapping[str, Any], place: Place) -> Condition:
    """The condition that a table declares. Raises ValueError for an unknown kind, key or value."""
    table = dict(written)
    kind = KINDS.get(table.pop("kind", ""))
    if kind is None:
        raise ValueError(f"no such kind of condition: {written.get('kind')}")
    if kind is Either and isinstance(table.get("conditions"), list):
        table["conditions"] = [declared(one, place) for one in table["conditions"]]
    return read_condition(kind, table, {"place": place})
