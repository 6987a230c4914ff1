"""Lifting tags out of a part: the XML around them stays verbatim, and every tag knows its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from kit.diagnostics import Diagnostic, Place
from kit.templates.lexing import Stray, Tag, tags_in
from kit.word.scanning import Element, Paragraph, Scan, Segment

_IN_WORDS = {"p": "段", "tr": "行", "tc": "单元格", "r": "处文字"}
_CELL_TAGS = frozenset({"colspan", "cellbg", "vm", "hm"})
_PRESERVE = ' xml:space="preserve"'


@dataclass(frozen=True)
class Spot:
    """Where a tag stands: for faults, and for what a value with line breaks needs to know.

    heading    the words of the last heading-like paragraph before it.
    words      the paragraph it stands in.
    cell       第 2 行第 3 格, or empty outside a table.
    paragraph_properties, run_properties  the XML a continuation takes over.
    """

    part: str
    number: int
    words: str
    cell: str
    paragraph_properties: str
    run_properties: str
    path: tuple[str, ...]

    def place(self, file: str) -> Place:
        """The place in words."""
        where = f"第 {self.number} 段" if not self.cell else self.cell
        part = "" if self.part == "正文" else f"{self.part}，"
        return Place(file, where=f"{part}{where}，在“{self.words[:40]}”")


@dataclass(frozen=True)
class Piece:
    """A tag lifted out of a part, and the XML before it up to the previous one."""

    before: str
    tag: Tag
    spot: Spot


@dataclass
class Lifted:
    """A part as XML with tags between: pieces, then the rest. And its faults."""

    pieces: list[Piece] = field(default_factory=list)
    rest: str = ""
    faults: list[Diagnostic] = field(default_factory=list)


@dataclass
class _Edit:
    """A stretch of the part that a tag, some text or nothing replaces."""

    start: int
    end: int
    content: Tag | str
    spot: Spot | None = None


class _Lifter:
    def __init__(self, scanned: Scan, part: str) -> None:
        self.text = scanned.text
        self.part = part
        self.paragraphs = scanned.paragraphs
        self.edits: list[_Edit] = []
        self.faults: list[Diagnostic] = []

    def lift(self) -> Lifted:
        for number, paragraph in enumerate(self.paragraphs, 1):
            self._paragraph(number, paragraph)
        return self._cut()

    # --- one paragraph --------------------------------------------------------------------

    def _paragraph(self, number: int, paragraph: Paragraph) -> None:
        text = paragraph.text
        if "{" not in text and "｛" not in text and "}" not in text:
            return
        tags, strays = tags_in(text)
        for stray in strays:
            self._stray(stray, self._spot(number, paragraph, paragraph.segments[0]))
        whole: list[Tag] = []
        for tag in tags:
            segment = _segment_at(paragraph, tag.start)
            spot = self._spot(number, paragraph, segment)
            if any(s.element.inside_revision() for s in _segments_of(paragraph, tag)):
                self._fault("T-REV-01", "标签在修订痕迹里", spot, "先接受或拒绝这处修订，再使用模板")
            elif tag.scope and tag.scope != "r":
                whole.append(tag)
                self._whole(tag, paragraph, spot, tags)
            elif tag.word in _CELL_TAGS and tag.kind == "{%":
                self._cell_tag(tag, paragraph, spot)
            else:
                self._inline(tag, paragraph, spot)
        if len(whole) > 1:
            self._fault(
                "T-TAG-04", "同一段里有两个独占的标签", self._spot(number, paragraph, paragraph.segments[0]), "各占一段"
            )

    def _spot(self, number: int, paragraph: Paragraph, segment: Segment) -> Spot:
        run = segment.element.within("r")
        return Spot(
            self.part,
            number,
            paragraph.text.strip(),
            _cell_in_words(paragraph.element),
            self._xml(paragraph.element.properties),
            self._xml(run.properties if run else None),
            segment.element.path(),
        )

    def _xml(self, element: Element | None) -> str:
        return self.text[element.start : element.end] if element else ""

    def _stray(self, stray: Stray, spot: Spot) -> None:
        hint = "填充位置写成 {{ 字段 }}，语句写成 {%p if … %}；用半角花括号和百分号，并且成对"
        self._fault("T-TAG-01", f"标签没有写完整：“{stray.text}”", spot, hint)

    def _fault(self, code: str, message: str, spot: Spot, hint: str = "") -> None:
        self.faults.append(Diagnostic(code, message, place=spot.place(""), hint=hint))

    # --- tags that stand for a whole paragraph, row, cell -----------------------------------

    def _whole(self, tag: Tag, paragraph: Paragraph, spot: Spot, tags: list[Tag]) -> None:
        around = paragraph.element.within(tag.scope)
        shown = f"{tag.kind}{tag.scope} {tag.body[:20]}"
        if around is None:
            self._fault("T-TAG-03", f"标签“{shown}”不在表格的{_IN_WORDS[tag.scope]}里", spot, "把它移到表格中")
            return
        lost = self._other_text(around, paragraph, tag, tags)
        if lost:
            unit = _IN_WORDS[tag.scope]
            message = f"标签“{shown}”应独占一{unit}，旁边的“{lost[:20]}”会丢失"
            self._fault("T-TAG-02", message, spot, f"把标签放在单独的一{unit}里")
            return
        self._put(around.start, around.end, tag, spot, around)

    def _other_text(self, around: Element, paragraph: Paragraph, tag: Tag, tags: list[Tag]) -> str:
        own = paragraph.text[: tag.start] + paragraph.text[tag.end :]
        others = [other for other in tags if other is not tag and other.kind != "{#"]
        words = [own.strip()] if (own.strip() and others != []) or own.strip() else []
        if tag.scope != "p":
            words += [
                other.text.strip()
                for other in self.paragraphs
                if other is not paragraph and _contains(around, other.element) and other.text.strip()
            ]
        return "".join(words)

    def _put(self, start: int, end: int, tag: Tag, spot: Spot, around: Element) -> None:
        path = around.parent.path() if around.parent else ()
        self.edits.append(_Edit(start, end, tag, Spot(**{**spot.__dict__, "path": path})))

    # --- tags inside running text -----------------------------------------------------------

    def _inline(self, tag: Tag, paragraph: Paragraph, spot: Spot) -> None:
        segments = _segments_of(paragraph, tag)
        first = segments[0]
        start = first.raw_offset(tag.start - _offset_of(paragraph, first))
        self._preserve_space(first)
        if tag.scope == "r":
            self._own_run(tag, paragraph, spot, first, start)
        else:
            self.edits.append(_Edit(start, start, tag, spot))
        for segment in segments:
            begin = max(tag.start - _offset_of(paragraph, segment), 0)
            end = min(tag.end - _offset_of(paragraph, segment), len(segment.text))
            self.edits.append(_Edit(segment.raw_offset(begin), segment.raw_offset(end), ""))
        if segments[-1] is not first:
            self._preserve_space(segments[-1])
        self._trim(tag, paragraph, spot)

    def _own_run(self, tag: Tag, paragraph: Paragraph, spot: Spot, segment: Segment, start: int) -> None:
        """{{r x}} stands between two runs: the run it is typed in is closed before it and opened again after."""
        run = segment.element.within("r")
        if run is None:
            self._fault("T-TAG-03", "标签“{{r”不在文字里", spot)
            return
        between = Spot(**{**spot.__dict__, "path": run.parent.path() if run.parent else ()})
        again = f"<w:r>{spot.run_properties}<w:t{_PRESERVE}>"
        self.edits.append(_Edit(start, start, "</w:t></w:r>"))
        self.edits.append(_Edit(start, start, tag, between))
        self.edits.append(_Edit(start, start, again))

    def _preserve_space(self, segment: Segment) -> None:
        opening = self.text[segment.element.start : segment.element.open_end]
        if "xml:space" not in opening and not opening.endswith("/>"):
            at = segment.element.open_end - 1
            if not any(edit.start == at and edit.content == _PRESERVE for edit in self.edits):
                self.edits.append(_Edit(at, at, _PRESERVE))

    def _trim(self, tag: Tag, paragraph: Paragraph, spot: Spot) -> None:
        """{%- and -%}: at the edge of a paragraph they join it with its neighbour, elsewhere they take white space."""
        index = next(i for i, p in enumerate(self.paragraphs) if p is paragraph)
        if tag.trim_before:
            before = paragraph.text[: tag.start]
            if before.strip():
                self._take(paragraph, len(before.rstrip()), tag.start)
            elif index and (last := self._text_end(self.paragraphs[index - 1])) is not None:
                self._join(last, _raw_at(paragraph, tag.start), spot)
        if tag.trim_after:
            after = paragraph.text[tag.end :]
            if after.strip():
                self._take(paragraph, tag.end, tag.end + len(after) - len(after.lstrip()))
            elif index + 1 < len(self.paragraphs) and self.paragraphs[index + 1].segments:
                following = self.paragraphs[index + 1].segments[0]
                self._join(_raw_at(paragraph, tag.end), following.element.open_end, spot)

    def _text_end(self, paragraph: Paragraph) -> int | None:
        return paragraph.segments[-1].element.close_start if paragraph.segments else None

    def _take(self, paragraph: Paragraph, start: int, end: int) -> None:
        if end > start:
            self.edits.append(_Edit(_raw_at(paragraph, start), _raw_at(paragraph, end), ""))

    def _join(self, start: int, end: int, spot: Spot) -> None:
        cut = self.text[start:end]
        if _is_symmetric(cut):
            self.edits.append(_Edit(start, end, ""))
        else:
            self._fault("T-TAG-05", "“{%-”两边的段落不能合并", spot, "去掉标签里的减号")

    # --- tags that speak of their cell --------------------------------------------------------

    def _cell_tag(self, tag: Tag, paragraph: Paragraph, spot: Spot) -> None:
        cell = paragraph.element.within("tc")
        if cell is None or cell.properties is None:
            self._fault("T-TAG-03", f"标签“{tag.word}”不在表格的单元格里", spot, "把它移到表格中")
            return
        argument = tag.body[len(tag.word) :].strip()
        self._erase(tag, paragraph)
        getattr(self, f"_{tag.word}")(cell, argument, tag, paragraph, spot)

    def _erase(self, tag: Tag, paragraph: Paragraph) -> None:
        for segment in _segments_of(paragraph, tag):
            begin = max(tag.start - _offset_of(paragraph, segment), 0)
            end = min(tag.end - _offset_of(paragraph, segment), len(segment.text))
            self.edits.append(_Edit(segment.raw_offset(begin), segment.raw_offset(end), ""))

    def _colspan(self, cell: Element, argument: str, tag: Tag, _paragraph: Paragraph, spot: Spot) -> None:
        self._replace_property(cell, "gridSpan", '<w:gridSpan w:val="', argument, '"/>', tag, spot, after=("tcW",))

    def _cellbg(self, cell: Element, argument: str, tag: Tag, _paragraph: Paragraph, spot: Spot) -> None:
        opening = '<w:shd w:val="clear" w:color="auto" w:fill="'
        order = ("tcW", "gridSpan", "vMerge", "tcBorders")
        self._replace_property(cell, "shd", opening, argument, '"/>', tag, spot, after=order)

    def _replace_property(
        self,
        cell: Element,
        name: str,
        opening: str,
        argument: str,
        closing: str,
        tag: Tag,
        spot: Spot,
        after: tuple[str, ...],
    ) -> None:
        properties = cell.properties
        assert properties is not None
        inner = self.text[properties.open_end : properties.close_start]
        if old := re.search(rf"<w:{name}\b[^>]*/>", inner):
            at = properties.open_end + old.start()
            self.edits.append(_Edit(at, properties.open_end + old.end(), ""))
        else:
            ends = [m.end() for word in after for m in re.finditer(rf"<w:{word}\b[^>]*/>|</w:{word}>", inner)]
            at = properties.open_end + max(ends, default=0)
        self._around(at, opening, Tag(tag.start, tag.end, "{{", "", argument), closing, spot)

    def _around(self, at: int, opening: str, tag: Tag, closing: str, spot: Spot) -> None:
        self.edits.append(_Edit(at, at, opening))
        self.edits.append(_Edit(at, at, tag, spot))
        self.edits.append(_Edit(at, at, closing))

    def _vm(self, cell: Element, _argument: str, tag: Tag, paragraph: Paragraph, spot: Spot) -> None:
        properties = cell.properties
        assert properties is not None
        merge = Tag(tag.start, tag.end, "{{", "", "'restart' if loop.first else 'continue'")
        self._around(properties.close_start, '<w:vMerge w:val="', merge, '"/>', spot)
        segment = _segment_at(paragraph, tag.start)
        self._only_first(segment.element.open_end, segment.element.close_start, tag, spot)

    def _hm(self, cell: Element, _argument: str, tag: Tag, _paragraph: Paragraph, spot: Spot) -> None:
        properties = cell.properties
        assert properties is not None
        inner = self.text[properties.open_end : properties.close_start]
        span = re.search(r'<w:gridSpan w:val="(\d+)"/>', inner)
        times = f"{span[1]} * loop.length" if span else "loop.length"
        self._replace_property(cell, "gridSpan", '<w:gridSpan w:val="', times, '"/>', tag, spot, after=("tcW",))
        outside = Spot(**{**spot.__dict__, "path": cell.parent.path() if cell.parent else ()})
        self._only_first(cell.start, cell.end, tag, outside)

    def _only_first(self, start: int, end: int, tag: Tag, spot: Spot) -> None:
        self.edits.append(_Edit(start, start, Tag(tag.start, tag.end, "{%", "", "if loop.first"), spot))
        self.edits.append(_Edit(end, end, Tag(tag.start, tag.end, "{%", "", "endif"), spot))

    # --- cutting --------------------------------------------------------------------------------

    def _cut(self) -> Lifted:
        lifted = Lifted(faults=self.faults)
        ordered = sorted(enumerate(self.edits), key=lambda entry: (entry[1].start, entry[0]))
        position, before = 0, []
        for _order, edit in ordered:
            if edit.start < position:
                if isinstance(edit.content, Tag) and edit.spot:
                    self._fault("T-TAG-04", "标签与独占的标签重叠", edit.spot, "各占一段或一行")
                position = max(position, edit.end)
                continue
            before.append(self.text[position : edit.start])
            position = edit.end
            if isinstance(edit.content, Tag) and edit.spot:
                lifted.pieces.append(Piece("".join(before), edit.content, edit.spot))
                before = []
            elif isinstance(edit.content, str):
                before.append(edit.content)
        lifted.rest = "".join([*before, self.text[position:]])
        return lifted


def lift(scanned: Scan, part: str) -> Lifted:
    """The tags of a part between the XML that surrounds them.

    part  what to call it in faults: 正文, 页眉, 页脚, 脚注, 尾注.
    """
    return _Lifter(scanned, part).lift()


def _contains(outer: Element, inner: Element) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _offset_of(paragraph: Paragraph, segment: Segment) -> int:
    offset = 0
    for one in paragraph.segments:
        if one is segment:
            return offset
        offset += len(one.text)
    raise ValueError("the segment is of another paragraph")


def _segment_at(paragraph: Paragraph, position: int) -> Segment:
    offset = 0
    for segment in paragraph.segments:
        if position < offset + len(segment.text):
            return segment
        offset += len(segment.text)
    return paragraph.segments[-1]


def _raw_at(paragraph: Paragraph, position: int) -> int:
    segment = _segment_at(paragraph, max(position - 1, 0))
    return segment.raw_offset(position - _offset_of(paragraph, segment))


def _segments_of(paragraph: Paragraph, tag: Tag) -> list[Segment]:
    found, offset = [], 0
    for segment in paragraph.segments:
        end = offset + len(segment.text)
        if offset < tag.end and end > tag.start:
            found.append(segment)
        offset = end
    return found


def _cell_in_words(element: Element) -> str:
    cell = element.within("tc")
    row = element.within("tr")
    return f"表格第 {row.number} 行第 {cell.number} 格" if cell and row else ""


_XML_TAG = re.compile(r"<(/?)([^\s/>]+)[^>]*?(/?)>")


def _is_symmetric(xml: str) -> bool:
    """Whether cutting this stretch leaves sound XML: it closes just what it opens again."""
    closed: list[str] = []
    opened: list[str] = []
    for closing, name, empty in _walk(xml):
        if empty:
            continue
        if not closing:
            opened.append(name)
        elif opened:
            if opened.pop() != name:
                return False
        else:
            closed.append(name)
    return closed == opened[::-1]


def _walk(xml: str) -> Iterator[tuple[str, str, str]]:
    for match in _XML_TAG.finditer(xml):
        yield match[1], match[2], match[3]
