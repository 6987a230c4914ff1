"""Sheets put together with openpyxl: tables with a row for each item, and cards with a line for each fact."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from kit.intake.workbook import looks
from kit.intake.workbook.codes import DOUBTFUL, WRONG, code_check
from kit.intake.workbook.facts import Row
from kit.intake.workbook.sheets import CARD_HEADINGS, CODE_CHECK, NUMBER, OPTIONS, UNITS, Column, Sheet, choices_of
from kit.intake.workbook.values import CellValue, format_of, in_cell
from kit.model.fields import Kind

HELP_ROW, HEAD_ROW, FIRST_ROW = 3, 4, 5
LAST_ROW = 1000  # validation and formats reach this far
_CHECK_WIDTH = 22
_WIDEST, _NARROWEST = 42, 9
_PROMPT, _PROMPT_TITLE = 250, 30
_SMALL_TEXT = 1.15  # how much more of the text of helps goes on a line
_WIDTHS = {
    Kind.LONG_TEXT: 40,
    Kind.DAY: 13,
    Kind.MONEY: 13,
    Kind.COUNT: 9,
    Kind.FLAG: 9,
    Kind.CHOICE: 15,
    Kind.LIST: 26,
}
_LEGEND = "＊ 和浅黄色格为必填，白色格为选填，灰色格不用填写。"


@dataclass
class Options:
    """The hidden sheet whose columns are the lists that drop down elsewhere."""

    sheet: Worksheet
    _known: dict[tuple[str, ...], str] = field(default_factory=dict)

    def reference(self, title: str, options: Sequence[str]) -> str:
        """The reference to a list of options, which is written where it is new."""
        key = tuple(options)
        if key not in self._known:
            column = len(self._known) + 1
            for row, text in enumerate((f"［{title}］", *options), start=1):
                put_text(self.sheet.cell(row, column), text)
            letter = get_column_letter(column)
            self._known[key] = f"{quote_sheetname(OPTIONS)}!${letter}$2:${letter}${len(options) + 1}"
        return self._known[key]


@dataclass(frozen=True)
class Book:
    """The workbook that is being made, and what its sheets have in common.

    members  what the units are called, to be chosen where a unit is asked for; None where a sheet of the book lists them.
    """

    workbook: Workbook
    options: Options
    members: tuple[str, ...] | None

    def sheet(self, title: str) -> Worksheet:
        """A new sheet, the last before the hidden one."""
        sheet: Worksheet = self.workbook.create_sheet(title, len(self.workbook.worksheets) - 1)
        sheet.sheet_view.showGridLines = False
        sheet.sheet_view.zoomScale = 100
        return sheet


def new_book(members: tuple[str, ...] | None) -> Book:
    """An empty workbook with its hidden sheet; its structure is locked, without a password."""
    from openpyxl.workbook.protection import WorkbookProtection

    workbook = Workbook()
    hidden = workbook.active
    hidden.title, hidden.sheet_state = OPTIONS, "hidden"
    workbook.security = WorkbookProtection(lockStructure=True)
    return Book(workbook, Options(hidden), members)


def put_text(cell: Cell, text: str) -> None:
    """Put a text into a cell as a text, whatever it begins with: nothing becomes a formula."""
    cell.value = text
    cell.data_type = "s"
    if text.startswith(("=", "+", "-", "@", "\t", "\r", "'")):
        cell.quotePrefix = True


def put(cell: Cell, value: CellValue) -> None:
    """Put a value into a cell."""
    if isinstance(value, str):
        put_text(cell, value)
    else:
        cell.value = value


def style(
    cell: Cell,
    font: Font,
    ground: PatternFill | None = None,
    alignment: Alignment = looks.LEFT,
    *,
    boxed: bool = True,
) -> None:
    """Give a cell its look."""
    cell.font, cell.alignment = font, alignment
    if ground is not None:
        cell.fill = ground
    if boxed:
        cell.border = looks.BOX


def head(sheet: Worksheet, title: str, about: str) -> None:
    """The title of a sheet and the line below it."""
    for row, text, font, height in ((1, title, looks.TITLE, 32), (2, about, looks.SUBTITLE, 20)):
        cell = sheet.cell(row, 1)
        put_text(cell, text)
        style(cell, font, alignment=looks.ONE_LINE, boxed=False)
        sheet.row_dimensions[row].height = height


# --- tables -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Table:
    """A sheet with a row for each item.

    columns  those of the sheet that are shown.
    locked   headings of the columns whose cells are given and not to be changed, where they hold something.
    about    what it is for, where that is not what the sheet says of itself.
    blank    how many empty rows are prepared.
    keys     how many of the first columns say what the row is about; they stay in sight.
    """

    sheet: Sheet
    columns: tuple[Column, ...]
    rows: Sequence[Row]
    locked: frozenset[str] = frozenset()
    about: str = ""
    blank: int = 10
    keys: int = 1


def add_table(book: Book, table: Table) -> None:
    """Add a table to the book."""
    sheet = book.sheet(table.sheet.title)
    head(sheet, table.sheet.title, f"{table.about or table.sheet.about}。{_LEGEND}不够时请在下面续写。")
    laid = _Laid(book, sheet, table)
    laid.number_column()
    place = 2
    for column in table.columns:
        laid.column(place, column)
        place += 1
        if column.is_code:
            laid.check_column(place)
            place += 1
    laid.finish(place - 1)


class _Laid:
    """A table on its sheet, column by column."""

    def __init__(self, book: Book, sheet: Worksheet, table: Table) -> None:
        self._book, self._sheet, self._table = book, sheet, table
        self._last = HEAD_ROW + len(table.rows) + table.blank
        self._heights = dict.fromkeys(range(HELP_ROW, HEAD_ROW + len(table.rows) + 1), 1)
        self._widths: list[float] = []

    def number_column(self) -> None:
        """The first column, which counts the rows."""
        self._width(1, 6)
        self._heading(1, NUMBER, "", needed=False)
        for row in range(FIRST_ROW, self._last + 1):
            cell = self._sheet.cell(row, 1)
            cell.value = row - HEAD_ROW
            style(cell, looks.HELP, looks.LOCKED, looks.MIDDLE)

    def column(self, place: int, column: Column) -> None:
        """A column of facts: its heading and help, what is known, and what may be chosen."""
        values = [in_cell(column, row[column.heading]) if column.heading in row else None for row in self._table.rows]
        width = _width_for(column, [value[0] for value in values if value])
        self._width(place, width)
        self._heading(place, column.title, _help(column), needed=column.needed)
        letter = get_column_letter(place)
        whole = self._sheet.column_dimensions[letter]
        whole.number_format, whole.protection = format_of(column.field), looks.OPEN
        for row in range(FIRST_ROW, self._last + 1):
            known = values[row - FIRST_ROW] if row - FIRST_ROW < len(values) else None
            self._cell(row, place, column, known)
        validate(self._book, self._sheet, column, f"{letter}{FIRST_ROW}:{letter}{LAST_ROW}")

    def _cell(self, row: int, place: int, column: Column, known: tuple[CellValue, str] | None) -> None:
        cell = self._sheet.cell(row, place)
        shut = known is not None and column.heading in self._table.locked
        ground = looks.LOCKED if shut else looks.NEEDED if column.needed else looks.OPTIONAL
        style(cell, looks.BODY, ground, _alignment(column))
        cell.protection = looks.SHUT if shut else looks.OPEN
        cell.number_format = known[1] if known else format_of(column.field)
        if known:
            put(cell, known[0])
            lines = looks.lines_of(str(known[0]), self._widths[place - 1])
            self._heights[row] = max(self._heights[row], lines)

    def check_column(self, place: int) -> None:
        """Beside a column of codes: what is wrong with the code."""
        self._width(place, _CHECK_WIDTH)
        self._heading(place, CODE_CHECK, "自动核对，不用填写", needed=False)
        code, letter = get_column_letter(place - 1), get_column_letter(place)
        for row in range(FIRST_ROW, self._last + 1):
            cell = self._sheet.cell(row, place)
            cell.value = code_check(f"{code}{row}")
            style(cell, looks.GOOD, looks.LOCKED, looks.MIDDLE)
        colour_check(self._sheet, f"{letter}{FIRST_ROW}:{letter}{self._last}", f"{letter}{FIRST_ROW}")

    def finish(self, places: int) -> None:
        """Row heights, panes, print layout, protection."""
        self._heights[HELP_ROW] = min(self._heights[HELP_ROW], 9)
        for row, lines in self._heights.items():
            points = 13.0 if row == HELP_ROW else 16.0
            self._sheet.row_dimensions[row].height = looks.height_of(lines, points)
        for row in range(FIRST_ROW + len(self._table.rows), self._last + 1):
            self._sheet.row_dimensions[row].height = 22
        self._sheet.freeze_panes = self._sheet.cell(FIRST_ROW, self._table.keys + 2)
        area = f"A1:{get_column_letter(places)}{self._last}"
        keys = f"A:{get_column_letter(self._table.keys + 1)}"
        looks.page(
            self._sheet,
            total=sum(self._widths),
            repeated_rows=f"{HEAD_ROW}:{HEAD_ROW}",
            repeated_columns=keys,
            repeated=sum(self._widths[: self._table.keys + 1]),
            area=area,
        )
        looks.protect(self._sheet)

    def _width(self, place: int, width: float) -> None:
        self._sheet.column_dimensions[get_column_letter(place)].width = width
        self._widths.append(width)

    def _heading(self, place: int, title: str, help: str, *, needed: bool) -> None:
        for row, text, font, ground, alignment in (
            (HELP_ROW, help, looks.HELP, looks.HELP_GROUND, looks.HINT),
            (HEAD_ROW, title, looks.HEADING, looks.NEEDED_HEADING if needed else looks.OPTIONAL_HEADING, looks.MIDDLE),
        ):
            cell = self._sheet.cell(row, place)
            put_text(cell, text)
            style(cell, font, ground, alignment)
            room = self._widths[place - 1] * (_SMALL_TEXT if row == HELP_ROW else 1)
            self._heights[row] = max(self._heights[row], looks.lines_of(text, room))


# --- cards --------------------------------------------------------------------------------

_LABEL, _VALUE, _CARD_CHECK, _TOLD = 24.0, 40.0, 15.0, 44.0


def add_card(book: Book, sheet: Sheet, row: Row, subtitle: str) -> None:
    """Add a sheet with one line for each fact of one unit, the groups under headings of their own."""
    page = book.sheet(sheet.title)
    head(page, f"{sheet.title}  {subtitle}".rstrip(), _LEGEND)
    coded = any(column.is_code for column in sheet.columns)
    label = max(_LABEL, *(looks.width_of(column.title) + 3.0 for column in sheet.columns))
    widths = [label, _VALUE, _CARD_CHECK, _TOLD] if coded else [label, _VALUE, _TOLD]
    headings = CARD_HEADINGS if coded else (*CARD_HEADINGS[:2], CARD_HEADINGS[3])
    for place, (width, heading) in enumerate(zip(widths, headings, strict=True), start=1):
        page.column_dimensions[get_column_letter(place)].width = width
        cell = page.cell(HEAD_ROW - 1, place)
        put_text(cell, heading)
        style(cell, looks.HEADING, looks.NEEDED_HEADING, looks.MIDDLE)
    page.row_dimensions[HEAD_ROW - 1].height = 24
    at, band = HEAD_ROW, ""
    for column in sheet.columns:
        if column.link:
            continue
        if column.band and column.band != band:
            _band(page, at, column.band, len(widths))
            at += 1
        band = column.band
        _line(book, page, at, column, row, coded)
        at += 1
    page.freeze_panes = page.cell(HEAD_ROW, 1)
    last = get_column_letter(len(widths))
    repeated = f"{HEAD_ROW - 1}:{HEAD_ROW - 1}"
    looks.page(page, total=sum(widths), repeated_rows=repeated, area=f"A1:{last}{at - 1}")
    looks.protect(page)


def _band(page: Worksheet, at: int, title: str, columns: int) -> None:
    for place in range(1, columns + 1):
        style(page.cell(at, place), looks.BOLD, looks.BAND)
    put_text(page.cell(at, 1), title)
    page.row_dimensions[at].height = 22


def _line(book: Book, page: Worksheet, at: int, column: Column, row: Mapping[str, Any], coded: bool) -> None:
    label, value, told = page.cell(at, 1), page.cell(at, 2), page.cell(at, 4 if coded else 3)
    put_text(label, column.title)
    style(label, looks.BOLD if column.needed else looks.BODY, looks.HELP_GROUND)
    style(value, looks.BODY, looks.NEEDED if column.needed else looks.OPTIONAL)
    value.protection, value.number_format = looks.OPEN, format_of(column.field)
    help = _help(column)
    put_text(told, help)
    style(told, looks.HELP)
    lines = looks.lines_of(help, _TOLD * _SMALL_TEXT)
    if column.heading in row:
        content, value.number_format = in_cell(column, row[column.heading])
        put(value, content)
        lines = max(lines, looks.lines_of(str(content), _VALUE))
    page.row_dimensions[at].height = looks.height_of(lines)
    if coded:
        check = page.cell(at, 3)
        style(check, looks.GOOD, looks.OPTIONAL, looks.MIDDLE)
        if column.is_code:
            check.value = code_check(f"B{at}")
            colour_check(page, f"C{at}", f"C{at}")
    validate(book, page, column, f"B{at}")


# --- what columns have in common ----------------------------------------------------------


def _help(column: Column) -> str:
    """What to know before filling in: the help, an example, and what silence means."""
    parts = [column.help]
    example = _example(column)
    if example and example not in column.help and not choices_of(column):
        parts.append(f"例：{example}")
    if column.field.kind is Kind.LIST:
        parts.append("有几项的，每项一行（Alt+Enter 换行）")
    if column.field.default and not column.bodies:
        parts.append(f"不填即为：{column.field.default}")
    return "。".join(part.rstrip("。") for part in parts)


def _example(column: Column) -> str:
    example = column.field.example
    if column.field.kind is not Kind.MONEY:
        return example
    from kit.model.money import read_money
    from kit.model.reading import plain

    return f"{plain(read_money(example).wan)}（即 {example}）" if example else ""


def _width_for(column: Column, values: Sequence[CellValue]) -> float:
    usual = _WIDTHS.get(column.field.kind, 14)
    longest = max((looks.width_of(str(value)) for value in values), default=0)
    heading = min(looks.width_of(column.title), 20)
    widest = max([usual, heading, *(looks.width_of(choice) for choice in choices_of(column)), min(longest, _WIDEST)])
    return float(min(max(widest + 4, _NARROWEST), _WIDEST))


def _alignment(column: Column) -> Alignment:
    if column.field.kind in {Kind.DAY, Kind.COUNT, Kind.FLAG, Kind.CHOICE, Kind.MEMBER}:
        return looks.MIDDLE
    if column.field.kind is Kind.MONEY:
        return Alignment(horizontal="right", vertical="center")
    return looks.LEFT


def colour_check(sheet: Worksheet, cells: str, first: str) -> None:
    """Show in red what is wrong with a code."""
    for word in (WRONG, DOUBTFUL):
        rule = FormulaRule([f'LEFT({first},{len(word)})="{word}"'], font=Font(bold=True, color="FFC00000"))
        sheet.conditional_formatting.add(cells, rule)


def validate(book: Book, sheet: Worksheet, column: Column, cells: str) -> None:
    """What drops down on cells, what a program says beforehand, and what it objects to."""
    rule = _rule(book, sheet, column)
    rule.allow_blank, rule.showInputMessage = True, True
    rule.promptTitle, rule.prompt = column.heading[:_PROMPT_TITLE], _prompt(column)
    rule.add(cells)
    sheet.add_data_validation(rule)


def _rule(book: Book, sheet: Worksheet, column: Column) -> DataValidation:
    kind = column.field.kind
    if choices := choices_of(column):
        rule = DataValidation(type="list", formula1=book.options.reference(column.heading, choices))
        return _objecting(rule, "stop", "请从下拉列表中选择")
    if kind is Kind.MEMBER:
        reference = _members(book)
        return (
            DataValidation(type="list", formula1=reference, showErrorMessage=False) if reference else DataValidation()
        )
    if kind is Kind.DAY:
        rule = DataValidation(type="date", operator="between", formula1="2", formula2="109937")
        return _objecting(rule, "warning", "请写成 2026-11-23 这样的日期")
    if kind is Kind.COUNT:
        rule = DataValidation(type="whole", operator="greaterThanOrEqual", formula1="0")
        return _objecting(rule, "warning", f"请填整数，单位是{column.unit}" if column.unit else "请填整数")
    if column.is_code:
        rule = DataValidation(type="textLength", operator="equal", formula1="18")
        return _objecting(rule, "warning", "统一社会信用代码应为 18 位")
    return DataValidation()


def _objecting(rule: DataValidation, how: str, message: str) -> DataValidation:
    rule.showErrorMessage, rule.errorStyle = True, how
    rule.errorTitle, rule.error = "请核对", message
    return rule


def _members(book: Book) -> str:
    """The units to choose among: as known when the form was made, or as they stand on the sheet of units."""
    if book.members is not None:
        return book.options.reference("成员单位", book.members) if book.members else ""
    places = [column.names for column in UNITS.columns]
    letter = get_column_letter(2 + places.index(("short_name",)))
    units = quote_sheetname(UNITS.title)
    filled = f"COUNTA({units}!${letter}${FIRST_ROW}:${letter}${LAST_ROW})"
    return f"OFFSET({units}!${letter}${FIRST_ROW},0,0,MAX(1,{filled}),1)"


def _prompt(column: Column) -> str:
    unit = f"单位：{column.unit}。" if column.unit else ""
    prompt = f"{'必填' if column.needed else '选填'}。{unit}{_help(column)}"
    return prompt if len(prompt) <= _PROMPT else f"{prompt[: _PROMPT - 1]}…"
