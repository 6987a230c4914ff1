"""A unit that changes its name: whatever refers to it by the old one goes along, or it would refer to nobody.

Files that went out before go on using the old name; it is known again by the digests that are kept of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kit.diagnostics import Place
from kit.intake.merging.facts import Given, value_at
from kit.intake.merging.identity import names_unit
from kit.intake.merging.outcomes import Offer, Planned, Status, Target, label_at, unit_at
from kit.intake.merging.provenance import names_of
from kit.intake.origins import FieldPath
from kit.model.fields import fields_of
from kit.model.members import Member
from kit.rules.comparing import folded

_NAMES = ("name", "short_name", "uscc")
_NAME = next(field for field in fields_of(Member) if field.name == "name")


class FormerNames:
    """The short and full names that units of the data file had before an import, or when something was handed out to them."""

    def __init__(self, target: Target) -> None:
        names = names_of(target.alliance)
        self._names = [
            [target.known.names(names["members", number, name]) for name in ("short_name", "name")]
            for number in range(len(target.alliance.members))
        ]
        self._target = target
        self._found: dict[str, int | None] = {}

    def unit_of(self, name: str) -> int | None:
        """The position of the only unit that had this name."""
        called = folded(name)
        if called not in self._found:
            given = Given((), _NAME, name, called, Place())
            had = [n for n, facts in enumerate(self._names) if any(self._had(fact, given) for fact in facts)]
            self._found[called] = had[0] if len(had) == 1 else None
        return self._found[called]

    def _had(self, names: Sequence[str], given: Given) -> bool:
        known, out = self._target.known, self._target.out
        return known.is_former(names[0], given) or out.is_latest(names, given) or out.is_earlier(names, given)


def renamed_along(target: Target, taken: Iterable[tuple[Planned, Offer]]) -> Iterator[tuple[Planned, Offer]]:
    """The references to units that change with their names; those that are taken from a file anyhow are not in it."""
    chosen = list(taken)
    paths = {fact.path for fact, _ in chosen}
    names = names_of(target.alliance)
    for fact, offer in chosen:
        if not _is_name(target, fact.path) or not isinstance(offer.given.text, str):
            continue
        old, new = folded(fact.old), offer.given.text
        if not fact.old or old in _names_of_others(target, fact.path, paths):
            continue
        for path, given in target.facts.items():
            if names_unit(given.field) and path not in paths and folded(given.shown) == old:
                paths.add(path)
                value = replace(offer, given=replace(given, text=new, meaning=folded(new), place=offer.place))
                unit, label = unit_at(target, path), label_at(path)
                yield Planned(path, names[path], Status.CHANGED, unit, label, given.shown, "", (value,)), value


def _is_name(target: Target, path: FieldPath) -> bool:
    return len(path) == 3 and path[0] == "members" and path[2] in _NAMES and path in target.facts


def _names_of_others(target: Target, path: FieldPath, changed: set[FieldPath]) -> set[str]:
    """All other names that are still borne: of other units, and of this one."""
    found: set[str] = set()
    for number, member in enumerate(target.alliance.members):
        assert isinstance(member, Member)
        for name in _NAMES:
            here: FieldPath = ("members", number, name)
            value = value_at(member, (name,))
            if value and here != path and here not in changed:
                found.add(folded(value))
    return found
