"""One fact as a cell holds it: the value, its number format, and what the column says about it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from kit import patterns
from kit.diagnostics import Diagnostic, Fault, Place
from kit.intake.workbook.sheets import Column
from kit.model.fields import Field, Kind
from kit.model.money import Money

TEXT_FORMAT = "@"
DAY_FORMAT = "yyyy-mm-dd"
LONGEST = 32_767
_FIRST_SAFE_DAY = date(1900, 3, 1)  # programs count the days before it differently
_ESCAPE = patterns.compiled(r"_(?=x[0-9A-Fa-f]{4}_)")
_SEPARATORS = patterns.compiled("[、；;]")

CellValue = str | int | float | date


def in_cell(column: Column, value: Any) -> tuple[CellValue, str]:
    """What to put into a cell for a fact, and its number format. Raises Fault where no cell can hold it."""
    match value:
        case bool():
            return "是" if value else "否", TEXT_FORMAT
        case int():
            return value, "0"
        case Money():
            return _money(value)
        case date() if value >= _FIRST_SAFE_DAY:
            return value, DAY_FORMAT
        case tuple():
            return _text(column, _several(value)), "General"
    text = _text(column, str(value))
    return text, format_of(column.field)


def format_of(field: Field) -> str:
    """The number format of an empty cell: texts stay texts whatever is typed."""
    if field.kind is Kind.DAY:
        return DAY_FORMAT
    if field.kind in {Kind.TEXT, Kind.MEMBER, Kind.CHOICE, Kind.FLAG}:
        return TEXT_FORMAT
    return "General"  # Excel shows long text in the text format as ####


def _money(amount: Money) -> tuple[CellValue, str]:
    wan = Decimal(amount.fen) / 10**6
    if wan == wan.to_integral_value():
        return int(wan), "#,##0"
    return float(wan), "#,##0.00" if wan == round(wan, 2) else "#,##0.000000"


def _several(items: tuple[Any, ...]) -> str:
    """The items of a list, one a line; a single one that looks like several ends with a line break, and so stays one."""
    text = "\n".join(str(item) for item in items)
    return f"{text}\n" if len(items) == 1 and _SEPARATORS.search(text) else text


def several_from(text: str) -> list[str]:
    """The items that somebody wrote into one cell: by lines, or on one line with 、 or ；."""
    pieces = text.split("\n") if "\n" in text else _SEPARATORS.split(text)
    return [piece.strip() for piece in pieces if piece.strip()]


def _text(column: Column, text: str) -> str:
    escaped = _ESCAPE.sub("_x005F_", text)
    if len(escaped) > LONGEST:
        raise Fault(
            Diagnostic(
                "X-OUT-01",
                f"“{column.heading}”有 {len(text)} 字，超过表格单元格的上限 {LONGEST} 字",
                place=Place(),
                hint="请先在数据文件中缩短这一项",
            )
        )
    return escaped
