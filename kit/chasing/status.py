"""What each unit still owes, and how far each document is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from kit.chasing.saying import how_to_fill, in_words, list_in_words
from kit.diagnostics import Diagnostic, Report, Severity
from kit.intake.origins import FieldPath, from_labels, in_labels
from kit.model.alliance import Alliance
from kit.model.fact import Fact
from kit.model.fields import Field, Kind, field_named, fields_of
from kit.model.members import Contact, Member
from kit.render.overview import MISSING_FACT, own_hint

_OF_UNITS = ("members", "tasks", "governance")
_LEAD_PROFILE = ("filing", "lead_profile")
_ACHIEVEMENTS = ("filing", "achievements")
_BY_UNITS = ("M-", "D-VAL", "C-", "R-")
"""Families of findings that a unit can do something about; others are slips of whoever keeps the data file."""


@dataclass(frozen=True)
class Item:
    """One thing that a unit owes: a fact that is missing, or one that has to be put right.

    words      what it is called, as seen from the unit: 投入第 2 项（人员）的“金额”.
    how        what to write there.
    problem    what is wrong with what was written; empty where nothing was.
    advice     what to do about that.
    field      the field in the data file, in labels.
    documents  titles of the documents that wait for it.
    """

    words: str
    how: str
    field: str
    problem: str = ""
    advice: str = ""
    documents: tuple[str, ...] = ()
    severity: Severity = Severity.ERROR

    @property
    def is_missing(self) -> bool:
        """Whether nothing was written; else it is to be put right."""
        return not self.problem


@dataclass(frozen=True)
class Due:
    """A day by which a unit promised something."""

    words: str
    on: date
    days_left: int


@dataclass(frozen=True)
class UnitStatus:
    """How far a unit is; of no member: what the secretariat itself has to see to.

    done  how many of the facts that every unit is asked for are there.
    """

    name: str
    short_name: str
    contact: Contact
    items: tuple[Item, ...]
    done: int = 0
    dues: tuple[Due, ...] = ()

    @cached_property
    def missing(self) -> tuple[Item, ...]:
        """The facts that are missing."""
        return tuple(item for item in self.items if item.is_missing)

    @cached_property
    def faulty(self) -> tuple[Item, ...]:
        """What has to be put right."""
        return tuple(item for item in self.items if not item.is_missing)

    @property
    def percent(self) -> int:
        """How much of what is asked is there and right; 100 only where nothing is left that stops the work."""
        return _percent(self.done, sum(item.severity is Severity.ERROR for item in self.items))

    @property
    def next_due(self) -> Due | None:
        """The next day by which the unit promised something."""
        return next((due for due in self.dues if due.days_left >= 0), None)

    @property
    def called(self) -> str:
        """What to call it in a list."""
        return self.short_name or self.name


@dataclass(frozen=True)
class DocumentStatus:
    """How far a document is: facts that it prints and are there, and those it waits for."""

    title: str
    known: int
    missing: int

    @property
    def percent(self) -> int:
        """How much of what it prints is there."""
        return _percent(self.known, self.missing)


@dataclass(frozen=True)
class Office:
    """The secretariat: to whom answers go."""

    name: str
    host: str
    person: str
    phone: str
    email: str
    address: str

    @classmethod
    def of(cls, alliance: Alliance) -> Office:
        """The secretariat of an alliance; where it has no contact yet, the lead's."""
        secretariat, lead = alliance.governance.secretariat, alliance.lead
        own = bool(secretariat.phone or secretariat.email)
        contact = lead.contact if lead and not own else Contact()
        host = alliance.member(secretariat.host) or lead
        return cls(
            f"{alliance.info.name or '联盟'}秘书处",
            (host.name or "") if host else "",
            (secretariat.secretary_general if own else contact.name) or "",
            secretariat.phone or contact.phone or "",
            secretariat.email or contact.email or "",
            secretariat.address or (host.address_for_service if host and not own else "") or "",
        )


@dataclass(frozen=True)
class Status:
    """Where the collecting of facts stands on a day.

    units   the members in their order; own: what no unit can give.
    """

    alliance: str
    short_name: str
    today: date
    deadline: date | None
    office: Office
    units: tuple[UnitStatus, ...]
    own: UnitStatus
    documents: tuple[DocumentStatus, ...]

    @property
    def days_left(self) -> int | None:
        """How many days are left until applications close; negative where they have; None where no day is known."""
        return (self.deadline - self.today).days if self.deadline else None

    @property
    def owing(self) -> tuple[UnitStatus, ...]:
        """The units that still owe something."""
        return tuple(unit for unit in self.units if unit.items)

    @property
    def percent(self) -> int:
        """How far all units are together."""
        open_items = (item for unit in self.units for item in unit.items)
        return _percent(
            sum(unit.done for unit in self.units), sum(item.severity is Severity.ERROR for item in open_items)
        )


def _percent(done: int, left: int) -> int:
    """A hundred only where nothing is left."""
    return 100 * done // (done + left) if left else 100


