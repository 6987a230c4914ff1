"""The table of contents: which headings it lists, and its entries written as Word would write them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count
from typing import NamedTuple

from lxml import etree

from kit import patterns
from kit.diagnostics import Diagnostic, Place, Severity
from kit.word.names import w
from kit.word.numbering import Labels, Styles, paragraphs
from kit.word.references import (
    Field,
    fields,
    paragraphs_of,
    remove,
    renumber_bookmarks,
    visible_text,
    words_around,
)
from kit.word.xml import child, el, val

_ALL_LEVELS = range(1, 10)
_BOOKMARK = "_Toc"
_START, _NAME = w("bookmarkStart"), w("name")
_STYLE_PAIR = patterns.compiled(r"\s*([^,，;；]+?)\s*[,，;；]\s*([1-9])\s*(?:[,，;；]|$)")
_BUILT_IN_HEADING = patterns.compiled(r"heading ([1-9])")


class Heading(NamedTuple):
    """A line of the table of contents.

    key    the bookmark of the heading, stable while the document's headings stay.
    text   number and words as they read: 第一章 总则.
    level  1 for the highest.
    """

    key: str
    text: str
    level: int


class _Scope(NamedTuple):
    """What the switches of a TOC field let in."""

    built_in: range
    outline: range
    styles: Mapping[str, int]

    @classmethod
    def of(cls, contents: Field | None) -> _Scope:
        """Without a field, every paragraph with an outline level."""
        if contents is None:
            return cls(_ALL_LEVELS, _ALL_LEVELS, {})
        built_in = _levels(_argument(contents, "\\o")) if "\\o" in contents.switches else range(0)
        outline = (built_in or _ALL_LEVELS) if "\\u" in contents.switches else range(0)
        named = _STYLE_PAIR.findall(_argument(contents, "\\t"))
        return cls(built_in, outline, {name.lower(): int(level) for name, level in named})

    def level(self, paragraph: etree._Element, styles: Styles) -> int | None:
        """The level of a paragraph in the table, or None when it is not listed."""
        style_id = styles.id_of(paragraph)
        name = styles.name(style_id)
        named = self.styles.get(name, self.styles.get(style_id.lower()))
        if named is not None:
            return named
        heading = _BUILT_IN_HEADING.fullmatch(name)
        if heading and int(heading[1]) in self.built_in:
            return int(heading[1])
        outline = styles.outline_level(paragraph)
        return outline + 1 if outline is not None and outline + 1 in self.outline else None


def has_contents(root: etree._Element) -> bool:
    """Whether a document has a table of contents."""
    return _contents(root) is not None


def headings(root: etree._Element, labels: Labels) -> list[Heading]:
    """The headings that the table of contents lists, in order; all headings when the document has no such table."""
    return [heading for _, heading in _listed(root, labels, _contents(root), list(root.iter(_START)))]


def fill(
    root: etree._Element,
    labels: Labels,
    pages: Mapping[str, int] | None = None,
    found: Sequence[Field] | None = None,
) -> list[Diagnostic]:
    """Write the entries of the table of contents; nothing happens in a document without one.

    root    the tree of the main document, the one the labels were computed for.
    pages   page numbers by Heading.key; a heading that is not in it, and every one when it is None, gets no number.
    found   the fields of the tree, where they are at hand.
    Returns W-TOC-01 when the field lies so oddly that its entries had to be left as they are.
    """
    contents = _contents(root, found)
    if contents is None:
        return []
    old = paragraphs_of(root, contents)
    if not _is_replaceable(contents, old):
        return [_left_alone(contents)]
    starts = list(root.iter(_START))
    listed = _listed(root, labels, contents, starts)
    numbers = count(_highest_id(starts) + 1)
    for paragraph, heading in listed:
        _mark(paragraph, heading.key, numbers)
    is_linked = "\\h" in contents.switches
    entries = [_entry(heading, labels.styles, pages or {}, root, old[0], is_linked) for _, heading in listed]
    halves = any(True for paragraph in old for _ in paragraph.iter(_START, w("bookmarkEnd")))
    _replace(contents, old, entries or [_blank_entry(labels.styles)])
    if halves:
        renumber_bookmarks(root)  # one that began or ended among the old entries has lost a half
    return []


def _contents(root: etree._Element, found: Sequence[Field] | None = None) -> Field | None:
    """The field of the table of contents; tables of figures and captions are not meant."""
    every = fields(root) if found is None else found
    return next((f for f in every if f.kind == "TOC" and f.end is not None and _lists_headings(f)), None)


def _lists_headings(contents: Field) -> bool:
    return bool(contents.switches & {"\\o", "\\u", "\\t"}) and not contents.switches & {"\\c", "\\a"}


def _argument(contents: Field, switch: str) -> str:
    tokens = contents.tokens
    position = next((n for n, token in enumerate(tokens) if token.lower() == switch), len(tokens))
    follows = tokens[position + 1 : position + 2]
    return follows[0] if follows and not follows[0].startswith("\\") else ""


def _levels(text: str) -> range:
    match = re.fullmatch(r"\s*([1-9])\s*-\s*([1-9])\s*", text)
    return range(int(match[1]), int(match[2]) + 1) if match else _ALL_LEVELS


def _listed(
    root: etree._Element, labels: Labels, contents: Field | None, starts: Iterable[etree._Element]
) -> list[tuple[etree._Element, Heading]]:
    """The headings that a table of contents lists, each with its paragraph.

    starts  the beginnings of the bookmarks there are.
    """
    scope = _Scope.of(contents)
    own = set() if contents is None else set(paragraphs_of(root, contents))
    taken = {start.get(_NAME, "").lower() for start in starts}
    used: set[str] = set()
    found: list[tuple[etree._Element, Heading]] = []
    levels: dict[tuple[str, etree._Element | None], int | None] = {}
    for paragraph in paragraphs(root):
        look = labels.styles.id_of(paragraph), labels.styles.own_property(paragraph, "outlineLvl")
        if look not in levels:
            levels[look] = scope.level(paragraph, labels.styles)
        level = None if paragraph in own else levels[look]
        if level is None or _is_in_text_box(paragraph) or not (text := _heading_text(paragraph, labels)):
            continue
        key = _existing_key(paragraph, used) or _new_key(len(found) + 1, taken)
        used.add(key)
        taken.add(key.lower())
        found.append((paragraph, Heading(key, text, level)))
    return found


def _heading_text(paragraph: etree._Element, labels: Labels) -> str:
    words = " ".join(visible_text(paragraph).split())
    label = labels.get(paragraph)
    if label is None:
        return words
    return f"{label.text}{' ' if label.gap else ''}{words}".strip()


def _is_in_text_box(paragraph: etree._Element) -> bool:
    return next(paragraph.iterancestors(w("txbxContent")), None) is not None


def _existing_key(paragraph: etree._Element, used: set[str]) -> str | None:
    names = (start.get(_NAME, "") for start in paragraph.iter(_START))
    return next((name for name in names if name.startswith(_BOOKMARK) and name not in used), None)


def _new_key(number: int, taken: set[str]) -> str:
    """A name made from the heading's position; on from there when somebody has it already."""
    while f"{_BOOKMARK}{number:09d}".lower() in taken:
        number += 1
    return f"{_BOOKMARK}{number:09d}"


