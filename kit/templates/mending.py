"""What loops over rows and columns leave behind, put right: grids that no longer fit, cells and tables left empty.

Word refuses a cell without a paragraph and a table without a row; WPS draws a table by its grid.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from lxml import etree

from kit.diagnostics import Diagnostic, Fault
from kit.templates.balance import Balance
from kit.templates.spots import Spot
from kit.word.names import w

_COLUMNS = frozenset({"tc", "colspan", "hm"})
_WHOLE = frozenset({"p", "tr"})
_FILLED = (b"</w:p>", b"<w:p/>", b"</w:sdt>")


def mended(chunks: Iterable[bytes], spots: Sequence[Spot], balance: Balance) -> Iterable[bytes]:
    """The XML of a part, piece by piece, with its tables put right where tags could have hurt them."""
    if any(spot.effect in _COLUMNS for spot in spots):
        return _later(chunks, by_columns=True)
    hurt = any(spot.effect in _WHOLE and ("tc" in spot.path or "tbl" in spot.path) for spot in spots)
    return _later(chunks, by_columns=False) if hurt and not (balance.cells and balance.tables) else chunks


def _later(chunks: Iterable[bytes], *, by_columns: bool) -> Iterator[bytes]:
    data = b"".join(chunks)
    if by_columns or b"</w:tblGrid></w:tbl>" in data:
        data = _with_grids(data)
    yield from _with_paragraphs(data)


def _with_paragraphs(data: bytes) -> Iterator[bytes]:
    """A paragraph at the end of every cell that has none there."""
    position = 0
    while (end := data.find(b"</w:tc>", position)) >= 0:
        yield data[position:end]
        if not data.endswith(_FILLED, position, end):
            yield b"<w:p/>"
        yield b"</w:tc>"
        position = end + len(b"</w:tc>")
    yield data[position:]


def _with_grids(data: bytes) -> bytes:
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    except etree.XMLSyntaxError:
        return data  # whoever asked for the part looks at it and says what is wrong
    words = "".join(map(str, root.itertext()))
    for table in list(root.iter(w("tbl"))):
        for row in table.findall(w("tr")):
            if next(row.iter(w("tc")), None) is None:
                table.remove(row)
        if next(table.iter(w("tr")), None) is None and (parent := table.getparent()) is not None:
            parent.remove(table)
        else:
            _fit_grid(table)
    if "".join(map(str, root.itertext())) != words:
        raise Fault(
            Diagnostic("T-LOS-01", "表格里有一行没有单元格，其中的文字没有进入文书", hint="把成列的标签移到单元格里")
        )
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _fit_grid(table: etree._Element) -> None:
    """As many columns as the longest row has cells, the table as wide as before, its cells as wide as their columns."""
    grid = table.find(w("tblGrid"))
    rows = [_Row(row) for row in table.findall(w("tr"))]
    if grid is None or not rows:
        return
    columns = grid.findall(w("gridCol"))
    needed = max(row.columns for row in rows)
    if not columns or needed == len(columns) or not needed:
        return
    widths = _widths([_number(column, "w") for column in columns], needed)
    for column in columns[needed:]:
        grid.remove(column)
    for _ in range(needed - len(columns)):
        etree.SubElement(grid, w("gridCol"))
    for column, width in zip(grid.findall(w("gridCol")), widths, strict=True):
        column.set(w("w"), str(width))
    for row in rows:
        row.fit(widths)


def _widths(widths: list[int], needed: int) -> list[int]:
    """As docxtpl shares them out: too few columns shrink alike, what too many had is given to the rest alike."""
    total = sum(widths)
    if needed > len(widths):
        average = total / needed
        scaled = [int(width * average / (total / len(widths))) if total else 0 for width in widths]
        return scaled + [int(average)] * (needed - len(widths))
    extra = int(sum(widths[needed:]) / needed)
    return [width + extra for width in widths[:needed]]


class _Row:
    """A row with the grid columns its cells cover."""

    def __init__(self, row: etree._Element) -> None:
        properties = row.find(w("trPr"))
        self.skipped = _below(properties, "gridBefore", 0)
        after = _below(properties, "gridAfter", 0)
        self.cells = [(cell, _below(cell.find(w("tcPr")), "gridSpan", 1)) for cell in row.iter(w("tc"))]
        self.cells = [(cell, span) for cell, span in self.cells if _row_of(cell) is row]
        self.columns = self.skipped + sum(span for _cell, span in self.cells) + after

    def fit(self, widths: list[int]) -> None:
        """Cells that say how wide they are get the width of their columns."""
        at = self.skipped
        for cell, span in self.cells:
            width = cell.find(f"{w('tcPr')}/{w('tcW')}")
            if width is not None and width.get(w("type")) == "dxa":
                width.set(w("w"), str(sum(widths[at : at + span])))
            at += span


def _row_of(cell: etree._Element) -> etree._Element:
    return next(cell.iterancestors(w("tr")))


def _below(properties: etree._Element | None, name: str, missing: int) -> int:
    element = properties.find(w(name)) if properties is not None else None
    return _number(element, "val") if element is not None else missing


def _number(element: etree._Element, name: str) -> int:
    text = element.get(w(name)) or ""
    try:
        return int(float(text))
    except ValueError:
        return 0
