"""The kit's own checks on every Word file it writes: faults that schema validators and LibreOffice let pass."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from operator import attrgetter
from typing import Any, NamedTuple

from lxml import etree

from kit import patterns
from kit.diagnostics import Diagnostic, Fault, Place, Severity
from kit.outline import Outline, Part
from kit.records import Record
from kit.word.elements import elements_of
from kit.word.marks import GAP_CLOSE, GAP_OPEN
from kit.word.names import STORIES, R, W, w
from kit.word.numbering import Labels, Styles, labels
from kit.word.outline import outline
from kit.word.package import CONTENT_TYPES, Package, relationships_part
from kit.word.reading import Reading, reading_of
from kit.word.references import References, by_name, visible_text, words_around
from kit.word.restarts import RESTART
from kit.word.xml import all_text, attributes_of, child, holds, nearest, references

_TEXT_KINDS = {**STORIES, "comments": "批注"}
_TAGS = patterns.compiled(r"[{｛][{｛%％#＃]|[}｝]{2}|[%％#＃][}｝]")
_DEBRIS = patterns.compiled(
    r"(?<![A-Za-z0-9])(?:None|Undefined)(?![A-Za-z0-9])|\[['\"]|<(?:kit|class|built-in)[. ]|object at 0x"
)
# One of these stands in every text in which one of the patterns is found; in the XML of attributes, or a reference.
_TAG_SIGNS = ("{", "｛", "}", "｝", GAP_OPEN, GAP_CLOSE, RESTART)
_SIGNS = (*_TAG_SIGNS, "None", "Undefined", "['", '["', "<kit", "<class", "<built-in", "object at 0x")
_RAW_SIGNS = frozenset(sign.encode()[:2] for sign in _TAG_SIGNS)  # their beginnings are as rare
_SENTINEL = patterns.compiled(f"[{GAP_OPEN}{GAP_CLOSE}{RESTART}]")
_RELATION_IDS: Callable[[etree._Element], Any] = etree.XPath("//@r:*", namespaces={"r": R}, smart_strings=False)
_LOOSE: Callable[[etree._Element], Any] = etree.XPath(
    "//w:*[not(self::w:t or self::w:instrText or self::w:delText or self::w:delInstrText)]/text()[normalize-space()]",
    namespaces={"w": W},
    smart_strings=False,
)
_WHOLE = patterns.compiled(r"-?[0-9]+")
_MEASURED = ("ind", "sz", "szCs", "spacing", "gridCol", "pgSz", "pgMar", "trHeight", "kern", "position")
_PARAGRAPH, _CELL, _ROW, _TABLE = w("p"), w("tc"), w("tr"), w("tbl")
_BOOKMARK, _ID, _NAME, _VALUE = w("bookmarkStart"), w("id"), w("name"), w("val")
_NOT_MEASURES = {"val", "lineRule", "hRule", "orient", "code", "beforeAutospacing", "afterAutospacing"}
_VALUE_IS_MEASURE = {"sz", "szCs", "kern", "position", "spacing", "trHeight"}
_SLOTS = {"ascii": "asciiTheme", "hAnsi": "hAnsiTheme", "eastAsia": "eastAsiaTheme", "cs": "cstheme"}
_STYLE_REFERENCES = [w(tag) for tag in ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link")]
_CONTROL_IDS = f".//{w('sdtPr')}/{w('id')}"
_MAX_NAME = 40
_tag_of = attrgetter("tag")
_MAX_ID = 2**31
_HEADINGS = {Part.CHAPTER, Part.CLAUSE, Part.ANNEX, Part.HEADING}
# Paragraphs that are blank on purpose: the kit puts one after each table.
_SPACER_STYLES = {"TableGap"}
_SHOWS_WITHOUT_WORDS = [w(tag) for tag in ("drawing", "pict", "object", "br", "fldChar", "fldSimple", "sectPr", "sym")]
_SHOWS_WITHOUT_WORDS += [w("pageBreakBefore")]
_DATA_STORE = "{http://schemas.openxmlformats.org/officeDocument/2006/customXml}"

_RUN_PROPERTIES = (
    "ins del moveFrom moveTo rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint "
    "noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText "
    "vertAlign rtl cs em lang eastAsianLayout specVanish oMath rPrChange"
)
_ORDERS: Mapping[str, Mapping[str, int]] = {
    w(parent): {w(tag): place for place, tag in enumerate(children.split())}
    for parent, children in {
        "rPr": _RUN_PROPERTIES,
        "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
        "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
        "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
        "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
        "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing "
        "tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription tblPrChange",
        "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark "
        "headers cellIns cellDel cellMerge tcPrChange",
        "lvl": "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr",
        "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType "
        "pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings "
        "sectPrChange",
    }.items()
}
_FRAME_REFERENCES = {w("headerReference"), w("footerReference")}


class _Story(NamedTuple):
    """A part whose words a reader sees."""

    part: str
    title: str
    root: etree._Element
    package: Package

    @property
    def reading(self) -> Reading:
        """Its words and fields."""
        return self.package.found(self.part, reading_of)

    def every(self, tag: str) -> Sequence[etree._Element]:
        """Its elements of one kind."""
        return self.package.found(self.part, elements_of)[tag]

    def fault(
        self, code: str, message: str, node: etree._Element | None = None, severity: Severity = Severity.ERROR
    ) -> Diagnostic:
        around = "" if node is None else words_around(node)
        return Diagnostic(code, message, severity, place=Place(where=f"{self.title}{around}"))


class _File(Record):
    """What the rules look at, parsed once."""

    package: Package
    trees: Mapping[str, etree._Element]
    stories: tuple[_Story, ...]
    numbers: Labels
    allowed: tuple[str, ...]

    @property
    def styles(self) -> Styles:
        return self.numbers.styles

    @property
    def body(self) -> _Story:
        return self.stories[0]

    def story_of(self, part: str) -> _Story:
        return next((s for s in self.stories if s.part == part), _Story(part, part, self.trees[part], self.package))

    @cached_property
    def lines(self) -> Outline:
        return outline(self.package, self.numbers)

    @cached_property
    def word_trees(self) -> Mapping[str, etree._Element]:
        """The parts in the language of Word: stories, styles, numbering, settings."""
        return {part: root for part, root in self.trees.items() if str(root.tag).startswith(w(""))}


def lint(package: Package, allowed: Collection[str] = ()) -> list[Diagnostic]:
    """Everything that is wrong with a Word file the kit is about to hand over; empty when it is good.

    allowed  values of the user's data that are printed in it: what looks like a tag or debris inside them is theirs.
    Raises Fault when the file has no readable main document.
    """
    return examine(package, allowed)[0]


def examine(
    package: Package, allowed: Collection[str] = (), numbers: Labels | None = None
) -> tuple[list[Diagnostic], Outline]:
    """What lint says, and the outline it read for that; the outline is empty when the file cannot be read.

    numbers  the labels of the document's paragraphs, where they are at hand.
    """
    trees: dict[str, etree._Element] = {}
    faults: list[Diagnostic] = []
    for part in package.part_names:
        if part.endswith((".xml", ".rels")):
            try:
                trees[part] = package.tree(part)
            except Fault as fault:
                faults += fault.report
    if package.document_part not in trees or faults:
        return faults or [_missing_document(package)], Outline(())
    root = trees[package.document_part]
    if numbers is None or numbers.root is not root:
        numbers = labels(package, root)
    file = _File(package, trees, tuple(_stories(package, trees)), numbers, _suspicious_values(allowed))
    return [fault for rule in _RULES for fault in rule(file)], file.lines


def _missing_document(package: Package) -> Diagnostic:
    return Diagnostic("W-REL-03", f"缺少部件 {package.document_part}")


def _stories(package: Package, trees: Mapping[str, etree._Element]) -> Iterator[_Story]:
    document = package.document_part
    yield _Story(document, "正文", trees[document], package)
    for kind, title in _TEXT_KINDS.items():
        for part in dict.fromkeys(package.related(document, kind)):
            if part in trees:
                yield _Story(part, title, trees[part], package)


def _suspicious_values(allowed: Collection[str]) -> tuple[str, ...]:
    """The lines of the values in which a rule on text would find something, longest first."""
    whole = "\n".join(allowed)
    if not any(sign in whole for sign in _SIGNS):
        return ()
    lines = {line.strip() for line in whole.splitlines()}
    found = [line for line in lines if any(pattern.search(line) for pattern in (_TAGS, _DEBRIS, _SENTINEL))]
    return tuple(sorted(found, key=lambda line: (-len(line), line)))


# --- words --------------------------------------------------------------------------------


def _text_faults(file: _File) -> Iterator[Diagnostic]:
    """W-TXT-01 tags of the template language, W-TXT-02 debris of a program, W-TXT-03 marks of the kit's own."""
    for story in file.stories:
        if any(sign in story.reading.words for sign in _SIGNS):
            for paragraph, text in _all_words(story.root).items():
                yield from _faults_of_text(text, file.allowed, story, paragraph)
        if _may_hold_tags(file.package[story.part]):
            yield from _attribute_faults(story, file.allowed)
    for part in file.package.related("", "core-properties"):
        if part in file.trees:
            story = _Story(part, "文档属性", file.trees[part], file.package)
            for node in story.root.iter():
                yield from _faults_of_text(node.text or "", file.allowed, story)


