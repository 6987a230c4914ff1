"""How the workbook looks: fonts, colours, borders, widths, the printed page."""

from __future__ import annotations

import math
import unicodedata

from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.worksheet.worksheet import Worksheet

_FACE = "微软雅黑"
_INK, _MUTED, _WHITE = "FF1F2937", "FF6B7280", "FFFFFFFF"
_DARK, _MEDIUM = "FF1F4E79", "FF7F9DB9"
_LINE = Side(style="thin", color="FFBFC7D1")
_A4 = 9
_PAGE_WIDTH = {"portrait": 95, "landscape": 142}  # characters of the body font at full size
_SMALLEST = 0.72  # text printed smaller than this is hard to read


def fill(colour: str) -> PatternFill:
    """A plain background."""
    return PatternFill("solid", fgColor=colour)


BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
TITLE = Font(name=_FACE, size=16, bold=True, color=_DARK)
SUBTITLE = Font(name=_FACE, size=10, color=_MUTED)
BODY = Font(name=_FACE, size=10.5, color=_INK)
BOLD = Font(name=_FACE, size=10.5, bold=True, color=_INK)
HEADING = Font(name=_FACE, size=10.5, bold=True, color=_WHITE)
HELP = Font(name=_FACE, size=9, color=_MUTED)
GOOD = Font(name=_FACE, size=10.5, color="FF2E7D32")

NEEDED_HEADING, OPTIONAL_HEADING = fill(_DARK), fill(_MEDIUM)
NEEDED, OPTIONAL, LOCKED = fill("FFFFF8DC"), fill(_WHITE), fill("FFEFF2F5")
HELP_GROUND, BAND = fill("FFF7F9FB"), fill("FFDCE6F1")

MIDDLE = Alignment(horizontal="center", vertical="center", wrap_text=True)
LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True, indent=1)
HINT = Alignment(horizontal="left", vertical="center", wrap_text=True)
ONE_LINE = Alignment(horizontal="left", vertical="center")
OPEN, SHUT = Protection(locked=False), Protection(locked=True)


def width_of(text: str) -> int:
    """The width of the longest line of a text, in Latin characters."""
    return max((sum(2 if _is_wide(c) else 1 for c in line) for line in text.split("\n")), default=0)


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in {"W", "F", "A"}


def lines_of(text: str, width: float) -> int:
    """How many lines a text takes in a cell of a width."""
    room = max(width - 3, 4)
    return sum(max(1, math.ceil(width_of(line) / room)) for line in text.split("\n"))


def height_of(lines: int, points: float = 16.0) -> float:
    """The height of a row of so many lines; the most a row may have is 409 points."""
    return min(max(22.0, lines * points + 6), 409.0)


def page(
    sheet: Worksheet,
    *,
    total: float,
    area: str,
    repeated_rows: str = "",
    repeated_columns: str = "",
    repeated: float = 0,
) -> None:
    """Print on A4: landscape where wide, as many pages side by side as the text stays readable on.

    total, repeated  the width of all columns, and of those that every page repeats.
    """
    orientation = "portrait" if total * _SMALLEST <= _PAGE_WIDTH["portrait"] else "landscape"
    room = _PAGE_WIDTH[orientation] / _SMALLEST
    setup = sheet.page_setup
    setup.paperSize, setup.orientation, setup.fitToHeight = _A4, orientation, 0
    setup.fitToWidth = max(1, math.ceil((total - repeated) / (room - repeated)))
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    margins = sheet.page_margins
    margins.left = margins.right = 0.5
    margins.top, margins.bottom, margins.header, margins.footer = 0.6, 0.7, 0.3, 0.35
    sheet.print_options.horizontalCentered = orientation == "portrait"
    sheet.print_title_rows = repeated_rows or None
    if repeated_columns and setup.fitToWidth > 1:
        sheet.print_title_cols = repeated_columns
    sheet.print_area = area
    sheet.oddFooter.left.text, sheet.oddFooter.left.size = "&A", 9
    sheet.oddFooter.right.text, sheet.oddFooter.right.size = "第 &P 页，共 &N 页", 9


def protect(sheet: Worksheet) -> None:
    """Lock headings and structure, without a password; cells to fill in are open, rows may be added and sized."""
    protection = sheet.protection
    protection.sheet = True
    for allowed in ("formatCells", "formatColumns", "formatRows", "insertRows", "deleteRows", "sort", "autoFilter"):
        setattr(protection, allowed, False)  # False: not locked
