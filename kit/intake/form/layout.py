"""What stands in which table of the form: read off the declarations, for the writer and the reader alike."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from kit import patterns
from kit.model.alliance import Alliance
from kit.model.fact import Fact
from kit.model.fields import Field, Kind, field_named, fields_of
from kit.model.governance import Governance
from kit.model.members import Member
from kit.model.tasks import Task

TITLE = "成员单位信息登记表"
NUMBER = "序号"
HELP = "说明"
YES, NO = "是", "否"
MARK = "＊"
_SIGNATURE = "signature"  # what stands on the signature page, the secretariat sees when it comes back
_MEMBERS = "members"


class About(Enum):
    """Whose facts a table holds: the way from the alliance, in identifiers, to the noun or list."""

    UNIT = (_MEMBERS,)
    TASKS = ("tasks", "participants")
    COUNCIL = ("governance", "council", "directors")
    EXPERTS = ("governance", "experts", "experts")
    SECRETARIAT = ("governance", "secretariat", "staff")


@dataclass(frozen=True)
class Slot:
    """One fact that the form asks for.

    way, names  from the noun of the table to the fact, in labels and in identifiers.
    """

    field: Field
    way: tuple[str, ...]
    names: tuple[str, ...]
    needed: bool

    @property
    def label(self) -> str:
        """What it is called on the form."""
        return self.field.label

    @property
    def title(self) -> str:
        """The label as it is printed: with the mark of what is needed, and the unit."""
        unit = f"（{self.field.unit}）" if self.field.unit else ""
        return f"{MARK if self.needed else ''}{self.label}{unit}"


@dataclass(frozen=True)
class Table:
    """A table of the form: a card with one fact beside each label, or a list with one item a row.

    tag       what the tags of its controls begin with.
    unit_way  the label under which an item names the unit; empty where the item is the unit's anyhow.
    """

    title: str
    help: str
    about: About
    slots: tuple[Slot, ...]
    tag: str
    way: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    is_list: bool = False
    unit_way: str = ""

    def tag_of(self, slot: Slot, row: int = 0) -> str:
        """The tag of a control: stable, and short enough for Word (64 characters)."""
        steps = [self.tag, *([str(row)] if row else []), *slot.names]
        return ".".join(steps)

    def slot_named(self, label: str) -> Slot | None:
        """The slot that a label as found in a file means, or None."""
        wanted = plain(label)
        return next((slot for slot in self.slots if plain(slot.label) == wanted), None)


_BRACKETS = patterns.compiled(r"\([^()]*\)")
_IDLE = patterns.compiled(r"[\s*＊:：·、—_.\-]+")


def plain(text: str) -> str:
    """A label or title without what people and programs add to it: marks, units in brackets, white space."""
    return _IDLE.sub("", _BRACKETS.sub("", unicodedata.normalize("NFKC", text[:200])))


def is_simple(field: Field) -> bool:
    """Whether a field is filled in at one place: a value, or a list of values."""
    return field.group is None


def _slots(noun: type[Fact], without: frozenset[str] = frozenset()) -> tuple[Slot, ...]:
    return tuple(
        Slot(field, (field.label,), (field.name,), field.needed)
        for field in fields_of(noun)
        if is_simple(field) and field.name not in without
    )


def _cards(noun: type[Fact], way: tuple[str, ...], names: tuple[str, ...], needed: bool) -> Iterator[Table]:
    """A card for each group of a unit's facts, and for the groups in it."""
    for field in fields_of(noun):
        if field.kind is not Kind.GROUP or field.name == _SIGNATURE:
            continue
        assert field.group
        here, there = (*way, field.label), (*names, field.name)
        asked = needed and field.needed
        slots = tuple(Slot(s.field, s.way, s.names, s.needed and asked) for s in _slots(field.group))
        yield Table(field.label, field.help, About.UNIT, slots, ".".join((_MEMBERS, *there)), here, there)
        yield from _cards(field.group, here, there, asked)


def _lists() -> Iterator[Table]:
    for field in fields_of(Member):
        if field.kind is Kind.LIST and field.group:
            yield Table(
                field.label,
                field.help,
                About.UNIT,
                _slots(field.group),
                f"{_MEMBERS}.{field.name}",
                (field.label,),
                (field.name,),
                is_list=True,
            )


