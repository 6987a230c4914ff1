"""The list: how the kit differs from docxtpl on purpose. docs/compat.md is printed from it; tests/compat holds it to it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import replace
from functools import partial

from lxml import etree

from compat.comparing import Purpose, look_of, plain, remove
from compat.looks import Change, changes_in
from kit.word.names import w

_ESCAPE = re.compile(r"\{_[{%]|[}%]_\}")
_CELL_PROPERTIES = (
    "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark headers "
    "cellIns cellDel cellMerge tcPrChange"
)
_CELL_ORDER = {w(name): place for place, name in enumerate(_CELL_PROPERTIES.split())}
_SHOWN = [w(name) for name in ("t", "br", "cr", "tab")]
_MARKS = [w(kind + end) for kind in ("bookmark", "commentRange") for end in ("Start", "End")]


def _in_schema_order(theirs: etree._Element, ours: etree._Element) -> None:
    """Theirs are put in order where ours stand in another; ours stay as they are."""
    properties = list(theirs.iter(w("tcPr"))), list(ours.iter(w("tcPr")))
    if len(properties[0]) != len(properties[1]):
        return
    for other, mine in zip(*properties, strict=True):
        if [child.tag for child in other] != [child.tag for child in mine]:
            other[:] = sorted(other, key=lambda child: _CELL_ORDER.get(child.tag, len(_CELL_ORDER)))


def _without_marks(theirs: etree._Element, ours: etree._Element) -> None:
    """Left out where ours has all the marks of theirs, and more."""
    marks = [[(mark.tag, mark.get(w("id"))) for mark in root.iter(*_MARKS)] for root in (theirs, ours)]
    if not Counter(marks[0]) - Counter(marks[1]):
        for root in (theirs, ours):
            for mark in list(root.iter(*_MARKS)):
                remove(mark)


def _as_wide_as_columns(theirs: etree._Element, ours: etree._Element) -> None:
    """Grids are ours where ours has the columns that rows reach over, or more where theirs has cut it down to its cells;
    widths are left out where ours is that of the columns."""
    for other, mine in zip(theirs.iter(w("tbl")), ours.iter(w("tbl")), strict=False):
        rows = mine.findall(w("tr"))
        spans = [sum(_number(cell, "tcPr/gridSpan", 1) for cell in row.findall(w("tc"))) for row in rows]
        aside = [_number(row, "trPr/gridBefore", 0) + _number(row, "trPr/gridAfter", 0) for row in rows]
        reach = max((span + more for span, more in zip(spans, aside, strict=True)), default=0)
        grids = other.find(w("tblGrid")), mine.find(w("tblGrid"))
        if grids[0] is None or grids[1] is None:
            continue
        is_cut = reach < len(grids[1]) and len(grids[0]) == max(spans, default=0)
        if len(grids[1]) == reach or is_cut:
            other.replace(grids[0], deepcopy(grids[1]))
    cells = list(theirs.iter(w("tc"))), list(ours.iter(w("tc")))
    if len(cells[0]) != len(cells[1]):
        return
    pairs = {id(mine): other for other, mine in zip(*cells, strict=True)}
    for table in ours.iter(w("tbl")):
        widths = [int(float(column.get(w("w")) or 0)) for column in table.iterfind(f"{w('tblGrid')}/{w('gridCol')}")]
        for row in table.findall(w("tr")):
            at = _number(row, "trPr/gridBefore", 0)
            for cell in row.findall(w("tc")):
                span = _number(cell, "tcPr/gridSpan", 1)
                if _number(cell, "tcPr/tcW", -1, "w") == sum(widths[at : at + span]):
                    for one in (cell, pairs[id(cell)]):
                        for width in list(one.iterfind(f"{w('tcPr')}/{w('tcW')}")):
                            remove(width)
                at += span


def _number(element: etree._Element, path: str, missing: int, attribute: str = "val") -> int:
    found = element.find("/".join(w(step) for step in path.split("/")))
    return int(found.get(w(attribute)) or missing) if found is not None else missing


def _said_once(theirs: etree._Element, ours: etree._Element) -> None:
    """Words of a cell that is merged into the one above."""
    for cell in theirs.iter(w("tc")):
        merge = cell.find(f"{w('tcPr')}/{w('vMerge')}")
        if merge is not None and merge.get(w("val")) == "continue":
            for text in cell.iter(w("t")):
                text.text = ""


def _looks_kept(changes: frozenset[Change], theirs: etree._Element, ours: etree._Element) -> None:
    """Theirs is taken where all but the looks of words is alike, and each word's looks differ as docxtpl changes them
    in the template."""
    for other, mine in _paragraph_pairs(theirs, ours):
        if _bare(other) != _bare(mine):
            continue
        found = {
            Change(*look, behind) for *look, behind in zip(_looks(other), _looks(mine), _behind(mine), strict=True)
        }
        changed = {change for change in found if change.theirs != change.authors}
        parent = mine.getparent()
        if parent is not None and all({change, change._replace(behind_picture=False)} & changes for change in changed):
            parent.replace(mine, deepcopy(other))


def _looks(paragraph: etree._Element) -> list[bytes]:
    """How each word, break and picture of a paragraph looks."""
    return [look_of(run) for run in paragraph.iter(w("r")) for child in run for _ in _signs(child)]


def _behind(paragraph: etree._Element) -> Iterator[bool]:
    """Whether each of these stands behind a picture."""
    seen = False
    for child in (child for run in paragraph.iter(w("r")) for child in run):
        seen = seen or child.tag == w("drawing")
        yield from (seen for _ in _signs(child))


def _signs(child: etree._Element) -> str:
    """As many signs as a reader sees: a text has its words, its looks none."""
    if child.tag == w("t"):
        return child.text or ""
    return "" if child.tag == w("rPr") else "\n"


def _tabs_in_quotes(theirs: etree._Element, ours: etree._Element) -> None:
    """Tabs at the beginning of a paragraph that are ours alone."""
    for other, mine in _paragraph_pairs(theirs, ours):
        tabs = list(mine.iterfind(f"{w('r')}/{w('tab')}"))
        if tabs and other.find(f"{w('r')}/{w('tab')}") is None:
            for tab in tabs:
                remove(tab)


def _spaces_kept(theirs: etree._Element, ours: etree._Element) -> None:
    """Where ours has a space more, and the words are the same, spaces are left out."""
    for other, mine in _paragraph_pairs(theirs, ours):
        words = _words(other), _words(mine)
        if words[0] != words[1] and words[0].replace(" ", "") == words[1].replace(" ", ""):
            for text in [*other.iter(w("t")), *mine.iter(w("t"))]:
                text.text = (text.text or "").replace(" ", "")


def _words(paragraph: etree._Element) -> str:
    return "".join(text.text or "" for text in paragraph.iter(w("t")))


def _text_in_place(theirs: etree._Element, ours: etree._Element) -> None:
    """Text that in theirs stands between runs or paragraphs, where Word does not show it: made a run; left out."""
    for paragraph in list(theirs.iter(w("p"))):
        for before in [None, *paragraph]:
            words = paragraph.text if before is None else before.tail
            if words and words.strip():
                run = etree.Element(w("r"))
                etree.SubElement(run, w("t")).text = words
                paragraph.insert(0 if before is None else paragraph.index(before) + 1, run)
                if before is None:
                    paragraph.text = None
                else:
                    before.tail = run.tail = None
    for element in list(theirs.iter(w("body"), w("tc"), w("ftr"), w("hdr"))):
        for child in element:
            words, child.tail = child.tail, None
            if words and words.strip():
                _take_paragraph(ours, words)


def _take_paragraph(ours: etree._Element, words: str) -> None:
    for paragraph in ours.iter(w("p")):
        if _words(paragraph) == words:
            remove(paragraph)
            return


def _escapes_read(theirs: etree._Element, ours: etree._Element) -> None:
    """Escapes cut into runs, which theirs leaves as they are. What ours leaves as well is a value, no escape."""
    for other, mine in _paragraph_pairs(theirs, ours):
        read = "".join(map(_shown, mine.iter(*_SHOWN)))
        left: list[int] = []
        for match in _ESCAPE.finditer("".join(map(_shown, other.iter(*_SHOWN)))):
            at = match.start() + 1
            if read[at - len(left) : at - len(left) + 1] != "_":
                left.append(at)
        for at in reversed(left):
            _take_character(other, at)


def _shown(element: etree._Element) -> str:
    """The words of a text; any sign for a break or a tab."""
    return (element.text or "") if element.tag == w("t") else "\n"


def _take_character(paragraph: etree._Element, at: int) -> None:
    for element in paragraph.iter(*_SHOWN):
        words = _shown(element)
        if at < len(words):
            element.text = words[:at] + words[at + 1 :]
            return
        at -= len(words)


def _paragraph_pairs(theirs: etree._Element, ours: etree._Element) -> Iterator[tuple[etree._Element, etree._Element]]:
    paragraphs = list(theirs.iter(w("p"))), list(ours.iter(w("p")))
    if len(paragraphs[0]) == len(paragraphs[1]):
        yield from zip(*paragraphs, strict=True)


def _bare(paragraph: etree._Element) -> bytes:
    """A paragraph without the looks of its words."""
    copy = deepcopy(paragraph)
    copy.tail = None
    for run in copy.iter(w("r")):
        properties = run.find(w("rPr"))
        if properties is not None:
            run.remove(properties)
    plain(copy)
    return etree.tostring(copy, method="c14n", exclusive=True)


PURPOSES: tuple[Purpose, ...] = (
    Purpose(
        "text",
        "A plain text in `{{r …}}` or `{{p …}}` is shown, as a run or a paragraph of its own; docxtpl writes it where "
        "Word shows no text.",
        _text_in_place,
    ),
    Purpose(
        "escapes",
        "`{_{`, `}_}`, `{_%` and `%_}` are read however Word cut them into runs; docxtpl prints those that are cut.",
        _escapes_read,
    ),
    Purpose(
        "spaces",
        "Spaces beside a tag are kept; where `{%-` and `-%}` join lines, docxtpl leaves a text unmarked at whose edge "
        "Word drops them.",
        _spaces_kept,
    ),
    Purpose(
        "marks",
        "Bookmarks and comment ranges keep both their ends when a tag takes the place of the paragraph, row or cell "
        "they stand in; docxtpl drops them, and references to them break.",
        _without_marks,
    ),
    Purpose(
        "looks",
        "Words keep the looks their author gave them. docxtpl gives what follows `{{r …}}` no looks at all, and what "
        "follows a tag that Word cut into pieces the looks of its first piece.",
        partial(_looks_kept, frozenset()),
    ),
    Purpose(
        "order",
        "`colspan`, `cellbg`, `vm` and `hm` write cell properties in the order of the schema, so that the file is "
        "valid; docxtpl writes them first or last.",
        _in_schema_order,
    ),
    Purpose(
        "widths",
        "Where a loop changed the number of columns, the grid has as many as cells span, and cells get the width of "
        "their columns; docxtpl counts cells only, and leaves them as wide as they were, wider than the page. Where no "
        "tag stands for a cell, grids stay as they are; docxtpl cuts off what its rows do not fill.",
        _as_wide_as_columns,
    ),
    Purpose(
        "vm",
        "A cell that `{% vm %}` merges into the one above holds no words; docxtpl leaves some there, which come back "
        "when the cells are taken apart.",
        _said_once,
    ),
    Purpose(
        "tabs",
        "Tabs and line breaks typed between the quotation marks of a tag are printed; docxtpl drops them.",
        _tabs_in_quotes,
    ),
)


def purposes_for(templates: Iterable[bytes]) -> tuple[Purpose, ...]:
    """The list as it holds for documents made from these templates: looks may change where theirs do."""
    kept = partial(_looks_kept, changes_in(templates))
    return tuple(replace(purpose, level=kept) if purpose.name == "looks" else purpose for purpose in PURPOSES)
