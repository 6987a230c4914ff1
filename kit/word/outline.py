"""The outline of a Word document: what its reader sees, line by line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from lxml import etree

from kit import patterns
from kit.outline import Line, Outline, Part
from kit.records import Record
from kit.word.elements import elements_of
from kit.word.names import MANIFEST, STORIES, w
from kit.word.numbering import MC, Label, Labels, labels
from kit.word.package import Package
from kit.word.reading import reading_of
from kit.word.references import Field, paragraphs_of

STYLE_PARTS: Mapping[str, Part] = {
    "ChapterHeading": Part.CHAPTER,
    "ClauseHeading": Part.CLAUSE,
    "Item": Part.ITEM,
    "SubItem": Part.SUBITEM,
    "AnnexHeading": Part.ANNEX,
    "AnnexClause": Part.CLAUSE,
    "Heading": Part.HEADING,
}
_LABEL_SHAPES: tuple[tuple[re.Pattern[str], Part], ...] = (
    (patterns.compiled(r"第.+[编章]\s*"), Part.CHAPTER),
    (patterns.compiled(r"第.+条\s*"), Part.CLAUSE),
    (patterns.compiled(r"附\s*[件录].*"), Part.ANNEX),
    (patterns.compiled(r"[一二三四五六七八九十百〇零]+、\s*"), Part.CLAUSE),
    (patterns.compiled(r"[（(].+[）)]\s*"), Part.ITEM),
    (patterns.compiled(r"[0-9]+[.．、）)]?\s*"), Part.SUBITEM),
)
_SDT, _ROW, _CELL, _TABLE, _PARAGRAPH = w("sdt"), w("tr"), w("tc"), w("tbl"), w("p")
_BOOKMARK, _NAME = w("bookmarkStart"), w("name")
_BLOCK_WRAPPERS = {w("sdtContent"), w("customXml"), w("ins"), w("moveTo"), w("smartTag"), f"{{{MC}}}Choice"}
_BREAK = patterns.compiled(r"[ \t\n]*[\t\n][ \t\n]*")
_BLOCKS = {_PARAGRAPH, _TABLE, _BOOKMARK}
_TRANSPARENT = {*_BLOCK_WRAPPERS, _SDT, f"{{{MC}}}AlternateContent"}
_CLAUSE_BOOKMARK = "kt_"


class Block(NamedTuple):
    """A paragraph or table of a body, cell or text box, and the bookmarks that start right before it."""

    element: etree._Element
    bookmarks: tuple[str, ...] = ()


def outline_of(package: Package) -> Outline:
    """What a reader sees of a Word document: paragraphs and table rows, with their numbers and clauses.

    Deleted words, field codes and blank paragraphs are left out, and so is the table of contents, which only repeats.
    Text boxes follow the paragraph they hang on.
    """
    return outline(package, labels(package, package.tree(package.document_part)))


def outline(package: Package, numbers: Labels) -> Outline:
    """The outline of a document whose numbers are known; they are those of the package's own tree of it."""
    root = numbers.root
    seen = package.found(package.document_part, reading_of)
    contents = _contents_paragraphs(root, seen.fields)
    asked = package.found(package.document_part, elements_of)
    marks, boxes = _around_bookmarks(asked[_BOOKMARK]), _around_boxes(asked[w("txbxContent")])
    reader = _Reader(numbers, clause_ids(package), contents, seen.texts, marks, boxes)
    body = root.find(w("body"))
    return Outline(() if body is None else tuple(reader.lines(body)), tuple(_asides(package)))


def _asides(package: Package) -> Iterator[Line]:
    """What stands outside the body; a text that several headers repeat, once."""
    for kind, title in STORIES.items():
        parts = (part for part in dict.fromkeys(package.related(package.document_part, kind)) if part in package)
        texts = (_on_one_line(text) for part in parts for text in package.found(part, reading_of).texts.values())
        if lines := [Line(Part.PARAGRAPH, text) for text in dict.fromkeys(texts) if text]:
            yield Line(Part.HEADING, title)
            yield from lines


def clause_ids(package: Package) -> dict[str, str]:
    """The ids of clauses and options by bookmark, from the manifest; empty when the file has lost it."""
    for part in package.related(package.document_part, "customXml"):
        if part in package:
            root = package.tree(part)
            if root.tag == f"{{{MANIFEST}}}manifest":
                return {node.get("bookmark", ""): node.get("id", "") for node in root if node.get("bookmark")}
    return {}


def clause_of_bookmark(name: str) -> str:
    """The id a bookmark's name stands for: kt_disputes_resolution__court → disputes.resolution/court; else empty."""
    if not name.startswith(_CLAUSE_BOOKMARK):
        return ""
    return name.removeprefix(_CLAUSE_BOOKMARK).replace("__", "/").replace("_", ".")


def part_of(paragraph: etree._Element, numbers: Labels) -> Part:
    """What a paragraph is: by its own style, else by its number, its inherited style, its outline level."""
    styles = numbers.styles
    style_id = styles.id_of(paragraph)
    if style_id in STYLE_PARTS:
        return STYLE_PARTS[style_id]
    by_label = _part_of_label(numbers.get(paragraph))
    if by_label is not None:
        return by_label
    for style in styles.chain(style_id):
        if (inherited := style.get(w("styleId"), "")) in STYLE_PARTS:
            return STYLE_PARTS[inherited]
    return Part.PARAGRAPH if styles.outline_level(paragraph) is None else Part.HEADING


