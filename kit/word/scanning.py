"""A part of a Word file as its text: where every paragraph, run, row and cell begins and ends, and what one reads.

The template engine works on the text itself, so that what it does not touch stays as Word wrote it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

from lxml import etree

from kit import patterns
from kit.word.names import ATTRIBUTE, W
from kit.word.package import parse
from kit.word.xml import to_bytes

_NAMES = (
    "p|r|t|tr|tc|tbl|tcPr|pPr|rPr|del|ins|moveFrom|moveTo|delText|instrText|delInstrText|tab|br|cr|noBreakHyphen|"
    "hyperlink|sdt|sdtContent|smartTag|fldSimple|customXml|bdo|dir"
)
_TAG = patterns.compiled(rf"<(/?)(?:w:({_NAMES})|([ma]:t))(?=[\s/>])[^>]*?(/?)>")
_ATTRIBUTE = patterns.compiled(r"""=("[^"]*\{[{%#][^"]*"|'[^']*\{[{%#][^']*')""")
_OPENING = patterns.compiled(r"<[\w:.-]+\s[^<>]*\{[{%#][^<>]*>")
_ENTITY = patterns.compiled(r"&[^;]+;")
REVISIONS = frozenset({"del", "ins", "moveFrom", "moveTo"})
_CHARACTERS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}
_NEW_PAGE = patterns.compiled(r'w:type="(?:page|column)"')
_TEXTS = frozenset({"t", "delText"})
_OTHER_TEXTS = frozenset({"instrText", "delInstrText", "m:t", "a:t"})


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

    @property
    def empty(self) -> bool:
        """Whether it is written as one tag, <w:t/>."""
        return self.open_end == self.end


@dataclass(frozen=True)
class Segment:
    """The text of one w:t, or a tab or line break, which reads as one character."""

    element: Element
    text: str
    raw: str

    def raw_offset(self, position: int) -> int:
        """The offset in the part of the character at this position of the text read."""
        if self.is_character:
            return self.element.end if position else self.element.start
        if "&" not in self.raw:
            return self.element.open_end + position
        read = 0
        offset = 0
        while read < position:
            entity = _ENTITY.match(self.raw, offset)
            offset += len(entity.group()) if entity else 1
            read += 1
        return self.element.open_end + offset

    @property
    def is_character(self) -> bool:
        """Whether it is an element that stands for one character."""
        return self.element.name in _CHARACTERS


@dataclass
class Paragraph:
    """A paragraph with the texts that stand in it, not in a paragraph nested in it.

    others  what the same paragraph holds that is no running text, one entry a kind: field codes, formulas, attributes.
    """

    element: Element
    segments: list[Segment] = field(default_factory=list)
    others: dict[str, Paragraph] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """What one reads."""
        return "".join(segment.text for segment in self.segments)


@dataclass(frozen=True)
class Scan:
    """A part's text and its paragraphs in reading order.

    loose  what stands in no paragraph and yet may hold tags: attributes of tables, content controls, properties.
    """

    text: str
    paragraphs: tuple[Paragraph, ...]
    loose: tuple[Paragraph, ...] = ()


def scan(data: bytes, part: str) -> Scan:
    """The paragraphs of a part. Raises Fault for a part that is not sound XML."""
    text = _plain_text(data, part)
    paragraphs: dict[int, Paragraph] = {}
    stack: list[Element] = []
    for match in _TAG.finditer(text):
        closing, name, foreign, empty = match.groups()
        name = name or foreign
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
    found = tuple(paragraphs.values())
    return Scan(text, found, tuple(_attributes(text, found)))


def _finish(element: Element, text: str, paragraphs: dict[int, Paragraph]) -> None:
    parent, name = element.parent, element.name
    if parent is None:
        return
    if name == f"{parent.name}Pr" and parent.properties is None:
        parent.properties = element
    elif name in _TEXTS or name in _OTHER_TEXTS or (name in _CHARACTERS and parent.name == "r"):
        around = element.within("p")
        home = paragraphs.get(id(around))
        if home is None:
            return
        if name in _OTHER_TEXTS:
            home = home.others.setdefault(name, Paragraph(home.element))
        raw = text[element.open_end : element.close_start]
        home.segments.append(Segment(element, _character(element, text) or unescape(raw), raw))


def _character(element: Element, text: str) -> str:
    """What an element reads as that stands for one character; a break to a new page or column as a form feed."""
    if element.name == "br" and _NEW_PAGE.search(text, element.start, element.open_end):
        return "\f"
    return _CHARACTERS.get(element.name, "")


def _attributes(text: str, paragraphs: tuple[Paragraph, ...]) -> Iterator[Paragraph]:
    """The attributes that look as if they held tags: with the paragraph they stand in, else by themselves."""
    starts = [paragraph.element.start for paragraph in paragraphs]
    homes = {id(paragraph.element): paragraph for paragraph in paragraphs}
    for opening in _OPENING.finditer(text):
        for match in _ATTRIBUTE.finditer(opening[0]):
            start, end = opening.start() + match.start(1) + 1, opening.start() + match.end(1) - 1
            one = _loose(start, end, text)
            before = bisect_right(starts, start)
            element = paragraphs[before - 1].element if before else None
            while element is not None and element.end <= start:
                element = element.parent.within("p") if element.parent else None
            if element is None:
                yield one
            else:
                one.element.parent = element
                homes[id(element)].others[f"{ATTRIBUTE} {start}"] = one


def _plain_text(data: bytes, part: str) -> str:
    """The part as text with the prefix w, without comments, instructions and CDATA, which would hide tags."""
    root = parse(data, part)
    body = data.decode("utf-8-sig", errors="replace")
    head = re.match(r"\s*<\?xml[^>]*\?>", body)
    rest = body[head.end() :] if head else body
    in_utf8 = (root.getroottree().docinfo.encoding or "UTF-8").upper() in {"UTF-8", "ASCII", "US-ASCII"}
    hidden = "<!" in rest or "<?" in rest or "\ufffd" in rest
    if in_utf8 and not hidden and _PREFIXES.search(rest) is None and root.nsmap.get("w", W) == W:
        return body
    etree.strip_tags(root, etree.Comment, etree.ProcessingInstruction)
    return to_bytes(_with_prefix(root)).decode()


_PREFIXES = patterns.compiled(rf"""xmlns(?!:w=)(:\w+)?=["']{re.escape(W)}["']""")


def _with_prefix(root: etree._Element) -> etree._Element:
    """The same element with the usual prefix for the words of a document."""
    names = {"w": W}
    for prefix, uri in root.nsmap.items():
        if prefix and uri != W:
            names.setdefault(prefix, uri)
    again = etree.Element(root.tag, {str(name): str(text) for name, text in root.attrib.items()}, names)
    again.text = root.text
    again.extend(list(root))
    return again


def _loose(start: int, end: int, text: str) -> Paragraph:
    element = Element(ATTRIBUTE, start, start, None, end, end)
    return Paragraph(element, [Segment(element, unescape(text[start:end]), text[start:end])])
