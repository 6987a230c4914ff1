"""alliance.yaml: read to plain data with the line and column of everything.

Only the part of YAML that a person writes by hand is taken: no anchors, no tags, one document. Every scalar stays
the text that was written; what it means is the model's business. The data are built straight from the parser's
events, so that nothing grows beyond the limits below.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from kit import patterns
from kit.diagnostics import Diagnostic, Fault, Place, Severity
from kit.intake.decoding import bytes_of, text_in
from kit.intake.raw import Faults, Raw, RawPath, Spot, abridged

MAX_DEPTH = 30
MAX_NODES = 200_000
_A_WHOLE_ITEM = 3
_NOTHING = {"", "~", "null", "Null", "NULL"}
_HALF = patterns.compiled("[\ud800-\udfff]")
_CHINESE_QUOTES = patterns.compiled(r"“[^“”]*”|‘[^‘’]*’|＂[^＂]*＂")
_OPENING_QUOTES = "“‘＂"
_TIGHT_COMMENT = patterns.compiled(r"[ \t]*(#[^ \t#!=-].*)")
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_QUOTE = "如果这是内容的一部分，请给整个值加上引号"


def read(path: Path) -> Raw:
    """A data file as plain data with places; every fault of the file is in its report, none is raised."""
    try:
        data = bytes_of(path)
    except Fault as fault:
        return Raw(str(path), report=fault.report)
    return read_bytes(data, str(path))


def read_bytes(data: bytes, file: str) -> Raw:
    """The content of a data file as plain data with places; see read."""
    faults = Faults(file)
    try:
        text = text_in(data, faults)
    except Fault as fault:
        return Raw(file, report=fault.report)
    reading = _reading_of(text, file, faults)
    return Raw(file, reading.data, reading.spots, faults.report(), frozenset(reading.lost))


def _reading_of(text: str, file: str, faults: Faults) -> _Reading:
    """Read; a file with the usual slips is mended in memory and read again, so that its other faults show too."""
    reading = _Reading(text, file)
    if reading.error is None:
        faults.take(reading.faults.report())
        return reading
    from kit.intake.yaml_syntax import slips_in, syntax_fault

    slips = slips_in(text, file)
    faults.take(slips.found)
    if slips.mended is not None and slips.found:
        text = slips.mended
        reading = _Reading(text, file)
    told = {(slip.code, slip.place.line) for slip in slips.found}
    faults.take(d for d in reading.faults.report() if (d.code, d.place.line) not in told)
    if reading.error:
        fault = syntax_fault(reading.error, text, file)
        if not any(_is_the_same(slip, fault) for slip in slips.found):
            faults.take([fault])
    return reading


def _is_the_same(slip: Diagnostic, fault: Diagnostic) -> bool:
    """Whether the parser only complains of what was found already; wide or tabbed indents upset all that follows."""
    return slip.code in {"D-YML-02", "D-YML-07"} or slip.place.line == fault.place.line


class _Reading:
    """One pass over the events of one text.

    data    what was read; None when the text was refused or is not YAML.
    lost    the paths of entries under which a whole item was written again; the second was not read.
    error   the parser's complaint, if it had one.
    """

    def __init__(self, text: str, file: str) -> None:
        self.spots: dict[RawPath, Spot] = {}
        self.lost: set[RawPath] = set()
        self.data: Any = None
        self.error: yaml.YAMLError | None = None
        self.faults = Faults(file)
        self._lines = text.split("\n")
        self._events: Iterator[Event] = yaml.parse(text, Loader=_LOADER)
        self._file = file
        self._nodes = 0
        try:
            self.data = self._root()
        except yaml.YAMLError as error:
            self.error = error
        except Fault as fault:
            self.faults.take(fault.report)

    def _root(self) -> Any:
        """The data of the only document."""
        data: Any = None
        documents = 0
        for event in self._events:
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise self._refused(
                        "D-YML-15", event, "文件中有不止一份文档（“---”之后又开始了一份）", "请删去“---”，只保留一份"
                    )
            elif isinstance(event, NodeEvent):
                self.spots[()] = Spot(self._place(event))
                data = self._value(event, (), 1)
        if data is None:
            hint = "可用 kit new 生成一份带说明的空白数据文件"
            raise Fault(Diagnostic("D-FIL-05", "数据文件是空的", place=Place(self._file), hint=hint))
        return data

    def _place(self, event: Event) -> Place:
        mark = event.start_mark
        assert mark, "both parsers mark every event"
        return Place(self._file, mark.line + 1, mark.column + 1)

    def _refused(self, code: str, event: Event, message: str, hint: str) -> Fault:
        return Fault(Diagnostic(code, message, place=self._place(event), hint=hint))

    def _value(self, event: NodeEvent, path: RawPath, depth: int) -> Any:
        self._count(event, depth)
        if isinstance(event, ScalarEvent):
            self._refuse_marks(event)
            return self._scalar(event)
        if isinstance(event, AliasEvent):
            self.faults.add(
                "D-YML-11",
                f"不支持引用“*{abridged(str(event.anchor))}”",
                self._place(event),
                f"请直接写出内容；{_QUOTE}",
            )
            return None
        self._refuse_marks(event)
        if isinstance(event, MappingStartEvent):
            return self._mapping(path, depth)
        assert isinstance(event, SequenceStartEvent)
        return self._sequence(path, depth)

    def _count(self, event: NodeEvent, depth: int) -> None:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            raise self._refused("D-YML-14", event, f"数据过多，上限为 {MAX_NODES} 项", "请核对是否选错了文件")
        if depth > MAX_DEPTH:
            raise self._refused("D-YML-13", event, f"层次过深，上限为 {MAX_DEPTH} 层", "请核对缩进和括号")

    def _refuse_marks(self, event: Any) -> None:
        if event.anchor is not None:
            self.faults.add(
                "D-YML-11",
                f"不支持锚点“&{abridged(event.anchor)}”",
                self._place(event),
                f"请删去“&{abridged(event.anchor)}”；{_QUOTE}",
            )
        if event.tag is not None:
            written = event.tag.replace("tag:yaml.org,2002:", "!!")
            self.faults.add("D-YML-12", f"不支持类型标记“{abridged(written)}”", self._place(event), f"请删去；{_QUOTE}")

    def _scalar(self, event: ScalarEvent) -> str | None:
        value = self._whole(event)
        if event.style in ("|", ">") and not value.strip():
            self.faults.add(
                "D-YML-08",
                f"“{event.style}”开头的值会被当作多行文字的记号，后面的内容没有读到",
                self._place(event),
                f'{_QUOTE}，例如 ">5"',
            )
            return None
        if not event.style:
            self._warn_of_lost_words(event)
            self._warn_of_chinese_quotes(event)
            return None if value in _NOTHING else value
        return value if value.strip() else None

    def _whole(self, event: ScalarEvent) -> str:
        """The text of a scalar. Halves of characters, which only an escape can bring in, cannot be printed."""
        if event.style != '"' or not _HALF.search(event.value):
            return str(event.value)
        self.faults.add("D-ENC-04", "含有不完整的字符（\\uD800 至 \\uDFFF）", self._place(event), "请直接写出这个字符")
        return _HALF.sub("", event.value)

    def _warn_of_lost_words(self, event: ScalarEvent) -> None:
        mark = event.end_mark
        assert mark, "both parsers mark every event"
        line, column = mark.line, mark.column
        if line >= len(self._lines) or column >= len(self._lines[line]):
            return
        if lost := _TIGHT_COMMENT.match(self._lines[line], column):
            self.faults.add(
                "D-YML-10",
                f"“{abridged(lost.group(1))}”被当作注释，没有读入",
                Place(self._file, line + 1, lost.start(1) + 1),
                f"{_QUOTE}；如果是注释，请在“#”后空一格",
                severity=Severity.WARNING,
            )

    def _warn_of_chinese_quotes(self, event: ScalarEvent) -> None:
        """Quotation marks of Chinese text quote nothing here: they would be printed."""
        if event.value[:1] in _OPENING_QUOTES and _CHINESE_QUOTES.fullmatch(event.value):
            self.faults.add(
                "D-YML-18",
                f"{abridged(event.value)} 两端是中文引号，会原样印到文书上",
                self._place(event),
                "如果不是内容的一部分，请删去，或改成半角双引号",
                severity=Severity.WARNING,
            )

    def _sequence(self, path: RawPath, depth: int) -> list[Any]:
        items: list[Any] = []
        for event in self._events:
            if isinstance(event, SequenceEndEvent):
                break
            assert isinstance(event, NodeEvent)
            here = (*path, len(items))
            self.spots[here] = Spot(self._place(event))
            items.append(self._value(event, here, depth + 1))
        return items

    def _mapping(self, path: RawPath, depth: int) -> dict[str, Any]:
        entries: dict[str, Any] = {}
        twice: list[tuple[str, Place]] = []
        try:
            self._fill(entries, twice, path, depth)
        finally:
            self._tell_all_twice(path, twice)
        return entries

    def _fill(self, entries: dict[str, Any], twice: list[tuple[str, Place]], path: RawPath, depth: int) -> None:
        """Take the entries of a mapping; those whose name was taken before go to `twice`."""
        for event in self._events:
            if isinstance(event, MappingEndEvent):
                break
            assert isinstance(event, NodeEvent)
            key = self._key(event, depth)
            value_event = next(self._events)
            assert isinstance(value_event, NodeEvent)
            if key is None:
                self._skip(value_event, depth + 1)
            elif key in entries:
                twice.append((key, self._place(event)))
                self._skip(value_event, depth + 1)
            else:
                here = (*path, key)
                self.spots[here] = Spot(self._place(value_event), self._place(event))
                entries[key] = self._value(value_event, here, depth + 1)

    def _tell_all_twice(self, path: RawPath, twice: list[tuple[str, Place]]) -> None:
        """Tell names that stand twice; several different ones are one fault, an item that began without its dash."""
        if len({key for key, _place in twice}) >= _A_WHOLE_ITEM:
            self._tell_lost_item(path, twice)
            return
        for key, place in twice:
            self._tell_twice(path, key, place)

    def _tell_twice(self, path: RawPath, key: str, second: Place) -> None:
        first = self.spots[(*path, key)].key
        at = f"第 {first.line} 行" if first else "前面"
        self.faults.add(
            "D-YML-16",
            f"“{abridged(key)}”重复填写：{at}已有一处，第 {second.line} 行又有一处",
            second,
            "请只保留一处；如是多家单位或多项内容，每项前应有“- ”",
        )

    def _tell_lost_item(self, path: RawPath, twice: list[tuple[str, Place]]) -> None:
        self.lost.update((*path, key) for key, _place in twice)
        names = "、".join(f"“{abridged(key)}”" for key, _place in twice[:_A_WHOLE_ITEM])
        start = twice[0][1]
        self.faults.add(
            "D-YML-16",
            f"第 {start.line} 行起，{names}等 {len(twice)} 项在同一组里重复填写",
            start,
            "如果这是另一家单位或另一项内容，请在它的第一行前加“- ”；否则每项只保留一处",
        )

    def _key(self, event: NodeEvent, depth: int) -> str | None:
        """The key that begins here, or None after reporting that there is none."""
        if not isinstance(event, ScalarEvent):
            self._skip(event, depth + 1)
            self.faults.add(
                "D-YML-17",
                "冒号前应是字段名，这里是清单、花括号或引用",
                self._place(event),
                "如果值里有花括号或方括号，请给整个值加上引号",
            )
            return None
        self._count(event, depth)
        self._refuse_marks(event)
        key = self._whole(event).strip()
        if not key:
            self.faults.add("D-YML-17", "冒号前没有字段名", self._place(event), "请补上字段名，或删去这一行")
            return None
        if not event.style and event.value[0] in "\u3000\u00a0":
            self.faults.add("D-YML-07", "缩进中有全角空格或不间断空格", self._place(event), "请改用半角空格缩进")
        return key

    def _skip(self, event: NodeEvent, depth: int) -> None:
        """Pass over a node that has no place in the data; its limits still hold."""
        self._count(event, depth)
        if not isinstance(event, CollectionStartEvent):
            return
        open_nodes = 1
        while open_nodes:
            inner = next(self._events)
            if isinstance(inner, NodeEvent):
                self._count(inner, depth + open_nodes)
                open_nodes += isinstance(inner, CollectionStartEvent)
            else:
                open_nodes -= 1
