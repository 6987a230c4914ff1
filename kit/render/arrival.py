"""Nothing lost: what a template printed stands in the finished document, in the order in which it was printed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from lxml import etree

from kit.templates.stories import PROPERTIES, stories
from kit.word.marks import shown
from kit.word.names import w
from kit.word.package import Package

_BETWEEN_LINES = re.compile("[\r\n\t\a\f]+")
_LEAVES = ("{*}t", w("instrText"), w("delText"), w("delInstrText"))
_ATTRIBUTES: Callable[[etree._Element], Any] = etree.XPath("//@*", smart_strings=False)


def lost(printed: Iterable[str], package: Package, into_attributes: bool) -> list[str]:
    """The texts that a render printed and that the finished document does not show as often.

    printed          in order.
    into_attributes  whether some of them went inside XML tags, where no reader looks.
    Every text is looked for behind the one before it: a single pass finds them all. What does not stand in that order,
    since a macro or a block printed it first and showed it later, is counted.
    """
    pieces = [piece for text in printed for piece in _BETWEEN_LINES.split(shown(text)) if piece]
    words = _words(package)
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
    attributes = "\n".join(_attributes(package)) if into_attributes else ""
    times = Counter(piece for piece in pieces if piece in astray)
    return sorted(piece for piece, n in times.items() if words.count(piece) + attributes.count(piece) < n)


def _words(package: Package) -> str:
    """The words of all parts that a template fills in."""
    return "\n".join("".join(_texts(package.tree(part), words)) for part, words in stories(package).items())


def _texts(root: etree._Element, words: str) -> Iterable[str]:
    leaves = root.iter() if words == PROPERTIES else root.iter(*_LEAVES)
    return [leaf.text or "" for leaf in leaves]


def _attributes(package: Package) -> Iterator[str]:
    for part in stories(package):
        yield from map(str, _ATTRIBUTES(package.tree(part)))
