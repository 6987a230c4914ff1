"""The chase list as a workbook: whom to call about what, until when, and a column to note that it was done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from kit.chasing.saying import days_in_words, in_chinese
from kit.chasing.status import Item, Status, UnitStatus
from kit.diagnostics import Severity
from kit.intake.workbook import looks
from kit.intake.workbook.saving import saved
from kit.intake.workbook.writing import put_text

LIST, DETAILS = "催办清单", "逐项明细"
_LIST = {
    "序号": 6,
    "单位": 25,
    "联系人": 13,
    "电话": 15,
    "电子邮箱": 27,
    "完成度": 8,
    "项数": 6,
    "缺少和待改的内容": 52,
    "期限": 12,
    "剩余天数": 9,
    "已催": 7,
    "备注": 16,
}
_DETAILS = {"单位": 14, "情况": 8, "内容": 34, "问题和写法": 46, "用于": 22, "数据文件中的字段": 34}
_CENTRED = {"序号", "联系人", "完成度", "项数", "期限", "剩余天数", "已催", "情况"}
_TO_FILL = ("已催", "备注")
_HEAD, _FIRST = 3, 4
_MOST_ITEMS = 12
_SOON = 7  # days
_URGENT = looks.fill("FFF8D7DA")
_DAY = "yyyy-mm-dd"

Value = str | int | float | date | None


def chase_list(status: Status) -> bytes:
    """The workbook: a sheet with a row for each unit that owes something, and one with every item. Same facts, same bytes."""
    workbook = Workbook()
    sheet = workbook.active
    assert isinstance(sheet, Worksheet)
    sheet.title = LIST
    rows = [_row(number, unit, status) for number, unit in enumerate(status.owing, start=1)]
    _table(sheet, f"{status.short_name}成员单位资料催办清单", _subtitle(status), _LIST, rows)
    _colour(sheet, status)
    _ask(sheet, len(rows))
    details = workbook.create_sheet(DETAILS)
    items = [_detail(unit, item) for unit in (*status.owing, status.own) for item in unit.items]
    _table(details, "逐项明细", "“联盟秘书处”的各项由秘书处自行补充。", _DETAILS, items)
    workbook.properties.title = f"{status.short_name}催办清单"
    workbook.properties.creator = "alliance-kit"
    return saved(workbook)


def _subtitle(status: Status) -> str:
    parts = [f"截至{in_chinese(status.today)}", f"成员单位 {len(status.units)} 家，还要催办 {len(status.owing)} 家"]
    if status.deadline is not None:
        parts.append(f"期限 {in_chinese(status.deadline)}，{days_in_words(status.days_left)}")
    return "；".join(parts)


def _row(number: int, unit: UnitStatus, status: Status) -> list[Value]:
    contact = unit.contact
    return [
        number,
        unit.name,
        "\n".join(filter(None, (contact.name, contact.title))) or "（未填）",
        contact.phone or "（未填）",
        contact.email or "（未填）",
        unit.percent / 100,
        len(unit.items),
        _items(unit.items),
        status.deadline,
        status.days_left,
        None,
        None,
    ]


def _items(items: Sequence[Item]) -> str:
    words = [item.words if item.is_missing else f"{item.words}（{_state(item)}）" for item in items[:_MOST_ITEMS]]
    if len(items) > _MOST_ITEMS:
        words.append(f"另有 {len(items) - _MOST_ITEMS} 项，见“{DETAILS}”")
    return "；".join(words)


def _detail(unit: UnitStatus, item: Item) -> list[Value]:
    said = item.how if item.is_missing else "；".join(filter(None, (item.problem, item.advice)))
    return [unit.called, _state(item), item.words, said, "、".join(item.documents), item.field]


def _state(item: Item) -> str:
    if item.is_missing:
        return "缺少"
    return "待改" if item.severity is Severity.ERROR else "待核对"


def _table(sheet: Worksheet, title: str, subtitle: str, columns: dict[str, int], rows: Sequence[list[Value]]) -> None:
    sheet.sheet_view.showGridLines = False
    last = get_column_letter(len(columns))
    for number, (text, font) in enumerate(((title, looks.TITLE), (subtitle, looks.SUBTITLE)), start=1):
        cell = sheet.cell(number, 1)
        put_text(cell, text)
        cell.font, cell.alignment = font, looks.ONE_LINE
    sheet.row_dimensions[1].height, sheet.row_dimensions[2].height = 30, 20
    for column, (heading, width) in enumerate(columns.items(), start=1):
        cell = sheet.cell(_HEAD, column)
        put_text(cell, heading)
        cell.font, cell.fill, cell.border, cell.alignment = looks.HEADING, looks.NEEDED_HEADING, looks.BOX, looks.MIDDLE
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.row_dimensions[_HEAD].height = 26
    for number, row in enumerate(rows, start=_FIRST):
        _fill_row(sheet, number, columns, row)
    end = max(_HEAD + len(rows), _HEAD)
    sheet.freeze_panes = sheet.cell(_FIRST, 3)
    sheet.auto_filter.ref = f"A{_HEAD}:{last}{end}"
    looks.page(sheet, total=sum(columns.values()), area=f"A1:{last}{end}", repeated_rows=f"{_HEAD}:{_HEAD}")
    sheet.page_setup.orientation, sheet.page_setup.fitToWidth = "landscape", 1


def _fill_row(sheet: Worksheet, number: int, columns: dict[str, int], row: list[Value]) -> None:
    lines = 1
    for column, ((heading, width), value) in enumerate(zip(columns.items(), row, strict=True), start=1):
        cell = sheet.cell(number, column)
        _put(cell, heading, value)
        cell.font, cell.border = looks.BODY, looks.BOX
        cell.alignment = looks.MIDDLE if heading in _CENTRED else looks.LEFT
        if isinstance(value, str):
            lines = max(lines, looks.lines_of(value, width))
    sheet.row_dimensions[number].height = looks.height_of(lines)


def _put(cell: Cell, heading: str, value: Value) -> None:
    if isinstance(value, str):
        put_text(cell, value)
    else:
        cell.value = value
    if heading == "完成度":
        cell.number_format = "0%"
    elif heading == "期限":
        cell.number_format = _DAY
    elif heading in {"电话", "备注"}:
        cell.number_format = "@"


def _colour(sheet: Worksheet, status: Status) -> None:
    """Red where the day is near or over; the columns to note something in are light yellow."""
    headings = list(_LIST)
    for number in range(_FIRST, _FIRST + len(status.owing)):
        if status.days_left is not None and status.days_left <= _SOON:
            sheet.cell(number, headings.index("剩余天数") + 1).fill = _URGENT
        for heading in _TO_FILL:
            sheet.cell(number, headings.index(heading) + 1).fill = looks.NEEDED


def _ask(sheet: Worksheet, rows: int) -> None:
    """A list to choose from where it is noted that somebody was called."""
    choice = DataValidation(type="list", formula1='"是,否"', allow_blank=True)
    letter = get_column_letter(list(_LIST).index("已催") + 1)
    choice.add(f"{letter}{_FIRST}:{letter}{max(_FIRST, _FIRST + rows - 1)}")
    sheet.add_data_validation(choice)