def _field(noun: type[Fact], name: str) -> Field:
    field = field_named(noun, name)
    assert field
    return field


def _noun(noun: type[Fact], name: str) -> type[Fact]:
    group = _field(noun, name).group
    assert group
    return group


def _tasks() -> Table:
    """The unit's shares in tasks; a task is named by its number, or where it has none by its title."""
    share = _noun(Task, "participants")
    number, title = _field(Task, "number"), _field(Task, "title")
    links = (
        Slot(number._replace(label=f"任务{number.label}"), (), (number.name,), True),
        Slot(title._replace(label=f"任务{title.label}"), (), (title.name,), False),
    )
    unit = _field(share, "member")
    return Table(
        _field(Alliance, "tasks").label,
        "本单位参加的任务，牵头的不必填写",
        About.TASKS,
        (*links, *_slots(share, frozenset({unit.name}))),
        ".".join(About.TASKS.value),
        is_list=True,
        unit_way=unit.label,
    )


def _people(about: About) -> Table:
    """The unit's people in a body of the alliance."""
    _root, body, people = about.value
    noun = _noun(_noun(Governance, body), people)
    unit = next((f for f in fields_of(noun) if f.kind is Kind.MEMBER), None)
    label = _field(Governance, body).label
    word = _field(_noun(Governance, body), people).label
    return Table(
        f"{label}{word}",
        f"本单位推荐的{label}{word}，没有的不填",
        about,
        _slots(noun, frozenset({unit.name} if unit else ())),
        ".".join(about.value),
        is_list=True,
        unit_way=unit.label if unit else "",
    )


UNIT = Table("基本情况", "照营业执照或法人证书填写", About.UNIT, _slots(Member), _MEMBERS)
CARDS = tuple(_cards(Member, (), (), True))
DECLARATIONS = next(table for table in CARDS if table.names == ("declarations",))
LISTS = tuple(_lists())
TASKS = _tasks()
PEOPLE = tuple(_people(about) for about in (About.COUNCIL, About.EXPERTS, About.SECRETARIAT))

TABLES = (UNIT, *(card for card in CARDS if card is not DECLARATIONS), *LISTS, TASKS, *PEOPLE, DECLARATIONS)
"""In the order of the form."""
TASK_NUMBER, TASK_TITLE = TASKS.slots[:2]


def choices_of(slot: Slot) -> tuple[str, ...]:
    """What may be chosen for a fact; empty where anything may be written."""
    if slot.field.kind is Kind.FLAG:
        return (YES, NO)
    return tuple(str(choice) for choice in slot.field.choices) if slot.field.kind is Kind.CHOICE else ()


def prompt_of(slot: Slot) -> str:
    """What the grey text in an empty box of a card says."""
    field = slot.field
    if field.kind is Kind.CHOICE:
        return f"请选择（不选即为{field.default}）" if field.default else "请选择"
    if field.kind is Kind.DAY:
        return f"请选日期，例：{field.example}" if field.example else "请选日期"
    parts = [field.help.rstrip("。")]
    if field.kind is Kind.LIST:
        parts.append("一行一项")
    if field.example and field.example not in field.help:
        parts.append(f"例：{field.example}")
    return "，".join(parts)


def prompt_in_row(slot: Slot) -> str:
    """What the grey text in an empty box of a list says; the row of explanations says the rest."""
    if choices_of(slot):
        return "选择"
    return "选日期" if slot.field.kind is Kind.DAY else "　"


PROMPTS = frozenset(
    {prompt_of(slot) for table in TABLES for slot in table.slots}
    | {prompt_in_row(slot) for table in TABLES for slot in table.slots}
)


_SEPARATORS = patterns.compiled("[、；;]")


def in_lines(items: Iterable[str]) -> str:
    """Several values in one box, one a line; a single one that looks like several ends with a line break and stays one."""
    written = [item for item in items if item]
    text = "\n".join(written)
    return f"{text}\n" if len(written) == 1 and _SEPARATORS.search(text) else text


def several_in(text: str) -> list[str]:
    """The values that somebody wrote into one box: by lines, or on one line with 、 or ；."""
    pieces = text.split("\n") if "\n" in text else _SEPARATORS.split(text)
    return [piece.strip() for piece in pieces if piece.strip()]
