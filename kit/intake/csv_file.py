"""A table of member units as CSV: a row of field names, then one row for each unit."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Any

from kit import patterns
from kit.diagnostics import Diagnostic, Fault, Place
from kit.intake.decoding import bytes_of, table_text_in
from kit.intake.raw import Faults, Raw, RawPath, Spot, abridged
from kit.likeness import most_like
from kit.model.alliance import Alliance
from kit.model.fact import Fact
from kit.model.fields import CUTOFF, Kind, field_named, fields_of
from kit.model.members import Member

MAX_ROWS = 5000
MAX_COLUMNS = 500
MAX_CELL = 20_000
_MAX_ITEMS = 50
_DELIMITERS = ",\t;"
_SEPARATORS = patterns.compiled(r"[、；;\n]+")
_POSITION = patterns.compiled(r"\[?(\d{1,4})\]?(?=\.|$)")


@dataclass(frozen=True)
class _Column:
    """What a column holds: the way to its field by labels from the unit on."""

    number: int
    way: RawPath
    is_list: bool = False


def read(path: Path) -> Raw:
    """A table as plain data with the row and column of everything; every fault of it is in its report."""
    faults = Faults(str(path))
    try:
        rows = _rows(table_text_in(bytes_of(path), faults), faults)
        data, spots = _members(rows, faults)
    except Fault as fault:
        faults.take(fault.report)
        return Raw(str(path), report=faults.report())
    return Raw(str(path), {_list_label(): data}, spots, faults.report())


def _list_label() -> str:
    field = field_named(Alliance, "members")
    assert field, "the alliance has members"
    return field.label


def _rows(text: str, faults: Faults) -> list[list[str]]:
    """All rows, empty ones among them so that their numbers are those a user sees."""
    head = text.lstrip("\n").partition("\n")[0]
    delimiter = max(_DELIMITERS, key=head.count)
    rows: list[list[str]] = []
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for row in reader:
            if len(rows) > MAX_ROWS:
                raise _refused("I-CSV-05", f"行数超过 {MAX_ROWS}", faults.file, len(rows) + 1, "请分几个文件交来")
            rows.append(row)
    except csv.Error:
        raise _refused(
            "I-CSV-04", "这一行的引号没有配对，或内容太长", faults.file, len(rows) + 1, "请核对这一行的引号"
        ) from None
    if not any(any(cell.strip() for cell in row) for row in rows):
        raise Fault(
            Diagnostic("I-CSV-04", "表格是空的", place=Place(faults.file), hint="第一行应是字段名，例如 名称、简称")
        )
    return rows


def _refused(code: str, message: str, file: str, row: int, hint: str) -> Fault:
    return Fault(Diagnostic(code, message, place=Place(file, row), hint=hint))


def _members(rows: list[list[str]], faults: Faults) -> tuple[list[dict[str, Any]], dict[RawPath, Spot]]:
    start = next(number for number, row in enumerate(rows) if any(cell.strip() for cell in row))
    columns = list(_columns(rows[start], start + 1, faults))
    members: list[dict[str, Any]] = []
    spots: dict[RawPath, Spot] = {(): Spot(Place(faults.file)), (_list_label(),): Spot(Place(faults.file, start + 1))}
    for number, row in enumerate(rows[start + 1 :], start + 2):
        if any(cell.strip() for cell in row):
            base: RawPath = (_list_label(), len(members))
            spots[base] = Spot(Place(faults.file, number))
            members.append(_member(row, number, columns, len(rows[start]), base, spots, faults))
    return members, spots


def _columns(head: list[str], row: int, faults: Faults) -> Iterator[_Column]:
    """The columns whose names say where their cells belong."""
    if len(head) > MAX_COLUMNS:
        raise _refused("I-CSV-05", f"列数超过 {MAX_COLUMNS}", faults.file, row, "请核对是否选错了文件")
    seen: dict[RawPath, int] = {}
    for number, cell in enumerate(head, 1):
        name = cell.strip()
        if not name:
            continue
        place = Place(faults.file, row, number)
        column = _column(name, number)
        if column is None:
            faults.add("I-CSV-01", f"不认得列名“{abridged(name)}”，这一列没有读", place, _advice(name))
        elif column.way in seen:
            message = f"列名“{abridged(name)}”与第 {seen[column.way]} 列重复，这一列没有读"
            faults.add("I-CSV-02", message, place, "请只保留一列")
        else:
            seen[column.way] = number
            yield column
    if not seen:
        raise _refused("I-CSV-04", "第一行没有一个认得的字段名", faults.file, row, "第一行应是字段名，例如 名称、简称")


def _advice(name: str) -> str:
    near = most_like(name[:60], _ways(), CUTOFF)
    return f"是否为“{near}”？" if near else "可用的字段名见 kit fields 成员单位；不需要的列请删去"


def _column(name: str, number: int) -> _Column | None:
    """A column by its name: 名称, 联系人.姓名, 联系人姓名, 投入[1].金额 or 投入1.金额."""
    plain = name.removeprefix(f"{_list_label()}[].").removeprefix(f"{_list_label()}.").replace("．", ".")
    positions = [int(found) - 1 for found in _POSITION.findall(plain)]
    way, is_list = _ways().get(_POSITION.sub("[]", plain), (None, False))
    if way is None or any(not 0 <= position < _MAX_ITEMS for position in positions):
        return None
    numbers = iter(positions)
    return _Column(number, tuple(next(numbers, 0) if step == "[]" else step for step in way), is_list)


@cache
def _ways() -> dict[str, tuple[RawPath, bool]]:
    """By every name a column may have: the labels that lead to its field, and whether it holds a list of texts."""
    ways: dict[str, tuple[RawPath, bool]] = {}
    short: dict[str, list[tuple[RawPath, bool]]] = {}
    for way, is_list in _leaves(Member, ()):
        dotted = ".".join(str(step) for step in way).replace(".[]", "[]")
        ways[dotted] = way, is_list
        ways.setdefault(dotted.replace("[]", ""), (way, is_list))
        short.setdefault("".join(str(step) for step in way if step != "[]"), []).append((way, is_list))
        if len(way) > 1 and "[]" not in way:
            short.setdefault(str(way[-1]), []).append((way, is_list))
    for name, found in short.items():
        if len(found) == 1:
            ways.setdefault(name, found[0])
    return ways


def _leaves(noun: type[Fact], way: RawPath) -> Iterator[tuple[RawPath, bool]]:
    for field in fields_of(noun):
        here = (*way, field.label)
        if field.group:
            yield from _leaves(field.group, (*here, "[]") if field.kind is Kind.LIST else here)
        else:
            yield here, field.kind is Kind.LIST


def _member(
    row: list[str],
    number: int,
    columns: list[_Column],
    width: int,
    base: RawPath,
    spots: dict[RawPath, Spot],
    faults: Faults,
) -> dict[str, Any]:
    member: dict[str, Any] = {}
    if any(cell.strip() for cell in row[width:]):
        message = f"这一行有 {len(row)} 格，比第一行多"
        faults.add("I-CSV-03", message, Place(faults.file, number, width + 1), "内容里有逗号的，请给整格加上双引号")
    for column in columns:
        text = row[column.number - 1].strip() if column.number <= len(row) else ""
        place = Place(faults.file, number, column.number)
        if len(text) > MAX_CELL:
            faults.add("I-CSV-05", f"这一格有 {len(text)} 个字，上限为 {MAX_CELL}", place, "请核对这一行的引号")
        elif text:
            _put(member, column, text, base, Spot(place, place), spots)
    _close_gaps(member, base, spots)
    return member


def _put(
    member: dict[str, Any], column: _Column, text: str, base: RawPath, spot: Spot, spots: dict[RawPath, Spot]
) -> None:
    """Put a cell where its column says; groups and lists on the way are made."""
    inner: Any = member
    for depth, step in enumerate(column.way[:-1], 1):
        spots.setdefault((*base, *column.way[:depth]), spot)
        inner = inner.setdefault(step, {})  # items by position, for now
    value: Any = [part.strip() for part in _SEPARATORS.split(text) if part.strip()] if column.is_list else text
    inner[column.way[-1]] = value
    here = (*base, *column.way)
    spots[here] = spot
    if column.is_list:
        spots.update({(*here, number): spot for number in range(len(value))})


def _close_gaps(member: dict[str, Any], base: RawPath, spots: dict[RawPath, Spot]) -> None:
    """Make lists of what was collected by position, without positions for which nothing was written."""
    for label, value in member.items():
        if isinstance(value, dict) and any(isinstance(step, int) for step in value):
            here = (*base, label)
            kept = sorted(value)
            moved = {
                (*here, new, *path[len(here) + 1 :]): spots.pop(path)
                for new, old in enumerate(kept)
                for path in [path for path in spots if path[: len(here) + 1] == (*here, old)]
            }
            spots.update(moved)
            member[label] = [value[step] for step in kept]