def _is_replaceable(contents: Field, old: Sequence[etree._Element]) -> bool:
    """Whether the field is a plain run of sibling paragraphs without a section's end in their midst."""
    if not old or len({paragraph.getparent() for paragraph in old}) != 1:
        return False
    ahead = contents.start.getprevious()
    opens_its_run = ahead is None or ahead.tag == w("rPr")
    closes_its_run = contents.end is not None and contents.end.getnext() is None
    marks = [mark for mark in (contents.start, contents.separate, contents.end) if mark is not None]
    holders = [mark.getparent() for mark in marks]
    are_plain = all(run is not None and run.getparent() in (old[0], old[-1]) for run in holders)
    sections = [paragraph for paragraph in old if paragraph.find(f"{w('pPr')}/{w('sectPr')}") is not None]
    has_code_in_first = contents.separate is None or next(contents.separate.iterancestors(w("p"))) is old[0]
    ends_section_only_last = all(paragraph is old[-1] for paragraph in sections)
    return opens_its_run and closes_its_run and are_plain and has_code_in_first and ends_section_only_last


def _left_alone(contents: Field) -> Diagnostic:
    return Diagnostic(
        "W-TOC-01",
        "目录的位置特殊，本工具没有更新其中的条目",
        Severity.WARNING,
        place=Place(where=words_around(contents.start)),
        hint="请在 Word 中删除目录后重新插入，或在打开文书后按 F9 更新目录",
    )


def _highest_id(starts: Iterable[etree._Element]) -> int:
    numbers = (start.get(w("id"), "") for start in starts)
    return max((int(text) for text in numbers if text.isdecimal()), default=0)


