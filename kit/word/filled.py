"""What people filled into a Word form: its tables cell by cell, its controls, and what was added around them.

Office programs differ in what they keep of a control: Word wraps a control around a whole cell, LibreOffice drops tags
and nests controls, people delete them and type beside. So a cell is read as a row of pieces, and a control is a piece
that knows what is left of its tag. Tracked changes are read as if they were accepted; that there are some is told.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from kit.word.controls import CHECKED, UNCHECKED
from kit.word.names import MC, W14, w
from kit.word.package import Package
from kit.word.xml import child

_W14_CHECKED = f"{{{W14}}}checked"
_W14_CHECKBOX = f"{{{W14}}}checkbox"
_CHOICE, _FALLBACK = f"{{{MC}}}Choice", f"{{{MC}}}Fallback"
_ON = {"1", "true", "on"}
TICKED = frozenset("☑☒■√✓✔✅")
OPEN = frozenset("☐□")
_SYMBOLS = {
    ("Wingdings", 0xFE): CHECKED,
    ("Wingdings", 0xFC): "√",
    ("Wingdings", 0xFD): "☒",
    ("Wingdings", 0xA8): UNCHECKED,
    ("Wingdings", 0x6F): UNCHECKED,
    ("Wingdings 2", 0x52): CHECKED,
    ("Wingdings 2", 0x53): "☒",
    ("Wingdings 2", 0x50): "√",
    ("Wingdings 2", 0xA3): UNCHECKED,
}
"""Ticks and boxes of the fonts that people take them from, as characters."""
_SYMBOL_FONTS = {font for font, _code in _SYMBOLS}
_GONE = {w("del"), w("moveFrom")}
_COME = {w("ins"), w("moveTo")}
_PICTURES = {w("drawing"), w("pict"), w("object")}
_NO_TEXT = {w("rPr"), w("pPr"), w("tblPr"), w("tblGrid"), w("trPr"), w("tcPr"), w("sdtPr"), w("sectPr")}
_NOTES = {"footnotes": w("footnote"), "endnotes": w("endnote")}
_SMALL_SPACE = {w("tab"): "\t", w("cr"): "\n", w("noBreakHyphen"): "-", w("ptab"): "\t"}


class Piece(NamedTuple):
    """Text in a cell or paragraph, or a control in it.

    tag        the control's tag, where it still has one.
    is_control whether it stands in a control, is_prompt whether that one says it shows its prompt.
    """

    text: str
    tag: str = ""
    is_control: bool = False
    is_prompt: bool = False


@dataclass
class Marks:
    """What was added beside the text: by reviewers, or as pictures, text boxes and hidden words."""

    revised: bool = False
    removed: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    pictures: int = 0
    floating: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)


@dataclass
class Cell:
    """A cell: what is in it, and the columns of the grid it takes."""

    pieces: list[Piece] = field(default_factory=list)
    marks: Marks = field(default_factory=Marks)
    column: int = 0
    span: int = 1
    continues: bool = False  # the cell above it, merged with it

    @property
    def text(self) -> str:
        """Everything in it as one reads it."""
        return "".join(piece.text for piece in self.pieces).strip()


@dataclass
class Row:
    """A row of a table; removed: by a tracked change."""

    cells: list[Cell]
    removed: bool = False


@dataclass
class Table:
    """A table directly in the document; one inside a cell counts as that cell's text."""

    rows: list[Row]

    @property
    def tags(self) -> Iterator[str]:
        """The tags of its controls."""
        return (piece.tag for row in self.rows for cell in row.cells for piece in cell.pieces if piece.tag)


@dataclass
class Line:
    """A paragraph outside the tables."""

    text: str
    marks: Marks


@dataclass(frozen=True)
class Filled:
    """A form as somebody filled it in.

    notes     the texts of footnotes and endnotes.
    headers   the texts of page headers.
    comments  every comment, whether or not it is tied to a text.
    """

    content: tuple[Table | Line, ...]
    notes: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()
    headers: tuple[str, ...] = ()


def filled(package: Package) -> Filled:
    """What stands in a Word file, tables and paragraphs in reading order. Raises Fault where its XML is broken."""
    document = package.tree(package.document_part)
    body = child(document, w("body"))
    comments = _comments(package)
    content = tuple(_Reading(comments).blocks(body)) if body is not None else ()
    headers = (
        _plain(package.tree(part)) for part in package.related(package.document_part, "header") if part in package
    )
    return Filled(content, tuple(_notes(package)), tuple(comments.values()), tuple(dict.fromkeys(headers)))


