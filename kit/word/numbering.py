"""The automatic numbers of paragraphs, computed as Word prints them; and the styles they hang on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

from lxml import etree

from kit import patterns
from kit.word.names import w
from kit.word.package import Package
from kit.word.xml import child

MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
LEVELS = 9
BODY_TEXT = 9

_PARAGRAPH, _PROPERTIES, _VALUE = w("p"), w("pPr"), w("val")
_FALLBACK = f"{{{MC}}}Fallback"

_GAPS = {"space": " ", "nothing": "", "tab": "\t"}
_WHOLE = patterns.compiled(r"-?[0-9]+")
_NUMBER_IN = patterns.compiled("%([1-9])")
_SYMBOL_FONT = patterns.compiled("[\uf000-\uf0ff]")


class Label(NamedTuple):
    """The automatic number of a paragraph.

    text     as printed before the paragraph: 第三条, （二）, 1.
    level    list level, 0 to 8.
    num_id   the list.
    full     with the numbers above it in the same list: 第七条（二）, as REF \\w prints it.
    context  the pieces of full.
    gap      what stands between number and words: a space, a tab or nothing.
    """

    text: str
    level: int
    num_id: int
    full: str
    context: tuple[str, ...]
    gap: str


class Labels(dict[etree._Element, Label]):
    """Labels by w:p element of one tree. Holding it keeps the elements alive, so that looking them up is safe."""

    def __init__(self, root: etree._Element, styles: Styles) -> None:
        super().__init__()
        self.root = root
        self.styles = styles


class Styles:
    """The styles of a document, with what they inherit. Properties of paragraphs are looked up once."""

    def __init__(self, root: etree._Element | None) -> None:
        nodes = [] if root is None else list(root.iter(w("style")))
        self._by_id = {node.get(w("styleId"), ""): node for node in nodes}
        self._default = next((n.get(w("styleId"), "") for n in nodes if _is_default_paragraph_style(n)), "")
        self._own: dict[str, dict[etree._Element, etree._Element | None]] = {}
        self._ids: dict[etree._Element, str] = {}
        self._names: dict[str, str] = {}
        self._chains: dict[str, tuple[etree._Element, ...]] = {}
        self._properties: dict[tuple[str, str], etree._Element | None] = {}

    @classmethod
    def of(cls, package: Package) -> Styles:
        """The styles of a package; none when it has no styles part."""
        return cls(_part_of(package, "styles"))

    def __contains__(self, style_id: str) -> bool:
        return style_id in self._by_id

    def id_of(self, paragraph: etree._Element) -> str:
        """The style id of a paragraph: its own or the default one; empty when there is neither."""
        known = self._ids.get(paragraph)
        if known is None:
            own = child(paragraph, _PROPERTIES, w("pStyle"))
            known = self._ids[paragraph] = self._default if own is None else own.get(_VALUE, "")
        return known

    def name(self, style_id: str) -> str:
        """The name of a style in lower case, as Word compares names: heading 1."""
        if style_id not in self._names:
            node = self._by_id.get(style_id)
            self._names[style_id] = "" if node is None else _text_value(child(node, w("name"))).lower()
        return self._names[style_id]

    def named(self, name: str) -> str | None:
        """The id of the style with a name, or None."""
        return self._by_name.get(name.lower())

    @cached_property
    def _by_name(self) -> dict[str, str]:
        """The ids by name; of two styles with one name, the first."""
        return {self.name(style_id): style_id for style_id in reversed(self._by_id)}

    def chain(self, style_id: str) -> tuple[etree._Element, ...]:
        """A style and those it is based on, nearest first. A circle is followed once."""
        if style_id not in self._chains:
            found: dict[str, etree._Element] = {}
            base = style_id
            while base in self._by_id and base not in found:
                found[base] = self._by_id[base]
                base = _text_value(found[base].find(w("basedOn")))
            self._chains[style_id] = tuple(found.values())
        return self._chains[style_id]

    def look_over(self, root: etree._Element, *tags: str) -> None:
        """Look up styles and properties of all paragraphs of a part at once, which takes less time than one by one."""
        every = list(root.iter(_PARAGRAPH))
        own = _own_properties(root, "pStyle", *tags)
        self._ids.update(dict.fromkeys(every, self._default))
        self._ids.update({paragraph: style.get(_VALUE, "") for paragraph, style in own["pStyle"].items()})
        for tag in tags:
            self._own[tag] = {**dict.fromkeys(every), **own[tag]}

    def own_property(self, paragraph: etree._Element, tag: str) -> etree._Element | None:
        """The element of a property that the paragraph itself has."""
        try:
            return self._own[tag][paragraph]
        except KeyError:
            found = self._own.setdefault(tag, {})[paragraph] = child(paragraph, w("pPr"), w(tag))
            return found

    def paragraph_property(self, paragraph: etree._Element, tag: str) -> etree._Element | None:
        """The element of a paragraph property, from the paragraph or the nearest style that has it."""
        own = self.own_property(paragraph, tag)
        return own if own is not None else self._inherited(self.id_of(paragraph), tag)

    def _inherited(self, style_id: str, tag: str) -> etree._Element | None:
        if (style_id, tag) not in self._properties:
            found = (child(style, w("pPr"), w(tag)) for style in self.chain(style_id))
            self._properties[style_id, tag] = next((node for node in found if node is not None), None)
        return self._properties[style_id, tag]

    def outline_level(self, paragraph: etree._Element) -> int | None:
        """0 for the highest headings; None for body text."""
        level = _whole(self.paragraph_property(paragraph, "outlineLvl"))
        return level if level is not None and level < BODY_TEXT else None


class _Level(NamedTuple):
    start: int
    fmt: str
    text: str
    style: str
    gap: str
    is_legal: bool
    restart: int | None
    pieces: tuple[str | int, ...]  # of the text: words, and the levels whose numbers stand between them

    def restarts_after(self, own: int, used: int) -> bool:
        """Whether this level (number own) begins anew once a higher level was used."""
        if self.restart is None or self.restart > own:
            return used < own
        return used < self.restart

    def first_of(self, own: int) -> int:
        """The highest level whose number the label of this level (number own) contains: 0 for %1.%2."""
        return min([own, *(piece for piece in self.pieces if isinstance(piece, int))])


class NumberedList(NamedTuple):
    """A w:num: levels with the overrides applied. Lists of one abstract definition count together."""

    num_id: int
    abstract: str
    levels: Mapping[int, _Level]
    overrides: Mapping[int, int]

    def start(self, level: int) -> int:
        """The number with which a level begins."""
        return self.overrides.get(level, self.levels[level].start)

    def level_of_style(self, style_id: str) -> int | None:
        """The level that is linked to a style, or None."""
        return next((n for n, level in self.levels.items() if level.style == style_id), None)


class _Counters:
    """The counts of every abstract list while the document is walked through."""

    def __init__(self) -> None:
        self.counts: dict[str, list[int | None]] = {}
        self.begun: set[tuple[int, int]] = set()

    def step(self, numbers: NumberedList, level: int) -> list[int | None]:
        """Count one paragraph; the counts of all levels as they now stand."""
        counts = self.counts.setdefault(numbers.abstract, [None] * LEVELS)
        is_first_of_override = level in numbers.overrides and (numbers.num_id, level) not in self.begun
        self.begun.add((numbers.num_id, level))
        before = counts[level]
        counts[level] = numbers.start(level) if before is None or is_first_of_override else before + 1
        for deeper, definition in numbers.levels.items():
            if deeper > level and definition.restarts_after(deeper, level):
                counts[deeper] = None
        return counts


class Numbering:
    """The numbering part: lists by numId, style links followed."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        self._nums = {} if root is None else {n.get(w("numId"), ""): n for n in root.iter(w("num"))}
        self._abstracts = (
            {} if root is None else {n.get(w("abstractNumId"), ""): n for n in root.iter(w("abstractNum"))}
        )
        self._lists: dict[int, NumberedList | None] = {}
        self._by_style: dict[str, tuple[NumberedList, int] | None] = {}  # of paragraphs without numbers of their own

    @classmethod
    def of(cls, package: Package, styles: Styles) -> Numbering:
        """The lists of a package; none when it has no numbering part."""
        part = numbering_part_of(package)
        return cls(None if part is None else package.tree(part), styles)

    def list_of(self, num_id: int) -> NumberedList | None:
        """The list of a w:numId, or None where it is not defined."""
        if num_id not in self._lists:
            self._lists[num_id] = self._build(num_id)
        return self._lists[num_id]

    def place_of(self, paragraph: etree._Element) -> tuple[NumberedList, int] | None:
        """The list and level of a paragraph, or None when it has no number."""
        style = self._styles.id_of(paragraph)
        if self._styles.own_property(paragraph, "numPr") is not None:
            return self._find_place(paragraph, style)
        try:
            return self._by_style[style]
        except KeyError:
            found = self._by_style[style] = self._find_place(paragraph, style)
            return found

    def _find_place(self, paragraph: etree._Element, style: str) -> tuple[NumberedList, int] | None:
        chain = self._styles.chain(style)
        sources = [paragraph, *chain]
        num_id = next((n for n in (_numbering_value(s, "numId") for s in sources) if n is not None), 0)
        numbers = self.list_of(num_id) if num_id else None
        if numbers is None:
            return None
        level = self._level(numbers, paragraph, chain)
        return (numbers, level) if level in numbers.levels else None

    def _level(self, numbers: NumberedList, paragraph: etree._Element, chain: Sequence[etree._Element]) -> int:
        direct = _numbering_value(paragraph, "ilvl")
        if direct is not None:
            return direct
        for style in chain:
            linked = numbers.level_of_style(style.get(w("styleId"), ""))
            written = linked if linked is not None else _numbering_value(style, "ilvl")
            if written is not None:
                return written
        return 0

    def _build(self, num_id: int) -> NumberedList | None:
        num = self._nums.get(str(num_id))
        found = None if num is None else self._definition(num, set())
        if found is None:
            return None
        abstract, nums = found
        levels = {n: _level(node) for node in abstract.iter(w("lvl")) if (n := _level_number(node)) is not None}
        starts: dict[int, int] = {}
        for override in (o for num in nums for o in num.iter(w("lvlOverride"))):
            number = _level_number(override)
            if number is None:
                continue
            replaced, start = child(override, w("lvl")), _whole(child(override, w("startOverride")))
            if replaced is not None:
                levels[number] = _level(replaced)
            if start is not None:
                starts[number] = start
        return NumberedList(num_id, abstract.get(w("abstractNumId"), ""), levels, starts)

    def _definition(self, num: etree._Element, seen: set[str]) -> tuple[etree._Element, list[etree._Element]] | None:
        """The abstract list that holds the levels, and the nums on the way to it, farthest first."""
        abstract_id = _text_value(child(num, w("abstractNumId")))
        abstract = self._abstracts.get(abstract_id)
        if abstract is None or abstract_id in seen:
            return None
        link = child(abstract, w("numStyleLink"))
        if link is None:
            return abstract, [num]
        linked_ids = (_numbering_value(style, "numId") for style in self._styles.chain(_text_value(link)))
        linked = self._nums.get(str(next((n for n in linked_ids if n is not None), "")))
        further = None if linked is None else self._definition(linked, seen | {abstract_id})
        return None if further is None else (further[0], [*further[1], num])


