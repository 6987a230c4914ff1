"""Lifting tags out of a part: the XML around them stays verbatim, and every tag knows its place."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field, replace
from functools import cached_property

from kit import patterns
from kit.diagnostics import Diagnostic
from kit.templates.cells import CELL_TAGS, put_cell_tag
from kit.templates.lexing import HALF, VERBATIM, Stray, Tag, tags_in
from kit.templates.limits import MAX_CROWD
from kit.templates.spots import Spot
from kit.word.scanning import Element, Paragraph, Scan, Segment

_IN_WORDS = {"p": "段", "tr": "行", "tc": "单元格", "r": "处文字"}
_PRESERVE = ' xml:space="preserve"'
_SPACED = frozenset({"t", "delText", "instrText", "delInstrText", "m:t"})
_HEADING = patterns.compiled(r'<w:pStyle w:val="(?:[^"]*(?:[Hh]eading|[Tt]itle|标题)[^"]*|[1-9])"|<w:outlineLvl ')
_SEGMENT_COST = 200  # characters that finding a tag among the pieces of a paragraph is worth, a piece

# What a paragraph, row or cell can hold besides text. Where a tag takes its place it would vanish without a word.
_THINGS = (
    ("w:drawing", "图形"),
    ("w:pict", "图形"),
    ("w:object", "嵌入对象"),
    ("w:footnoteReference", "脚注"),
    ("w:endnoteReference", "尾注"),
    ("m:oMath", "公式"),
    ("w:instrText", "域"),
    ("w:fldSimple", "域"),
)
_THING = patterns.compiled("<(" + "|".join(re.escape(name) for name, _words in _THINGS) + r")(?=[\s/>])")
_MARK = patterns.compiled(
    r"<w:(bookmark|commentRange|permission|perm|customXml\w+Range|moveFromRange|moveToRange)(Start|End)\b[^>]*?/>"
)
_SECTION = patterns.compiled(r"<w:sectPr\b[^>]*/>|<w:sectPr\b.*?</w:sectPr>", re.DOTALL)
_PAGE = patterns.compiled(r'<w:br\b[^>]*w:type="page"[^>]*/>')
_MARK_ID = patterns.compiled(r'w:id="([^"]*)"')
_REVISED_ROW = patterns.compiled(r"<w:trPr>(?:(?!</w:trPr>).)*<w:(?:ins|del) ", re.DOTALL)


@dataclass(frozen=True)
class Piece:
    """A tag lifted out of a part, and the XML before it up to the previous one.

    told  whether where or how it is written is a fault that was told; it is kept so that others are not misjudged.
    """

    before: str
    tag: Tag
    spot: Spot
    told: bool = False


@dataclass
class Lifted:
    """A part as XML with tags between: pieces, then the rest. And its faults.

    cut_short  whether some tags were left where they are, because there are too many.
    """

    pieces: list[Piece] = field(default_factory=list)
    rest: str = ""
    faults: list[Diagnostic] = field(default_factory=list)
    cut_short: bool = False


@dataclass
class _Edit:
    """A stretch of the part that a tag, some text or nothing replaces. `rank` orders edits at one place."""

    start: int
    end: int
    content: Tag | str
    spot: Spot | None = None
    rank: int = 0
    told: bool = False


class Lifter:
    """One part on its way from a scan to pieces."""

    def __init__(self, scanned: Scan, part: str) -> None:
        self.text = scanned.text
        self.part = part
        self.paragraphs = scanned.paragraphs
        self.loose = scanned.loose
        self.edits: list[_Edit] = []
        self.faults: list[Diagnostic] = []
        self._spaced: set[int] = set()
        self._done: dict[tuple[str, int], Tag] = {}
        self._heading = ""
        self._verbatim: Spot | None = None  # where the last {% raw %} stands
        self._starts = [paragraph.element.start for paragraph in self.paragraphs]
        self._crowd = 0

    def lift(self) -> Lifted:
        """All tags of the part lifted, and its faults."""
        raw = False
        for number, paragraph in enumerate(self.paragraphs, 1):
            before, raw = raw, self._paragraph(number, paragraph, raw)
            for other in paragraph.others.values() if not (before and raw) else ():
                self._other(number, other, paragraph.text)
            if paragraph.text.strip() and _HEADING.search(self._xml(paragraph.element.properties)):
                self._heading = paragraph.text.strip()
        for one in self.loose:
            self._other(0, one, one.text)
        if raw and self._verbatim:
            self._open_end(self._verbatim)
        return self._cut()

    # --- edits --------------------------------------------------------------------------------

    def insert(self, at: int, content: Tag | str, spot: Spot | None = None, rank: int = 0) -> None:
        """Put a tag or text between two characters."""
        self.edits.append(_Edit(at, at, content, spot, rank))

    def delete(self, start: int, end: int) -> None:
        """Take a stretch out."""
        if end > start:
            self.edits.append(_Edit(start, end, ""))

    def erase(self, tag: Tag, paragraph: Paragraph) -> None:
        """Take a tag's own characters out; what stands between them, such as a bookmark, stays."""
        for segment, offset in _segments_of(paragraph, tag):
            begin = max(tag.start - offset, 0)
            end = min(tag.end - offset, len(segment.text))
            self.delete(segment.raw_offset(begin), segment.raw_offset(end))

    def first_of(self, kind: str, position: int, tag: Tag) -> Tag:
        """The tag that did this kind of thing at this position first: this one, or one before it."""
        return self._done.setdefault((kind, position), tag)

    def fault(self, code: str, message: str, spot: Spot, hint: str = "") -> None:
        """Report a fault at a tag."""
        self.faults.append(Diagnostic(code, message, place=spot.place(""), hint=hint))

    # --- one paragraph --------------------------------------------------------------------------

    def _paragraph(self, number: int, paragraph: Paragraph, raw: bool) -> bool:
        """Lift the tags of a paragraph; whether it ends inside {% raw %}."""
        text = paragraph.text
        if not raw and "{" not in text and "｛" not in text and "}" not in text and "｝" not in text:
            return False
        tags, strays, raw = tags_in(text, raw)
        if self._is_crowded(number, paragraph, len(tags)):
            return raw
        if raw and tags and tags[-1].kind == VERBATIM:
            self._verbatim = self.spot_at(number, paragraph, tags[-1].start)
        for stray in strays:
            self._stray(stray, paragraph, self.spot_at(number, paragraph, stray.start))
        whole = [tag for tag in tags if tag.scope in {"p", "tr", "tc"}]
        if any(tag.kind == "{#" for tag in whole):
            tags = whole = [tag for tag in whole if tag.kind == "{#"][:1]
        elif len(whole) > 1:
            self.fault(
                "T-TAG-04", "同一段里有两个独占的标签", self.spot_at(number, paragraph, whole[1].start), "各占一段"
            )
            for tag in whole:
                self._leave(tag, paragraph, self.spot_at(number, paragraph, tag.start))
            tags, whole = [tag for tag in tags if tag not in whole], []
        for tag in tags:
            self._place(tag, number, paragraph, tag in whole)
        return raw

    def _is_crowded(self, number: int, paragraph: Paragraph, tags: int) -> bool:
        """Whether the part holds more tags in longer paragraphs than can be handled; told once."""
        size = paragraph.element.end - paragraph.element.start + _SEGMENT_COST * len(paragraph.segments)
        before, self._crowd = self._crowd, self._crowd + tags * size
        if before <= MAX_CROWD < self._crowd:
            spot = self.spot_at(number, paragraph, 0)
            hint = "把长段落分开，或把重复的内容写成循环"
            self.fault("T-LIM-05", "标签太多，所在的段落又太长", spot, hint)
        return self._crowd > MAX_CROWD

    def _place(self, tag: Tag, number: int, paragraph: Paragraph, is_whole: bool) -> None:
        spot = self.spot_at(number, paragraph, tag.start)
        if self._in_revision(tag, paragraph):
            self.fault("T-REV-01", "标签在修订痕迹里", spot, "先接受或拒绝这处修订，再使用模板")
            if not {"del", "moveFrom"}.intersection(spot.path):
                self._leave(tag, paragraph, spot)
        elif is_whole:
            self._whole(tag, paragraph, spot)
        elif tag.word in CELL_TAGS and tag.kind == "{%":
            self.erase(tag, paragraph)
            put_cell_tag(self, tag, paragraph, spot)
        else:
            self._inline(tag, number, paragraph, spot)

    def _in_revision(self, tag: Tag, paragraph: Paragraph) -> bool:
        if any(segment.element.inside_revision() for segment, _offset in _segments_of(paragraph, tag)):
            return True
        row = paragraph.element.within("tr")
        return row is not None and _REVISED_ROW.match(self.text, row.open_end) is not None

    def spot_at(self, number: int, paragraph: Paragraph, position: int) -> Spot:
        """Where the character at a position of a paragraph stands."""
        segment = _segment_at(paragraph, position)[0]
        run = segment.element.within("r")
        return Spot(
            self.part,
            number,
            " ".join(paragraph.text.split()),
            self._cell_in_words(paragraph.element),
            self._xml(paragraph.element.properties),
            self._xml(run.properties if run else None),
            segment.element.path(),
            self._heading,
        )

    def _cell_in_words(self, element: Element) -> str:
        cell, row, table = (element.within(name) for name in ("tc", "tr", "tbl"))
        if not (cell and row and table):
            return ""
        outer = _outermost(table)
        inner = "" if outer is table else "中的小表格"
        return f"第 {self._tables.index(outer.start) + 1} 个表格{inner}第 {row.number} 行第 {cell.number} 格"

    @cached_property
    def _tables(self) -> list[int]:
        """Where the tables of the part begin; those inside others do not count."""
        tables = (paragraph.element.within("tbl") for paragraph in self.paragraphs)
        return sorted({_outermost(table).start for table in tables if table})

    def _xml(self, element: Element | None) -> str:
        return self.text[element.start : element.end] if element else ""

    def _leave(self, tag: Tag, paragraph: Paragraph, spot: Spot) -> None:
        """Keep a tag that cannot do what it says where it stands: its fault was told, and others belong to it."""
        segment, offset = _segment_at(paragraph, tag.start)
        at = segment.raw_offset(tag.start - offset)
        self.edits.append(_Edit(at, at, tag, spot, told=True))

    def _stray(self, stray: Stray, paragraph: Paragraph, spot: Spot) -> None:
        hint = "填充位置写成 {{ 字段 }}，语句写成 {%p if … %}；用半角花括号和百分号，成对，并且写在同一段里"
        self.fault("T-TAG-01", f"标签没有写完整：“{stray.shown}”", spot, hint)
        if stray.body:
            self._leave(Tag(stray.start, stray.start + len(stray.text), HALF, "", stray.body), paragraph, spot)

    def _open_end(self, spot: Spot) -> None:
        self.fault("T-BLK-01", "“raw”没有结束", spot, "补上 {% endraw %}")

    # --- tags that stand for a whole paragraph, row, cell -----------------------------------------

    def _whole(self, tag: Tag, paragraph: Paragraph, spot: Spot) -> None:
        around = paragraph.element.within(tag.scope)
        shown = f"{tag.kind}{tag.scope} {tag.body[:20]}"
        unit = _IN_WORDS[tag.scope]
        if around is None:
            self.fault("T-TAG-03", f"标签“{shown}”不在表格的{unit}里", spot, "把它移到表格中")
            self._leave(tag, paragraph, spot)
            return
        if (other := self.first_of(tag.scope, around.start, tag)) is not tag:
            message = f"标签“{shown}”与“{other.kind}{other.scope} {other.body[:20]}”在同一{unit}里"
            self.fault("T-TAG-04", message, spot, f"各占一{unit}")
            self._leave(tag, paragraph, spot)
            return
        lost = "" if tag.kind == "{#" else self._others_in(around, paragraph, tag)
        if lost:
            message = f"标签“{shown}”应独占一{unit}，旁边的“{lost[:20]}”会丢失"
            self.fault("T-TAG-02", message, spot, f"把标签放在单独的一{unit}里")
            self._leave(tag, paragraph, spot)
            return
        path = around.parent.path() if around.parent else ()
        whole = self.text[around.start : around.end]
        before, after = _marks_kept(whole, tag)
        if tag.scope == "p":
            ahead, behind = _breaks_kept(whole)
            before, after = before + ahead, after + behind
        self.insert(around.start, before, rank=-1)
        self.edits.append(_Edit(around.start, around.end, tag, spot._replace(path=path, effect=tag.scope)))
        self.insert(around.end, after, rank=-1)

    def _others_in(self, around: Element, paragraph: Paragraph, tag: Tag) -> str:
        """What would vanish with the paragraph, row or cell that a tag takes the place of, in words."""
        own = _without_comments(paragraph.text[: tag.start] + paragraph.text[tag.end :])
        inside = self.paragraphs[bisect_left(self._starts, around.start) : bisect_left(self._starts, around.end)]
        rest = (_without_whole_tags(p.text, tag.scope).strip() for p in inside if p is not paragraph)
        words = own.strip() + "".join(rest)
        thing = _THING.search(self.text, around.open_end, max(around.close_start, around.open_end))
        return words or (next(words for name, words in _THINGS if name == thing[1]) if thing else "")

    # --- tags inside running text -------------------------------------------------------------------

    def _inline(self, tag: Tag, number: int, paragraph: Paragraph, spot: Spot) -> None:
        if tag.kind == "_":  # {_{ is written for {{
            self._take(paragraph, tag.start + 1, tag.end - 1)
            return
        segments = _segments_of(paragraph, tag)
        first, offset = segments[0]
        start = first.raw_offset(tag.start - offset)
        self._preserve_space(first)
        self._preserve_space(segments[-1][0])
        if tag.kind in {"{#", VERBATIM}:
            pass
        elif tag.scope == "r":
            self._own_run(tag, spot, first, start)
        else:
            self.insert(start, tag, spot)
        self.erase(tag, paragraph)
        self._trim(tag, number, paragraph, spot)

    def _own_run(self, tag: Tag, spot: Spot, segment: Segment, start: int) -> None:
        """{{r x}} stands between two runs: the run it is typed in is closed before it and opened again after."""
        run = segment.element.within("r")
        if run is None:
            self.fault("T-TAG-03", "标签“{{r”不在文字里", spot)
            return
        between = spot._replace(path=run.parent.path() if run.parent else (), effect="r")
        self.insert(start, "</w:t></w:r>")
        self.insert(start, tag, between)
        self.insert(start, f"<w:r>{spot.run_properties}<w:t{_PRESERVE}>")

    def _preserve_space(self, segment: Segment) -> None:
        element = segment.element
        if element.name in _SPACED and not element.empty and element.open_end not in self._spaced:
            self._spaced.add(element.open_end)
            if "xml:space" not in self.text[element.start : element.open_end]:
                self.insert(element.open_end - 1, _PRESERVE)

    # --- {%- and -%} ----------------------------------------------------------------------------------

    def _trim(self, tag: Tag, number: int, paragraph: Paragraph, spot: Spot) -> None:
        """White space beside the tag goes. A statement at the edge of its line joins it with the line beside it,
        whose own words stay as they are; at the edge of its paragraph, with the paragraph beside it."""
        text = paragraph.text
        if tag.trim_before:
            kept = _line_edge(text[: tag.start]) if tag.kind == "{%" else len(text[: tag.start].rstrip(" "))
            self._take(paragraph, kept, tag.start)
            if not kept and tag.kind == "{%":
                self._join(number - 1, -1, tag, spot)
        if tag.trim_after:
            after = text[tag.end :][::-1]
            kept = _line_edge(after) if tag.kind == "{%" else len(after.rstrip(" "))
            self._take(paragraph, tag.end, len(text) - kept)
            if not kept and tag.kind == "{%":
                self._join(number - 1, 1, tag, spot)

    def _take(self, paragraph: Paragraph, start: int, end: int) -> None:
        for segment, offset in _segments_of(paragraph, Tag(start, end, "", "", "")):
            begin, stop = max(start - offset, 0), min(end - offset, len(segment.text))
            self.delete(segment.raw_offset(begin), segment.raw_offset(stop))

    def _join(self, index: int, step: int, tag: Tag, spot: Spot) -> None:
        """Make one paragraph of this and the next or previous one; empty ones between them go. Both keep their runs."""
        other = index + step
        while 0 <= other < len(self.paragraphs) and not self.paragraphs[other].text.strip():
            other += step
        if not 0 <= other < len(self.paragraphs):
            return
        first, second = (self.paragraphs[at].element for at in sorted((index, other)))
        content = second.properties.end if second.properties else second.open_end
        between = self.text[first.end : second.start]
        stands_alone = any(tag.scope in {"p", "tr", "tc"} for tag in tags_in(self.paragraphs[other].text).tags)
        cut = (first.close_start, content)
        lost = any(pattern.search(self.text, *cut) for pattern in (_THING, _SECTION, _PAGE))
        if stands_alone or lost or not _only_paragraphs(between):
            self.fault("T-TAG-05", "“{%-”两边的段落不能合并", spot, "去掉标签里的减号")
        elif self.first_of("join", first.close_start, tag) is tag:
            marks = "".join(mark[0] for mark in _MARK.finditer(between))
            self.edits.append(_Edit(first.close_start, content, marks))

    # --- tags in field codes, formulas, attributes, properties --------------------------------------------

    def _other(self, number: int, paragraph: Paragraph, words: str) -> None:
        """Tags that stand in no running text. A value takes their place as it is."""
        tags, strays, raw = tags_in(paragraph.text)
        if not tags and not any(stray.text in {"{{", "{%"} for stray in strays):
            return
        for stray in strays:
            self._stray(stray, paragraph, self.spot_at(number, paragraph, stray.start)._replace(words=words))
        if raw:
            self._open_end(self.spot_at(number, paragraph, tags[-1].start)._replace(words=words))
        for tag in tags:
            spot = self.spot_at(number, paragraph, tag.start)._replace(words=words)
            if self._in_revision(tag, paragraph):
                self.fault("T-REV-01", "标签在修订痕迹里", spot, "先接受或拒绝这处修订，再使用模板")
            elif tag.scope or (tag.word in CELL_TAGS and tag.kind == "{%"):
                self.fault("T-TAG-03", f"标签“{tag.kind}{tag.scope} {tag.body[:20]}”不在文字里", spot)
            else:
                self._inline(replace(tag, trim_before=False, trim_after=False), number, paragraph, spot)

    # --- cutting --------------------------------------------------------------------------------------

    def _cut(self) -> Lifted:
        lifted = Lifted(faults=self.faults, cut_short=self._crowd > MAX_CROWD)
        ordered = sorted(enumerate(self.edits), key=lambda e: (e[1].start, e[1].end > e[1].start, e[1].rank, e[0]))
        position = 0
        before: list[str] = []
        for _order, edit in ordered:
            if edit.start < position:  # inside a paragraph, row or cell that a tag takes the place of
                position = max(position, edit.end)
                if edit.told and isinstance(edit.content, Tag) and edit.spot:
                    lifted.pieces.append(Piece("", edit.content, edit.spot, told=True))
                continue
            before.append(self.text[position : edit.start])
            position = edit.end
            if isinstance(edit.content, str):
                before.append(edit.content)
            elif edit.spot:  # a comment too: with the paragraph, row or cell it takes something may be left empty
                lifted.pieces.append(Piece("".join(before), edit.content, edit.spot, edit.told))
                before = []
        lifted.rest = "".join([*before, self.text[position:]])
        return lifted


