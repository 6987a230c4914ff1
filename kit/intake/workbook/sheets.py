"""What stands on which sheet and in which column: read off the declarations, for the writer and the reader alike."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum

from kit import patterns
from kit.model.alliance import Alliance
from kit.model.fact import Fact, annotations_of
from kit.model.fields import Field, Kind, field_named, fields_of
from kit.model.governance import Governance
from kit.model.members import Member
from kit.model.reading import Uscc
from kit.model.tasks import Task

GUIDE = "填写说明"
OPTIONS = "选项"
CODE_CHECK = "代码核对"
NUMBER = "序号"
CARD_HEADINGS = ("项目", "填写内容", CODE_CHECK, "说明")
MONEY_UNIT = "万元"


class Link(Enum):
    """What a column is that holds no fact but says whom or what its row is about."""

    UNIT = "单位"
    TASK = "任务编号"
    TASK_TITLE = "任务名称"
    BODY = "所在机构"


@dataclass(frozen=True)
class Column:
    """A column, or in a card a line.

    heading  what stands above it, without mark and unit; on its sheet there is no other of this name.
    path     the way from the row's noun to the fact, in labels; names: in identifiers. Empty for a link.
    band     the group it belongs to; empty for the noun itself.
    bodies   of the people of which bodies this is asked; empty where that is no question.
    """

    heading: str
    field: Field
    needed: bool
    help: str
    path: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    band: str = ""
    is_code: bool = False
    link: Link | None = None
    bodies: tuple[str, ...] = ()

    @property
    def unit(self) -> str:
        """The unit that stands in brackets behind the heading."""
        return MONEY_UNIT if self.field.kind is Kind.MONEY else self.field.unit

    @property
    def title(self) -> str:
        """The heading as it is printed."""
        mark = "＊" if self.needed else ""
        return f"{mark}{self.heading}" + (f"（{self.unit}）" if self.unit else "")


@dataclass(frozen=True, eq=False)
class Sheet:
    """A sheet of the workbook: its title, what it is for, its columns."""

    title: str
    about: str
    columns: tuple[Column, ...]

    def column(self, heading: str) -> Column | None:
        """The column that a heading as found in a file names, or None."""
        return next((column for column in self.columns if plain_heading(column.heading) == heading), None)

    def link(self, link: Link) -> Column | None:
        """The column that is this link, or None."""
        return next((column for column in self.columns if column.link is link), None)


_BRACKETS = patterns.compiled(r"\([^()]*\)|【[^【】]*】|\[[^\[\]]*\]")
_NO_NAME = patterns.compiled(r"[\s*＊:：·、—_-]+")
_MARKS = patterns.compiled(r"^(?:必填|选填)|(?:必填|选填)$")


def plain_heading(text: str) -> str:
    """A heading without what people and programs add to it: marks, brackets, units, white space."""
    text = unicodedata.normalize("NFKC", text[:200])
    return _MARKS.sub("", _NO_NAME.sub("", _BRACKETS.sub("", text)))


def _columns(noun: type[Fact], without: frozenset[str] = frozenset()) -> Iterator[Column]:
    """The facts of a noun as columns; groups spread out, lists of groups left to sheets of their own."""
    for field in fields_of(noun):
        if field.name in without or (field.kind is Kind.LIST and field.group):
            continue
        if field.kind is Kind.GROUP:
            assert field.group
            for inner in _columns(field.group):
                heading = inner.heading if inner.band else f"{field.label}{inner.heading}"
                yield replace(
                    inner,
                    heading=heading,
                    path=(field.label, *inner.path),
                    names=(field.name, *inner.names),
                    band=inner.band or field.label,
                    needed=inner.needed and field.needed,
                )
        else:
            is_code = annotations_of(noun)[field.name] == Uscc
            yield Column(field.label, field, field.needed, field.help, (field.label,), (field.name,), is_code=is_code)


def _link(link: Link, kind: Kind, help: str, needed: bool = True, example: str = "") -> Column:
    field = Field("", link.value, link.value, "", kind, help, needed=needed, example=example)
    return Column(link.value, field, needed, help, link=link)


def _noun(of: type[Fact], name: str) -> type[Fact]:
    field = field_named(of, name)
    assert field
    assert field.group
    return field.group


def _label(of: type[Fact], name: str) -> str:
    field = field_named(of, name)
    assert field
    return field.label


_DECLARATIONS = _noun(Member, "declarations")
_SHORT_NAME = field_named(Member, "short_name")
assert _SHORT_NAME
_OWNER = _link(Link.UNIT, Kind.MEMBER, "哪一家单位：写简称或全称", example=_SHORT_NAME.example)

UNITS = Sheet("单位", "每家单位的基本情况，一行一家", tuple(_columns(Member, frozenset({"declarations"}))))
CONTRIBUTIONS = Sheet("投入", "承诺的投入，一行一项", (_OWNER, *_columns(_noun(Member, "contributions"))))
TASKS = Sheet("任务", "任务的内容、期限和经费，一行一项", tuple(_columns(Task)))
PARTICIPANT = _noun(Task, "participants")
PARTICIPANTS = Sheet(
    "任务分工",
    "哪家单位在哪项任务中做什么，一行一项分工",
    (
        _link(Link.TASK, Kind.TEXT, "“任务”表中的编号", example="R-01"),
        _link(Link.TASK_TITLE, Kind.TEXT, "便于对照；没有编号的任务以名称为准", needed=False),
        *_columns(PARTICIPANT),
    ),
)
BACKGROUND = Sheet(
    "背景知识产权", "带入联盟供任务使用的知识产权，一行一项", (_OWNER, *_columns(_noun(Member, "background")))
)
DECLARATIONS = Sheet("声明", "申请备案时逐家声明", (_OWNER, *_columns(_DECLARATIONS)))


@dataclass(frozen=True)
class Body:
    """A body of the alliance and its people: where they stand in the data, in labels and in identifiers."""

    label: str
    path: tuple[str, ...]
    names: tuple[str, ...]
    noun: type[Fact]


def _body(name: str, people: str) -> Body:
    noun = _noun(Governance, name)
    root = _label(Alliance, "governance")
    label = _label(Governance, name)
    return Body(label, (root, label, _label(noun, people)), ("governance", name, people), _noun(noun, people))


BODIES = (_body("council", "directors"), _body("experts", "experts"), _body("secretariat", "staff"))


def _people() -> Iterator[Column]:
    """What is asked of people in any body; where two bodies ask under one label, both explanations stand there."""
    asked: dict[str, dict[str, Column]] = {}
    for body in BODIES:
        for column in _columns(body.noun):
            asked.setdefault(column.heading, {})[body.label] = column
    for by_body in asked.values():
        first = next(iter(by_body.values()))
        helps = {column.help for column in by_body.values()}
        told = "；".join(f"{body}：{column.help}" for body, column in by_body.items())
        everywhere = len(by_body) == len(BODIES)
        needed = everywhere and all(column.needed for column in by_body.values())
        help = first.help if len(helps) == 1 and everywhere else told
        yield replace(first, help=help, needed=needed, bodies=tuple(by_body))


PEOPLE = Sheet(
    "人员",
    "理事会、专家委员会和秘书处的人员，一行一人",
    (_link(Link.BODY, Kind.CHOICE, "、".join(body.label for body in BODIES)), *_people()),
)
SHEETS = (UNITS, CONTRIBUTIONS, TASKS, PARTICIPANTS, PEOPLE, BACKGROUND, DECLARATIONS)
CARDS = (UNITS, DECLARATIONS)
"""In the form of a single unit these stand one fact below the other."""


def ordinal_unit(position: int) -> str:
    """What a unit without a name of its own is called on other sheets: by its place in the list."""
    return f"第{position + 1}家"


def ordinal_task(position: int) -> str:
    """What a task without a number or title of its own is called."""
    return f"第{position + 1}项"


def choices_of(column: Column) -> tuple[str, ...]:
    """What may be chosen in a column; empty where anything may be written."""
    if column.link is Link.BODY:
        return tuple(body.label for body in BODIES)
    if column.field.kind is Kind.FLAG:
        return ("是", "否")
    return tuple(str(choice) for choice in column.field.choices) if column.field.kind is Kind.CHOICE else ()