def labels(package: Package, root: etree._Element | None = None) -> Labels:
    """The automatic numbers of all body paragraphs in the order of the document, tables included.

    root  the tree of the main document, when the caller works on one; its elements are the keys.
    """
    tree = package.xml(package.document_part) if root is None else root
    styles = Styles.of(package)
    styles.look_over(tree, "numPr", "outlineLvl")
    numbering = Numbering.of(package, styles)
    counters = _Counters()
    found = Labels(tree, styles)
    for paragraph in paragraphs(tree):
        place = numbering.place_of(paragraph)
        if place is not None:
            found[paragraph] = _label(*place, counters.step(*place))
    return found


def paragraphs(root: etree._Element) -> Iterator[etree._Element]:
    """All w:p in document order; of a text box written in two dialects, only the first is taken."""
    every = root.iter(_PARAGRAPH)
    if next(root.iter(_FALLBACK), None) is None:
        return every
    return (paragraph for paragraph in every if next(paragraph.iterancestors(_FALLBACK), None) is None)


def chinese_number(number: int) -> str:
    """A whole number as Word's chineseCountingThousand prints it: 11 十一, 101 一百〇一, 1010 一千〇一十."""
    return _counting(number, "〇一二三四五六七八九", "十百千万")


def _label(numbers: NumberedList, level: int, counts: list[int | None]) -> Label:
    text = _printed(numbers, level, counts)
    context = [text]
    above = numbers.levels[level].first_of(level) - 1
    while above >= 0:
        if above in numbers.levels and counts[above] is not None:
            context.insert(0, _printed(numbers, above, counts))
            above = numbers.levels[above].first_of(above)
        above -= 1
    return Label(text, level, numbers.num_id, "".join(context), tuple(context), numbers.levels[level].gap)


