"""Nothing lost: what a template printed stands in the finished document, in the order in which it was printed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from typing import NamedTuple

from lxml import etree

from kit import patterns
from kit.templates.stories import PROPERTIES, story_parts
from kit.word.marks import shown
from kit.word.package import Package
from kit.word.reading import reading_of
from kit.word.xml import attributes_of

_BETWEEN_LINES = patterns.compiled("[\r\n\t\a\f]+")


class Beside(NamedTuple):
    """Where printed texts may stand besides the words of a document.

    attributes  whether some went inside XML tags, where no reader looks.
    properties  the properties of the file that tags make: title, subject, …; the others are the kit's own words.
    rewritten   the words of fields that were written anew: old entries of a table of contents, old references.
    """

    attributes: bool = False
    properties: frozenset[str] = frozenset()
    rewritten: str = ""


def lost(printed: Iterable[str], package: Package, beside: Beside) -> list[str]:
    """The texts that a render printed, in order, and that the finished document does not show as often.

    Every text is looked for behind the one before it: a single pass finds them all. What does not stand in that order,
    since a macro or a block printed it first and showed it later, is counted.
    """
    pieces = [piece for piece in _BETWEEN_LINES.split(shown("\n".join(printed))) if piece]
    words = _words(package, beside.properties)
    position = 0
    astray: set[str] = set()
    for piece in pieces:
        at = words.find(piece, position)
        if at < 0:
            astray.add(piece)
        else:
            position = at + len(piece)
    if not astray:
        return []
    parts = story_parts(package) if beside.attributes else ()
    elsewhere = "\n".join((beside.rewritten, *(value for part in parts for value in attributes_of(package.tree(part)))))
    times = Counter(piece for piece in pieces if piece in astray)
    return sorted(piece for piece, n in times.items() if words.count(piece) + elsewhere.count(piece) < n)


def _words(package: Package, properties: Collection[str]) -> str:
    """The words of all parts that a template fills in."""
    return "\n".join(
        _property_words(package.tree(part), properties) if kind == PROPERTIES else package.found(part, reading_of).words
        for part, kind in story_parts(package).items()
    )


def _property_words(root: etree._Element, properties: Collection[str]) -> str:
    return "\n".join(node.text or "" for node in root if etree.QName(node).localname in properties)
