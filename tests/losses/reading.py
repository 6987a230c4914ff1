"""What a reader finds in a Word file, read without the kit: the paragraphs of every part."""

from __future__ import annotations

from lxml import etree

from kit.word.names import XML, w
from kit.word.package import Package

_CHARACTERS = {w("tab"): "\t", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "\u2011"}


def paragraphs(package: Package, part: str = "word/document.xml") -> list[str]:
    """The text of each paragraph of a part, white space as Word shows it; a paragraph inside another comes after it."""
    root = etree.fromstring(package[part])
    return ["".join(_shown(node) for node in _own(paragraph)) for paragraph in root.iter(w("p"))]


def _own(paragraph: etree._Element) -> list[etree._Element]:
    """The characters of a paragraph that are not those of one inside it."""
    found = paragraph.iter(w("t"), w("delText"), *_CHARACTERS)
    return [node for node in found if next(node.iterancestors(w("p"))) is paragraph and not _is_property(node)]


def _is_property(node: etree._Element) -> bool:
    return next(node.iterancestors(w("pPr")), None) is not None


def _shown(node: etree._Element) -> str:
    if node.tag in _CHARACTERS:
        return _CHARACTERS[str(node.tag)]
    text = node.text or ""
    return text if node.get(f"{{{XML}}}space") == "preserve" else text.strip(" \t\r\n")
