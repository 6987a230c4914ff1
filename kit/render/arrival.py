"""Nothing lost: what a template printed stands in the finished document, in the order in which it was printed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any, NamedTuple

from lxml import etree

from kit.templates.stories import PROPERTIES, stories
from kit.word.marks import shown
from kit.word.names import w
from kit.word.package import Package

_BETWEEN_LINES = re.compile("[\r\n\t\a\f]+")
_LEAVES = ("{*}t", w("instrText"), w("delText"), w("delInstrText"))
_ATTRIBUTES: Callable[[etree._Element], Any] = etree.XPath("//@*", smart_strings=False)


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
    pieces = [piece for text in printed for piece in _BETWEEN_LINES.split(shown(text)) if piece]
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
    elsewhere = "\n".join((beside.rewritten, *(_attributes(package) if beside.attributes else ())))
    times = Counter(piece for piece in pieces if piece in astray)
    return sorted(piece for piece, n in times.items() if words.count(piece) + elsewhere.count(piece) < n)


def _words(package: Package, properties: Collection[str]) -> str:
    """The words of all parts that a template fills in."""
    found = []
    for part, kind in stories(package).items():
        tags = [f"{{*}}{name}" for name in properties] if kind == PROPERTIES else _LEAVES
        leaves = package.tree(part).iter(*tags) if tags else ()
        found.append("".join([leaf.text or "" for leaf in leaves]))
    return "\n".join(found)


def _attributes(package: Package) -> Iterator[str]:
    for part in stories(package):
        yield from map(str, _ATTRIBUTES(package.tree(part)))
