"""A JSON file in the shape of the data file: read to plain data with the line and column of everything.

Figures stay the text that was written, true and false become 是 and 否: what they mean is the model's business.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kit import patterns
from kit.diagnostics import Diagnostic, Fault, Place
from kit.intake.decoding import bytes_of, text_in
from kit.intake.raw import Faults, Raw, RawPath, Spot, abridged
from kit.intake.yaml_file import MAX_DEPTH, MAX_NODES

_BLANK = patterns.compiled(r"[ \t\n\r]*")
_FIGURE = patterns.compiled(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?")
_STRING = patterns.compiled(r'"(?:[^"\\]++|\\.)*+"')
_WORDS = {"true": "是", "false": "否", "null": None}
_HALF = patterns.compiled("[\ud800-\udfff]")
_FROM_PROGRAM = "请用导出它的程序重新导出，或改用 YAML、Excel 交来"


def read(path: Path) -> Raw:
    """A JSON file as plain data with places; every fault of it is in its report, none is raised."""
    faults = Faults(str(path))
    try:
        reading = _Reading(text_in(bytes_of(path), faults), faults)
        data = reading.whole()
    except Fault as fault:
        faults.take(fault.report)
        return Raw(str(path), report=faults.report())
    return Raw(str(path), data, reading.spots, faults.report())


class _Reading:
    """One pass over the text."""

    def __init__(self, text: str, faults: Faults) -> None:
        self.spots: dict[RawPath, Spot] = {}
        self._text = text
        self._faults = faults
        self._at = 0
        self._nodes = 0
        self._seen = (0, 1, 0)  # a place, the number of its line and where that begins

    def whole(self) -> Any:
        """The only value of the file."""
        self._skip()
        self.spots[()] = Spot(self._place())
        data = self._value((), 1)
        self._skip()
        if self._at < len(self._text):
            raise self._refused("I-JSN-01", "JSON 已经结束，后面还有内容", _FROM_PROGRAM)
        return data

    def _value(self, path: RawPath, depth: int) -> Any:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            raise self._refused("I-JSN-03", f"数据过多，上限为 {MAX_NODES} 项", "请核对是否选错了文件")
        if depth > MAX_DEPTH:
            raise self._refused("I-JSN-02", f"层次过深，上限为 {MAX_DEPTH} 层", "请核对是否选错了文件")
        sign = self._text[self._at : self._at + 1]
        if sign == "{":
            return self._group(path, depth)
        if sign == "[":
            return self._list(path, depth)
        if sign == '"':
            return self._string() or None
        if figure := _FIGURE.match(self._text, self._at):
            self._at = figure.end()
            return figure.group()
        for word, value in _WORDS.items():
            if self._text.startswith(word, self._at):
                self._at += len(word)
                return value
        raise self._refused("I-JSN-01", "这里的写法不是 JSON", _FROM_PROGRAM)

    def _group(self, path: RawPath, depth: int) -> dict[str, Any]:
        entries: dict[str, Any] = {}
        for _ in self._members("{", "}"):
            place = self._place()
            if not self._text.startswith('"', self._at):
                raise self._refused("I-JSN-01", "字段名应写在双引号里", _FROM_PROGRAM)
            key = self._string().strip()
            self._pass(":")
            here = (*path, key)
            if key in entries:
                self._faults.add("I-JSN-04", f"“{abridged(key)}”重复填写", place, "请只保留一处")
                here = (*path, f"{key}\0")  # its inside is read, and belongs nowhere
                self._value(here, depth + 1)
            else:
                self.spots[here] = Spot(self._place(), place)
                entries[key] = self._value(here, depth + 1)
        return entries

    def _list(self, path: RawPath, depth: int) -> list[Any]:
        items: list[Any] = []
        for number in self._members("[", "]"):
            here = (*path, number)
            self.spots[here] = Spot(self._place())
            items.append(self._value(here, depth + 1))
        return items

    def _members(self, opening: str, closing: str) -> Iterator[int]:
        """Once for each member of a group or list, at its beginning."""
        self._pass(opening)
        number = 0
        while not self._text.startswith(closing, self._at):
            if number:
                self._pass(",")
            yield number
            number += 1
            self._skip()
        self._at += 1

    def _string(self) -> str:
        place = self._place()
        found = _STRING.match(self._text, self._at)
        try:
            value = str(json.loads(found.group(), strict=False)) if found else None
        except json.JSONDecodeError:
            value = None
        if found is None or value is None:
            raise self._refused("I-JSN-01", "引号没有配对，或引号里的反斜杠“\\”写法有误", _FROM_PROGRAM)
        self._at = found.end()
        if _HALF.search(value):
            self._faults.add("D-ENC-04", "含有不完整的字符（\\uD800 至 \\uDFFF）", place, "请直接写出这个字符")
        return _HALF.sub("", value)

    def _pass(self, sign: str) -> None:
        self._skip()
        if not self._text.startswith(sign, self._at):
            raise self._refused("I-JSN-01", f"这里应是“{sign}”", _FROM_PROGRAM)
        self._at += 1
        self._skip()

    def _skip(self) -> None:
        blank = _BLANK.match(self._text, self._at)
        assert blank, "it matches everywhere"
        self._at = blank.end()

    def _place(self) -> Place:
        """The place reached; only what was read since the last one was asked for is looked at."""
        seen, number, begin = self._seen
        number += self._text.count("\n", seen, self._at)
        begin = max(begin, self._text.rfind("\n", seen, self._at) + 1)
        self._seen = self._at, number, begin
        return Place(self._faults.file, number, self._at - begin + 1)

    def _refused(self, code: str, message: str, hint: str) -> Fault:
        return Fault(Diagnostic(code, message, place=self._place(), hint=hint))
