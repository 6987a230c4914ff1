"""The first sheet: what to do with the workbook, and what its colours mean."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.worksheet.worksheet import Worksheet

from kit.intake.workbook import looks
from kit.intake.workbook.facts import Addressee
from kit.intake.workbook.sheets import CARDS, GUIDE, TASKS, Sheet
from kit.intake.workbook.writing import Book, put_text, style

_WIDTHS = (6.0, 26.0, 76.0)
_HOW = (
    "请填写白色和浅黄色的格子；带 ＊ 的浅黄色格为必填，确实没有的留空；说明里要求填“无”的才填“无”。",
    "有下拉箭头的格子请从列表中选择；选中格子时会出现这一项的说明和示例。",
    "金额以万元为单位，只填数字，例如 300 万元填 300；也可以连单位一起写，例如 12500元。",
    "日期写成 2026-06-30。代码、电话、邮政编码按文字填写，不会丢失前面的 0。",
    "同一格里要写几行的，按 Alt+Enter 换行。一格只写一件事，请勿合并单元格。",
    "表头和工作表名称由程序识别，已锁定（没有密码）；可以插入行，请勿用公式。",
    "统一社会信用代码旁边会自动核对，出现“代码有误”时请对照证照改正。",
    "填好后另存为 .xlsx 格式。WPS、Excel、LibreOffice 都可以填写。",
)
_COLOURS = (
    ("必填", looks.NEEDED, "这些内容要印到文书上"),
    ("选填", looks.OPTIONAL, "有则填写"),
    ("不用填", looks.LOCKED, "序号、自动核对和已经确定的内容"),
)


def add_guide(book: Book, whom: Addressee, contents: Sequence[Sheet]) -> None:
    """Add the first sheet."""
    sheet = book.sheet(GUIDE)
    for place, width in zip("ABC", _WIDTHS, strict=True):
        sheet.column_dimensions[place].width = width
    put_text(sheet["A1"], f"{whom.alliance or '联盟'}成员资料{'填报表' if whom.unit else '汇总表'}")
    style(sheet["A1"], looks.TITLE, alignment=looks.ONE_LINE, boxed=False)
    sheet.row_dimensions[1].height = 36
    at = 3
    about = [("填报单位", whom.unit), ("填好后请交回", f"秘书处：{whom.back_to}" if whom.back_to else "")]
    for label, text in about:
        if text:
            _pair(sheet, at, label, text)
            at += 1
    at = _section(sheet, at + bool(at > 3), "怎样填写")
    for number, text in enumerate(_HOW, start=1):
        _numbered(sheet, at, str(number), text)
        at += 1
    at = _section(sheet, at + 1, "格子的颜色")
    for name, ground, text in _COLOURS:
        _pair(sheet, at, name, text)
        sheet.cell(at, 2).fill = ground
        at += 1
    at = _section(sheet, at + 1, "各表的内容")
    for one in contents:
        _pair(sheet, at, one.title, _about(one, bool(whom.unit)))
        at += 1
    looks.page(sheet, total=sum(_WIDTHS), area=f"A1:C{at - 1}")
    looks.protect(sheet)


def _about(sheet: Sheet, for_one: bool) -> str:
    if for_one and sheet in CARDS:
        return sheet.about.replace("每家单位", "本单位").replace("，一行一家", "").replace("逐家", "")
    return f"本单位牵头的{sheet.about}" if for_one and sheet is TASKS else sheet.about


def _section(sheet: Worksheet, at: int, title: str) -> int:
    put_text(sheet.cell(at, 1), title)
    style(sheet.cell(at, 1), looks.BOLD, looks.BAND, looks.ONE_LINE, boxed=False)
    for place in (2, 3):
        sheet.cell(at, place).fill = looks.BAND
    sheet.row_dimensions[at].height = 24
    return at + 1


def _pair(sheet: Worksheet, at: int, label: str, text: str) -> None:
    put_text(sheet.cell(at, 2), label)
    style(sheet.cell(at, 2), looks.BOLD)
    put_text(sheet.cell(at, 3), text)
    style(sheet.cell(at, 3), looks.BODY)
    sheet.row_dimensions[at].height = looks.height_of(looks.lines_of(text, _WIDTHS[2]))


def _numbered(sheet: Worksheet, at: int, number: str, text: str) -> None:
    put_text(sheet.cell(at, 1), number)
    style(sheet.cell(at, 1), looks.BODY, alignment=looks.MIDDLE, boxed=False)
    sheet.merge_cells(start_row=at, start_column=2, end_row=at, end_column=3)
    put_text(sheet.cell(at, 2), text)
    style(sheet.cell(at, 2), looks.BODY, boxed=False)
    sheet.row_dimensions[at].height = looks.height_of(looks.lines_of(text, _WIDTHS[1] + _WIDTHS[2]))
