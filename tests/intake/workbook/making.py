"""Workbooks for tests: exported, then changed the way people change them."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

from kit.diagnostics import Severity
from kit.intake.build import build, load
from kit.intake.raw import Raw
from kit.intake.workbook.export import alliance_workbook, member_workbook
from kit.intake.workbook.reading import read_workbook
from kit.model.alliance import Alliance
from kit.resources import samples_root

Change = Callable[[Workbook], None]


@cache
def sample() -> Alliance:
    """The complete sample."""
    alliance = load(samples_root() / "hydrogen/alliance.yaml").alliance
    assert alliance is not None
    return alliance


@cache
def whole() -> bytes:
    """The workbook of the sample."""
    return alliance_workbook(sample())


@cache
def form(number: int = 0) -> bytes:
    """The form of one of the sample's units."""
    return member_workbook(sample(), sample().members[number])


def changed(data: bytes, change: Change) -> bytes:
    """The workbook after a change."""
    book = load_workbook(io.BytesIO(data))
    change(book)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def read(data: bytes, folder: Path, name: str = "回收.xlsx") -> Raw:
    """What the reader makes of a workbook."""
    path = folder / name
    path.write_bytes(data)
    return read_workbook(path)


def table(**rows: Any) -> bytes:
    """A workbook made by somebody else: sheets with rows of values."""
    book = Workbook()
    book.remove(book.active)
    for title, lines in rows.items():
        sheet = book.create_sheet(title)
        for line in lines:
            sheet.append(line)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def cell_of(book: Workbook, sheet: str, heading: str, row: int) -> Any:
    """The cell under a heading, in a row counted from the first below the headings."""
    page = book[sheet]
    for line in page.iter_rows(max_row=8):
        for cell in line:
            if str(cell.value or "").strip("＊").partition("（")[0] == heading:
                return page.cell(cell.row + row, cell.column)
    raise AssertionError(f"{sheet} has no {heading}")


def line_of(book: Workbook, sheet: str, label: str) -> Any:
    """The cell beside a label of a card."""
    page = book[sheet]
    for line in page.iter_rows(max_col=1):
        if str(line[0].value or "").strip("＊").partition("（")[0] == label:
            return page.cell(line[0].row, 2)
    raise AssertionError(f"{sheet} has no {label}")


def told(raw: Raw, *, hints: bool = False) -> list[tuple[str, str]]:
    """Code and place of everything that is wrong with the file and its values; with hints also what is only told."""
    kept = build(raw).report if raw.data is not None else raw.report
    return [(d.code, d.place.where.removeprefix("工作表")) for d in kept if hints or d.severity is not Severity.INFO]
