"""The properties of a file that hold tags: title, subject, keywords, … Each is one text, without runs and paragraphs."""

from __future__ import annotations

from collections.abc import Iterator
from html import unescape

from kit import patterns
from kit.templates.leftovers import may_hold_tags
from kit.templates.lexing import tags_in
from kit.templates.stories import PROPERTIES, PROPERTY, property_parts
from kit.word.package import Package, parse
from kit.word.scanning import Element, Paragraph, Scan, Segment, scan
from kit.word.xml import to_bytes

_LEAF = patterns.compiled(r"<([\w:.-]+)(?:\s[^<>]*)?>([^<>]+)</\1>")


def scanned(package: Package, part: str, words: str) -> Scan:
    """A part that is filled in, ready for its tags to be lifted."""
    return _properties(package[part], part) if words == PROPERTIES else scan(package[part], part)


def tagged(package: Package) -> frozenset[str]:
    """The properties that the template makes itself, by tags in them: title, subject, …"""
    found = (
        one.element.path()[1].rpartition(":")[2]
        for part in property_parts(package)
        if may_hold_tags(package[part])
        for one in _properties(package[part], part).loose
        if tags_in(one.text).tags
    )
    return frozenset(found)


def _properties(data: bytes, part: str) -> Scan:
    text = to_bytes(parse(data, part)).decode()
    return Scan(text, (), tuple(_texts(text)))


def _texts(text: str) -> Iterator[Paragraph]:
    for match in _LEAF.finditer(text):
        start, end = match.span(2)
        around = Element(match[1], match.start(), start, None, end, match.end())
        element = Element(PROPERTY, start, start, around, end, end)
        yield Paragraph(element, [Segment(element, unescape(match[2]), match[2])])