def _mark(paragraph: etree._Element, key: str, numbers: Iterator[int]) -> None:
    """Put the bookmark round a heading, if it is not there yet."""
    if any(start.get(_NAME) == key for start in paragraph.iter(_START)):
        return
    number = next(numbers)
    start = el("w:bookmarkStart", {"w:id": number, "w:name": key})
    properties = paragraph.find(w("pPr"))
    if properties is None:
        paragraph.insert(0, start)
    else:
        properties.addnext(start)
    paragraph.append(el("w:bookmarkEnd", {"w:id": number}))


def _entry(
    heading: Heading,
    styles: Styles,
    pages: Mapping[str, int],
    root: etree._Element,
    place: etree._Element,
    is_linked: bool,
) -> etree._Element:
    page = pages.get(heading.key)
    style_id = _entry_style(styles, heading.level)
    stop = None if page is None or _has_stop(styles, style_id) else _stop(_text_width(root, place))
    words = el("w:t", {"xml:space": "preserve"})
    words.text = heading.text
    runs = [el("w:r", children=[el("w:rPr", children=[el("w:rFonts", {"w:hint": "eastAsia"})]), words])]
    if page is not None:
        runs += [_run(el("w:tab")), *_field_runs(f" PAGEREF {heading.key} \\h ", str(page))]
    link = [el("w:hyperlink", {"w:anchor": heading.key, "w:history": 1}, runs)] if is_linked else runs
    return el("w:p", children=[el("w:pPr", children=[val("w:pStyle", style_id), stop]), *link])


def _blank_entry(styles: Styles) -> etree._Element:
    return el("w:p", children=[el("w:pPr", children=[val("w:pStyle", _entry_style(styles, 1))])])


def _entry_style(styles: Styles, level: int) -> str:
    return styles.named(f"toc {level}") or f"TOC{level}"


def _has_stop(styles: Styles, style_id: str) -> bool:
    return any(child(style, w("pPr"), w("tabs")) is not None for style in styles.chain(style_id))


def _stop(position: int) -> etree._Element:
    return el("w:tabs", children=[el("w:tab", {"w:val": "right", "w:leader": "dot", "w:pos": position})])


def _text_width(root: etree._Element, place: etree._Element) -> int:
    """The width of the text, in twips, in the section where a paragraph stands."""
    order = list(root.iter(w("p"), w("sectPr")))
    after = order[order.index(place) :]
    section = next((node for node in after if node.tag == w("sectPr")), None)
    size, margins = (None, None) if section is None else (section.find(w("pgSz")), section.find(w("pgMar")))
    if size is None or margins is None:
        return 8306  # A4 with Word's own margins
    return int(size.get(w("w"), "11906")) - sum(int(margins.get(w(side), "1800")) for side in ("left", "right"))


def _run(child: etree._Element) -> etree._Element:
    return el("w:r", children=[child])


def _field_runs(code: str, shown: str) -> list[etree._Element]:
    instruction, words = el("w:instrText", {"xml:space": "preserve"}), el("w:t")
    instruction.text, words.text = code, shown
    marks = [el("w:fldChar", {"w:fldCharType": kind}) for kind in ("begin", "separate", "end")]
    return [_run(child) for child in (marks[0], instruction, marks[1], words, marks[2])]


def _replace(contents: Field, old: Sequence[etree._Element], entries: Sequence[etree._Element]) -> None:
    """Put entries in the place of the old paragraphs; the field opens in the first and closes in the last of them."""
    before, after = _surroundings(contents, old)
    for position, node in enumerate([*before, *_opening(contents)], 1):
        entries[0].insert(position, node)
    entries[-1].append(_run(el("w:fldChar", {"w:fldCharType": "end"})))
    entries[-1].extend(after)
    section = old[-1].find(f"{w('pPr')}/{w('sectPr')}")
    if section is not None:
        entries[-1][0].append(section)
    for entry in entries:
        old[0].addprevious(entry)
    for paragraph in old:
        remove(paragraph)


def _surroundings(contents: Field, old: Sequence[etree._Element]) -> tuple[list[etree._Element], list[etree._Element]]:
    """What stands before the field in its first paragraph, and after it in its last."""
    begin = contents.start.getparent()
    end = None if contents.end is None else contents.end.getparent()
    before = [] if begin is None else [node for node in begin.itersiblings(preceding=True) if node.tag != w("pPr")]
    after = [] if end is None else list(end.itersiblings())
    return before[::-1], after


def _opening(contents: Field) -> list[etree._Element]:
    """The field up to its result; not marked as out of date any more."""
    contents.start.attrib.pop(w("dirty"), "")
    instruction = el("w:instrText", {"xml:space": "preserve"})
    instruction.text = contents.instruction
    return [_run(node) for node in (contents.start, instruction, el("w:fldChar", {"w:fldCharType": "separate"}))]
