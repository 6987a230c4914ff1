"""Where every fact stands in what the user wrote."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from kit.diagnostics import Place
from kit.intake.raw import Spot
from kit.model.alliance import Alliance
from kit.model.fact import Fact
from kit.model.fields import Field, Kind, field_named, lookup
from kit.records import Record

FieldPath = tuple[str | int, ...]
"""Identifiers and positions in lists, counted from 0: ("members", 2, "uscc")."""


def in_labels(path: FieldPath) -> str:
    """The path as users read it, positions counted from 1: 成员单位[3].统一社会信用代码."""
    words = ""
    noun: type[Fact] | None = Alliance
    for step in path:
        if isinstance(step, int):
            words += f"[{step + 1}]"
            continue
        known = field_named(noun, step) if noun else None
        label = known.label if known else step
        words += f".{label}" if words else label
        noun = known.group if known else None
    return words


def in_identifiers(steps: Iterable[str | int]) -> FieldPath:
    """Steps in labels or identifiers as a path; a step that names no field is kept as it is."""
    path: list[str | int] = []
    noun: type[Fact] | None = Alliance
    for step in steps:
        if isinstance(step, int):
            path.append(step)
            continue
        known = field_named(noun, step) if noun else None
        path.append(known.name if known else step)
        noun = known.group if known else None
    return tuple(path)


def from_labels(words: str) -> FieldPath:
    """The path that words stand for: 成员单位[3].统一社会信用代码; empty words are the whole."""
    steps: list[str | int] = []
    for part in words.split(".") if words else ():
        steps.append(part.partition("[")[0])
        steps += [int(position) - 1 for position in re.findall(r"\[(\d+)\]", part)]
    return in_identifiers(steps)


class Origins(Record):
    """From a field to its place.

    spots   places by path of identifiers; what was not written is not in it.
    empty   paths that were written without a value.
    titles  what to call an item of a list: ("members", 2) → 成员“津海氢能”.
    """

    file: str = ""
    spots: Mapping[FieldPath, Spot] = MappingProxyType({})
    empty: frozenset[FieldPath] = frozenset()
    titles: Mapping[FieldPath, str] = MappingProxyType({})

    def place_of(self, path: str | FieldPath) -> Place:
        """Where a field stands, by its path in labels (成员单位[3].法定代表人) or in identifiers.

        For a field that was not written: the nearest enclosing place, with `where` saying what is missing there.
        """
        way = from_labels(path) if isinstance(path, str) else tuple(path)
        known = next(n for n in range(len(way), -1, -1) if not n or way[:n] in self.spots)
        spot = self.spots.get(way[:known])
        place = self._at(spot, at_key=way in self.empty or _holds_more(way[:known]))
        missing = way[known:] or (way[-1:] if way in self.empty else ())
        title = self.title_of(way)
        if missing and _is_written(way):
            enclosing = in_labels(way[: -len(missing)])
            words = in_labels(way)[len(enclosing) :].lstrip(".")
            return within(place, f"{title}缺少“{words}”")
        return within(place, title)

    def title_of(self, path: FieldPath) -> str:
        """What to call the item of a list that a path leads into; empty where it has no name."""
        return next((self.titles[path[:n]] for n in range(len(path), 0, -1) if path[:n] in self.titles), "")

    def _at(self, spot: Spot | None, at_key: bool) -> Place:
        if spot is None:
            return Place(self.file)
        return (at_key and spot.key) or spot.value


def within(place: Place, words: str) -> Place:
    """A place with further words that lead there; the cell of a workbook stays named."""
    return place._replace(where="，".join(part for part in (place.where, words) if part))


def _field_at(way: FieldPath) -> Field | None:
    """The field that a path of identifiers ends in; None for a value the kit computes."""
    return lookup(".".join(step for step in way if isinstance(step, str)))


def _is_written(way: FieldPath) -> bool:
    """Whether the path names something people write, not a value the kit computes."""
    field = _field_at(way)
    return field is not None and not field.derived


def _holds_more(way: FieldPath) -> bool:
    """Whether the path ends in a group or list, which is best found by its name."""
    field = _field_at(way)
    return field is not None and field.kind in {Kind.GROUP, Kind.LIST}