def lift(scanned: Scan, part: str) -> Lifted:
    """The tags of a part between the XML that surrounds them.

    part  what to call it in faults: 正文, 页眉, 页脚, 脚注, 尾注.
    """
    return Lifter(scanned, part).lift()


def _without_comments(text: str) -> str:
    for tag in reversed(tags_in(text).tags):
        if tag.kind == "{#":
            text = text[: tag.start] + text[tag.end :]
    return text


def _without_whole_tags(text: str, scope: str) -> str:
    """The text without further tags for the same paragraph, row or cell: each is told by itself."""
    for tag in reversed(tags_in(text).tags) if scope != "p" and "{" in text else ():
        if tag.scope == scope:
            text = text[: tag.start] + text[tag.end :]
    return text


def _outermost(table: Element) -> Element:
    while table.parent and (around := table.parent.within("tbl")):
        table = around
    return table


def _segment_at(paragraph: Paragraph, position: int) -> tuple[Segment, int]:
    """The segment that holds the character at a position, and where it begins."""
    offset = 0
    for segment in paragraph.segments:
        if position < offset + len(segment.text):
            return segment, offset
        offset += len(segment.text)
    last = paragraph.segments[-1]
    return last, offset - len(last.text)


def _segments_of(paragraph: Paragraph, tag: Tag) -> list[tuple[Segment, int]]:
    """The segments a tag stretches over, each with where it begins."""
    found, offset = [], 0
    for segment in paragraph.segments:
        end = offset + len(segment.text)
        if offset < tag.end and end > tag.start:
            found.append((segment, offset))
        offset = end
    return found