def _may_hold_tags(xml: bytes) -> bool:
    """Whether it is worth looking for tags and marks of gaps in the attributes of a part."""
    return any(holds(xml, sign) for sign in _RAW_SIGNS) or any(True for _ in references(xml))


def _attribute_faults(story: _Story, allowed: Iterable[str]) -> Iterator[Diagnostic]:
    marked = {value for value in set(attributes_of(story.root)) if _TAGS.search(value) or _SENTINEL.search(value)}
    for node in story.root.iter() if marked else ():
        for value in filter(marked.__contains__, node.values()):
            yield from _faults_of_text(str(value), allowed, story, node, is_prose=False)


def _all_words(root: etree._Element) -> dict[etree._Element, str]:
    """All words of each paragraph, codes and deletions included, text boxes not."""
    words: dict[etree._Element, list[str]] = {}
    for leaf in root.iter(w("t"), w("instrText"), w("delText")):
        paragraph = nearest(leaf, _PARAGRAPH)
        if paragraph is not None:
            words.setdefault(paragraph, []).append(leaf.text or "")
    return {paragraph: "".join(pieces) for paragraph, pieces in words.items()}


def _faults_of_text(
    text: str, allowed: Iterable[str], story: _Story, node: etree._Element | None = None, is_prose: bool = True
) -> Iterator[Diagnostic]:
    for value in allowed:
        text = text.replace(value, "")
    if found := _TAGS.search(text):
        yield story.fault("W-TXT-01", f"留有模板标记“{_excerpt(text, found)}”", node)
    if is_prose and (found := _DEBRIS.search(text)):
        yield story.fault("W-TXT-02", f"留有程序内部的文字“{_excerpt(text, found)}”", node)
    if _SENTINEL.search(text):
        yield story.fault("W-TXT-03", "留有未处理的标记（待补或重新编号）", node)


