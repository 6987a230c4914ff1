"""Two Word files compared part by part: what differs though a reader or Word could tell it apart."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import canonicalize

from lxml import etree

from kit.word.names import w

_RSIDS = ("rsidR", "rsidRPr", "rsidRDefault", "rsidP", "rsidTr", "rsidDel", "rsidSect")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_WORDS = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@dataclass(frozen=True)
class Purpose:
    """A way in which the kit differs from docxtpl on purpose.

    reason  what a user gains.
    level   makes both trees of a part alike where they differ in this way alone, and nowhere else.
    """

    name: str
    reason: str
    level: Callable[[etree._Element, etree._Element], None]


@dataclass(frozen=True)
class Difference:
    """A part that differs: its name and both forms, one element a line. One form is empty where the part is missing.

    purposes  the purposes that explain the difference; empty where it has no explanation.
    """

    part: str
    theirs: str
    ours: str
    purposes: tuple[str, ...] = ()


def compare(theirs: bytes, ours: bytes, purposes: Sequence[Purpose] = ()) -> list[Difference]:
    """The parts in which two packages differ; documents embedded in them are looked into."""
    found: list[Difference] = []
    for name, one, other in _pairs(theirs, ours):
        if one == other or canonical(name, one) == canonical(name, other):
            continue
        found.append(Difference(name, _shown(name, one), _shown(name, other), _explained(one, other, purposes)))
    return found


def canonical(name: str, data: bytes) -> bytes:
    """A part in one form for all ways to write the same thing."""
    if not data or not name.endswith((".xml", ".rels")):
        return data
    return _written(_read(data))


def _explained(theirs: bytes, ours: bytes, purposes: Sequence[Purpose]) -> tuple[str, ...]:
    """The fewest purposes that make both parts alike; none where they do not."""
    if not theirs or not ours or not _alike(theirs, ours, purposes):
        return ()
    needed = list(purposes)
    for purpose in reversed(purposes):
        fewer = [other for other in needed if other is not purpose]
        if _alike(theirs, ours, fewer):
            needed = fewer
    return tuple(purpose.name for purpose in needed)


def _alike(theirs: bytes, ours: bytes, purposes: Sequence[Purpose]) -> bool:
    one, other = _read(theirs), _read(ours)
    for purpose in purposes:
        purpose.level(one, other)
        plain(one)
        plain(other)
    return _written(one) == _written(other)


def _read(data: bytes) -> etree._Element:
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, huge_tree=True))
    if root.tag.startswith(w("")):
        plain(root)
    return root


def _written(element: etree._Element) -> bytes:
    return canonicalize(etree.tostring(element, encoding="unicode"), rewrite_prefixes=True).encode()


def _pairs(theirs: bytes, ours: bytes, prefix: str = "") -> Iterator[tuple[str, bytes, bytes]]:
    one, other = _parts(theirs), _parts(ours)
    for name in sorted(one.keys() | other.keys()):
        left, right = one.get(name, b""), other.get(name, b"")
        if name.endswith(".docx") and left and right:
            yield from _pairs(left, right, f"{prefix}{name}!")
        else:
            yield prefix + name, left, right


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _shown(name: str, data: bytes) -> str:
    if not name.endswith((".xml", ".rels")):
        return f"{len(data)} bytes"
    return canonical(name, data).decode().replace("><", ">\n<")


# --- one form -------------------------------------------------------------------------------


def plain(root: etree._Element) -> None:
    """Without revision ids and proofing marks, white space as Word reads it, neighbouring equal runs as one."""
    without_revisions(root)
    for mark in list(root.iter(w("proofErr"))):
        remove(mark)
    for text in root.iter(w("t")):
        if text.attrib.pop(_SPACE, "") != "preserve":
            text.text = (text.text or "").strip(" \t\r\n")
    for text in root.iter(w("t")):
        text.set(_SPACE, "preserve")
    for run in list(root.iter(w("r"))):
        _merge_texts(run)
        properties = run.find(w("rPr"))
        if properties is not None and not len(properties):
            run.remove(properties)
        if all(child.tag == w("rPr") for child in run) and not (run.text or "").strip():
            remove(run)
    for run in list(root.iter(w("r"))):
        before = run.getprevious()
        if before is not None and _is_followed_by(before, run):
            _append_run(before, run)


def without_revisions(root: etree._Element) -> None:
    """Take out what tells in which session something was typed."""
    for element in list(root.iter()):
        for name in _RSIDS:
            element.attrib.pop(w(name), None)


def _merge_texts(run: etree._Element) -> None:
    for text in list(run.findall(w("t"))):
        before = text.getprevious()
        if not text.text and not len(text):
            remove(text)
        elif before is not None and before.tag == w("t") and not len(text):
            before.text = (before.text or "") + (text.text or "")
            remove(text)


def look_of(run: etree._Element) -> bytes:
    """How a run's words look."""
    properties = run.find(w("rPr"))
    shown = (
        b""
        if properties is None or not len(properties)
        else etree.tostring(properties, method="c14n", exclusive=True, with_tail=False)
    )
    return shown + repr(sorted(run.attrib.items())).encode()


def _append_run(before: etree._Element, run: etree._Element) -> None:
    """Move a run's content to the end of the run before it; the walk goes on with the longer run."""
    for child in [child for child in run if child.tag != w("rPr")]:
        before.append(child)
    remove(run)
    _merge_texts(before)
    following = before.getnext()
    if following is not None and _is_followed_by(before, following):
        _append_run(before, following)


def _is_followed_by(before: etree._Element, run: etree._Element) -> bool:
    """Whether both are runs that look alike, with nothing between."""
    stray = (before.tail or "").strip()
    return not stray and before.tag == run.tag == w("r") and look_of(before) == look_of(run)


def remove(element: etree._Element) -> None:
    """Take an element out; what stands behind it stays."""
    parent, tail = element.getparent(), element.tail
    assert parent is not None
    if tail and tail.strip():
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + tail
        else:
            parent.text = (parent.text or "") + tail
    parent.remove(element)
