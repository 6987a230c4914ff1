"""The parts of a template that are filled in, and what people call them. Each property of the file is one of its texts."""

from __future__ import annotations

import re
from collections import Counter

from kit import patterns
from kit.word.marks import GAP_CLOSE, GAP_OPEN
from kit.word.names import STORIES
from kit.word.package import Package

PROPERTIES = "文件属性"
PROPERTY = "property"  # the innermost element around a value that goes into a property


_SECTION = patterns.compiled(rb"<\w+:sectPr\b[^>]*(?<!/)>.*?</\w+:sectPr>", re.DOTALL)
_REFERENCE = patterns.compiled(rb"<\w+:(header|footer)Reference\b[^>]*>")
_ATTRIBUTE = patterns.compiled(rb"""\w+:(type|id)=["']([^"']*)["']""")
_PAGES = {b"first": "首页", b"even": "偶数页"}


def stories(package: Package) -> dict[str, str]:
    """The parts that are filled in, and what to call them; headers and footers by the pages they are on."""
    pages, framed = _pages(package), STORIES.values()
    return {part: pages.get(part, words) if words in framed else words for part, words in story_parts(package).items()}


def story_parts(package: Package) -> dict[str, str]:
    """The parts that are filled in, and what they are; the properties of the file are PROPERTIES."""
    document = package.document_part
    found = {document: "正文"}
    for kind, words in STORIES.items():
        found |= dict.fromkeys(package.related(document, kind), words)
    return found | property_parts(package)


def _pages(package: Package) -> dict[str, str]:
    """Headers and footers by the pages they are on: 首页页眉, and 第 2 节的首页页眉 where sections have their own."""
    targets = {relation.id: relation.target for relation in package.relationships(package.document_part)}
    first_in: dict[str, tuple[str, int]] = {}
    for number, section in enumerate(_SECTION.findall(package[package.document_part]), 1):
        for reference in _REFERENCE.finditer(section):
            given = dict(_ATTRIBUTE.findall(reference[0]))
            words = _PAGES.get(given.get(b"type", b""), "") + STORIES[reference[1].decode()]
            first_in.setdefault(targets.get(given.get(b"id", b"").decode(), ""), (words, number))
    alike = Counter(words for words, _number in first_in.values())
    return {part: f"第 {at} 节的{words}" if alike[words] > 1 else words for part, (words, at) in first_in.items()}


def property_parts(package: Package) -> dict[str, str]:
    """The parts that hold the properties of the file. Some programs write two."""
    return {part: PROPERTIES for part in package.related("", "core-properties") if part in package}


def with_brackets(data: bytes) -> bytes:
    """A filled part of properties; gaps, which cannot be highlighted there, are shown as 【待补：…】."""
    return data.replace(GAP_OPEN.encode(), "【".encode()).replace(GAP_CLOSE.encode(), "】".encode())
