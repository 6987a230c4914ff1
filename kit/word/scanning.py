"""A part of a Word file as its text: where every paragraph, run, row and cell begins and ends, and what one reads.

The template engine works on the text itself, so that what it does not touch stays as Word wrote it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape

from lxml import etree

from kit.word.names import W
from kit.word.package import parse
from kit.word.xml import to_bytes

_TAG = re.compile(r"<(/?)w:(p|r|t|tr|tc|tbl|tcPr|pPr|rPr|del|ins|moveFrom|moveTo|delText)(?=[\s/>])[^>]*?(/?)>")
_ENTITY = re.compile(r"&[^;]+;")
REVISIONS = frozenset({"del", "ins", "moveFrom", "moveTo"})


@dataclass
class Element:
    """An element by its place in the text: [start, end) whole, [open_end, close_start) inside."""

    name: str
    start: int
    open_end: int
    parent: Element | None
    close_start: int = 0
    end: int = 0
    properties: Element | None = None  # pPr of a paragraph, rPr of a run, tcPr of a cell
    number: int = 1  # among the elements of its name inside its parent
    counts: dict[str, int] = field(default_factory=dict)

    def within(self, name: str) -> Element | None:
        """The nearest element of that name around this one, or this one itself."""
        element: Element | None = self
        while element is not None and element.name != name:
            element = element.parent
        return element

    def path(self) -> tuple[str, ...]:
        """The names of this element and those around it, innermost first."""
        names: list[str] = []
        element: Element | None = self
        while element is not None:
            names.append(element.name)
            element = element.parent
        return tuple(names)

    def inside_revision(self) -> bool:
        """Whether it stands in an unaccepted change."""
        return bool(REVISIONS.intersection(self.path()))


@dataclass(frozen=True)
class Segment:
    """The text of one w:t."""

    element: Element
    text: str
    raw: str

    def raw_offset(self, position: int) -> int:
        """The offset in the part of the character at this position of the text read."""
        if "&" not in self.raw:
            return self.element.open_end + position
        read = 0
        offset = 0
        while read < position:
            entity = _ENTITY.match(self.raw, offset)
            offset += len(entity.group()) if entity else 1
            read += 1
        return self.element.open_end + offset


@dataclass
class Paragraph:
    """A paragraph with the texts that stand in it, not in a paragraph nested in it."""

    element: Element
    segments: list[Segment] = field(default_factory=list)

    @property
    def text(self) -> str:
        """What one reads."""
        return "".join(segment.text for segment in self.segments)


@dataclass(frozen=True)
class Scan:
    """A part's text and its paragraphs in reading order."""

    text: str
    paragraphs: tuple[Paragraph, ...]


def scan(data: bytes, part: str) -> Scan:
    """The paragraphs of a part. Raises Fault for a part that is not sound XML."""
    text = _plain_text(data, part)
    paragraphs: dict[int, Paragraph] = {}
    stack: list[Element] = []
    for match in _TAG.finditer(text):
        closing, name, empty = match.groups()
        if closing:
            element = stack.pop()
            element.close_start, element.end = match.start(), match.end()
            _finish(element, text, paragraphs)
            continue
        element = Element(name, match.start(), match.end(), stack[-1] if stack else None)
        if element.parent is not None:
            element.number = element.parent.counts[name] = element.parent.counts.get(name, 0) + 1
        if name == "p":
            paragraphs[id(element)] = Paragraph(element)
        if empty:
            element.close_start = element.end = match.end()
            _finish(element, text, paragraphs)
        else:
            stack.append(element)
    return Scan(text, tuple(paragraphs.values()))


def _finish(element: Element, text: str, paragraphs: dict[int, Paragraph]) -> None:
    parent = element.parent
    if parent is not None and element.name == f"{parent.name}Pr" and parent.properties is None:
        parent.properties = element
    if element.name in {"t", "delText"}:
        home = element.within("p")
        if home is not None and id(home) in paragraphs:
            raw = text[element.open_end : element.close_start]
            paragraphs[id(home)].segments.append(Segment(element, unescape(raw), raw))


def _plain_text(data: bytes, part: str) -> str:
    """The part as text with the prefix w, without comments, instructions and CDATA, which would hide tags."""
    root = parse(data, part)
    body = data.decode("utf-8-sig", errors="replace")
    head = re.match(r"\s*<\?xml[^>]*\?>", body)
    rest = body[head.end() :] if head else body
    usual = root.nsmap.get("w") == W and "<!" not in rest and "<?" not in rest and "\ufffd" not in rest
    if usual:
        return body
    etree.strip_tags(root, etree.Comment, etree.ProcessingInstruction)
    return to_bytes(root).decode()


def scan_text(text: str) -> Scan:
    """Plain text as if it were a part with one line: for the properties of a file."""
    element = Element("text", 0, 0, None, len(text), len(text))
    return Scan(text, (Paragraph(element, [Segment(element, text, "")]),))