_NO_HEIGHT = '<w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'


def _breaks_kept(paragraph: str) -> tuple[str, str]:
    """The page break and the section's end in a paragraph whose tag takes its place, in paragraphs of no height:
    what stands before the tag's words, and what behind. Office programs like to put them on a tag's paragraph."""
    ahead = behind = ""
    page = _PAGE.search(paragraph)
    if page is not None:
        kept = f"<w:p><w:pPr>{_NO_HEIGHT}</w:pPr><w:r>{page[0]}</w:r></w:p>"
        opening = paragraph.find("{")
        ahead, behind = (kept, "") if page.start() < opening else ("", kept)
    section = _SECTION.search(paragraph)
    if section is not None:
        behind += f"<w:p><w:pPr>{_NO_HEIGHT}{section[0]}</w:pPr></w:p>"
    return ahead, behind


def _marks_kept(xml: str, tag: Tag) -> tuple[str, str]:
    """The starts and ends of bookmarks and comments in a paragraph that a tag takes the place of, before and after it.

    A comment that lies wholly inside is about the tag and goes with it.
    """
    marks = list(_MARK.finditer(xml))
    if not marks:
        return "", ""
    ends = [(mark[1], mark_id[1] if (mark_id := _MARK_ID.search(mark[0])) else "") for mark in marks]
    kept = "".join(
        mark[0]
        for mark, end in zip(marks, ends, strict=True)
        if not (mark[1] == "commentRange" and ends.count(end) == 2)
    )
    return ("", kept) if tag.word.startswith("end") else (kept, "")


def _only_paragraphs(xml: str) -> bool:
    """Whether nothing but empty paragraphs and marks stand here."""
    rest = re.sub(r"<w:p(?: [^>]*)?/>|<w:p(?: [^>]*)?>.*?</w:p>", "", xml, flags=re.DOTALL)
    return not _MARK.sub("", rest).strip() and not _THING.search(xml)


def _line_edge(before: str) -> int:
    """How much of the text before a tag stays: without the blanks beside it and the line breaks before those."""
    line = before.rstrip(" ")
    rest = line.rstrip("\n\t")
    return len(rest) if rest.strip(" ") or not rest else 0
