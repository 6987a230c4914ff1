"""Writing OOXML elements in short."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from lxml import etree

from kit.word.names import NS, XML, R, W

_ATTRIBUTES: Callable[[etree._Element], Any] = etree.XPath("//@*", smart_strings=False)
_ALL_TEXT: Callable[[etree._Element], Any] = etree.XPath("string()", smart_strings=False)
_NSMAP = {"w": W, "r": R}


@cache
def qualified(name: str) -> str:
    """The qualified name behind a prefixed one: w:p, r:id, xml:space; names without a prefix stay."""
    prefix, _, local = name.rpartition(":")
    if not prefix:
        return local
    return f"{{{XML if prefix == 'xml' else NS[prefix]}}}{local}"


def el(
    name: str, attributes: Mapping[str, str | int] | None = None, children: Iterable[etree._Element | None] = ()
) -> etree._Element:
    """An element: prefixed name, prefixed attributes, children (None is left out)."""
    element = etree.Element(qualified(name), {}, _NSMAP if name.startswith("w:") else None)
    for key, value in (attributes or {}).items():
        element.set(qualified(key), str(value))
    element.extend(child for child in children if child is not None)
    return element


def val(name: str, value: str | int) -> etree._Element:
    """An element whose only attribute is w:val."""
    return el(name, {"w:val": value})


def on(name: str, wanted: object = True) -> etree._Element | None:
    """A toggle element where it is wanted, else None."""
    return el(name) if wanted else None


def child(node: etree._Element, *tags: str) -> etree._Element | None:
    """The element that qualified names lead to, each time the first child of that name; None where there is none."""
    for tag in tags:
        found = next(node.iterchildren(tag), None)
        if found is None:
            return None
        node = found
    return node


def may_hold(data: bytes, root: etree._Element, character: str) -> bool:
    """Whether a part may hold a character beyond ASCII: no only where its bytes prove that, in next to no time.

    root  the tree of the part.
    """
    if (root.getroottree().docinfo.encoding or "UTF-8").upper() != "UTF-8":
        return True
    numbers = {b"%d" % ord(character), b"%x" % ord(character)}
    return holds(data, character.encode()) or any(number in numbers for number in references(data))


def references(data: bytes) -> Iterator[bytes]:
    """The numbers of the characters that are written as references: 34 for &#34;, e002 for &#xE002;."""
    at = data.find(b"&")
    while at >= 0:
        if data.startswith(b"&#", at):
            yield data[at + 2 : data.find(b";", at)].lower().lstrip(b"x0")
        at = data.find(b"&", at + 1)


def holds(data: bytes, sign: bytes) -> bool:
    """Whether a sign stands in the bytes of a part. One byte is looked for much faster than several: it goes first."""
    return sign[:1] in data and sign in data


def all_text(root: etree._Element) -> str:
    """All text of a part, the blanks between its tags with it; found much faster than its words alone."""
    return str(_ALL_TEXT(root))


def attributes_of(root: etree._Element) -> list[str]:
    """The values of all attributes of a part."""
    return list(map(str, _ATTRIBUTES(root)))


def nearest(node: etree._Element, tag: str) -> etree._Element | None:
    """The nearest element of a qualified name around one, or None."""
    around = node.getparent()
    while around is not None and around.tag != tag:
        around = around.getparent()
    return around


def to_bytes(root: etree._Element) -> bytes:
    """The part's bytes, with the XML declaration Word writes."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
