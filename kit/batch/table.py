"""The table: a sheet of a workbook, or CSV in UTF-8 or GBK. What is typed in its cells, row by row, within bounds.

Nothing is computed: a formula is told as one. CSV is read twice, first to see that it can be read to its end and how
long it is, then row by row; a sheet of a workbook is bounded by `kit.intake.workbook` and small enough to be kept.
"""

from __future__ import annotations

import codecs
import csv
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from kit.diagnostics import Diagnostic, Fault, Place, Severity, reason_of
from kit.intake.workbook.container import Container
from kit.intake.workbook.grid import Cell, Grid, letters_of, read_grids

MAX_ROWS = 100_000
MAX_COLUMNS = 400
MAX_CSV = 200 * 1024**2
MAX_RECORD = 2_000_000  # characters of one row
_HEAD_ROWS = 10
_SNIFFED = 1 << 16
_CHUNK = 1 << 20
_ZIP, _OLD = b"PK\x03\x04", bytes.fromhex("d0cf11e0a1b11ae1")
_SAVE_AS = "请在 WPS 或 Excel 中另存为 .xlsx，或“CSV UTF-8（逗号分隔）”"

Cells = Mapping[int, Cell]
"""Cells that are not blank, by column, counted from 1."""
Score = Callable[[Cells], int]
"""How much of a row looks like headings."""


class TableRow(NamedTuple):
    """A row: its number as programs show it, and its cells."""

    number: int
    cells: Cells
    is_hidden: bool = False


@dataclass(frozen=True)
class Table:
    """A table that can be read.

    file    its path as it was named. sheet: the sheet's title; empty for CSV.
    head    the row of the headings. count: how many rows below it hold something.
    reread  gives the rows, from the first.
    notes   what is to be said of the table as a whole.
    """

    file: str
    head: TableRow
    count: int
    reread: Callable[[], Iterator[TableRow]]
    sheet: str = ""
    from_1904: bool = False
    notes: tuple[Diagnostic, ...] = ()

    def rows(self) -> Iterator[TableRow]:
        """The rows below the headings that hold something, in order."""
        return (row for row in self.reread() if row.number > self.head.number)


def open_table(path: Path, score: Score) -> Table:
    """The table in a file. Raises Fault where it cannot be read as a whole.

    score  tells the row of the headings among the first ones: it has the most; the first row where none has any.
    """
    try:
        if path.is_file():
            with path.open("rb") as stream:
                start = stream.read(8)
            if not start.startswith((_ZIP, _OLD)):
                return _csv_table(path, score)
        return _sheet_table(path, score)
    except Fault as fault:
        raise Fault(
            *(d if d.place.file else d.at(Place(str(path), where=d.place.where)) for d in fault.report)
        ) from None
    except (OSError, ValueError) as error:
        reason = reason_of(error) if isinstance(error, OSError) else "文件名不能用"
        hint = "文件可能正在 WPS 或 Excel 中打开，请关闭后再试"
        raise _refusal("B-TAB-01", f"表格打不开（{reason}）", Place(str(path)), hint) from None


def where(table: Table, row: int, column: int) -> str:
    """Words that lead to a cell."""
    cell = cell_name(row, column)
    return f"工作表“{table.sheet}”，{cell}" if table.sheet else cell


def cell_name(row: int, column: int) -> str:
    """What programs call a cell: C5."""
    return f"{letters_of(column)}{row}"


def _refusal(code: str, message: str, place: Place = Place(), hint: str = "") -> Fault:
    return Fault(Diagnostic(code, message, place=place, hint=hint))


def _head_among(rows: list[TableRow], score: Score) -> TableRow:
    if not rows:
        raise _refusal("B-TAB-02", "表格是空的", hint="第一行写表头（字段的名称），以下一行一套文书")
    return max(rows, key=lambda row: score(row.cells))  # the first of equals


def _nothing_below() -> Fault:
    return _refusal("B-TAB-02", "表头下面没有内容", hint="请从表头的下一行起填写，一行一套文书")


def _too_many_rows() -> Fault:
    return _refusal("B-TAB-03", f"表格超过 {MAX_ROWS} 行", hint="请分成几张表，分几次生成")


# --- a sheet of a workbook ----------------------------------------------------------------


def _sheet_table(path: Path, score: Score) -> Table:
    try:
        read = read_grids(Container.open(path))
    except Fault as fault:
        if any(d.code == "X-PKG-02" for d in fault.report):
            hint = "请删去不用的工作表、行和列；仍然过大的，另存为“CSV UTF-8（逗号分隔）”，最多 10 万行"
            raise _refusal("B-TAB-03", fault.report.diagnostics[0].message, hint=hint) from None
        raise
    used = [grid for grid in read.sheets if grid.rows and not grid.is_hidden]
    if not used:
        raise _refusal("B-TAB-02", "工作簿里没有内容", hint="第一张工作表的第一行写表头，以下一行一套文书")
    grid = used[0]
    rows = [TableRow(number, grid.rows[number], number in grid.hidden) for number in sorted(grid.rows)]
    head = _head_among(rows[:_HEAD_ROWS], score)
    count = sum(row.number > head.number for row in rows)
    if not count:
        raise _nothing_below()
    notes = (
        *([_only_first(str(path), grid, used[1:])] if used[1:] else []),
        *([_merged(str(path), grid)] if _is_merged_below(grid, head.number) else []),
    )
    return Table(str(path), head, count, rows.__iter__, grid.title, read.from_1904, notes)


