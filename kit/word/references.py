"""Fields and bookmarks: what a field says and shows, and cross-references that always show the right number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from lxml import etree

from kit import patterns
from kit.diagnostics import Diagnostic, Place
from kit.word.names import w
from kit.word.numbering import MC, Label, Labels
from kit.word.xml import el, nearest

# What stands for a character in a run, and how it reads.
CHARACTERS: Mapping[str, str] = {
    w("tab"): "\t",
    w("ptab"): "\t",
    w("br"): "\n",
    w("cr"): "\n",
    w("noBreakHyphen"): "-",
    w("softHyphen"): "",
    w("sym"): "",
}
_UNREAD = {w("pPr"), w("rPr"), w("del"), w("moveFrom"), w("txbxContent"), f"{{{MC}}}Fallback"}
_READ = (w("t"), w("fldChar"), *CHARACTERS)
_CLOSED = {*_UNREAD, *_READ}
_PARAGRAPH, _RUN, _TEXT = w("p"), w("r"), w("t")
_MARK, _KIND_OF_MARK, _CODE, _SIMPLE = w("fldChar"), w("fldCharType"), w("instrText"), w("fldSimple")
IN_FIELDS = (_MARK, _CODE, _SIMPLE, _TEXT, *CHARACTERS)  # what a FieldScan takes
_BOOKMARK, _BOOKMARK_END, _ID, _NAME = w("bookmarkStart"), w("bookmarkEnd"), w("id"), w("name")
_NUMBERS = frozenset({"\\n", "\\r", "\\w"})  # the switches that ask for a number
_FOR_WORD = frozenset({"\\p", "\\t"})  # those whose result only Word can tell
_TOKEN = patterns.compiled(r'"[^"]*"|\\\S+|[^\s\\"]+')
_WORDS_SHOWN = 30


class Field:
    """A field: a complex one from begin to end, or a w:fldSimple (then separate and end are None).

    instruction  the code, REF kt_dispute \\n \\h; joined over runs, fields nested inside it left out. It is complete
                 before anybody asks what it says.
    result       the elements that print the cached result, in order.
    """

    def __init__(self, start: etree._Element, instruction: str = "", result: Iterable[etree._Element] = ()) -> None:
        self.start = start
        self.instruction = instruction
        self.separate: etree._Element | None = None
        self.end: etree._Element | None = None
        self.result = list(result)

    @property
    def tokens(self) -> tuple[str, ...]:
        """The words of the code, without quotation marks."""
        return _code(self.instruction).tokens

    @property
    def kind(self) -> str:
        """REF, PAGEREF, TOC, … or an empty string."""
        return _code(self.instruction).kind

    @property
    def switches(self) -> frozenset[str]:
        """The switches in lower case: \\n, \\h."""
        return _code(self.instruction).switches

    @property
    def target(self) -> str:
        """The bookmark a REF, PAGEREF or NOTEREF names."""
        return _code(self.instruction).target

    @property
    def text(self) -> str:
        """The cached result as it reads."""
        return "".join(_leaf_text(leaf) for leaf in self.result)

    def show(self, text: str) -> None:
        """Replace the cached result; the first run of the old one keeps its look, the others go."""
        words = el("w:t", {"xml:space": "preserve"} if text != text.strip() else {})
        words.text = text
        if self.result:
            _keep_only(self.result, words)
        elif self.separate is not None:
            _insert_after(self.separate, words)
        elif self.end is not None:
            self.separate = el("w:fldChar", {"w:fldCharType": "separate"})
            self.end.addprevious(self.separate)
            self.end.addprevious(words)
        else:
            self.start.append(el("w:r", children=[words]))
        self.result = [words]


class _Code(NamedTuple):
    """What the code of a field says; see Field."""

    tokens: tuple[str, ...]
    kind: str
    switches: frozenset[str]
    target: str


@lru_cache(maxsize=4096)  # a document says most of its codes again and again
def _code(instruction: str) -> _Code:
    tokens = tuple(token.strip('"') for token in _TOKEN.findall(instruction))
    switches = frozenset(token.lower() for token in tokens if token.startswith("\\"))
    target = next((token for token in tokens[1:] if not token.startswith("\\")), "")
    return _Code(tokens, tokens[0].upper() if tokens else "", switches, target)


def fields(root: etree._Element) -> list[Field]:
    """All complete fields of a part in the order in which they begin, nested ones included."""
    return scan(root)[0]


def scan(root: etree._Element) -> tuple[list[Field], list[etree._Element]]:
    """All complete fields of a part, and the w:fldChar elements that belong to none."""
    scanning = FieldScan()
    for node in root.iter(*IN_FIELDS):
        scanning.take(node, node.tag)
    return scanning.found()


class FieldScan:
    """The fields of a part while it is walked through."""

    def __init__(self) -> None:
        self._begun: list[Field] = []
        self.open: list[Field] = []
        self._stray: list[etree._Element] = []

    def take(self, node: etree._Element, tag: object) -> None:
        """Take the next element: a mark or code of a field, or what stands for words in a run."""
        if tag == _MARK:
            self._take_mark(node)
        elif tag == _CODE:
            if self.open and self.open[-1].separate is None:
                self.open[-1].instruction += node.text or ""
        elif tag == _SIMPLE:
            shown = filter(_is_in_run, node.iter(_TEXT, *CHARACTERS))
            self._begun.append(Field(node, node.get(w("instr"), ""), shown))
        elif self.open and _is_in_run(node):
            for opened in self.open:
                if opened.separate is not None:
                    opened.result.append(node)

    def _take_mark(self, mark: etree._Element) -> None:
        kind = mark.get(_KIND_OF_MARK)
        if kind == "begin":
            self.open.append(Field(mark))
            self._begun.append(self.open[-1])
        elif not self.open or (kind == "separate" and self.open[-1].separate is not None):
            self._stray.append(mark)
        elif kind == "separate":
            self.open[-1].separate = mark
        else:
            self.open.pop().end = mark

    def found(self) -> tuple[list[Field], list[etree._Element]]:
        """The complete fields, and the marks that belong to none."""
        unfinished = {id(opened) for opened in self.open}
        stray = [*self._stray, *(opened.start for opened in self.open)]
        return [one for one in self._begun if id(one) not in unfinished], stray


def paragraphs_of(root: etree._Element, found: Field) -> list[etree._Element]:
    """The paragraphs a field touches, from its beginning to its end."""
    first = nearest(found.start, _PARAGRAPH)
    last = None if found.end is None else nearest(found.end, _PARAGRAPH)
    if first is None or last is None:
        return []
    touched: list[etree._Element] = []
    for paragraph in root.iter(_PARAGRAPH):
        if touched or paragraph is first:
            touched.append(paragraph)
        if paragraph is last:
            break
    return touched


def visible_text(node: etree._Element) -> str:
    """What a reader sees of a paragraph or run: results of fields, inserted words; not codes, deletions, text boxes."""
    codes, text = Codes(), ""
    for leaf in node.iter(*_READ):
        if leaf is node or reader_of(leaf, node) is not node:
            continue
        if leaf.tag == _MARK:
            codes.take(leaf)
        elif not codes.hide:
            text += _leaf_text(leaf)
    return text


def reader_of(leaf: etree._Element, node: etree._Element | None = None) -> etree._Element | None:
    """The node around a leaf, or the nearest paragraph; None where something between them is not read."""
    around = leaf.getparent()
    while around is not None and around is not node:
        if node is None and around.tag == _PARAGRAPH:
            return around
        if around.tag in _CLOSED:
            return None
        around = around.getparent()
    return around


class Codes:
    """The fields that are open in a paragraph or run while it is read, and whether one is at its code, which is hidden."""

    __slots__ = ("_open", "hide")

    def __init__(self) -> None:
        self.hide = False
        self._open: list[bool] = []  # for each open field, whether its code is being read

    def take(self, mark: etree._Element) -> None:
        """Take the next w:fldChar."""
        kind = mark.get(_KIND_OF_MARK)
        if kind == "begin":
            self._open.append(True)
        elif self._open and kind == "separate":
            self._open[-1] = False
        elif self._open:
            self._open.pop()
        self.hide = True in self._open


def bookmarks(root: etree._Element) -> dict[str, etree._Element]:
    """The w:bookmarkStart elements by name; of two with one name, the first, as Word has it."""
    return by_name(root.iter(_BOOKMARK))


def by_name(starts: Iterable[etree._Element]) -> dict[str, etree._Element]:
    """The w:bookmarkStart elements among which one chooses, by name; see bookmarks."""
    found: dict[str, etree._Element] = {}
    for start in starts:
        found.setdefault(start.get(_NAME, ""), start)
    return found


def paragraph_of(bookmark: etree._Element) -> etree._Element | None:
    """The paragraph in which a bookmark starts; for one that stands between paragraphs, the next."""
    own = nearest(bookmark, _PARAGRAPH)
    if own is not None:
        return own
    return next((node for node in _following(bookmark) if node.tag == _PARAGRAPH), None)


class References(NamedTuple):
    """Answers what a REF must show, for one document.

    The bookmarks are looked up once; paragraphs they stand in must keep their labels.
    """

    labels: Labels
    targets: Mapping[str, etree._Element]

    @classmethod
    def of(cls, labels: Labels) -> References:
        """The references of the document the labels were computed for."""
        return cls(labels, bookmarks(labels.root))

    def expected(self, reference: Field) -> str | Diagnostic | None:
        """What Word would print; a Diagnostic when it would print an error; None for what only Word can tell.

        Such are fields other than REF, REF … \\p (above or below) and REF … \\t (digits only).
        """
        if reference.kind != "REF" or not reference.target or reference.switches & _FOR_WORD:
            return None
        start = self.targets.get(reference.target)
        if start is None:
            return self._missing(reference)
        if not reference.switches & _NUMBERS:
            return _bookmark_text(start)
        paragraph = paragraph_of(start)
        label = None if paragraph is None else self.labels.get(paragraph)
        if label is None:
            return self._unnumbered(reference)
        return self._number(reference, label).rstrip(".")

    def _number(self, reference: Field, label: Label) -> str:
        if "\\w" in reference.switches:
            return label.full
        if "\\r" not in reference.switches:
            return label.text
        place = nearest(reference.start, _PARAGRAPH)
        here = None if place is None else self.labels.get(place)
        above = label.context[:-1]
        is_near = here is not None and here.num_id == label.num_id and here.context[: len(above)] == above
        return label.text if is_near or not above else label.full

    def _missing(self, reference: Field) -> Diagnostic:
        return Diagnostic(
            "W-REF-01",
            f"交叉引用指向的书签“{reference.target}”不存在",
            place=Place(where=words_around(reference.start)),
            hint="被引用的条款可能没有写入本文书；请改写这句话，或恢复该条款",
        )

    def _unnumbered(self, reference: Field) -> Diagnostic:
        return Diagnostic(
            "W-REF-02",
            f"交叉引用指向的段落（书签“{reference.target}”）没有自动编号，Word 会显示为 0",
            place=Place(where=words_around(reference.start)),
            hint="请为该段落恢复自动编号的样式，或改为引用有编号的条款",
        )


def refresh(root: etree._Element, labels: Labels, found: Sequence[Field] | None = None) -> list[Diagnostic]:
    """Write what Word would print into every REF of a part; what cannot be resolved is left and told.

    root    the tree of the main document (labels.root) or of a header or footer of the same file.
    found   its fields, where they are at hand.
    """
    references = References.of(labels)
    found = fields(root) if found is None else found
    numbers = [reference for reference in found if reference.switches & _NUMBERS]
    words = [reference for reference in found if not reference.switches & _NUMBERS]
    faults: list[Diagnostic] = []
    for reference in [*numbers, *words]:  # words may quote numbers
        expected = references.expected(reference)
        if isinstance(expected, Diagnostic):
            faults.append(expected)
        elif expected is not None and expected != reference.text:
            reference.show(expected)
    return faults


def renumber_bookmarks(root: etree._Element) -> None:
    """Give bookmarks unique ids 1, 2, …; keep the first of two with one name; drop halves without the other half."""
    open_starts: dict[str, list[etree._Element]] = {}
    pairs: list[tuple[etree._Element, etree._Element]] = []
    orphans: list[etree._Element] = []
    order: dict[etree._Element, int] = {}
    for node in root.iter(_BOOKMARK, _BOOKMARK_END):
        waiting = open_starts.setdefault(node.get(_ID, ""), [])
        if node.tag == _BOOKMARK:
            order[node] = len(order)
            waiting.append(node)
        elif waiting:
            pairs.append((waiting.pop(0), node))
        else:
            orphans.append(node)
    orphans += [start for waiting in open_starts.values() for start in waiting]
    names: set[str] = set()
    for start, end in sorted(pairs, key=lambda pair: order[pair[0]]):
        name = start.get(_NAME, "").lower()
        if name in names:
            orphans += [start, end]
            continue
        names.add(name)
        number = str(len(names))
        for node in (start, end):
            if node.get(_ID) != number:  # asking takes less time than setting
                node.set(_ID, number)
    for node in orphans:
        remove(node)


def remove(node: etree._Element) -> None:
    """Take an element out of its tree."""
    parent = node.getparent()
    if parent is not None:
        parent.remove(node)


def words_around(node: etree._Element) -> str:
    """Words that lead a reader to an element: “因本协议发生的争议……”."""
    paragraph = node if node.tag == _PARAGRAPH else nearest(node, _PARAGRAPH)
    text = "" if paragraph is None else " ".join(visible_text(paragraph).split())
    if not text:
        return ""
    return f"“{text[:_WORDS_SHOWN]}……”附近" if len(text) > _WORDS_SHOWN else f"“{text}”附近"


def _bookmark_text(start: etree._Element) -> str:
    """The words a bookmark spans, to the end of its first paragraph at most."""
    number = start.get(_ID)
    paragraph = nearest(start, _PARAGRAPH)
    inside = False
    words: list[str] = []
    for node in (start.getroottree() if paragraph is None else paragraph).iter():
        if node is start:
            inside = True
        elif inside and node.tag == _BOOKMARK_END and node.get(_ID) == number:
            break
        elif inside and (node.tag == _TEXT or node.tag in CHARACTERS) and _is_in_run(node) and not _is_unread(node):
            words.append(_leaf_text(node))
    return "".join(words)


def _is_unread(node: etree._Element) -> bool:
    return any(ancestor.tag in _UNREAD for ancestor in node.iterancestors())


def _is_in_run(leaf: etree._Element) -> bool:
    parent = leaf.getparent()
    return parent is not None and parent.tag == _RUN


def _leaf_text(leaf: etree._Element) -> str:
    return (leaf.text or "") if leaf.tag == _TEXT else CHARACTERS[str(leaf.tag)]


def _following(node: etree._Element) -> Iterator[etree._Element]:
    """The elements after one in document order, those inside it left out."""
    while node is not None:
        for sibling in node.itersiblings():
            yield from sibling.iter()
        parent = node.getparent()
        if parent is None:
            return
        node = parent


def _keep_only(result: list[etree._Element], words: etree._Element) -> None:
    result[0].addprevious(words)
    runs = {leaf.getparent(): None for leaf in result}
    for leaf in result:
        remove(leaf)
    for run in runs:
        if run is not None and all(child.tag == w("rPr") for child in run):
            remove(run)


def _insert_after(separate: etree._Element, words: etree._Element) -> None:
    run = separate.getparent()
    if run is None or separate.getnext() is not None:
        separate.addnext(words)
        return
    look = run.find(w("rPr"))
    copied = None if look is None else etree.fromstring(etree.tostring(look))
    run.addnext(el("w:r", children=[copied, words]))
