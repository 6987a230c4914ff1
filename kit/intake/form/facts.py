"""The facts of an alliance as they stand in the form of one unit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kit.intake.form import layout
from kit.intake.form.layout import About, Slot, Table
from kit.model.alliance import Alliance
from kit.model.fact import Fact
from kit.model.fields import Kind
from kit.model.members import Member

Texts = dict[Slot, str]
"""What stands beside the label of a fact; absent facts are not in it."""


def card_of(table: Table, member: Member | None) -> Texts:
    """What a card of the form holds."""
    noun: Any = member
    for name in table.names:
        noun = getattr(noun, name) if noun is not None else None
    return _texts(table, noun) if noun is not None else {}


def rows_of(table: Table, alliance: Alliance, member: Member | None) -> list[Texts]:
    """What a list of the form holds: what the unit puts in, the tasks it joins, its people."""
    if member is None:
        return []
    if table.about is About.UNIT:
        return [_texts(table, item) for item in getattr(member, table.names[0])]
    if table.about is About.TASKS:
        return list(_shares(table, alliance, member))
    people: Any = alliance
    for name in table.about.value:
        people = getattr(people, name)
    unit = "member" if table.unit_way else "unit"
    return [_texts(table, person) for person in people if alliance.member(getattr(person, unit)) is member]


def tasks_of(alliance: Alliance) -> str:
    """The tasks one may join, in one line."""
    named = (" ".join(filter(None, (task.number, task.title))) for task in alliance.tasks)
    return "；".join(filter(None, named))


def _shares(table: Table, alliance: Alliance, member: Member) -> Iterator[Texts]:
    for task in alliance.tasks:
        names = {layout.TASK_NUMBER: task.number, layout.TASK_TITLE: task.title}
        for share in task.participants:
            if alliance.member(share.member) is member:
                yield {**{slot: name for slot, name in names.items() if name}, **_texts(table, share)}


def _texts(table: Table, noun: Fact) -> Texts:
    found: Texts = {}
    for slot in table.slots:
        value = getattr(noun, slot.names[0]) if slot.way else None
        if value is not None and value != ():
            found[slot] = _text(slot, value)
    return found


def _text(slot: Slot, value: Any) -> str:
    if isinstance(value, bool):
        return layout.YES if value else layout.NO
    if slot.field.kind is Kind.LIST:
        return layout.in_lines(str(item) for item in value)
    return str(value)