def _only_first(file: str, first: Grid, others: list[Grid]) -> Diagnostic:
    names = "、".join(f"“{grid.title}”" for grid in others[:5])
    message = f"只读了第一张工作表“{first.title}”，没有读{names}{'等' if len(others) > 5 else ''}"
    return Diagnostic("B-TAB-04", message, Severity.INFO, place=Place(file), hint="要读别的表，请把它移到最前面")


def _is_merged_below(grid: Grid, head: int) -> bool:
    return any(last > head for spans in grid.merges.values() for _first, last in spans)


def _merged(file: str, grid: Grid) -> Diagnostic:
    message = f"工作表“{grid.title}”有跨行合并的单元格：内容只算在第一行，以下各行是空的"
    return Diagnostic("B-TAB-08", message, Severity.WARNING, place=Place(file), hint="请取消合并，逐行填写")


# --- CSV ----------------------------------------------------------------------------------


def _csv_table(path: Path, score: Score) -> Table:
    if path.stat().st_size > MAX_CSV:
        raise _refusal("B-TAB-03", f"文件超过 {MAX_CSV // 1024**2} MB", hint="请核对是否选错了文件，或分成几张表")
    encoding = _encoding_of(path)
    with path.open(encoding=encoding, newline="") as stream:
        start = stream.read(_SNIFFED)
    delimiter = max(",\t;", key=start.lstrip("\r\n").partition("\n")[0].count)
    reread = partial(_records, path, encoding, delimiter)
    head = _head_among(list(islice(reread(), _HEAD_ROWS)), score)
    count = 0
    for row in reread():
        count += row.number > head.number
        if count > MAX_ROWS:
            raise _too_many_rows()
    if not count:
        raise _nothing_below()
    return Table(str(path), head, count, reread)


def _encoding_of(path: Path) -> str:
    """The encoding of a whole file: UTF-8, or what Chinese Windows calls ANSI."""
    with path.open("rb") as stream:
        start = stream.read(_SNIFFED)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise _refusal("B-TAB-05", "文件是 UTF-16 编码，应为 UTF-8 或 GBK", hint=_SAVE_AS)
    if b"\0" in start or start.startswith(b"%PDF"):
        raise _refusal("B-TAB-05", "这不是表格：既不是 .xlsx，也不是 CSV 文字", hint=_SAVE_AS)
    for encoding in ("utf-8-sig", "gb18030"):
        if _decodes(path, encoding):
            return encoding
    raise _refusal("B-TAB-05", "文字的编码不是 UTF-8，也不是 GBK", hint=_SAVE_AS)


def _decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _records(path: Path, encoding: str, delimiter: str) -> Iterator[TableRow]:
    """The rows of a CSV file that hold something, numbered as a program that opens it would."""
    with path.open(encoding=encoding, newline="") as stream:
        lines = _Lines(stream.readline)
        reader = csv.reader(lines, delimiter=delimiter, strict=True)
        number = 0
        while True:
            try:
                values = next(reader, None)
            except csv.Error as error:
                message = f"第 {number + 1} 行读不下去：引号没有成对，或一格的文字过长"
                hint = "请用 WPS 或 Excel 打开核对，另存为“CSV UTF-8（逗号分隔）”"
                raise _refusal("B-TAB-06", message, Place(where=f"第 {number + 1} 行"), hint) from error
            except UnicodeDecodeError as error:
                raise _refusal("B-TAB-07", "表格在读取时被改动了", hint="请保存并关闭表格后再试") from error
            if values is None:
                return
            number += 1
            lines.length = 0
            if len(values) > MAX_COLUMNS:
                raise _refusal("B-TAB-03", f"第 {number} 行超过 {MAX_COLUMNS} 列", hint="请核对分隔符，删去不用的列")
            cells = {place: _cell(text) for place, text in enumerate(values, 1) if text.strip()}
            if cells:
                yield TableRow(number, cells)


def _cell(text: str) -> Cell:
    return Cell(text=text.replace("\r\n", "\n").replace("\r", "\n"))


class _Lines:
    """The lines of a file; refuses when one record grows beyond its bound."""

    def __init__(self, readline: Callable[[int], str]) -> None:
        self.length = 0
        self._readline = readline

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._readline(MAX_RECORD + 1)
        if not line:
            raise StopIteration
        self.length += len(line)
        if self.length > MAX_RECORD:
            raise _refusal("B-TAB-03", f"有一行超过 {MAX_RECORD // 10_000} 万字", hint="请核对引号是否成对")
        return line