def _excerpt(text: str, found: re.Match[str]) -> str:
    return text[found.start() : found.start() + 20]


# --- bookmarks, fields and references -----------------------------------------------------


def _bookmark_faults(file: _File) -> Iterator[Diagnostic]:
    """W-BMK-01 one id twice, -02 one name twice, -03 half a bookmark, -04 a name Word would cut."""
    for story in file.stories:
        starts, ends = story.every(_BOOKMARK), story.every(w("bookmarkEnd"))
        doubled = _repeated(start.get(_ID, "") for start in starts)
        for number in doubled:
            yield story.fault("W-BMK-01", f"书签编号 {number} 重复")
        for name in _repeated(start.get(_NAME, "").lower() for start in starts):
            yield story.fault("W-BMK-02", f"书签名称“{name}”重复")
        begun, ended = ({node.get(_ID, "") for node in nodes} for nodes in (starts, ends))
        for start in starts:
            name = start.get(_NAME, "")
            if start.get(_ID, "") not in ended:
                yield story.fault("W-BMK-03", f"书签“{name}”没有结束", start)
            if len(name) > _MAX_NAME or not name:
                yield story.fault("W-BMK-04", f"书签名称“{name}”应为 1 至 {_MAX_NAME} 个字符", start)
        for end in ends:
            if end.get(_ID, "") not in begun:
                yield story.fault("W-BMK-03", f"编号 {end.get(_ID)} 的书签只有结束、没有开始", end)
        for number in _repeated(end.get(_ID, "") for end in ends if end.get(_ID, "") not in doubled):
            yield story.fault("W-BMK-03", f"编号 {number} 的书签结束了两次")


