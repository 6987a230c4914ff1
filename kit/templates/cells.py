"""Tags that speak of the cell they stand in: colspan, cellbg, vm, hm."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kit.templates.lexing import Tag
from kit.word.names import ATTRIBUTE
from kit.word.scanning import Element, Paragraph

if TYPE_CHECKING:
    from kit.templates.lifting import Lifter
    from kit.templates.spots import Spot

CELL_TAGS = frozenset({"colspan", "cellbg", "vm", "hm"})
_ORDER = ("cnfStyle", "tcW", "gridSpan", "hMerge", "vMerge", "tcBorders", "shd")


def put_cell_tag(lifter: Lifter, tag: Tag, paragraph: Paragraph, spot: Spot) -> None:
    """Write what the tag wants into the properties of its cell; the tag itself is erased already."""
    cell = paragraph.element.within("tc")
    if cell is None:
        lifter.fault("T-TAG-03", f"标签“{tag.word}”不在表格的单元格里", spot, "把它移到表格中")
        return
    argument = tag.body[len(tag.word) :].strip()
    match tag.word:
        case "colspan":
            _property(lifter, cell, "gridSpan", '<w:gridSpan w:val="', argument, tag, spot)
        case "cellbg":
            opening = '<w:shd w:val="clear" w:color="auto" w:fill="'
            _property(lifter, cell, "shd", opening, argument, tag, spot)
        case "vm":
            merge = "'restart' if loop.first else 'continue'"
            _property(lifter, cell, "vMerge", '<w:vMerge w:val="', merge, tag, spot)
            start, end = _shown(lifter, cell, paragraph)
            _only_first(lifter, start, end, tag, spot)
        case "hm":
            span = re.search(r'<w:gridSpan w:val="(\d+)"/>', _inside(lifter, cell.properties))
            times = f"{span[1]} * loop.length" if span else "loop.length"
            _property(lifter, cell, "gridSpan", '<w:gridSpan w:val="', times, tag, spot)
            outside = spot._replace(path=cell.parent.path() if cell.parent else ())
            _only_first(lifter, cell.start, cell.end, tag, outside)


def _inside(lifter: Lifter, element: Element | None) -> str:
    return lifter.text[element.open_end : element.close_start] if element else ""


def _property(lifter: Lifter, cell: Element, name: str, opening: str, expression: str, tag: Tag, spot: Spot) -> None:
    """Give the cell a property, in the place the schema has for it and instead of one of the same name."""
    if lifter.first_of(name, cell.start, tag) is not tag:
        lifter.fault("T-TAG-04", f"同一格里有两个“{tag.word}”一类的标签", spot, "只留一个")
        return
    properties, rank = cell.properties, _ORDER.index(name)
    inside = _inside(lifter, properties)
    if properties is None or properties.empty:
        at = properties.start if properties else cell.open_end
        if lifter.first_of("tcPr", cell.start, tag) is tag:
            lifter.insert(at, "<w:tcPr>", rank=-1)
            lifter.insert(at, "</w:tcPr>", rank=len(_ORDER))
            lifter.delete(at, properties.end if properties else at)
    elif old := re.search(rf"<w:{name}(?: [^>]*)?/>", inside):
        at = properties.open_end + old.start()
        lifter.delete(at, properties.open_end + old.end())
    else:
        before = (re.finditer(rf"<w:{word}(?: [^>]*)?/>|</w:{word}>", inside) for word in _ORDER[:rank])
        at = properties.open_end + max((match.end() for matches in before for match in matches), default=0)
    attribute = spot._replace(path=(ATTRIBUTE, "tc"), effect=tag.word)
    lifter.insert(at, opening, rank=rank)
    lifter.insert(at, Tag(tag.start, tag.end, "{{", "", expression), attribute, rank=rank)
    lifter.insert(at, '"/>', rank=rank)


def _shown(lifter: Lifter, cell: Element, paragraph: Paragraph) -> tuple[int, int]:
    """The words of a cell, from the first to the last of them."""
    inside = [p for p in lifter.paragraphs if cell.start <= p.element.start < cell.end]
    texts = [s.element for p in inside for s in p.segments if not s.is_character and not s.element.empty]
    return texts[0].open_end, texts[-1].close_start


def _only_first(lifter: Lifter, start: int, end: int, tag: Tag, spot: Spot) -> None:
    lifter.insert(start, Tag(tag.start, tag.end, "{%", "", "if loop.first"), spot, rank=-1)
    lifter.insert(end, Tag(tag.start, tag.end, "{%", "", "endif"), spot, rank=1)
