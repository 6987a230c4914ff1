"""What a draft shows: gaps 【待补：…】 in yellow, and the word 草案 on every page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from lxml import etree

from kit import patterns
from kit.word.names import w
from kit.word.numbering import is_on
from kit.word.package import Package, office
from kit.word.references import remove, visible_text
from kit.word.xml import el, on, to_bytes, val

GAP_OPEN, GAP_CLOSE = "\ue000", "\ue001"
DRAFT = "草案"

_GAP = patterns.compiled(f"{GAP_OPEN}[^{GAP_OPEN}{GAP_CLOSE}]*{GAP_CLOSE}")
_AFTER_HIGHLIGHT = {w("u"), w("effect"), w("bdr"), w("shd"), w("fitText"), w("vertAlign"), w("rtl"), w("cs"), w("em")}
_AFTER_HIGHLIGHT |= {w("lang"), w("eastAsianLayout"), w("specVanish"), w("oMath"), w("rPrChange")}
_HEADER_PART = "word/headerDraft.xml"
_HEADER_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"


def shown(text: str) -> str:
    """A text with gaps in it as the finished document shows it: 【待补：…】."""
    return text.replace(GAP_OPEN, "【").replace(GAP_CLOSE, "】")


def bracket_elsewhere(root: etree._Element) -> None:
    """Show the gaps of a part where nothing can be yellow: in alternative texts, codes of fields, equations, drawings."""
    for node in root.iter():
        if node.tag != w("t") and node.text and GAP_OPEN in node.text:
            node.text = shown(node.text)
        for name, value in node.items():
            if GAP_OPEN in value:
                node.set(name, shown(str(value)))


def highlight(root: etree._Element) -> int:
    """Show the gaps of a part: the sentinels round them become 【 】, and they stand in runs of their own, in yellow.

    Returns how many gaps there are. A sentinel without its partner in the same paragraph stays, for the lint to find.
    """
    opened = [node for node in root.iter(w("t")) if GAP_OPEN in (node.text or "")]
    paragraphs = dict.fromkeys(next(node.iterancestors(w("p")), None) for node in opened)
    return sum(_highlight(paragraph) for paragraph in paragraphs if paragraph is not None)


def add_draft_mark(package: Package) -> Package:
    """The document with 草案 in red at the top of every page; a section without a header gets one."""
    marked = _with_headers_everywhere(package)
    trees = {part: marked.xml(part) for part in dict.fromkeys(marked.related(marked.document_part, "header"))}
    for header in trees.values():
        if not _is_marked(header):
            header.insert(0, _draft_paragraph())
    return marked.with_xml(trees)


def _highlight(paragraph: etree._Element) -> int:
    texts = [node for node in paragraph.iter(w("t")) if next(node.iterancestors(w("p"))) is paragraph]
    whole = "".join(node.text or "" for node in texts)
    gaps = [match.span() for match in _GAP.finditer(whole)]
    position = 0
    for node in texts if gaps else ():
        text = node.text or ""
        pieces = _pieces(text, position, gaps)
        position += len(text)
        if any(is_gap for _, is_gap in pieces):
            _split_run(node, pieces)
    return len(gaps)


def _pieces(text: str, position: int, gaps: Sequence[tuple[int, int]]) -> list[tuple[str, bool]]:
    """A text cut where gaps begin and end; each piece with whether it belongs to a gap."""
    cuts = {0, len(text)} | {edge - position for gap in gaps for edge in gap if 0 < edge - position < len(text)}
    edges = sorted(cuts)
    return [
        (text[begin:end], any(low <= position + begin < high for low, high in gaps)) for begin, end in pairwise(edges)
    ]


def _split_run(node: etree._Element, pieces: Iterable[tuple[str, bool]]) -> None:
    """Divide the run that holds a text: what stands before it, each piece, and what stands after it."""
    run = node.getparent()
    if run is None:
        return
    look = run.find(w("rPr"))
    before = [child for child in node.itersiblings(preceding=True) if child is not look][::-1]
    if before:
        run.addprevious(_run(look, before))
    for text, is_gap in pieces:
        run.addprevious(_run(look, [_text(shown(text) if is_gap else text)], is_gap))
    run.remove(node)
    if all(child is look for child in run):
        remove(run)


def _run(look: etree._Element | None, children: Iterable[etree._Element], is_gap: bool = False) -> etree._Element:
    properties = None if look is None else etree.fromstring(etree.tostring(look))
    if is_gap:
        properties = el("w:rPr") if properties is None else properties
        _set_yellow(properties)
    return el("w:r", children=[properties, *children])


def _set_yellow(properties: etree._Element) -> None:
    for old in properties.findall(w("highlight")):
        properties.remove(old)
    follower = next((child for child in properties if child.tag in _AFTER_HIGHLIGHT), None)
    if follower is None:
        properties.append(val("w:highlight", "yellow"))
    else:
        follower.addprevious(val("w:highlight", "yellow"))


def _text(text: str) -> etree._Element:
    node = el("w:t", {"xml:space": "preserve"})
    node.text = text
    return node


def _with_headers_everywhere(package: Package) -> Package:
    """The package in which every section has, or inherits, a header of each type its pages use."""
    document = package.xml(package.document_part)
    has_even = _has_even_pages(package)
    missing: list[tuple[etree._Element, str]] = []
    present: set[str] = set()
    for section in document.iter(w("sectPr")):
        present |= {reference.get(w("type"), "default") for reference in section.iter(w("headerReference"))}
        needed = {"default", *_first_type(section), *(("even",) if has_even else ())}
        missing += [(section, kind) for kind in sorted(needed - present)]
        present |= needed
    if not missing:
        return package
    blank = to_bytes(el("w:hdr"))
    added, new_id = package.with_related(package.document_part, _HEADER_PART, blank, _HEADER_TYPE, office("header"))
    for section, kind in missing:
        section.insert(0, el("w:headerReference", {"w:type": kind, "r:id": new_id}))
    return added.with_xml({added.document_part: document})


def _first_type(section: etree._Element) -> Iterator[str]:
    if is_on(section.find(w("titlePg"))):
        yield "first"


def _has_even_pages(package: Package) -> bool:
    settings = [part for part in package.related(package.document_part, "settings") if part in package]
    return any(is_on(package.tree(part).find(w("evenAndOddHeaders"))) for part in settings)


def _is_marked(header: etree._Element) -> bool:
    return len(header) > 0 and visible_text(header[0]) == DRAFT


def _draft_paragraph() -> etree._Element:
    """A line of its own, dressed in direct formatting: the style of a header may draw a rule or set a fixed height."""
    look = el(
        "w:rPr",
        children=[
            el(
                "w:rFonts",
                {"w:hint": "eastAsia", "w:ascii": "黑体", "w:hAnsi": "黑体", "w:eastAsia": "黑体", "w:cs": "黑体"},
            ),
            on("w:b"),
            val("w:color", "FF0000"),
            val("w:sz", 24),
            val("w:szCs", 24),
        ],
    )
    properties = el(
        "w:pPr",
        children=[
            el("w:spacing", {"w:before": 0, "w:after": 0, "w:line": 240, "w:lineRule": "auto"}),
            el("w:ind", {"w:firstLineChars": 0, "w:firstLine": 0}),
            val("w:jc", "right"),
        ],
    )
    return el("w:p", children=[properties, el("w:r", children=[look, _text(DRAFT)])])
