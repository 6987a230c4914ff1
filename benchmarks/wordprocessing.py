"""WordprocessingML as Word writes it: revision marks on every run, fonts spelled out, tags cut by the spelling checker."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count
from typing import NamedTuple
from xml.sax.saxutils import escape

_FONTS = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="宋体" w:cs="Times New Roman" w:hint="eastAsia"/>'
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
CENTRED = '<w:jc w:val="center"/>'
BODY = '<w:spacing w:line="360" w:lineRule="auto"/><w:ind w:firstLine="480" w:firstLineChars="200"/>'
_marks = count(0x00A10000, 0x1D)


class Column(NamedTuple):
    """A column of a table: its heading, the value in it, its width."""

    heading: str
    name: str
    width: int


def _mark() -> str:
    return f"{next(_marks):08X}"


def run(text: str, size: int = 24, bold: bool = False) -> str:
    """A run of text."""
    properties = f'<w:rPr>{_FONTS}{"<w:b/>" if bold else ""}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'
    space = ' xml:space="preserve"' if text != text.strip() else ""
    return f'<w:r w:rsidRPr="{_mark()}">{properties}<w:t{space}>{escape(text)}</w:t></w:r>'


def cut_run(text: str) -> str:
    """A text that the spelling checker has cut in two runs."""
    middle = len(text) // 2
    begin, end = '<w:proofErr w:type="spellStart"/>', '<w:proofErr w:type="spellEnd"/>'
    return run(text[:middle]) + begin + run(text[middle:]) + end


def paragraph_of(runs: str, properties: str = "") -> str:
    """A paragraph of runs."""
    mark = _mark()
    about = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f'<w:p w:rsidR="{mark}" w:rsidRDefault="{mark}">{about}{runs}</w:p>'


def paragraph(text: str, size: int = 24, bold: bool = False, properties: str = "") -> str:
    """A paragraph of one run."""
    return paragraph_of(run(text, size, bold) if text else "", properties)


def row(texts: Sequence[str], cells: Sequence[Column], bold: bool = False) -> str:
    """A row of a table."""
    inside = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{cell.width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
        f"{paragraph(text, 21, bold, CENTRED)}</w:tc>"
        for text, cell in zip(texts, cells, strict=True)
    )
    return f'<w:tr w:rsidR="{_mark()}" w:rsidTr="{_mark()}">{inside}</w:tr>'


def table(rows: str, cells: Sequence[Column]) -> str:
    """A table with a heading row."""
    borders = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>' for side in _SIDES)
    grid = "".join(f'<w:gridCol w:w="{cell.width}"/>' for cell in cells)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/><w:tblBorders>{borders}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        f"{row([cell.heading for cell in cells], cells, bold=True)}{rows}</w:tbl>"
    )
