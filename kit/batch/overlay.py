"""The data file with the facts of one row laid over it: what a row says takes the place of what stands there."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterable
from typing import Any, NamedTuple

from kit.diagnostics import Place, Report
from kit.intake.origins import FieldPath
from kit.intake.raw import Raw, RawPath, Spot
from kit.model.alliance import Alliance
from kit.model.fact import Fact
from kit.model.fields import field_named

Value = str | list[str] | None


class Change(NamedTuple):
    """What a cell says: the field it goes to, in identifiers, and its value; None takes away what stands there.

    cell     where it stands.
    is_lost  whether something stands there that could not be read: nothing is concluded from its absence then.
    """

    path: FieldPath
    value: Value
    cell: str
    is_lost: bool = False


def overlaid(base: Raw, changes: Iterable[Change], file: str) -> Raw:
    """The data with the changes, and their places; what was said of the data file itself is left out. `base` stays as it is.

    file  what to call the table. A list grows by one where a change names the item behind its last.
    """
    data = base.data
    spots: dict[RawPath, Spot] = {}
    lost: set[RawPath] = set()
    for change in changes:
        way = _way(data, change.path)
        data = _with(data, way, change.value)
        place = Spot(Place(file, where=change.cell))
        spots[way] = place
        if isinstance(change.value, list):
            spots |= {(*way, n): place for n in range(len(change.value))}
        spots |= {way[:n]: place for n in range(1, len(way)) if way[:n] not in base.spots and way[:n] not in spots}
        if change.is_lost:
            lost.add(way)
    return base.replace(data=data, spots=ChainMap(spots, dict(base.spots)), report=Report(), lost=base.lost | lost)


def _way(data: Any, path: FieldPath) -> RawPath:
    """The keys that lead to a field, as they are written in the data; labels where nothing is written yet."""
    way: list[str | int] = []
    noun: type[Fact] | None = Alliance
    for step in path:
        if isinstance(step, int):
            data = data[step] if isinstance(data, list) and step < len(data) else None
            way.append(step)
            continue
        field = field_named(noun, step) if noun else None
        assert noun, "columns lead to fields"
        assert field, "columns lead to fields"
        written = data if isinstance(data, dict) else {}
        key = next((key for key in written if field_named(noun, key) is field), field.label)
        data, noun = written.get(key), field.group
        way.append(key)
    return tuple(way)


def _with(data: Any, way: RawPath, value: Value) -> Any:
    """The data with one value changed; only what encloses it is copied."""
    if not way:
        return value
    step, rest = way[0], way[1:]
    if isinstance(step, int):
        items = list(data) if isinstance(data, list) else []
        if step == len(items):
            items.append(None)
        items[step] = _with(items[step], rest, value)
        return items
    entries = dict(data or {})
    entries[step] = _with(entries.get(step), rest, value)
    return entries