def _printed(numbers: NumberedList, level: int, counts: list[int | None]) -> str:
    definition = numbers.levels[level]
    if definition.fmt == "bullet":
        return _SYMBOL_FONT.sub("•", definition.text)
    words = ""
    for piece in definition.pieces:
        words += piece if isinstance(piece, str) else _number(numbers, piece, counts[piece], definition.is_legal)
    return words


def _number(numbers: NumberedList, level: int, count: int | None, is_legal: bool) -> str:
    """The number of a level as the label of a level prints it; what has not been counted yet counts as its start."""
    definition = numbers.levels.get(level)
    if definition is None:
        return ""
    value = numbers.start(level) if count is None else count
    return formatted(value, "decimal" if is_legal and definition.fmt != "none" else definition.fmt)


@lru_cache(maxsize=4096)
def formatted(number: int, fmt: str) -> str:
    """A count in a w:numFmt. Formats the kit does not know print plain digits."""
    return _FORMATS.get(fmt, str)(number)


def _counting(number: int, digits: str, units: str, *, drops_one: bool = True) -> str:
    """Digits with 十百千万; 10 to 19 begin with 十 when drops_one."""
    if number < 1:
        return digits[0] if number == 0 else str(number)
    high, low = divmod(number, 10_000)
    if high:
        head = _counting(high, digits, units, drops_one=drops_one) + units[3]
        gap = digits[0] if 0 < low < 1000 else ""
        return head + gap + (_section(low, digits, units) if low else "")
    words = _section(number, digits, units)
    return words[1:] if drops_one and 10 <= number < 20 else words


