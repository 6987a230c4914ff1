"""Writing a document body: paragraphs by style, references, tables, sections."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from lxml import etree

from kit.word.controls import CheckBox, Control, control_element
from kit.word.names import w
from kit.word.styles import style_id
from kit.word.theme import TWIPS_PER_MM, Page, Theme
from kit.word.xml import el, on, val

HEADER_ODD, HEADER_EVEN, FOOTER_ODD, FOOTER_EVEN = "rId5", "rId6", "rId7", "rId8"


@dataclass(frozen=True)
class Words:
    """Running text; tags of the template language are text like any other."""

    text: str
    bold: bool = False
    style: str = ""  # of characters, by its id


@dataclass(frozen=True)
class Reference:
    """A live cross-reference to the automatic number of the paragraph a bookmark stands in."""

    bookmark: str


Inline = Words | Reference | Control | CheckBox


@dataclass(frozen=True)
class CellText:
    """A cell as written: its paragraphs and its place in the grid. lines: least height; shade: colour behind the text.

    keep  the row stays with the row below.
    """

    paragraphs: Sequence[Sequence[Inline]]
    span: int = 1
    merge: str = ""  # "" | restart | continue
    style: str = "table"
    align: str = ""
    bottom: bool = False
    lines: int = 0
    shade: str = ""
    keep: bool = False


@dataclass(frozen=True)
class SectionKind:
    """How a section looks: sheet, header and footer, page numbers."""

    landscape: bool = False
    framed: bool = True  # with header and page number
    number_format: str = "decimal"


COVER = SectionKind(framed=False)
CONTENTS = SectionKind(number_format="upperRoman")
BODY = SectionKind()
LANDSCAPE = SectionKind(landscape=True)


def text_element(text: str) -> etree._Element:
    """A w:t that keeps its spaces."""
    element = el("w:t", {"xml:space": "preserve"})
    element.text = text
    return element


def _run(children: Iterable[etree._Element], face: str = "", style: str = "") -> etree._Element:
    attributes: dict[str, str | int] = {"w:hint": "eastAsia"}
    if face:
        attributes |= {"w:ascii": face, "w:hAnsi": face, "w:eastAsia": face, "w:cs": face}
    look = [val("w:rStyle", style) if style else None, el("w:rFonts", attributes)]
    return el("w:r", children=[el("w:rPr", children=look), *children])


def field_runs(instruction: str, shown: str) -> list[etree._Element]:
    """A complex field with its cached result."""
    code = el("w:instrText", {"xml:space": "preserve"})
    code.text = f" {instruction} "
    return [
        _run([el("w:fldChar", {"w:fldCharType": "begin"})]),
        _run([code]),
        _run([el("w:fldChar", {"w:fldCharType": "separate"})]),
        _run([text_element(shown)]),
        _run([el("w:fldChar", {"w:fldCharType": "end"})]),
    ]


@dataclass
class BodyWriter:
    """Collects the elements of a document body in order."""

    theme: Theme
    body: etree._Element = field(default_factory=lambda: el("w:body"))
    keep_together: bool = False
    width: int = 0  # of the text in the current section, in twips
    _bookmarks: int = 0
    _page_break: bool = False
    _numbered: bool = False

    def __post_init__(self) -> None:
        self.width = self.theme.page.text_width

    # --- paragraphs -----------------------------------------------------------------------

    def page_break(self) -> None:
        """Let the next paragraph start a page."""
        self._page_break = True

    def paragraph(
        self,
        style: str,
        inlines: Sequence[Inline],
        bookmark: str = "",
        numbering: tuple[int, int] | None = None,
    ) -> None:
        """A paragraph. numbering is (list, level) where it differs from the style's."""
        properties = el(
            "w:pPr",
            children=[
                val("w:pStyle", style_id(style)),
                on("w:keepNext", self.keep_together),
                on("w:pageBreakBefore", self._take_page_break()),
                _numbering(numbering),
            ],
        )
        content = self.inlines(inlines)
        if bookmark:
            self._bookmarks += 1
            content = [
                el("w:bookmarkStart", {"w:id": self._bookmarks, "w:name": bookmark}),
                *content,
                el("w:bookmarkEnd", {"w:id": self._bookmarks}),
            ]
        self.body.append(el("w:p", children=[properties, *content]))

    def statement(self, tag: str) -> None:
        """A paragraph that holds one statement of the template language and vanishes when rendered."""
        self.body.append(
            el("w:p", children=[el("w:pPr", children=[val("w:pStyle", style_id("note"))]), _run([text_element(tag)])])
        )

    def inlines(self, inlines: Sequence[Inline]) -> list[etree._Element]:
        """The runs of a paragraph's content."""
        runs: list[etree._Element] = []
        for inline in inlines:
            if isinstance(inline, Reference):
                runs += field_runs(f"REF {inline.bookmark} \\n \\h", "第一条")
            elif isinstance(inline, Control | CheckBox):
                runs.append(control_element(inline))
            else:
                face = self.theme.fonts["hei"] if inline.bold else ""
                runs.append(_run([text_element(inline.text)], face, inline.style))
        return runs

    def _take_page_break(self) -> bool:
        wanted, self._page_break = self._page_break, False
        return wanted

    def gap(self) -> None:
        """A narrow paragraph, such as stands between two tables."""
        properties = [
            val("w:pStyle", style_id("gap")),
            on("w:keepNext", self.keep_together),
            on("w:pageBreakBefore", self._take_page_break()),
        ]
        self.body.append(el("w:p", children=[el("w:pPr", children=properties)]))

    def contents(self, title: str, levels: str) -> None:
        """The table of contents; its entries are filled when a document is made."""
        self.paragraph("toctitle", [Words(title)])
        runs = field_runs(f'TOC \\o "{levels}" \\h \\z \\u', "（生成文书时自动填入）")
        self.body.append(el("w:p", children=[el("w:pPr", children=[val("w:pStyle", style_id("toc1"))]), *runs]))

    # --- tables ---------------------------------------------------------------------------

    def table(self, widths: Sequence[int], rows: Sequence[Sequence[CellText] | str], header: int) -> None:
        """A table over proportional widths. A row given as text is a row statement of the template language."""
        if self._page_break:
            self.gap()
        grid = self._grid(widths)
        kind = el(
            "w:tblPr",
            children=[
                val("w:tblStyle", "TableGrid"),
                el("w:tblW", {"w:w": sum(grid), "w:type": "dxa"}),
                val("w:jc", "center"),
                el("w:tblLayout", {"w:type": "fixed"}),
                el("w:tblLook", {"w:val": "04A0"}),
            ],
        )
        columns = el("w:tblGrid", children=[el("w:gridCol", {"w:w": width}) for width in grid])
        written = [
            self._statement_row(grid, row) if isinstance(row, str) else self._row(grid, row, position < header)
            for position, row in enumerate(rows)
        ]
        self.body.append(el("w:tbl", children=[kind, columns, *written]))
        self.gap()

    def _grid(self, widths: Sequence[int]) -> list[int]:
        whole = sum(widths)
        grid = [self.width * width // whole for width in widths]
        grid[-1] += self.width - sum(grid)
        return grid

    def _statement_row(self, grid: Sequence[int], tag: str) -> etree._Element:
        cell = CellText([[Words(tag)]], span=len(grid))
        return self._row(grid, [cell], header=False)

    def _row(self, grid: Sequence[int], cells: Sequence[CellText], header: bool) -> etree._Element:
        """A row; one of labels only stays with the row below it, and so does one with a cell that says so."""
        lines = max(cell.lines for cell in cells)
        height = el("w:trHeight", {"w:val": lines * 320, "w:hRule": "atLeast"}) if lines else None
        properties = el("w:trPr", children=[on("w:cantSplit", lines < 4), height, on("w:tblHeader", header)])
        is_head = not header and all(cell.style == "tablehead" for cell in cells)
        keep = self.keep_together or is_head or any(cell.keep for cell in cells)
        written, column = [], 0
        for cell in cells:
            width = sum(grid[column : column + cell.span])
            written.append(self._cell(cell, width, header, keep))
            column += cell.span
        return el("w:tr", children=[properties, *written])

    def _cell(self, cell: CellText, width: int, header: bool, keep: bool) -> etree._Element:
        vertical = "bottom" if cell.bottom else ("top" if cell.lines >= 4 and cell.style == "table" else "center")
        properties = el(
            "w:tcPr",
            children=[
                el("w:tcW", {"w:w": width, "w:type": "dxa"}),
                val("w:gridSpan", cell.span) if cell.span > 1 else None,
                val("w:vMerge", cell.merge) if cell.merge else None,
                el("w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": cell.shade}) if cell.shade else None,
                val("w:vAlign", vertical),
            ],
        )
        style = "tablehead" if header else cell.style
        return el("w:tc", children=[properties, *(self._cell_paragraph(style, cell, p, keep) for p in cell.paragraphs)])

    def _cell_paragraph(self, style: str, cell: CellText, inlines: Sequence[Inline], keep: bool) -> etree._Element:
        properties = [
            val("w:pStyle", style_id(style)),
            on("w:keepNext", keep),
            val("w:jc", cell.align) if cell.align else None,
        ]
        return el("w:p", children=[el("w:pPr", children=properties), *self.inlines(inlines)])

    # --- sections -------------------------------------------------------------------------

    def begin_section(self, kind: SectionKind) -> None:
        """Set the text width that tables of the section fill."""
        page = self.theme.page
        self.width = page.landscape_text_width if kind.landscape else page.text_width

    def end_section(self, kind: SectionKind) -> None:
        """Close a section with a paragraph that carries its properties.

        It is one point high: behind a table that fills its page, a higher one would begin an empty page.
        """
        no_height = el("w:spacing", {"w:before": 0, "w:after": 0, "w:line": 20, "w:lineRule": "exact"})
        properties = [val("w:pStyle", style_id("gap")), no_height, self._section(kind)]
        self.body.append(el("w:p", children=[el("w:pPr", children=properties)]))

    def finish(self, kind: SectionKind) -> etree._Element:
        """The whole document, its last section closed."""
        self.body.append(self._section(kind))
        return el("w:document", children=[self.body])

    def finish_closed(self) -> etree._Element:
        """The whole document, when its last section has just been closed: that one ends the document."""
        closing = self.body[-1]
        self.body.extend(closing.iter(w("sectPr")))
        self.body.remove(closing)
        return el("w:document", children=[self.body])

    def _section(self, kind: SectionKind) -> etree._Element:
        page = self.theme.page
        numbers: dict[str, str | int] = {"w:fmt": kind.number_format}
        if kind.framed and (kind.number_format != "decimal" or not self._numbered):
            numbers["w:start"] = 1
            self._numbered = kind.number_format == "decimal"
        parts = [
            *(_frame() if kind.framed else []),
            val("w:type", "nextPage"),
            _sheet(page, kind.landscape),
            _margins(page, kind.landscape),
            el("w:pgNumType", numbers) if kind.framed else None,
            el("w:cols", {"w:space": 425}),
            el("w:docGrid", {"w:type": "lines", "w:linePitch": round(page.line_pitch * 20)}),
        ]
        return el("w:sectPr", children=parts)


