"""The facts of an alliance as rows of the workbook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from kit.intake.workbook import sheets
from kit.intake.workbook.sheets import Column, Link, Sheet, ordinal_task, ordinal_unit
from kit.model.alliance import Alliance
from kit.model.fact import Fact
from kit.model.fields import Kind, fields_of
from kit.model.members import Member
from kit.model.tasks import Task

Row = dict[str, Any]
"""Values of the model by heading; what is absent is not in it."""


def rows_of(alliance: Alliance) -> dict[Sheet, list[Row]]:
    """Everything the workbook of a whole alliance holds."""
    units = unit_names(alliance.members)
    tasks = task_names(alliance.tasks)
    owned = list(zip(units, alliance.members, strict=True))
    return {
        sheets.UNITS: [_row(sheets.UNITS, member) for member in alliance.members],
        sheets.CONTRIBUTIONS: [
            _row(sheets.CONTRIBUTIONS, one, unit) for unit, member in owned for one in member.contributions
        ],
        sheets.TASKS: [_row(sheets.TASKS, task) for task in alliance.tasks],
        sheets.PARTICIPANTS: [
            {**_row(sheets.PARTICIPANTS, one), **named}
            for named, task in zip(tasks, alliance.tasks, strict=True)
            for one in task.participants
        ],
        sheets.PEOPLE: list(_people(alliance)),
        sheets.BACKGROUND: [_row(sheets.BACKGROUND, one, unit) for unit, member in owned for one in member.background],
        sheets.DECLARATIONS: [_row(sheets.DECLARATIONS, member.declarations, unit) for unit, member in owned],
    }


def rows_of_member(alliance: Alliance, member: Member) -> dict[Sheet, list[Row]]:
    """What the form of one unit holds: its own facts, the tasks it leads, its people, and every task it may join."""
    own = unit_name(member)
    return {
        sheets.UNITS: [_row(sheets.UNITS, member)],
        sheets.CONTRIBUTIONS: [_row(sheets.CONTRIBUTIONS, one) for one in member.contributions],
        sheets.TASKS: [_row(sheets.TASKS, task) for task in alliance.tasks if alliance.member(task.lead) is member],
        sheets.PARTICIPANTS: list(_shares(alliance, member, own)),
        sheets.PEOPLE: [row for row in _people(alliance) if alliance.member(row.get("单位")) is member],
        sheets.BACKGROUND: [_row(sheets.BACKGROUND, one) for one in member.background],
        sheets.DECLARATIONS: [_row(sheets.DECLARATIONS, member.declarations)],
    }


def unit_name(member: Member) -> str:
    """What a unit is called on the sheets of its own form."""
    return member.short_name or member.name or member.uscc or ""


def unit_names(members: Iterable[Member]) -> list[str]:
    """For each unit the first of its short name, name and code that no other unit has; 第 n 家 where there is none."""
    names = [(m.short_name, m.name, m.uscc) for m in members]
    return [_first_of_its_own(names, n) or ordinal_unit(n) for n in range(len(names))]


def task_names(tasks: Iterable[Task]) -> list[Row]:
    """For each task its number and title, as the rows of its participants name it."""
    numbers = [(task.number,) for task in tasks]
    titles = [(task.title,) for task in tasks]
    found: list[Row] = []
    for n, (title,) in enumerate(titles):
        number = _first_of_its_own(numbers, n)
        if not number and (numbers[n][0] or not _first_of_its_own(titles, n)):
            number = ordinal_task(n)
        found.append(_known({Link.TASK.value: number, Link.TASK_TITLE.value: title}))
    return found


def _first_of_its_own(names: Sequence[tuple[str | None, ...]], position: int) -> str | None:
    others = {name for n, called in enumerate(names) if n != position for name in called}
    return next((name for name in names[position] if name and name not in others), None)


def _row(sheet: Sheet, noun: Fact, unit: str = "") -> Row:
    row = {column.heading: _value(noun, column) for column in sheet.columns if column.names}
    if unit:
        row[Link.UNIT.value] = unit
    return _known(row)


def _known(row: Row) -> Row:
    return {heading: value for heading, value in row.items() if value not in (None, "", ())}


def _value(noun: Fact, column: Column) -> Any:
    value: Any = noun
    for name in column.names:
        value = getattr(value, name, None)
    return tuple(item for item in value if item) if column.field.kind is Kind.LIST else value


def _people(alliance: Alliance) -> Iterator[Row]:
    for body in sheets.BODIES:
        value: Any = alliance
        for name in body.names:
            value = getattr(value, name)
        for person in value:
            yield {Link.BODY.value: body.label, **_person(person, body.label)}


def _person(person: Fact, body: str) -> Row:
    asked = (column for column in sheets.PEOPLE.columns if body in column.bodies)
    by_label = {field.label: field.name for field in fields_of(type(person))}
    return _known({column.heading: getattr(person, by_label[column.heading]) for column in asked})


def _shares(alliance: Alliance, member: Member, own: str) -> Iterator[Row]:
    """One row for each share the unit has in a task, and one to fill in for each task it has none in."""
    for task in alliance.tasks:
        named = _known({Link.TASK.value: task.number, Link.TASK_TITLE.value: task.title})
        shares = [one for one in task.participants if alliance.member(one.member) is member]
        for share in shares:
            yield {**_row(sheets.PARTICIPANTS, share), **named}
        if not shares and named and alliance.member(task.lead) is not member:
            yield {**named, Link.UNIT.value: own}


@dataclass(frozen=True)
class Addressee:
    """Whom a form is for, and to whom it goes back; empty where the alliance does not say."""

    alliance: str
    unit: str
    back_to: str

    @classmethod
    def of(cls, alliance: Alliance, member: Member | None = None) -> Addressee:
        """The addressee of a form, or of the workbook of the whole alliance."""
        office = alliance.governance.secretariat
        known = (office.secretary_general, office.phone, office.email)
        back_to = "，".join(part for part in known if part)
        unit = (member.name or member.short_name or "") if member else ""
        return cls(alliance.info.name or "", unit, back_to)