def _section(number: int, digits: str, units: str) -> str:
    """A number from 1 to 9999, one zero for each gap inside."""
    words, gap = "", ""
    for power in (3, 2, 1, 0):
        digit = number // 10**power % 10
        if digit:
            words += gap + digits[digit] + (units[power - 1] if power else "")
            gap = ""
        elif words:
            gap = digits[0]
    return words


def _japanese(number: int) -> str:
    if number < 1:
        return "〇" if number == 0 else str(number)
    high, low = divmod(number, 10_000)
    words = _section(low, "〇一二三四五六七八九", "十百千") if low else ""
    return (_japanese(high) + "万" if high else "") + re.sub("一(?=[十百千])", "", words.replace("〇", ""))


def _digits(number: int, digits: str) -> str:
    return "".join(digits[int(c)] for c in str(number)) if number >= 0 else str(number)


def _chinese_counting(number: int) -> str:
    """Word's chineseCounting: in words below one hundred, digit by digit from there on."""
    return chinese_number(number) if number < 100 else _digits(number, "○一二三四五六七八九")


def _circled(number: int) -> str:
    return chr(0x2460 + number - 1) if 1 <= number <= 20 else str(number)


def _letters(number: int) -> str:
    """a … z, aa, bb, …: Word repeats the letter."""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1) if number > 0 else str(number)