def _field_faults(file: _File) -> Iterator[Diagnostic]:
    """W-FLD-01: a field without its beginning or end."""
    for story in file.stories:
        for mark in story.reading.stray:
            yield story.fault("W-FLD-01", "域的开始与结束不成对", mark)


def _reference_faults(file: _File) -> Iterator[Diagnostic]:
    """W-REF-01 no such bookmark, -02 target without number, -03 the words shown are not those Word would print."""
    references = References(file.numbers, by_name(file.body.every(_BOOKMARK)))
    for story in file.stories:
        for found in story.reading.fields:
            expected = references.expected(found)
            if isinstance(expected, Diagnostic):
                yield expected
            elif expected is not None and expected != found.text:
                message = f"交叉引用显示“{found.text}”，应为“{expected}”"
                yield story.fault("W-REF-03", message, found.start)
            elif found.kind in ("PAGEREF", "NOTEREF") and found.target not in references.targets:
                yield story.fault("W-REF-01", f"页码引用指向的书签“{found.target}”不存在", found.start)
        known = {"_top", *references.targets, *by_name(story.every(_BOOKMARK))}
        for link in story.every(w("hyperlink")):
            anchor = link.get(w("anchor"))
            if anchor and anchor not in known:
                yield story.fault("W-REF-01", f"超链接指向的书签“{anchor}”不存在", link)


# --- styles, numbering, fonts -------------------------------------------------------------


def _style_faults(file: _File) -> Iterator[Diagnostic]:
    """W-STY-01: a style that does not exist."""
    for part, root in file.word_trees.items():
        used = {node.get(_VALUE, ""): node for node in root.iter(*_STYLE_REFERENCES)}
        for style_id, node in used.items():
            if style_id not in file.styles:
                yield file.story_of(part).fault("W-STY-01", f"样式“{style_id}”不存在", node)


def _numbering_faults(file: _File) -> Iterator[Diagnostic]:
    """W-NUM-01: a list that does not exist."""
    parts = [file.story_of(part) for part in file.word_trees]
    abstracts = {node.get(w("abstractNumId"), "") for part in parts for node in part.every(w("abstractNum"))}
    nums = {node.get(w("numId"), ""): node for part in parts for node in part.every(w("num"))}
    for num_id, num in nums.items():
        definition = num.find(w("abstractNumId"))
        if definition is None or definition.get(w("val"), "") not in abstracts:
            yield file.body.fault("W-NUM-01", f"编号列表 {num_id} 没有定义")
    for part in parts:
        for num_id, node in {node.get(_VALUE, ""): node for node in part.every(w("numId"))}.items():
            if num_id != "0" and num_id not in nums:
                yield part.fault("W-NUM-01", f"编号列表 {num_id} 不存在", node)


def _font_faults(file: _File) -> Iterator[Diagnostic]:
    """W-FNT-01 the document's defaults, W-FNT-02 (a hint) a paragraph style, lack one of the four font slots."""
    for root in file.word_trees.values():
        if root.tag != w("styles"):
            continue
        defaults = root.find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}/{w('rFonts')}")
        if missing := _missing_slots(defaults):
            yield file.body.fault("W-FNT-01", f"文档默认字体没有写全，缺少 {missing}")
        for style in root.iter(w("style")):
            own = style.find(f"{w('rPr')}/{w('rFonts')}")
            missing = "" if own is None or style.get(w("type")) != "paragraph" else _missing_slots(own)
            if missing:
                name = file.styles.name(style.get(w("styleId"), ""))
                message = f"样式“{name}”的字体没有写全，缺少 {missing}"
                yield file.body.fault("W-FNT-02", message, severity=Severity.INFO)


