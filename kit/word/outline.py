"""The outline of a Word document: what its reader sees, line by line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from kit.outline import Line, Outline, Part
from kit.word.names import MANIFEST, w
from kit.word.numbering import MC, Label, Labels, labels
from kit.word.package import Package
from kit.word.references import fields, paragraphs_of, visible_text

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
    (re.compile(r"第.+[编章]\s*"), Part.CHAPTER),
    (re.compile(r"第.+条\s*"), Part.CLAUSE),
    (re.compile(r"附\s*[件录].*"), Part.ANNEX),
    (re.compile(r"[一二三四五六七八九十百〇零]+、\s*"), Part.CLAUSE),
    (re.compile(r"[（(].+[）)]\s*"), Part.ITEM),
    (re.compile(r"[0-9]+[.．、）)]?\s*"), Part.SUBITEM),
)
_BLOCK_WRAPPERS = {w("sdtContent"), w("customXml"), w("ins"), w("moveTo"), w("smartTag"), f"{{{MC}}}Choice"}
_CLAUSE_BOOKMARK = "kt_"


@dataclass(frozen=True)
class Block:
    """A paragraph or table of a body, cell or text box, and the bookmarks that start right before it."""

    element: etree._Element
    bookmarks: tuple[str, ...] = ()


def outline_of(package: Package) -> Outline:
    """What a reader sees of a Word document: paragraphs and table rows, with their numbers and clauses.

    Deleted words, field codes and blank paragraphs are left out, and so is the table of contents, which only repeats.
    Text boxes follow the paragraph they hang on.
    """
    root = package.xml(package.document_part)
    return outline(root, labels(package, root), clause_ids(package))


def outline(root: etree._Element, numbers: Labels, clauses: Mapping[str, str] | None = None) -> Outline:
    """The outline of a main document's tree.

    clauses  ids by bookmark; those of other bookmarks are derived from their names.
    """
    reader = _Reader(numbers, clauses or {}, _contents_paragraphs(root))
    body = root.find(w("body"))
    return Outline(() if body is None else tuple(reader.lines(body)))


def clause_ids(package: Package) -> dict[str, str]:
    """The ids of clauses and options by bookmark, from the manifest; empty when the file has lost it."""
    for part in package.related(package.document_part, "customXml"):
        if part in package:
            root = package.xml(part)
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
    inherited = (STYLE_PARTS.get(style.get(w("styleId"), "")) for style in styles.chain(style_id))
    by_style = next((part for part in inherited if part is not None), None)
    if by_style is not None:
        return by_style
    return Part.PARAGRAPH if styles.outline_level(paragraph) is None else Part.HEADING


def blocks(container: etree._Element) -> Iterator[Block]:
    """The paragraphs and tables directly in a container, wrappers such as content controls looked through."""
    waiting: list[str] = []
    for node in _flat(container):
        if node.tag == w("bookmarkStart"):
            waiting.append(node.get(w("name"), ""))
        else:
            yield Block(node, tuple(waiting))
            waiting.clear()


def _flat(container: etree._Element) -> Iterator[etree._Element]:
    for child in container:
        if child.tag in (w("p"), w("tbl"), w("bookmarkStart")):
            yield child
        elif child.tag in _BLOCK_WRAPPERS or child.tag in (w("sdt"), f"{{{MC}}}AlternateContent"):
            yield from _flat(child)


def _part_of_label(label: Label | None) -> Part | None:
    if label is None or not label.text:
        return None
    return next((part for shape, part in _LABEL_SHAPES if shape.fullmatch(label.text)), None)


def _contents_paragraphs(root: etree._Element) -> frozenset[etree._Element]:
    """The paragraphs that tables of contents fill."""
    return frozenset(p for found in fields(root) if found.kind == "TOC" for p in paragraphs_of(root, found))


@dataclass(frozen=True)
class _Reader:
    numbers: Labels
    clauses: Mapping[str, str]
    contents: frozenset[etree._Element]

    def lines(self, container: etree._Element) -> Iterator[Line]:
        for block in blocks(container):
            if block.element.tag == w("tbl"):
                yield from self.rows(block)
            elif block.element not in self.contents:
                yield from self.paragraph(block)

    def paragraph(self, block: Block) -> Iterator[Line]:
        paragraph = block.element
        label, text = self.numbers.get(paragraph), _on_one_line(visible_text(paragraph))
        clause = self.clause((*block.bookmarks, *_bookmarks_in(paragraph)))
        if text or (label is not None and label.text):
            yield Line(part_of(paragraph, self.numbers), text, "" if label is None else label.text, clause)
        for box in _text_boxes(paragraph):
            yield from self.lines(box)

    def rows(self, block: Block) -> Iterator[Line]:
        above = block.bookmarks
        for row in _children(block.element, "tr"):
            cells = [" ".join(self.cell(cell)) for cell in _children(row, "tc")]
            yield Line(Part.ROW, " | ".join(cells), clause=self.clause((*above, *_bookmarks_in(row))))
            above = ()

    def cell(self, cell: etree._Element) -> Iterator[str]:
        """The lines of a cell; tables inside it are read row by row."""
        for line in self.lines(cell):
            yield f"{line.label}{line.text}"

    def clause(self, names: tuple[str, ...]) -> str:
        """The id of the first bookmark that names a clause or option."""
        return next((c for name in names if (c := self.clauses.get(name) or clause_of_bookmark(name))), "")


def _on_one_line(text: str) -> str:
    return re.sub(r"[ \t\n]*[\t\n][ \t\n]*", " ", text).strip(" ")


def _bookmarks_in(node: etree._Element) -> tuple[str, ...]:
    return tuple(start.get(w("name"), "") for start in node.iter(w("bookmarkStart")))


def _text_boxes(paragraph: etree._Element) -> Iterator[etree._Element]:
    """The contents of text boxes that hang on a paragraph; of two dialects of one box, the first."""
    for box in paragraph.iter(w("txbxContent")):
        own = next(box.iterancestors(w("p")), None)
        if own is paragraph and next(box.iterancestors(f"{{{MC}}}Fallback"), None) is None:
            yield box


def _children(node: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Rows of a table or cells of a row, content controls looked through."""
    for child in node:
        if child.tag == w(tag):
            yield child
        elif child.tag in _BLOCK_WRAPPERS or child.tag == w("sdt"):
            yield from _children(child, tag)
