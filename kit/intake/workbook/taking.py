"""From a cell to the text that alliance.yaml would hold, or to what is wrong with the cell."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from kit import patterns
from kit.diagnostics import Severity
from kit.intake.raw import abridged
from kit.intake.workbook.grid import MAX_TEXT, Cell
from kit.intake.workbook.sheets import Column
from kit.intake.workbook.values import several_from
from kit.model.fields import Kind

_YES = frozenset("√✓✔☑■●")
_NO = frozenset("×✗✘☒")
_STROKES = frozenset(["/", "／", "-", "－", "—", "——", "–", "\\", "、"])
_NONE = frozenset({"无", "暂无", "没有"})
_EXACT_DIGITS = 15  # of a number; programs round what lies beyond
_FIRST_BARE_SERIAL = 10_000  # 1927; smaller numbers are years or mistakes
_LAST_SERIAL = 2_958_465  # 9999-12-31
_DAYS_TO_1904 = 1_462
_BARE = patterns.compiled(r"[0-9][0-9,]*(?:\.[0-9]+)?")
_SCIENTIFIC = patterns.compiled(r"[0-9](?:\.[0-9]+)?E\+[0-9]{2}")
_MIDNIGHT = patterns.compiled(r"\s+0?0:00(?::00)?$")
_BREAKS = patterns.compiled(r"[ \t]*\n\s*")


@dataclass(frozen=True)
class Complaint:
    """What is wrong with a cell."""

    code: str
    message: str
    hint: str
    severity: Severity = Severity.ERROR


@dataclass(frozen=True)
class Taken:
    """What a cell gives: a text, for a list its items, or nothing; and what to say of it."""

    value: str | list[str] | None = None
    complaint: Complaint | None = None


_FORMULA = Complaint("X-CEL-01", "这一格是公式，没有读入", "请直接填写内容，或复制后选择性粘贴为“数值”")
_LOST_DIGITS = Complaint(
    "X-CEL-02", "代码被当作数字，位数已丢失", "请先把单元格设为“文本”格式，再照证照重新输入全部数字"
)
_NO_DAY = Complaint("X-CEL-04", "这一格被当成了日期，原来写的是什么已看不出", "请先把单元格设为“文本”格式，再重新输入")
_TOO_LONG = Complaint("X-CEL-05", f"这一格的文字超过 {MAX_TEXT} 字，没有读入", "请缩短后再填")
_NO_NUMBER = Complaint("X-CEL-06", "这一格的数字已损坏，没有读入", "请重新输入")
_YEAR_AS_DAY = Complaint(
    "X-CEL-08",
    "日期读成了 {}，可能原来只写了年份 {}",
    "请核对；不对的，请写全年月日，例如 2026-06-30",
    Severity.WARNING,
)
_JOINED = Complaint("X-CEL-07", "这一项只能写一行，已把换行接了起来", "请核对", Severity.INFO)


def taken(cell: Cell, column: Column, unit: str = "", *, from_1904: bool = False) -> Taken:
    """What a cell of a column gives.

    unit  what amounts are counted in, as the heading says; empty where it says nothing.
    """
    if cell.is_formula:
        return Taken(complaint=_FORMULA)
    if cell.error:
        message = f"这一格是错误值 {abridged(cell.error, 10)}，没有读入"
        return Taken(complaint=Complaint("X-CEL-03", message, "请直接填写内容"))
    if cell.truth is not None:
        return Taken("是" if cell.truth else "否")
    if cell.number:
        return _of_number(cell, column, unit, from_1904)
    return _of_text(cell.text, column, unit)


# --- texts --------------------------------------------------------------------------------


def _of_text(text: str, column: Column, unit: str) -> Taken:
    if len(text) > MAX_TEXT:
        return Taken(complaint=_TOO_LONG)
    kind = column.field.kind
    if kind is Kind.LIST:
        return Taken(several_from(text))
    text = text.replace("\t", " ").strip()
    if kind is Kind.LONG_TEXT:
        return Taken(text)
    if column.is_code and _SCIENTIFIC.fullmatch(unicodedata.normalize("NFKC", text)):
        return Taken(complaint=_LOST_DIGITS)
    if _is_crossed_out(text, column):
        return Taken()
    joined = _BREAKS.sub(_joint, text)
    return Taken(_usual(joined, kind, unit), _JOINED if joined != text else None)


def _is_crossed_out(text: str, column: Column) -> bool:
    """Whether somebody only wrote that there is nothing to write, where no word could be meant."""
    kind = column.field.kind
    if kind in {Kind.DAY, Kind.MONEY, Kind.COUNT} or column.is_code:
        return text in _STROKES | _NONE
    return kind in {Kind.CHOICE, Kind.FLAG} and text in _STROKES


def _joint(found: re.Match[str]) -> str:
    """What takes the place of a line break: nothing between Chinese characters, else a space."""
    around = found.string[found.start() - 1], found.string[found.end()]
    return "" if any(unicodedata.east_asian_width(c) in {"W", "F"} for c in around) else " "


def _usual(text: str, kind: Kind, unit: str) -> str:
    if kind is Kind.FLAG and text in _YES | _NO:
        return "是" if text in _YES else "否"
    if kind is Kind.DAY:
        return _MIDNIGHT.sub("", text)
    if kind is Kind.MONEY and unit and _BARE.fullmatch(unicodedata.normalize("NFKC", text)):
        return f"{text}{unit}"
    return text


# --- numbers ------------------------------------------------------------------------------


def _of_number(cell: Cell, column: Column, unit: str, from_1904: bool) -> Taken:
    number = _number(cell.number)
    if number is None:
        return Taken(complaint=_NO_NUMBER)
    match column.field.kind:
        case Kind.DAY:
            day = _day(number, cell, from_1904)
            return Taken(day, _doubted(number, cell, day))
        case Kind.MONEY:
            return _NOT_A_NUMBER_OF_MONEY if cell.look.is_day else Taken(f"{_digits(number)}{unit}")
        case Kind.FLAG if number in {0, 1}:
            return Taken("是" if number else "否")
        case Kind.LIST:
            given = _as_text(number, cell)
            return Taken([given.value], given.complaint) if isinstance(given.value, str) else given
        case Kind.COUNT if not cell.look.is_day:
            return Taken(_digits(number))
    return _as_text(number, cell)


_NOT_A_NUMBER_OF_MONEY = Taken(complaint=_NO_DAY)


def _number(text: str) -> Decimal | None:
    """The number that a program shows: what it stores has binary tails."""
    try:
        number = Decimal(repr(float(text)))
    except (ValueError, InvalidOperation, OverflowError):
        return None
    return number if number.is_finite() else None


def _digits(number: Decimal) -> str:
    """A number in plain digits, without idle zeros."""
    if abs(number) >= 10**30 or (number and abs(number) < Decimal("1e-30")):
        return str(number)
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _as_text(number: Decimal, cell: Cell) -> Taken:
    if cell.look.is_day:
        return Taken(complaint=_NO_DAY)
    if abs(number) >= 10**_EXACT_DIGITS:
        return Taken(complaint=_LOST_DIGITS)
    if cell.look.is_percent:
        return Taken(f"{_digits(number * 100)}%")
    return Taken(_digits(number).zfill(cell.look.zeros))


def _doubted(number: Decimal, cell: Cell, day: str) -> Complaint | None:
    """What to say of a day that is a bare year in the format of days: 2026 shows there as 1905-07-18."""
    if not cell.look.is_day or number != int(number) or not 1950 <= number <= 2100:
        return None
    return replace(_YEAR_AS_DAY, message=_YEAR_AS_DAY.message.format(day, int(number)))


def _day(number: Decimal, cell: Cell, from_1904: bool) -> str:
    """A day that is stored as a count of days; a number that can be none stays as it is, to be refused later."""
    digits = _digits(number)
    if not cell.look.is_day and len(digits) == 8 and digits.isdigit():
        return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"
    serial = int(number) + (_DAYS_TO_1904 if from_1904 else 0)
    least = 1 if cell.look.is_day else _FIRST_BARE_SERIAL
    if not least <= serial <= _LAST_SERIAL or serial == 60:  # there was no 29 February 1900
        return digits
    return (date(1899, 12, 30) + timedelta(days=serial + (serial < 60))).isoformat()