def _comments(package: Package) -> dict[str, str]:
    """The comments by number: who says what."""
    found: dict[str, str] = {}
    for part in package.related(package.document_part, "comments"):
        if part in package:
            for comment in package.tree(part).iter(w("comment")):
                author = comment.get(w("author"), "").strip()
                words = _plain(comment)
                found[comment.get(w("id"), "")] = f"{author}：{words}" if author else words
    return found


def _notes(package: Package) -> Iterator[str]:
    for kind, tag in _NOTES.items():
        for part in package.related(package.document_part, kind):
            if part in package:
                yield from filter(None, (_plain(note) for note in package.tree(part).iter(tag)))


def _plain(node: etree._Element) -> str:
    return " ".join("".join(text.text or "" for text in node.iter(w("t"))).split())


class _Reading:
    """One way through the body."""

    def __init__(self, comments: dict[str, str]) -> None:
        self.comments = comments

    def blocks(self, node: etree._Element) -> Iterator[Table | Line]:
        for block in _through(node, {w("p"), w("tbl")}):
            if block.tag == w("tbl"):
                yield self.table(block)
            else:
                pieces, marks = _Pieces(self.comments), Marks()
                pieces.paragraph(block, marks)
                yield Line("".join(piece.text for piece in pieces.found).strip(), marks)

    def table(self, node: etree._Element) -> Table:
        return Table([self.row(row) for row in _through(node, {w("tr")})])

    def row(self, node: etree._Element) -> Row:
        properties = node.find(w("trPr"))
        column = _number(properties, "gridBefore") if properties is not None else 0
        cells: list[Cell] = []
        for found, control in _cells(node, None):
            cell = self.cell(found, control)
            cell.column = column
            column += cell.span
            cells.append(cell)
        return Row(cells, properties is not None and properties.find(w("del")) is not None)

    def cell(self, node: etree._Element, control: etree._Element | None) -> Cell:
        cell = Cell()
        properties = node.find(w("tcPr"))
        if properties is not None:
            cell.span = max(_number(properties, "gridSpan"), 1)
            merge = properties.find(w("vMerge"))
            cell.continues = merge is not None and merge.get(w("val"), "continue") != "restart"
        pieces = _Pieces(self.comments)
        if control is not None:
            pieces.inside(control)
        pieces.blocks(node, cell.marks)
        cell.pieces = pieces.found
        return cell


def _number(properties: etree._Element, name: str) -> int:
    node = properties.find(w(name))
    value = node.get(w("val"), "") if node is not None else ""
    return min(int(value), 1000) if value.isascii() and value.isdigit() and len(value) < 9 else 0


def _through(node: etree._Element, wanted: set[str]) -> Iterator[etree._Element]:
    """The elements of these kinds in a node, also where controls and the like stand around them."""
    for one in node:
        if one.tag in wanted:
            yield one
        elif one.tag not in _NO_TEXT and one.tag != _FALLBACK:
            yield from _through(one, wanted)


def _cells(
    node: etree._Element, control: etree._Element | None
) -> Iterator[tuple[etree._Element, etree._Element | None]]:
    """The cells of a row, each with the control around it."""
    for one in node:
        if one.tag == w("tc"):
            yield one, control
        elif one.tag not in _NO_TEXT:
            yield from _cells(one, one if one.tag == w("sdt") else control)


