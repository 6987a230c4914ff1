"""From plain data to the alliance: every entry goes to its field, or a fault says why it does not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from pathlib import Path
from typing import Any

from kit.diagnostics import Diagnostic, Place, Report
from kit.intake import advice
from kit.intake.origins import FieldPath, Origins, from_labels, in_labels, within
from kit.intake.raw import Faults, Raw, RawPath, Spot, abridged
from kit.intake.references import reference_faults
from kit.intake.yaml_file import read
from kit.model.alliance import Alliance
from kit.model.fact import Fact, Refused
from kit.model.fields import Field, Kind, field_named, lookup
from kit.model.reading import NotReadable
from kit.records import Record

_VALUE_CODES = {
    Kind.TEXT: "D-VAL-01",
    Kind.LONG_TEXT: "D-VAL-01",
    Kind.MEMBER: "D-VAL-01",
    Kind.DAY: "D-VAL-02",
    Kind.MONEY: "D-VAL-03",
    Kind.COUNT: "D-VAL-04",
    Kind.FLAG: "D-VAL-05",
    Kind.CHOICE: "D-VAL-06",
    Kind.MAJORITY: "D-VAL-07",
    Kind.PERCENT: "D-VAL-08",
}
_TITLES = {"members": ("成员", ("short_name", "name")), "tasks": ("任务", ("number", "title"))}
_NAMES_OF_MEMBERS = {"name", "short_name"}
_LONGEST_MESSAGE = 160


class Intake(Record):
    """What came of a data file.

    alliance  what could be read; a fact that could not counts as absent. None when the file itself could not be read.
    origins   the place of every field.
    report    every fault of the file and its values, with places.
    unread    the fields that were written but could not be taken.
    """

    alliance: Alliance | None
    origins: Origins
    report: Report
    unread: frozenset[FieldPath] = frozenset()

    def located(self, diagnostics: Iterable[Diagnostic]) -> Report:
        """Findings with their places in the data file, without those that only follow from an unread field.

        Findings in a document have their place already.
        """
        kept = (d for d in diagnostics if not self._is_unread(from_labels(d.field)))
        return Report.of(d if d.place.file else d.at(self.origins.place_of(d.field)) for d in kept)

    def _is_unread(self, path: FieldPath) -> bool:
        return any(path[:length] in self.unread for length in range(1, len(path) + 1))


def load(path: Path) -> Intake:
    """The alliance that a data file alliance.yaml describes; no fault of the file is raised."""
    return build(read(path))


def build(raw: Raw) -> Intake:
    """The alliance that plain data describe, as far as they can be read, and every fault on the way."""
    if raw.data is None:
        return Intake(None, Origins(raw.file), raw.report)
    if not isinstance(raw.data, dict):
        spot = raw.spots.get(())
        message = "数据文件的最外层应是“字段: 值”"
        fault = Diagnostic("D-TYP-08", message, place=spot.value if spot else Place(raw.file), hint=advice.FOR_ROOT)
        return Intake(None, Origins(raw.file), raw.report + Report((fault,)))
    walk = _Walk(raw)
    data = walk.group(Alliance, raw.data, (), ())
    alliance = _alliance_of(data, walk)
    origins = Origins(raw.file, walk.spots, frozenset(walk.empty), _titles_in(data))
    dangling = tuple(reference_faults(alliance, origins))
    unread = frozenset(walk.unread) | {from_labels(d.field) for d in dangling}
    if _hides_names(walk.unread):
        dangling = ()
    own = Report.of(_titled(d, origins) for d in walk.faults.report())
    return Intake(alliance, origins, raw.report + own + Report(dangling), unread)


class _Walk:
    """One way through the data, along the model.

    spots, empty, unread  by path of identifiers: where each field stands, which have no value, which were refused.
    stopgaps              the refused among them that still hold a place in a list of values.
    """

    def __init__(self, raw: Raw) -> None:
        self.spots: dict[FieldPath, Spot] = {}
        self.empty: set[FieldPath] = set()
        self.unread: set[FieldPath] = set()
        self.stopgaps: set[FieldPath] = set()
        self.faults = Faults(raw.file)
        self._raw = raw

    def group(self, noun: type[Fact], entries: dict[str, Any], path: FieldPath, way: RawPath) -> dict[str, Any]:
        """The entries of a group by identifier, without those that could not be taken."""
        taken: dict[str, Any] = {}
        written: dict[str, str] = {}
        for key, value in entries.items():
            field = field_named(noun, key)
            here = (*way, key)
            if field is None:
                self._unknown(noun, key, path, here)
            elif field.name in written:
                self._twice(written[field.name], key, (*path, field.name), here)
            else:
                written[field.name] = key
                self._take(taken, field, value, (*path, field.name), here)
        return taken

    def _unknown(self, noun: type[Fact], key: str, path: FieldPath, way: RawPath) -> None:
        inside = f"“{in_labels(path)}”之下" if path else "最外层"
        hint = "" if self.faults.is_full else advice.for_unknown_key(noun, key)
        self._fault("D-KEY-01", f"{inside}没有“{abridged(key)}”这个字段", hint, path, way, at_key=True)

    def _twice(self, first: str, second: str, path: FieldPath, way: RawPath) -> None:
        spot = self.spots.get(path)
        at = f"（第 {spot.key.line} 行）" if spot and spot.key else ""
        message = f"“{second}”与“{first}”{at}是同一个字段，填写了两次"
        self._fault("D-KEY-02", message, "请只保留一处", path, way, at_key=True)

    def _take(self, into: dict[str, Any], field: Field, value: Any, path: FieldPath, way: RawPath) -> None:
        spot = self._raw.spots.get(way)
        if spot:
            self.spots[path] = spot
        if way in self._raw.lost:
            self.unread.add(path)
        if field.says_none(value):
            value = []
        if value is None:
            self.empty.add(path)
        elif complaint := advice.on_shape(field, value):
            self.unread.add(path)
            self._fault(*complaint, path, way)
        elif field.kind is Kind.LIST:
            into[field.name] = self._items(field, value, path, way)
        elif field.group:
            into[field.name] = self.group(field.group, value, path, way)
        else:
            into[field.name] = value

    def _items(self, field: Field, values: list[Any], path: FieldPath, way: RawPath) -> list[Any]:
        """The items of a list. A faulty one leaves a stopgap behind, so that the others keep their number."""
        items: list[Any] = []
        for number, value in enumerate(values):
            here, there = (*path, number), (*way, number)
            spot = self._raw.spots.get(there)
            if spot:
                self.spots[here] = spot
            complaint = advice.on_item(field, number + 1, value)
            if complaint:
                self.unread.add(here)
                self._fault(*complaint, here, there)
            if field.group:
                items.append({} if complaint else self.group(field.group, value, here, there))
            else:
                items.append("" if complaint else value)
                if complaint:
                    self.stopgaps.add(here)
        return items

    def _fault(
        self,
        code: str,
        message: str,
        hint: str,
        path: FieldPath,
        way: RawPath,
        at_key: bool = False,
    ) -> None:
        spot = self._raw.spots.get(way)
        place = ((at_key and spot.key) or spot.value) if spot else Place(self._raw.file)
        self.faults.add(code, message, place, hint, in_labels(path))


def _alliance_of(data: dict[str, Any], walk: _Walk) -> Alliance:
    """The alliance; values that cannot be read are reported and left out."""
    refused: Mapping[FieldPath, NotReadable] = {}
    try:
        alliance = Alliance.model_validate(data)
    except Refused as several:
        refused = several.reasons
    for path, reason in refused.items():
        if path in walk.stopgaps:
            continue
        message, hint = _told(reason)
        spot = walk.spots.get(path)
        place = spot.value if spot else Place(walk.faults.file)
        walk.faults.add(_VALUE_CODES[_kind_at(path)], message, place, hint, in_labels(path))
    walk.unread.update(refused)
    left_out = walk.stopgaps.union(refused)
    return Alliance.model_validate(_without(left_out, data, ())) if left_out else alliance


def _kind_at(path: FieldPath) -> Kind:
    field = lookup(in_labels(path))
    assert field, "every place the model complains of is a field"
    return field.item or field.kind


def _told(reason: NotReadable) -> tuple[str, str]:
    """Message and hint of a value that the model refused."""
    message = str(reason)
    if len(message) > _LONGEST_MESSAGE:
        message = f"{message[: _LONGEST_MESSAGE // 2]}……{message[-_LONGEST_MESSAGE // 4 :]}"
    return message, reason.hint if len(reason.hint) <= _LONGEST_MESSAGE else ""


def _without(refused: Set[FieldPath], data: Any, path: FieldPath) -> Any:
    """The data without the refused values."""
    if isinstance(data, dict):
        return {k: _without(refused, v, (*path, k)) for k, v in data.items() if (*path, k) not in refused}
    if isinstance(data, list):
        return [_without(refused, v, (*path, n)) for n, v in enumerate(data) if (*path, n) not in refused]
    return data


def _titles_in(data: dict[str, Any]) -> dict[FieldPath, str]:
    """What to call the members and the tasks when one of their fields is at fault."""
    titles: dict[FieldPath, str] = {}
    for noun, (word, names) in _TITLES.items():
        for number, item in enumerate(data.get(noun, ())):
            name = next((str(item[key]) for key in names if item.get(key)), "")
            if name:
                titles[(noun, number)] = f"{word}“{abridged(name, 20)}”"
    return titles


def _titled(diagnostic: Diagnostic, origins: Origins) -> Diagnostic:
    title = origins.title_of(from_labels(diagnostic.field))
    return diagnostic.at(within(diagnostic.place, title)) if title else diagnostic


def _hides_names(unread: set[FieldPath]) -> bool:
    """Whether some member's name could not be taken, so that nobody can say which references dangle."""
    return any(path[0] == "members" and (len(path) < 3 or path[-1] in _NAMES_OF_MEMBERS) for path in unread)
