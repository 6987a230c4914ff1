"""What the columns of a table are: paths of fields in labels, as templates write them, and a few names of our own."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from kit import patterns
from kit.batch.table import Cells, Table, where
from kit.diagnostics import Diagnostic, Fault, Place
from kit.intake.origins import FieldPath, in_labels
from kit.intake.raw import abridged
from kit.intake.workbook.sheets import Column
from kit.likeness import most_like
from kit.model.alliance import Alliance
from kit.model.fact import Fact
from kit.model.fields import CUTOFF, Field, Kind, every_field, field_named, fields_of, lookup
from kit.model.members import Member

FOLDER, NUMBER, NOTE = "文件夹", "编号", "备注"
OWN = (FOLDER, NUMBER, NOTE)
_MEMBERS = "members"
_STEP = patterns.compiled(r"([^\[\].]+)(?:\[([1-9][0-9]{0,3})\])?")
_BRACKETS = patterns.compiled(r"\(([^()]*)\)$")
_MARKS = "*＊"
_MONEY_UNITS = frozenset({"亿元", "万元", "千元", "元"})
_LONGEST = 200
_ALIKE = 0.75


class Per(Enum):
    """What a row of the table is."""

    ALLIANCE = "alliance"
    MEMBER = "member"


class FieldColumn(NamedTuple):
    """A column that holds a fact.

    path       where the fact goes, in identifiers; of_member: below the member that the row is about.
    as_column  how its cells are read. unit: of amounts that have none, from the heading.
    """

    number: int
    path: FieldPath
    of_member: bool
    as_column: Column
    unit: str


@dataclass(frozen=True)
class Columns:
    """The columns of a table: those that hold facts, and the places of those of our own by their names."""

    fields: tuple[FieldColumn, ...]
    own: Mapping[str, int]

    @property
    def places(self) -> frozenset[int]:
        """The places of all columns that have a heading."""
        return frozenset(self.own.values()) | {column.number for column in self.fields}

    def names(self, per: Per) -> tuple[int, ...]:
        """The places of the columns with the short name and the name of what a row is about."""
        base: FieldPath = () if per is Per.MEMBER else ("info",)
        wanted = ((*base, "short_name"), (*base, "name"))
        of_member = per is Per.MEMBER
        return tuple(c.number for path in wanted for c in self.fields if (c.path, c.of_member) == (path, of_member))


class _Known(NamedTuple):
    path: FieldPath
    field: Field
    of_member: bool
    unit: str = ""


class _Wrong(NamedTuple):
    code: str
    message: str
    hint: str


def likeness(cells: Cells, per: Per) -> int:
    """How many cells of a row are headings that are understood."""
    names = [_plain(cell.words) for cell in cells.values()]
    return sum(name in OWN or isinstance(_meant(name, per), _Known) for name in names)


def columns_of(table: Table, per: Per, lengths: Mapping[FieldPath, int]) -> Columns:
    """The columns of a table. Raises Fault with everything that is wrong with its headings.

    lengths  how many items each list of the data file has; a heading may only name one that is there.
    """
    fields: list[FieldColumn] = []
    own: dict[str, int] = {}
    taken: dict[object, int] = {}
    faults: list[Diagnostic] = []
    for place, cell in sorted(table.head.cells.items()):
        name = _plain(cell.words)
        meant = _meant(name, per) if name not in OWN else None
        wrong = meant if isinstance(meant, _Wrong) else _beyond(meant, lengths) if meant else None
        key: object = (meant.path, meant.of_member) if isinstance(meant, _Known) else name
        if wrong is None and key in taken and name != NOTE:
            first = where(table, table.head.number, taken[key])
            wrong = _Wrong("B-COL-02", f"“{abridged(name)}”写了两列，{first} 已有一列", "请只保留一列")
        if wrong:
            at = Place(table.file, where=where(table, table.head.number, place))
            faults.append(Diagnostic(wrong.code, wrong.message, place=at, hint=wrong.hint))
        elif isinstance(meant, _Known):
            as_column = Column(name, meant.field, meant.field.needed, meant.field.help)
            fields.append(FieldColumn(place, meant.path, meant.of_member, as_column, meant.unit))
        else:
            own.setdefault(name, place)
        taken.setdefault(key, place)
    columns = Columns(tuple(fields), own)
    faults = faults or list(_lacking(table, columns, per))
    if faults:
        raise Fault(*faults)
    return columns


def _lacking(table: Table, columns: Columns, per: Per) -> Iterator[Diagnostic]:
    """What a table cannot do without: some fact, and something to name the folders after."""
    place = Place(table.file, where=f"第 {table.head.number} 行")
    if not columns.fields:
        yield Diagnostic("B-COL-05", "表头里没有一个字段", place=place, hint="表头写字段的路径，例如 联盟.名称")
    elif not columns.own.keys() & {FOLDER, NUMBER} and not columns.names(per):
        yield Diagnostic(
            "B-COL-06", "没有一列可以用来给文件夹取名", place=place, hint=f"请加一列“{FOLDER}”或“{NUMBER}”"
        )


def _beyond(meant: _Known, lengths: Mapping[FieldPath, int]) -> _Wrong | None:
    """Whether a heading names an item of a list that the data file does not have."""
    for n, step in enumerate(meant.path):
        if isinstance(step, int) and not meant.of_member:
            length = lengths.get(meant.path[:n], 0)
            if step >= length:
                name = in_labels(meant.path[:n])
                hint = "请先在数据文件中写上这一项，各行共同的内容也写在那里"
                return _Wrong("B-COL-04", f"数据文件里“{name}”只有 {length} 项，没有第 {step + 1} 项", hint)
    return None


# --- headings -----------------------------------------------------------------------------


def _plain(text: str) -> str:
    """A heading without marks and white space, its signs in half width."""
    return "".join(unicodedata.normalize("NFKC", text[:_LONGEST]).split()).strip(_MARKS)


def _meant(name: str, per: Per) -> _Known | _Wrong:
    """What a heading means, with or without a remark in brackets behind it; a unit of money there counts for amounts."""
    meant = _path_meant(name, per)
    brackets = _BRACKETS.search(name)
    if isinstance(meant, _Known) or not brackets:
        return meant
    meant = _path_meant(name[: brackets.start()], per)
    if isinstance(meant, _Known) and meant.field.kind is Kind.MONEY and brackets[1] in _MONEY_UNITS:
        return meant._replace(unit=brackets[1])
    return meant


def _path_meant(name: str, per: Per) -> _Known | _Wrong:
    steps = [_STEP.fullmatch(step) for step in name.split(".")]
    parts = [(step[1], int(step[2]) if step[2] else 0) for step in steps if step]
    if not parts or len(parts) < len(steps):
        return _unknown(name, per)
    root = field_named(Alliance, parts[0][0])
    if per is Per.MEMBER and root and root.name == _MEMBERS and not parts[0][1] and parts[1:]:
        return _walked(name, Member, parts[1:], per)
    if per is Per.MEMBER and field_named(Member, parts[0][0]):
        return _walked(name, Member, parts, per)
    return _walked(name, Alliance, parts, per)


def _walked(name: str, noun: type[Fact], parts: list[tuple[str, int]], per: Per) -> _Known | _Wrong:
    """The field at the end of a path, or why no cell can hold it."""
    path: list[str | int] = []
    group: type[Fact] | None = noun
    for n, (label, position) in enumerate(parts):
        field = field_named(group, label) if group else None
        if field is None:
            return _unknown(name, per)
        path += [field.name, position - 1] if position else [field.name]
        group, is_last = field.group, n == len(parts) - 1
        if wrong := _misshapen(field, position, is_last):
            return wrong
    assert field
    return _Known(tuple(path), field, noun is Member)


def _misshapen(field: Field, position: int, is_last: bool) -> _Wrong | None:
    """Whether a step of a path asks of a field what it is not."""
    label = field.label
    inner = fields_of(field.group)[0].label if field.group else ""
    if field.kind is Kind.LIST and field.group:
        if not position:
            return _Wrong(
                "B-COL-03", f"“{label}”有许多项，一格写不下", f"请写明是哪一项的哪个字段，例如 {label}[1].{inner}"
            )
    elif position:
        remark = "，全部写在一格里，用顿号隔开" if field.kind is Kind.LIST else ""
        return _Wrong("B-COL-03", f"“{label}”后面不能写第几项", f"请删去方括号{remark}")
    if is_last and field.group:
        mark = f"[{position}]" if position else ""
        return _Wrong("B-COL-03", f"“{label}”是一组字段，一格写不下", f"请写明是哪个字段，例如 {label}{mark}.{inner}")
    return None


def _unknown(name: str, per: Per) -> _Wrong:
    if not name:
        return _Wrong("B-COL-01", "这一列没有表头", "请写上字段的路径，例如 联盟.名称；不用的列请删去")
    computed = lookup(name)
    if computed and computed.derived:
        return _Wrong("B-COL-01", f"“{abridged(name)}”由程序计算，不能填写", "请删去这一列")
    near = _nearest(name, per)
    if near:
        return _Wrong("B-COL-01", f"没有“{abridged(name)}”这个字段", f"是否为“{near}”？只作说明的列，表头请写“{NOTE}”")
    hint = f"kit fields 列出全部字段；只作说明的列，表头请写“{NOTE}”"
    return _Wrong("B-COL-01", f"没有“{abridged(name)}”这个字段", hint)


def _nearest(name: str, per: Per) -> str:
    """What a heading may have been meant to be: a path much like it, else a field of its last name, else what is like it."""
    written = [field.path for field in every_field() if not field.derived and field.group is None]
    if per is Per.MEMBER:
        below = f"{_label_of_members()}[]."
        written = [path.removeprefix(below) for path in written]
    plain = re.sub(r"\[\d*\]", "", name)
    homes = [path for path in written if path.rpartition(".")[2] == plain.rpartition(".")[2]]
    near = (
        most_like(plain, [*written, *OWN], _ALIKE) or most_like(plain, homes, 0.0) or most_like(plain, written, CUTOFF)
    )
    return near.replace("[]", "[1]")


def _label_of_members() -> str:
    field = field_named(Alliance, _MEMBERS)
    assert field
    return field.label