def _missing_slots(node: etree._Element | None) -> str:
    if node is None:
        return "、".join(_SLOTS)
    return "、".join(s for s, theme in _SLOTS.items() if node.get(w(s)) is None and node.get(w(theme)) is None)


# --- content controls ---------------------------------------------------------------------


def _control_faults(file: _File) -> Iterator[Diagnostic]:
    """W-SDT-01 id twice or too large, -02 nothing inside, -03 bound to data that is not there."""
    stores = {root.get(f"{_DATA_STORE}itemID", "").upper() for root in file.trees.values()}
    ids = [node.get(w("val"), "") for story in file.stories for node in story.root.iterfind(_CONTROL_IDS)]
    for number in _repeated(ids):
        yield file.body.fault("W-SDT-01", f"内容控件编号 {number} 重复")
    for number in ids:
        if not _WHOLE.fullmatch(number) or not -_MAX_ID <= int(number) < _MAX_ID:
            yield file.body.fault("W-SDT-01", f"内容控件编号 {number} 超出范围")
    for story in file.stories:
        for control in story.every(w("sdt")):
            content = control.find(w("sdtContent"))
            if (content is None or len(content) == 0) and next(control.iterancestors(w("p")), None) is None:
                yield story.fault("W-SDT-02", "内容控件是空的", control)
        for binding in story.every(w("dataBinding")):
            store = binding.get(w("storeItemID"), "")
            if store and store.upper() not in stores:
                yield story.fault("W-SDT-03", f"内容控件绑定的数据 {store} 不存在", binding)


# --- tables -------------------------------------------------------------------------------


def _table_faults(file: _File) -> Iterator[Diagnostic]:
    """W-TBL-01 a cell must end in a paragraph, -02 rows must fill the grid alike, -03 the grid must be there."""
    for story in file.stories:
        for cell in story.every(_CELL):
            if len(cell) == 0 or cell[-1].tag != _PARAGRAPH:
                yield story.fault("W-TBL-01", "表格单元格没有以段落结尾，Word 会认为文件已损坏", _first_paragraph(cell))
        rows = _widths_by_table(story)
        for table in story.every(_TABLE):
            yield from _grid_faults(story, table, rows.get(table, []))


def _grid_faults(
    story: _Story, table: etree._Element, rows: Sequence[tuple[etree._Element, int]]
) -> Iterator[Diagnostic]:
    grid = table.find(w("tblGrid"))
    columns = 0 if grid is None else len(grid.findall(w("gridCol")))
    if columns == 0:
        yield story.fault("W-TBL-03", "表格没有列宽定义（tblGrid）", _first_paragraph(table))
        return
    if not rows:
        yield story.fault("W-TBL-03", "表格没有行")
    for position, (row, width) in enumerate(rows, 1):
        if width > columns or width != rows[0][1]:
            message = f"表格第 {position} 行占 {width} 列，第 1 行占 {rows[0][1]} 列，列宽定义共 {columns} 列"
            yield story.fault("W-TBL-02", message, _first_paragraph(row))


def _widths_by_table(story: _Story) -> dict[etree._Element, list[tuple[etree._Element, int]]]:
    """The rows of each table, with the columns they take up."""
    widths: Counter[etree._Element | None] = Counter(nearest(cell, _ROW) for cell in story.every(_CELL))
    for cell, span in _properties(story, "tc", "gridSpan"):
        widths[nearest(cell, _ROW)] += _number(span, 1) - 1
    for row, edge in _properties(story, "tr", "gridBefore", "gridAfter"):
        widths[row] += _number(edge, 0)
    rows: dict[etree._Element, list[tuple[etree._Element, int]]] = {}
    for row in story.every(_ROW):
        table = nearest(row, _TABLE)
        if table is not None:
            rows.setdefault(table, []).append((row, widths[row]))
    return rows