def blocks(container: etree._Element) -> Iterator[Block]:
    """The paragraphs and tables directly in a container, wrappers such as content controls looked through."""
    waiting: list[str] = []
    for node in _flat(container):
        if node.tag == _BOOKMARK:
            waiting.append(node.get(_NAME, ""))
        else:
            yield Block(node, tuple(waiting))
            waiting.clear()


def _flat(container: etree._Element) -> Iterator[etree._Element]:
    for child in container:
        tag = child.tag
        if tag in _BLOCKS:
            yield child
        elif tag in _TRANSPARENT:
            yield from _flat(child)


def _part_of_label(label: Label | None) -> Part | None:
    if label is None or not label.text:
        return None
    return next((part for shape, part in _LABEL_SHAPES if shape.fullmatch(label.text)), None)


def _contents_paragraphs(root: etree._Element, found: Sequence[Field]) -> frozenset[etree._Element]:
    """The paragraphs that tables of contents fill."""
    return frozenset(p for field in found if field.kind == "TOC" for p in paragraphs_of(root, field))


class _Reader(Record):
    """Reads a tree line by line; texts, bookmarks and text boxes by the element they stand in were looked up before."""

    numbers: Labels
    clauses: Mapping[str, str]
    contents: frozenset[etree._Element]
    texts: Mapping[etree._Element, str]
    bookmarks: Mapping[etree._Element, Sequence[str]]
    boxes: Mapping[etree._Element, Sequence[etree._Element]]

    def lines(self, container: etree._Element) -> list[Line]:
        return [line for block in blocks(container) for line in self.block(block)]

    def block(self, block: Block) -> list[Line]:
        if block.element.tag == _TABLE:
            return self.rows(block)
        return [] if block.element in self.contents else self.paragraph(block)

    def paragraph(self, block: Block) -> list[Line]:
        paragraph = block.element
        label, text = self.label(paragraph), self.text(paragraph)
        lines: list[Line] = []
        if text or label:
            lines.append(Line(part_of(paragraph, self.numbers), text, label, self.clause(block, paragraph)))
        for box in self.boxes.get(paragraph, ()):
            lines += self.lines(box)
        return lines

    def rows(self, block: Block) -> list[Line]:
        lines: list[Line] = []
        above = block
        for row in _children(block.element, _ROW):
            cells = [" ".join(self.cell(cell)) for cell in _children(row, _CELL)]
            lines.append(Line(Part.ROW, " | ".join(cells), clause=self.clause(above, row)))
            above = Block(row)
        return lines

    def cell(self, cell: etree._Element) -> list[str]:
        """The lines of a cell; tables inside it are read row by row."""
        found: list[str] = []
        for node in cell:
            tag = node.tag
            if tag in _TRANSPARENT:
                found += self.cell(node)
            elif tag == _TABLE or (tag == _PARAGRAPH and (node in self.contents or node in self.boxes)):
                found += [f"{line.label}{line.text}" for line in self.block(Block(node))]
            elif tag == _PARAGRAPH and (words := self.label(node) + self.text(node)):
                found.append(words)
        return found

    def label(self, paragraph: etree._Element) -> str:
        found = self.numbers.get(paragraph)
        return "" if found is None else found.text

    def text(self, paragraph: etree._Element) -> str:
        return _on_one_line(self.texts.get(paragraph, ""))

    def clause(self, block: Block, node: etree._Element) -> str:
        """The id of the first bookmark before a block or in a paragraph or row that names a clause or option."""
        for name in (*block.bookmarks, *self.bookmarks.get(node, ())):
            if found := self.clauses.get(name) or clause_of_bookmark(name):
                return found
        return ""


def _on_one_line(text: str) -> str:
    has_breaks = "\n" in text or "\t" in text  # most texts have none
    return (_BREAK.sub(" ", text) if has_breaks else text).strip(" ")


def _around_bookmarks(starts: Iterable[etree._Element]) -> dict[etree._Element, list[str]]:
    """The names of the bookmarks that start in each paragraph and row."""
    found: dict[etree._Element, list[str]] = {}
    for start in starts:
        for around in start.iterancestors(_PARAGRAPH, _ROW):
            found.setdefault(around, []).append(start.get(_NAME, ""))
    return found


def _around_boxes(boxes: Iterable[etree._Element]) -> dict[etree._Element, list[etree._Element]]:
    """The contents of the text boxes that hang on each paragraph; of two dialects of one box, the first."""
    found: dict[etree._Element, list[etree._Element]] = {}
    for box in boxes:
        paragraph = next(box.iterancestors(_PARAGRAPH), None)
        if paragraph is not None and next(box.iterancestors(f"{{{MC}}}Fallback"), None) is None:
            found.setdefault(paragraph, []).append(box)
    return found


def _children(node: etree._Element, wanted: str) -> list[etree._Element]:
    """Rows of a table or cells of a row, content controls looked through."""
    found: list[etree._Element] = []
    for child in node:
        tag = child.tag
        if tag == wanted:
            found.append(child)
        elif tag in _BLOCK_WRAPPERS or tag == _SDT:
            found += _children(child, wanted)
    return found