def _roman(number: int) -> str:
    if not 0 < number < 32768:
        return str(number)
    words = ""
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        words += sign * count
    return words


_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip

_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda n: f"{n:02d}",
    "decimalFullWidth": lambda n: _digits(n, "０１２３４５６７８９"),
    "decimalFullWidth2": lambda n: _digits(n, "０１２３４５６７８９"),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "chineseCountingThousand": chinese_number,
    "chineseCounting": _chinese_counting,
    "taiwaneseCounting": _chinese_counting,
    "japaneseCounting": _japanese,
    "taiwaneseCountingThousand": lambda n: _counting(n, "零一二三四五六七八九", "十百千万"),
    "ideographDigital": lambda n: _digits(n, "〇一二三四五六七八九"),
    "chineseLegalSimplified": lambda n: _counting(n, "零壹贰叁肆伍陆柒捌玖", "拾佰仟萬", drops_one=False),
    "lowerLetter": _letters,
    "upperLetter": lambda n: _letters(n).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda n: _roman(n).upper(),
    "none": lambda n: "",
}


def _own_properties(root: etree._Element, *tags: str) -> dict[str, dict[etree._Element, etree._Element]]:
    """For each tag, by paragraph, the element of that property which the paragraph itself has; of two, the first."""
    found: dict[str, dict[etree._Element, etree._Element]] = {w(tag): {} for tag in tags}
    for node in root.iter(*found):
        properties = node.getparent()
        if properties is not None and properties.tag == _PROPERTIES:
            owner = properties.getparent()
            if owner is not None and owner.tag == _PARAGRAPH:
                found[str(node.tag)].setdefault(owner, node)
    return {tag: found[w(tag)] for tag in tags}


def _level(node: etree._Element) -> _Level:
    text = _text_value(child(node, w("lvlText")))
    pieces = (int(piece) - 1 if n % 2 else piece for n, piece in enumerate(_NUMBER_IN.split(text)))
    return _Level(
        start=_whole(child(node, w("start"))) or 0,
        fmt=_text_value(next(node.iter(w("numFmt")), None)) or "decimal",
        text=text,
        style=_text_value(child(node, w("pStyle"))),
        gap=_GAPS.get(_text_value(child(node, w("suff"))), "\t"),
        is_legal=is_on(child(node, w("isLgl"))),
        restart=_whole(child(node, w("lvlRestart"))),
        pieces=tuple(pieces),
    )


def _level_number(node: etree._Element) -> int | None:
    value = node.get(w("ilvl"), "")
    return int(value) if value.isdecimal() and int(value) < LEVELS else None


def _numbering_value(source: etree._Element, tag: str) -> int | None:
    return _whole(child(source, w("pPr"), w("numPr"), w(tag)))


def _text_value(node: etree._Element | None) -> str:
    return "" if node is None else node.get(_VALUE, "")


def _whole(node: etree._Element | None) -> int | None:
    value = _text_value(node)
    return int(value) if _WHOLE.fullmatch(value) else None


def is_on(node: etree._Element | None) -> bool:
    """Whether a toggle such as w:titlePg is there and not switched off."""
    return node is not None and node.get(w("val"), "1") not in ("0", "false", "off")


def _is_default_paragraph_style(node: etree._Element) -> bool:
    return node.get(w("type")) == "paragraph" and node.get(w("default")) in ("1", "true", "on")


def numbering_part_of(package: Package) -> str | None:
    """The name of the part that defines lists, or None."""
    return _name_of_part(package, "numbering")


def _part_of(package: Package, kind: str) -> etree._Element | None:
    name = _name_of_part(package, kind)
    return None if name is None else package.tree(name)


def _name_of_part(package: Package, kind: str) -> str | None:
    return next((name for name in package.related(package.document_part, kind) if name in package), None)