def _properties(story: _Story, owner: str, *tags: str) -> Iterator[tuple[etree._Element, etree._Element]]:
    """The rows or cells that have one of these properties, with it; what a recorded change says they had is left out."""
    for tag in tags:
        for around in dict.fromkeys(nearest(node, w(owner)) for node in story.every(w(tag))):
            node = None if around is None else child(around, w(f"{owner}Pr"), w(tag))
            if around is not None and node is not None:
                yield around, node


def _number(node: etree._Element, default: int) -> int:
    value = node.get(w("val"), "")
    return int(value) if _WHOLE.fullmatch(value) else default


def _first_paragraph(node: etree._Element) -> etree._Element | None:
    return next((p for p in node.iter(w("p")) if visible_text(p).strip()), None)


# --- package ------------------------------------------------------------------------------


def _package_faults(file: _File) -> Iterator[Diagnostic]:
    """W-REL-01 a relationship id, -02 a content type, -03 a part that is missing; -04 an id or part name twice."""
    package = file.package
    for name in _repeated(part.lower() for part in package.part_names):
        yield Diagnostic("W-REL-04", f"部件 {name} 重复")
    for part in package.part_names:
        if part != CONTENT_TYPES and not package.content_type(part):
            yield Diagnostic("W-REL-02", f"部件 {part} 没有内容类型")
    for source in ("", *package.part_names):
        relations = package.relationships(source) if not source.endswith(".rels") else ()
        for number in _repeated(relation.id for relation in relations):
            yield Diagnostic("W-REL-04", f"{relationships_part(source)} 中的关系 {number} 重复")
        for relation in relations:
            if not relation.external and relation.target not in package:
                yield Diagnostic("W-REL-03", f"缺少部件 {relation.target}（{relationships_part(source)} 指向它）")
    for part, root in file.word_trees.items():
        known = {relation.id for relation in package.relationships(part)}
        for number in _RELATION_IDS(root):
            if number and number not in known:
                yield Diagnostic("W-REL-01", f"{part} 引用了不存在的关系 {number}")


# --- markup -------------------------------------------------------------------------------


def _markup_faults(file: _File) -> Iterator[Diagnostic]:
    """W-XML-01 altChunk, -02 a measure that is not whole, -03 properties out of order or twice, -04 words outside runs."""
    for part, root in file.word_trees.items():
        story = file.story_of(part)
        for node in story.every(w("altChunk")):
            yield story.fault("W-XML-01", "含有外部内容块（altChunk），WPS 与 LibreOffice 不显示", node)
        for node in root.iter(*map(w, _MEASURED)):
            yield from _measure_faults(story, node)
        yield from _order_faults(story)
    for story in file.stories:
        yield from _loose_words(story)


def _loose_words(story: _Story) -> Iterator[Diagnostic]:
    if len(story.reading.words) == len(all_text(story.root)):
        return  # every word stands in a leaf; else it may only be blanks between tags, or a number of a drawing
    for text in _LOOSE(story.root):
        yield story.fault("W-XML-04", f"“{text.strip()[:20]}”不在段落的文字中，Word 不会显示，或认为文件已损坏")


def _measure_faults(story: _Story, node: etree._Element) -> Iterator[Diagnostic]:
    for key, value in node.items():
        if not _WHOLE.fullmatch(str(value)):
            tag, name = _bare(str(node.tag)), _bare(str(key))
            if name not in _NOT_MEASURES or (name == "val" and tag in _VALUE_IS_MEASURE):
                yield story.fault("W-XML-02", f"{tag} 的 {name} 应为整数，现为“{value!s}”", node)


def _order_faults(story: _Story) -> Iterator[Diagnostic]:
    misplaced: dict[tuple[str, ...], list[tuple[str, str]]] = {}  # a document has few kinds of properties, many times
    for node in story.root.iter(*_ORDERS):
        if len(node) < 2:
            continue
        tags = (str(node.tag), *map(_tag_of, node))
        if tags not in misplaced:
            misplaced[tags] = _misplaced(*tags)
        for before, after in misplaced[tags]:
            names = [_bare(tag) for tag in (tags[0], before, after)]
            yield story.fault("W-XML-03", f"{names[0]} 中 {names[2]} 不应在 {names[1]} 之后", node)


