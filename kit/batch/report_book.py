"""The report as a workbook: for whoever mends the table, with one line for each thing to do."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from kit.intake.workbook.saving import saved
from kit.intake.workbook.writing import put_text

MAX_LINES = 20_000
_HEAD = {"行号": 8, "单元格": 9, "文件夹": 22, "结果": 9, "级别": 7, "问题": 48, "建议": 36, "字段": 22, "代码": 12}
_STATES = {"made": "已生成", "failed": "未生成"}
_SEVERITIES = {"error": "错误", "warning": "警告"}
_FACE = "微软雅黑"
_LINE = Side(style="thin", color="FFBFC7D1")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_TOP = Alignment(horizontal="left", vertical="top", wrap_text=True)
_LOOKS = {
    "title": (Font(name=_FACE, size=11, bold=True), PatternFill(), Border(), Alignment(vertical="center")),
    "head": (Font(name=_FACE, size=10, bold=True, color="FFFFFFFF"), PatternFill("solid", "FF1F4E79"), _BOX, _TOP),
    "body": (Font(name=_FACE, size=10), PatternFill(), _BOX, _TOP),
}
_LONGEST = 32_000  # characters of a cell


def report_book(summary: str, lines: Iterable[bytes]) -> bytes:
    """The .xlsx of a report; the same bytes each time. Nothing in it is a formula.

    lines  the outcomes as the journal has them. Remarks that call for nothing are left out.
    """
    book = Workbook(write_only=True)
    sheet: Worksheet = book.create_sheet("报告")
    sheet.freeze_panes = "A3"
    sheet.sheet_view.showGridLines = False
    for number, width in enumerate(_HEAD.values(), 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage = 0, True
    sheet.print_title_rows = "2:2"
    sheet.append([_cell(sheet, summary, "title")])
    sheet.append([_cell(sheet, name, "head") for name in _HEAD])
    count = 0
    for row in _rows(lines):
        if count == MAX_LINES:
            sheet.append([_cell(sheet, f"只列出前 {MAX_LINES} 项，全部见同一文件夹的 报告.json", "title")])
            break
        sheet.append([_cell(sheet, value, "body") for value in row])
        count += 1
    sheet.auto_filter.ref = f"A2:{get_column_letter(len(_HEAD))}{count + 2}"
    return saved(book)


def _rows(lines: Iterable[bytes]) -> Iterator[list[str | int]]:
    for line in lines:
        outcome = json.loads(line)
        told = [one for one in outcome["findings"] if one["severity"] in _SEVERITIES and not one.get("waiver")]
        yield from (_row(outcome, one) for one in told)
        if more := outcome.get("more"):
            message = f"这一行还有 {more} 项没有列出，请先改正已列出的"
            yield _row(outcome, {"severity": "warning", "message": message, "code": ""})


def _row(outcome: dict[str, Any], finding: dict[str, Any]) -> list[str | int]:
    place = f"（{finding['place']}）" if finding.get("place") else ""
    return [
        int(outcome["row"]),
        finding.get("cell", ""),
        outcome["folder"],
        _STATES[outcome["status"]],
        _SEVERITIES[finding["severity"]],
        finding["message"] + place,
        finding.get("hint", ""),
        finding.get("field", ""),
        finding["code"],
    ]


def _cell(sheet: Worksheet, value: str | int, look: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet)
    if isinstance(value, int):
        cell.value = value
    else:
        put_text(cell, value[:_LONGEST])
    cell.font, cell.fill, cell.border, cell.alignment = _LOOKS[look]
    return cell
