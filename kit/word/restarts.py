"""Lists that begin anew where a template asks for it: a mark in a paragraph becomes a list with a start of its own."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy

from lxml import etree

from kit.diagnostics import Diagnostic, Place
from kit.word.names import w
from kit.word.numbering import Numbering, Styles, numbering_part_of, paragraphs
from kit.word.package import Package
from kit.word.references import remove, words_around
from kit.word.xml import child, el, may_hold, val

RESTART = "\ue002"  # what a template prints into the first paragraph of a list that begins anew

_BEFORE_NUMBERS = {w(tag) for tag in ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl")}
_AFTER_INDENT = {w(tag) for tag in ("contextualSpacing", "mirrorIndents", "suppressOverlap", "jc", "textDirection")}
_AFTER_INDENT |= {w(tag) for tag in ("textAlignment", "textboxTightWrap", "outlineLvl", "divId", "cnfStyle")}
_AFTER_INDENT |= {w(tag) for tag in ("rPr", "sectPr", "pPrChange")}


def restarted(package: Package, trees: Mapping[str, etree._Element]) -> tuple[Package, list[Diagnostic]]:
    """The package in which lists begin anew at the marks, and a fault for each mark outside a numbered paragraph.

    trees  the package's parts that are being worked on, by name; their marks go, and paragraphs of the main document
           change their lists.
    """
    marked = {part: _take_marks(tree) if may_hold(package[part], tree, RESTART) else {} for part, tree in trees.items()}
    body = marked.pop(package.document_part)
    wrong = [paragraph for found in marked.values() for paragraph in found]
    if body:
        root = trees[package.document_part]
        lists = _Lists(package)
        for paragraph in paragraphs(root):  # the second dialect of a text box is not among them
            if not lists.take(paragraph, paragraph in body) and paragraph in body:
                wrong.append(paragraph)
        package = lists.written()
    return package, [_not_numbered(paragraph) for paragraph in wrong]


def not_numbered() -> Diagnostic:
    """The fault of a mark outside a numbered paragraph."""
    hint = "把它写进正文里有自动编号的那一段，即要从头编号的第一项"
    return Diagnostic("T-NUM-01", "“重新编号”所在的段落没有自动编号", hint=hint)


def _not_numbered(paragraph: etree._Element) -> Diagnostic:
    return not_numbered().at(Place(where=words_around(paragraph)))


def _take_marks(root: etree._Element) -> dict[etree._Element, None]:
    """Take the marks out of a part; the paragraphs that held them."""
    found: dict[etree._Element, None] = {}
    for text in [node for node in root.iter(w("t")) if RESTART in (node.text or "")]:
        found[next(text.iterancestors(w("p")))] = None
        text.text = (text.text or "").replace(RESTART, "")
        if not text.text:
            _remove_text(text)
    return found


def _remove_text(text: etree._Element) -> None:
    run = text.getparent()
    remove(text)
    if run is not None and all(node.tag == w("rPr") for node in run):
        remove(run)


class _Lists:
    """The lists of a document while it is walked through. Restarts hold until the level above goes on.

    begun  by w:numId, the restarts in force: level and w:numId of the list that took over, highest level first.
    """

    def __init__(self, package: Package) -> None:
        self.package = package
        self.begun: dict[int, list[tuple[int, int]]] = {}
        self._styles = Styles.of(package)
        self._numbering = Numbering.of(package, self._styles)
        self._part = numbering_part_of(package)
        self._root = None if self._part is None else package.xml(self._part)

    def take(self, paragraph: etree._Element, is_marked: bool) -> bool:
        """Give a paragraph the list it belongs to now; False where it has no number."""
        place = self._numbering.place_of(paragraph)
        if place is None or self._root is None:
            return False
        numbers, level = place
        begun = self.begun.setdefault(numbers.num_id, [])
        while begun and (begun[-1][0] > level or (is_marked and begun[-1][0] == level)):
            begun.pop()
        if is_marked:
            begun.append((level, _add_list(self._root, numbers.num_id, level, numbers.start(level))))
        if begun:
            self._put(paragraph, begun[-1][1], level)
        return True

    def _put(self, paragraph: etree._Element, num_id: int, level: int) -> None:
        """Put a paragraph into a list of the same looks."""
        properties = child(paragraph, w("pPr"))
        if properties is None:
            properties = el("w:pPr")
            paragraph.insert(0, properties)
        old = child(properties, w("numPr"))
        if old is None or child(old, w("numId")) is None:
            _keep_indent(properties, self._styles, self._styles.id_of(paragraph))
        if old is not None:
            properties.remove(old)
        place = sum(node.tag in _BEFORE_NUMBERS for node in properties)
        properties.insert(place, el("w:numPr", children=[val("w:ilvl", level), val("w:numId", num_id)]))

    def written(self) -> Package:
        """The package with the lists that were added."""
        if self._part is None or self._root is None:
            return self.package
        return self.package.with_xml({self._part: self._root})


def _add_list(root: etree._Element, num_id: int, level: int, start: int) -> int:
    """Add a list like another that begins anew at a level; its w:numId."""
    every = list(root.iterchildren(w("num")))
    numbers = [int(node.get(w("numId"), "0")) for node in every]
    added = deepcopy(every[numbers.index(num_id)])
    added.attrib.clear()  # an id that Word keeps for itself must not stand in two lists
    number = max(numbers) + 1
    added.set(w("numId"), str(number))
    override = next((o for o in added.iterchildren(w("lvlOverride")) if o.get(w("ilvl")) == str(level)), None)
    if override is None:
        override = el("w:lvlOverride", {"w:ilvl": level})
        added.append(override)
    for old in override.findall(w("startOverride")):
        override.remove(old)
    override.insert(0, val("w:startOverride", start))
    every[-1].addnext(added)
    return number


def _keep_indent(properties: etree._Element, styles: Styles, style_id: str) -> None:
    """Write down the indents that come from the style: those of a list in the paragraph itself would outdo them."""
    indents: dict[str, str] = {}
    for style in styles.chain(style_id):
        indent = child(style, w("pPr"), w("ind"))
        if indent is not None:
            indents = {**{str(name): str(value) for name, value in indent.items()}, **indents}
        if child(style, w("pPr"), w("numPr"), w("numId")) is not None:
            break
    if not indents:
        return
    own = child(properties, w("ind"))
    if own is None:
        own = el("w:ind")
        properties.insert(sum(node.tag not in _AFTER_INDENT for node in properties), own)
    for name, value in indents.items():
        own.set(name, own.get(name, value))