class _Pieces:
    """Collects the pieces of a cell or a paragraph."""

    def __init__(self, comments: dict[str, str]) -> None:
        self.found: list[Piece] = []
        self.comments = comments
        self._controls: list[etree._Element] = []

    def inside(self, control: etree._Element) -> None:
        """Everything from here on stands in this control."""
        self._controls.append(control)

    def blocks(self, node: etree._Element, marks: Marks) -> None:
        """The paragraphs of a cell, a line break between them; those of tables inside it too."""
        first = True
        for block in node:
            if block.tag == w("p"):
                if not first:
                    self.add("\n")
                first = False
                self.paragraph(block, marks)
            elif block.tag == w("sdt"):
                self._controls.append(block)
                if not first:
                    self.add("\n")
                first = False
                self.blocks(_content(block), marks)
                self._controls.pop()
            elif block.tag not in _NO_TEXT and block.tag != _FALLBACK:
                if block.tag in {w("tr"), w("tc"), w("tbl")} and not first:
                    self.add("\n")
                first = False
                self.blocks(block, marks)

    def paragraph(self, node: etree._Element, marks: Marks) -> None:
        for one in node:
            self._inline(one, marks)

    def _inline(self, node: etree._Element, marks: Marks) -> None:
        if node.tag == w("r"):
            self._run(node, marks)
        elif node.tag == w("sdt"):
            self._control(node, marks)
        elif node.tag in _GONE:
            marks.revised = True
            if words := "".join(text.text or "" for text in node.iter(w("delText"), w("t"))).strip():
                marks.removed.append(words)
        elif node.tag == w("commentRangeStart"):
            self._comment(node, marks)
        elif node.tag == w("pPr"):
            marks.revised |= node.find(f"{w('rPr')}/{w('ins')}") is not None
        elif node.tag not in _NO_TEXT and node.tag != _FALLBACK:
            marks.revised |= node.tag in _COME
            self.paragraph(node, marks)

    def _comment(self, node: etree._Element, marks: Marks) -> None:
        words = self.comments.get(node.get(w("id"), ""), "")
        if words and words not in marks.comments:
            marks.comments.append(words)

    def _control(self, node: etree._Element, marks: Marks) -> None:
        box = _check_box(node)
        if box is not None:
            self._controls.append(node)
            self.add(box)
            self._controls.pop()
            return
        self._controls.append(node)
        self.paragraph(_content(node), marks)
        if not self.found or not self.found[-1].is_control:
            self.add("")
        self._controls.pop()

    def _run(self, node: etree._Element, marks: Marks) -> None:
        properties = node.find(w("rPr"))
        font = ""
        if properties is not None:
            vanish = properties.find(w("vanish"))
            if vanish is not None and vanish.get(w("val"), "1") in _ON:
                if words := _plain(node):
                    marks.hidden.append(words)
                return
            fonts = properties.find(w("rFonts"))
            font = fonts.get(w("ascii"), "") if fonts is not None else ""
        for one in node:
            self._in_run(one, font, marks)

    def _in_run(self, node: etree._Element, font: str, marks: Marks) -> None:
        if node.tag == w("t"):
            self.add(_in_characters(node.text or "", font) if font in _SYMBOL_FONTS else node.text or "")
        elif node.tag == w("br"):
            self.add("" if node.get(w("type")) in {"page", "column"} else "\n")
        elif node.tag in _SMALL_SPACE:
            self.add(_SMALL_SPACE[node.tag])
        elif node.tag == w("sym"):
            self.add(_symbol(node))
        elif node.tag == w("commentReference"):
            self._comment(node, marks)
        elif node.tag in _PICTURES:
            boxes = [_plain(box) for box in node.iter(w("txbxContent"))]
            marks.floating += filter(None, boxes)
            marks.pictures += not boxes
        elif node.tag == f"{{{MC}}}AlternateContent":
            for one in next(node.iterchildren(_CHOICE, _FALLBACK), node):
                self._in_run(one, font, marks)

    def add(self, text: str) -> None:
        """Text where it stands: a further part of the piece before, where both are of the same control or of none."""
        piece = Piece(text, *_about(self._controls))
        before = self.found[-1] if self.found else None
        if before is not None and (before.tag, before.is_control, before.is_prompt) == piece[1:]:
            self.found[-1] = before._replace(text=before.text + text)
        else:
            self.found.append(piece)


def _about(controls: list[etree._Element]) -> tuple[str, bool, bool]:
    """What is known of the controls around a piece: the tag of the innermost that has one; whether one shows its prompt."""
    tag, prompt = "", False
    for control in controls:
        properties = control.find(w("sdtPr"))
        if properties is not None:
            named = properties.find(w("tag"))
            tag = (named.get(w("val"), "") if named is not None else "") or tag
            showing = properties.find(w("showingPlcHdr"))
            prompt |= showing is not None and showing.get(w("val"), "1") in _ON
    return tag, bool(controls), prompt


def _content(control: etree._Element) -> etree._Element:
    content = control.find(w("sdtContent"))
    return content if content is not None else control


def _check_box(control: etree._Element) -> str | None:
    """A box ticked or not, as one sees it and else by its state; None for another control."""
    properties = control.find(w("sdtPr"))
    box = properties.find(_W14_CHECKBOX) if properties is not None else None
    if box is None:
        return None
    seen = _plain(_content(control))
    if seen in TICKED or seen in OPEN:
        return CHECKED if seen in TICKED else UNCHECKED
    state = box.find(_W14_CHECKED)
    ticked = state is not None and state.get(f"{{{W14}}}val", "1") in _ON
    return CHECKED if ticked else UNCHECKED


def _in_characters(text: str, font: str) -> str:
    return "".join(_SYMBOLS.get((font, ord(one) - (0xF000 if ord(one) >= 0xF000 else 0)), one) for one in text)


def _symbol(node: etree._Element) -> str:
    code = node.get(w("char"), "")
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    return _SYMBOLS.get((node.get(w("font"), ""), number & 0xFF), "")