def _numbering(numbering: tuple[int, int] | None) -> etree._Element | None:
    if numbering is None:
        return None
    number, level = numbering
    return el("w:numPr", children=[val("w:ilvl", level), val("w:numId", number)])


def _frame() -> list[etree._Element]:
    return [
        el("w:headerReference", {"w:type": "default", "r:id": HEADER_ODD}),
        el("w:headerReference", {"w:type": "even", "r:id": HEADER_EVEN}),
        el("w:footerReference", {"w:type": "default", "r:id": FOOTER_ODD}),
        el("w:footerReference", {"w:type": "even", "r:id": FOOTER_EVEN}),
    ]


def _twips(millimetres: float) -> int:
    return round(millimetres * TWIPS_PER_MM)


def _sheet(page: Page, landscape: bool) -> etree._Element:
    width, height = _twips(page.width), _twips(page.height)
    if landscape:
        return el("w:pgSz", {"w:w": height, "w:h": width, "w:orient": "landscape"})
    return el("w:pgSz", {"w:w": width, "w:h": height})


def _margins(page: Page, landscape: bool) -> etree._Element:
    top, right, bottom, left = page.top, page.right, page.bottom, page.left
    if landscape:  # the sheet is turned a quarter to the left: its upper edge is the binding edge
        top, right, bottom, left = page.left, page.top, page.right, page.bottom
    return el(
        "w:pgMar",
        {
            "w:top": _twips(top),
            "w:right": _twips(right),
            "w:bottom": _twips(bottom),
            "w:left": _twips(left),
            "w:header": _twips(min(page.header, top - 8)),
            "w:footer": _twips(min(page.footer, bottom - 8)),
            "w:gutter": 0,
        },
    )
