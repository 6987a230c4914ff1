"""From what the boxes of a form say to the data file's shape, with the place of every entry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from kit.diagnostics import Place
from kit.intake.form import layout
from kit.intake.form.layout import About, Slot, Table
from kit.intake.raw import RawPath, Spot
from kit.model.alliance import Alliance
from kit.model.fact import Fact
from kit.model.fields import Field, Kind, field_named
from kit.model.members import Member
from kit.model.tasks import Task


class Answer(NamedTuple):
    """What a box says, and where it is."""

    value: str | list[str]
    place: Place


class Item(NamedTuple):
    """A row of a list: where it is, and what its boxes say."""

    place: Place
    answers: Mapping[Slot, Answer]


class Assembly:
    """Data and spots as a Raw holds them."""

    def __init__(self, file: str) -> None:
        self.data: dict[str, Any] = {}
        self.spots: dict[RawPath, Spot] = {(): Spot(Place(file))}
        self.mentioned: frozenset[RawPath] = frozenset()
        self._file = file

    def card(self, table: Table, answers: Mapping[Slot, Answer], place: Place) -> None:
        """The answers of a card, as facts of the unit."""
        if not answers:
            return
        member, path = self._item(_label(Alliance, "members"), 0)
        for label in table.way:
            path = (*path, label)
            member = member.setdefault(label, {})
            self.spots.setdefault(path, Spot(place))
        self._fill(member, path, answers)

    def items(self, table: Table, items: Sequence[Item], place: Place) -> None:
        """The rows of a list, where they belong."""
        if not items:
            return
        if table.about is About.TASKS:
            self._shares(table, items)
            return
        if table.about is About.UNIT:
            holder, path = self._item(_label(Alliance, "members"), 0)
            way = table.way
        else:
            holder, path = self.data, ()
            way = _labels(table.about)
        for label in way[:-1]:
            path = (*path, label)
            holder = holder.setdefault(label, {})
            self.spots.setdefault(path, Spot(place))
        path = (*path, way[-1])
        self.spots[path] = Spot(place)
        holder[way[-1]] = [self._row(table, item, (*path, number)) for number, item in enumerate(items)]

    @property
    def unit(self) -> tuple[str, Place] | None:
        """What the unit is called, and where that is said."""
        label = _label(Alliance, "members")
        for name in ("short_name", "name", "uscc"):
            called = _label(Member, name)
            if self.data.get(label) and (value := self.data[label][0].get(called)):
                return value, self.spots[label, 0, called].value
        return None

    def _item(self, label: str, number: int) -> tuple[dict[str, Any], RawPath]:
        """The item of a list at the top, made where it is new."""
        items = self.data.setdefault(label, [])
        self.spots.setdefault((label,), Spot(Place(self._file)))
        if number == len(items):
            items.append({})
            self.spots[label, number] = Spot(Place(self._file))
        return items[number], (label, number)

    def _shares(self, table: Table, items: Sequence[Item]) -> None:
        """The unit's shares, each under its task; a task is named once, by its number or else by its title."""
        tasks, shares = _label(Alliance, "tasks"), _label(Task, "participants")
        known: dict[str, int] = {}
        for item in items:
            slot = next(one for one in (layout.TASK_NUMBER, layout.TASK_TITLE) if one in item.answers)
            named = item.answers[slot]
            number = known.setdefault(f"{slot.names[0]} {named.value}", len(known))
            task, path = self._item(tasks, number)
            self.spots[path] = Spot(item.place)
            task[_label(Task, slot.names[0])] = named.value
            self.spots[*path, _label(Task, slot.names[0])] = Spot(named.place)
            rows = task.setdefault(shares, [])
            self.spots.setdefault((*path, shares), Spot(item.place))
            rows.append(self._row(table, item, (*path, shares, len(rows))))
        self.mentioned |= {(tasks, number) for number in known.values()}

    def _row(self, table: Table, item: Item, path: RawPath) -> dict[str, Any]:
        row: dict[str, Any] = {}
        self.spots[path] = Spot(item.place)
        if table.unit_way and (unit := self.unit):
            row[table.unit_way] = unit[0]
            self.spots[*path, table.unit_way] = Spot(item.place)
        self._fill(row, path, {slot: answer for slot, answer in item.answers.items() if slot.way})
        return row

    def _fill(self, into: dict[str, Any], path: RawPath, answers: Mapping[Slot, Answer]) -> None:
        for slot, answer in answers.items():
            here = (*path, slot.label)
            into[slot.label] = answer.value
            self.spots[here] = Spot(answer.place)
            if slot.field.kind is Kind.LIST:
                self.spots.update({(*here, number): Spot(answer.place) for number in range(len(answer.value))})


def _labels(about: About) -> tuple[str, ...]:
    """The way to a list of the alliance, in labels."""
    noun: type[Fact] | None = Alliance
    way: list[str] = []
    for name in about.value:
        assert noun
        field = _field(noun, name)
        way.append(field.label)
        noun = field.group
    return tuple(way)


def _label(noun: type[Fact], name: str) -> str:
    return _field(noun, name).label


def _field(noun: type[Fact], name: str) -> Field:
    field = field_named(noun, name)
    assert field
    return field
