"""Putting printed values in the place of their tokens, as text and nothing else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import deepcopy

from lxml import etree

from kit.word.names import w
from kit.word.package import Package
from kit.word.styles import NUMBERED, style_id

TOKEN = re.compile("\ue010([0-9]+)\ue011")
_NUMBERED_STYLES = frozenset(style_id(name) for name in NUMBERED)


def put_values(package: Package, texts: Sequence[str]) -> tuple[Package, list[str]]:
    """The package with every token replaced by its text, and the texts whose token is nowhere.

    A text of several lines becomes as many paragraphs, or lines in a numbered paragraph.
    """
    seen: set[int] = set()
    changed: dict[str, etree._Element] = {}
    for part in package.part_names:
        if part.endswith(".xml") and b"\xee\x80\x90" in package[part]:
            root = package.xml(part)
            _fill_part(root, texts, seen)
            changed[part] = root
    lost = [text for number, text in enumerate(texts) if number not in seen and text]
    return package.with_xml(changed), lost


def _fill_part(root: etree._Element, texts: Sequence[str], seen: set[int]) -> None:
    def value(match: re.Match[str]) -> str:
        seen.add(int(match[1]))
        return texts[int(match[1])]

    for element in list(root.iter()):
        if not isinstance(element.tag, str):
            continue
        for name, text in element.attrib.items():
            if "\ue010" in text:
                element.set(name, TOKEN.sub(value, text))
        if element.text and "\ue010" in element.text:
            filled = TOKEN.sub(value, element.text)
            element.text = filled
            if element.tag == w("t"):
                element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
                if "\n" in filled:
                    _break_lines(element)


def _break_lines(text: etree._Element) -> None:
    paragraph = next(text.iterancestors(w("p")), None)
    if paragraph is None or _is_numbered(paragraph):
        _break_in_place(text)
    else:
        _split_paragraph(paragraph, text)


def _is_numbered(paragraph: etree._Element) -> bool:
    style = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
    return (style is not None and style.get(w("val")) in _NUMBERED_STYLES) or (
        paragraph.find(f"{w('pPr')}/{w('numPr')}") is not None
    )


def _break_in_place(text: etree._Element) -> None:
    run = text.getparent()
    lines = (text.text or "").split("\n")
    text.text = lines[0]
    position = run.index(text)
    for line in lines[1:]:
        following = deepcopy(text)
        following.text = line
        run[position + 1 : position + 1] = [etree.Element(w("br")), following]
        position += 2


def _split_paragraph(paragraph: etree._Element, text: etree._Element) -> None:
    """One paragraph a line; what stands behind the text goes with the last line."""
    lines = (text.text or "").split("\n")
    run = text.getparent()
    properties, run_properties = paragraph.find(w("pPr")), run.find(w("rPr"))
    text.text = lines[0]
    behind_in_run = list(text.itersiblings())
    behind = list(run.itersiblings())
    place = paragraph
    for line in lines[1:]:
        fresh = etree.Element(w("p"))
        if properties is not None:
            fresh.append(_plain_copy(properties))
        new_run = etree.SubElement(fresh, w("r"))
        if run_properties is not None:
            new_run.append(deepcopy(run_properties))
        new_text = deepcopy(text)
        new_text.text, new_text.tail = line, None
        new_run.append(new_text)
        place.addnext(fresh)
        place = fresh
    place[-1].extend(behind_in_run)
    place.extend(behind)


def _plain_copy(properties: etree._Element) -> etree._Element:
    """Paragraph properties for a continuation: without a section break or a page break."""
    copy = deepcopy(properties)
    for name in ("sectPr", "pageBreakBefore"):
        for element in copy.findall(w(name)):
            copy.remove(element)
    return copy
