"""Putting printed values in the place of their tokens, as text and nothing else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import deepcopy

from lxml import etree

from kit.word.names import XML, w
from kit.word.package import Package
from kit.word.styles import NUMBERED, style_id
from kit.word.xml import el

OPEN, CLOSE = "\ue010", "\ue011"
TOKEN = re.compile(f"{OPEN}([0-9]+){CLOSE}")
_NUMBERED_STYLES = frozenset(style_id(name) for name in NUMBERED)


def put_values(package: Package, texts: Sequence[str]) -> tuple[Package, list[str]]:
    """The package with every token replaced by its text, and the texts whose token is nowhere.

    A text of several lines becomes as many paragraphs, or lines in a numbered paragraph.
    """
    seen: set[int] = set()
    changed: dict[str, etree._Element] = {}
    for part in package.part_names:
        if part.endswith(".xml") and OPEN.encode() in package[part]:
            root = package.xml(part)
            _fill_part(root, texts, seen)
            changed[part] = root
    lost = [text for number, text in enumerate(texts) if number not in seen and text]
    return package.with_xml(changed), lost


def _fill_part(root: etree._Element, texts: Sequence[str], seen: set[int]) -> None:
    def value(match: re.Match[str]) -> str:
        seen.add(int(match[1]))
        return texts[int(match[1])]

    for element in list(root.iter("*")):
        for name, text in element.attrib.items():
            if OPEN in str(text):
                element.set(str(name), TOKEN.sub(value, str(text)))
        if element.text and OPEN in element.text:
            element.text = TOKEN.sub(value, element.text)
            if element.tag == w("t"):
                element.set(f"{{{XML}}}space", "preserve")
                _break_lines(element)


def _break_lines(text: etree._Element) -> None:
    run, paragraph = text.getparent(), next(text.iterancestors(w("p")), None)
    if run is None or "\n" not in (text.text or ""):
        return
    if paragraph is None or _is_numbered(paragraph):
        _break_in_place(run, text)
    else:
        _split_paragraph(paragraph, run, text)


def _is_numbered(paragraph: etree._Element) -> bool:
    style = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
    return (style is not None and style.get(w("val")) in _NUMBERED_STYLES) or (
        paragraph.find(f"{w('pPr')}/{w('numPr')}") is not None
    )


def _break_in_place(run: etree._Element, text: etree._Element) -> None:
    lines = (text.text or "").split("\n")
    text.text = lines[0]
    place = text
    for line in lines[1:]:
        following = deepcopy(text)
        following.text = line
        line_break = el("w:br")
        place.addnext(line_break)
        line_break.addnext(following)
        place = following


def _split_paragraph(paragraph: etree._Element, run: etree._Element, text: etree._Element) -> None:
    """One paragraph a line; what stands behind the text goes with the last line."""
    lines = (text.text or "").split("\n")
    text.text = lines[0]
    behind_in_run, behind = list(text.itersiblings()), list(run.itersiblings())
    properties, look = paragraph.find(w("pPr")), run.find(w("rPr"))
    place = paragraph
    for line in lines[1:]:
        words = deepcopy(text)
        words.text, words.tail = line, None
        following = el("w:p", children=[_continued(properties), el("w:r", children=[deepcopy(look), words])])
        place.addnext(following)
        place = following
    place[-1].extend(behind_in_run)
    place.extend(behind)


def _continued(properties: etree._Element | None) -> etree._Element | None:
    """Paragraph properties for a continuation: without a section break or a page break."""
    copy = deepcopy(properties)
    if copy is not None:
        for name in ("sectPr", "pageBreakBefore"):
            for element in copy.findall(w(name)):
                copy.remove(element)
    return copy