def _misplaced(parent: str, *children: str) -> list[tuple[str, str]]:
    """The neighbours among properties of which the second should stand before the first, or is the same again."""
    order = _ORDERS[parent]
    known = [tag for tag in children if tag in order]
    return [
        (before, after)
        for before, after in pairwise(known)
        if order[before] >= order[after] and not (before in _FRAME_REFERENCES and after in _FRAME_REFERENCES)
    ]


def _bare(name: str) -> str:
    """The name of an element or attribute without its namespace."""
    return name.rpartition("}")[2]


def _section_faults(file: _File) -> Iterator[Diagnostic]:
    """W-SEC-01: the body ends in its only section properties; others stand in paragraphs."""
    body = file.body.root.find(w("body"))
    if body is None:
        yield file.body.fault("W-SEC-01", "没有正文（body）")
        return
    direct = body.findall(w("sectPr"))
    if len(direct) != 1 or body[-1] is not direct[0]:
        yield file.body.fault("W-SEC-01", f"正文应以唯一的节属性（sectPr）结尾，现有 {len(direct)} 个")
    for section in body.iter(w("sectPr")):
        parent = section.getparent()
        if parent is not body and (parent is None or parent.tag not in (w("pPr"), w("sectPrChange"))):
            yield file.body.fault("W-SEC-01", "节属性（sectPr）的位置不对", section)


# --- look ---------------------------------------------------------------------------------


def _blank_faults(file: _File) -> Iterator[Diagnostic]:
    """W-BLK-01 (a warning): two or more blank paragraphs in a row, outside tables."""
    body = file.body.root.find(w("body"))
    before: etree._Element | None = None
    length = 0
    for node in [] if body is None else [*body, None]:
        if node is not None and _is_blank(file, node):
            length += 1
            continue
        if length > 1:
            message = f"连续 {length} 个空白段落"
            yield file.body.fault("W-BLK-01", message, before, Severity.WARNING)
        before, length = node, 0


def _is_blank(file: _File, node: etree._Element) -> bool:
    return (
        node.tag == _PARAGRAPH
        and node not in file.numbers
        and file.styles.id_of(node) not in _SPACER_STYLES
        and not file.body.reading.texts.get(node, "").strip()
        and next(node.iter(*_SHOWS_WITHOUT_WORDS), None) is None
    )


def _orphan_faults(file: _File) -> Iterator[Diagnostic]:
    """W-BLK-02 (a warning): a chapter, clause or annex heading with nothing under it."""
    lines = [*file.lines, None]
    for line, following in pairwise(lines):
        if line is None or line.part not in (Part.CHAPTER, Part.CLAUSE, Part.ANNEX):
            continue
        if line.part is Part.CLAUSE and line.text.endswith(("。", "；", "：")):
            continue  # the clause's words stand in the paragraph itself
        is_deeper = following is not None and line.part is not Part.CLAUSE and following.part is Part.CLAUSE
        is_annex_title = following is not None and line.part is Part.ANNEX and following.part is Part.HEADING
        if following is None or (following.part in _HEADINGS and not is_deeper and not is_annex_title):
            place = Place(where=f"正文“{line.label} {line.text}”".replace("“ ", "“"))
            yield Diagnostic("W-BLK-02", "标题下面没有内容", Severity.WARNING, place=place)


def _repeated(values: Iterable[str]) -> list[str]:
    return [value for value, count in Counter(values).items() if count > 1]


_RULES: tuple[Callable[[_File], Iterator[Diagnostic]], ...] = (
    _package_faults,
    _section_faults,
    _markup_faults,
    _style_faults,
    _numbering_faults,
    _font_faults,
    _table_faults,
    _control_faults,
    _bookmark_faults,
    _field_faults,
    _reference_faults,
    _text_faults,
    _blank_faults,
    _orphan_faults,
)