def status_of(
    alliance: Alliance,
    report: Report,
    today: date,
    documents: Sequence[DocumentStatus] = (),
    until: date | None = None,
) -> Status:
    """Who owes what, by the findings of an examination.

    until  the day by which answers are wanted, where that is not the day on which applications close.
    """
    owed: dict[int | None, dict[str, Item]] = {}
    positions = {id(member): number for number, member in enumerate(alliance.members)}
    for diagnostic in report:
        if diagnostic.waiver or diagnostic.severity is Severity.INFO:
            continue
        path = from_labels(diagnostic.field)
        owner = _owner_of(alliance, path) if diagnostic.code.startswith(_BY_UNITS) else None
        item = _item(alliance, diagnostic, path)
        items = owed.setdefault(positions[id(owner)] if owner else None, {})
        items[f"{item.field} {item.problem}"] = _joined(items.get(f"{item.field} {item.problem}"), item)
    units = (
        UnitStatus(
            member.name or member.short_name or f"第{number + 1}家单位",
            member.short_name or "",
            member.contact,
            tuple(owed.get(number, {}).values()),
            _known_facts(member),
            tuple(sorted(_dues(alliance, member, today), key=lambda due: due.on)),
        )
        for number, member in enumerate(alliance.members)
    )
    own = UnitStatus("联盟秘书处", "", Contact(), tuple(owed.get(None, {}).values()))
    name = alliance.info.name or ""
    return Status(
        name,
        alliance.info.short_name or name,
        today,
        until or alliance.filing.deadline,
        Office.of(alliance),
        tuple(units),
        own,
        tuple(documents),
    )


def _item(alliance: Alliance, diagnostic: Diagnostic, path: FieldPath) -> Item:
    """What a finding asks for. Facts of an item that nobody has begun ask for the whole list."""
    is_missing = diagnostic.code.startswith("M-")
    whole = _list_not_begun(alliance, path) if is_missing else None
    if whole is not None:
        words, how = list_in_words(alliance, whole)
        return Item(words, how, in_labels(whole), documents=diagnostic.documents)
    words, documents = in_words(alliance, path) if path else diagnostic.message, diagnostic.documents
    if diagnostic.code == MISSING_FACT:
        return Item(words, own_hint(diagnostic) or how_to_fill(path), diagnostic.field, documents=documents)
    return Item(
        words,
        how_to_fill(path),
        diagnostic.field,
        diagnostic.message,
        diagnostic.hint,
        documents,
        diagnostic.severity,
    )


def _joined(first: Item | None, second: Item) -> Item:
    """One item for several findings of the same thing."""
    if first is None:
        return second
    documents = tuple(dict.fromkeys((*first.documents, *second.documents)))
    return Item(first.words, first.how, first.field, first.problem, first.advice, documents, first.severity)


def _list_not_begun(alliance: Alliance, path: FieldPath) -> FieldPath | None:
    """The list a path leads into, or is, where that list of groups is empty; else None."""
    value: Any = alliance
    for length, step in enumerate(path, start=1):
        if isinstance(step, int):
            if step >= len(value):
                return path[: length - 1]
            value = value[step]
            continue
        known = field_named(type(value), step) if isinstance(value, Fact) else None
        if known is None:
            return None
        value = getattr(value, known.name)
        if known.kind is Kind.LIST and known.group and not value:
            return path[:length]
        if value is None:
            return None
    return None


def _owner_of(alliance: Alliance, path: FieldPath) -> Member | None:
    """The unit that can give a fact: whose it is, or who is named in the innermost item of a list around it."""
    if path[:2] == _LEAD_PROFILE:
        return alliance.member(alliance.info.lead)
    if not path or not (path[0] in _OF_UNITS or path[:2] == _ACHIEVEMENTS):
        return None
    owner: Member | None = None
    value: Any = alliance
    for step in path:
        if isinstance(step, int):
            if step >= len(value):
                break
            value = value[step]
            owner = _member_of(alliance, value) or owner
        else:
            known = field_named(type(value), step) if isinstance(value, Fact) else None
            value = getattr(value, known.name) if known else None
        if value is None:
            break
    return owner


def _member_of(alliance: Alliance, item: Any) -> Member | None:
    """The unit that an item of a list is, or that it names first."""
    if isinstance(item, Member):
        return item
    if not isinstance(item, Fact):
        return None
    named = next((field.name for field in fields_of(type(item)) if field.kind is Kind.MEMBER), None)
    return alliance.member(getattr(item, named)) if named else None


def _known_facts(noun: Fact) -> int:
    """How many of the facts that one has to fill in are there."""
    return sum(_filled(field, getattr(noun, field.name)) for field in fields_of(type(noun)) if field.needed)


def _filled(field: Field, value: Any) -> int:
    if value is None or value == ():
        return 0
    if field.kind is Kind.LIST:
        return sum(_known_facts(item) for item in value) if field.group else 1
    return _known_facts(value) if field.group else 1


def _dues(alliance: Alliance, member: Member, today: date) -> Iterator[Due]:
    """What the unit promised by a day: what it puts in, and the tasks it leads."""
    place = alliance.members.index(member)
    for number, contribution in enumerate(member.contributions):
        if contribution.due:
            words = in_words(alliance, ("members", place, "contributions", number))
            yield Due(words, contribution.due, (contribution.due - today).days)
    for number, task in enumerate(alliance.tasks):
        if task.due and alliance.member(task.lead) is member:
            yield Due(in_words(alliance, ("tasks", number)), task.due, (task.due - today).days)
