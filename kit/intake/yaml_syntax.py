"""What is wrong with a text that is not YAML, in words for people who have never heard of YAML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import yaml

from kit import patterns
from kit.diagnostics import Diagnostic, Place
from kit.model.fields import every_field

_QUOTES = '值里有特殊符号时，请给整个值加上引号，例如 名称: "甲: 乙"'
_INDENT = "同一层的各行应左对齐，下一层比上一层多缩进两个半角空格"


@dataclass(frozen=True)
class _Wording:
    """How one complaint of the parser is told."""

    sign: str
    code: str
    message: str
    hint: str
    at_context: bool = False


# The first sign that occurs in the parser's words counts. Both parsers (libyaml and Python) are covered.
_WORDINGS = (
    _Wording("found a tab", "D-YML-02", "缩进用了制表符（Tab）", "请改用半角空格缩进"),
    _Wording("character '\\t'", "D-YML-02", "缩进用了制表符（Tab）", "请改用半角空格缩进"),
    _Wording("unexpected end of stream", "D-YML-05", "引号没有配对", "请在值的末尾补上同样的引号", at_context=True),
    _Wording(
        "unexpected document indicator", "D-YML-05", "引号没有配对", "请在值的末尾补上同样的引号", at_context=True
    ),
    _Wording(
        "unknown escape character", "D-YML-08", "双引号里的反斜杠“\\”写法有误", "请改用单引号，或写成两个反斜杠“\\\\”"
    ),
    _Wording("escape code", "D-YML-08", "双引号里的反斜杠“\\”写法有误", "请改用单引号，或写成两个反斜杠“\\\\”"),
    _Wording("hexdecimal", "D-YML-08", "双引号里的反斜杠“\\”写法有误", "请改用单引号，或写成两个反斜杠“\\\\”"),
    _Wording("hexadecimal", "D-YML-08", "双引号里的反斜杠“\\”写法有误", "请改用单引号，或写成两个反斜杠“\\\\”"),
    _Wording(
        "could not find expected ':'",
        "D-YML-04",
        "这一行没有“字段: 值”中的冒号",
        f"冒号须为半角，后面空一格；{_QUOTES}",
        True,
    ),
    _Wording(
        "mapping values are not allowed",
        "D-YML-06",
        "这里不应出现冒号：缩进有误，或值里含有冒号",
        f"{_INDENT}；{_QUOTES}",
    ),
    _Wording("sequence entries are not allowed", "D-YML-06", "这里不应出现“- ”", "清单应另起一行，逐项写在字段名下面"),
    _Wording("flow sequence", "D-YML-09", "方括号“[”没有配对", f"请补上“]”；{_QUOTES}", at_context=True),
    _Wording("flow mapping", "D-YML-09", "花括号“{”没有配对", f"请补上“}}”；{_QUOTES}", at_context=True),
    _Wording("cannot start any token", "D-YML-08", "值不能以这个符号开头", _QUOTES),
    _Wording("alphabetic or numeric", "D-YML-08", "值不能以“*”或“&”开头", _QUOTES, at_context=True),
    _Wording("scanning an alias", "D-YML-08", "值不能以“*”开头", _QUOTES, at_context=True),
    _Wording("scanning an anchor", "D-YML-08", "值不能以“&”开头", _QUOTES, at_context=True),
    _Wording("a tag", "D-YML-08", "值不能以“!”开头", _QUOTES, at_context=True),
    _Wording("tag handle", "D-YML-08", "值不能以“!”开头", _QUOTES),
    _Wording("block scalar", "D-YML-08", "值不能以“>”或“|”开头", _QUOTES, at_context=True),
    _Wording("node content", "D-YML-08", "值不能以这个符号开头", _QUOTES),
    _Wording("'-' indicator", "D-YML-06", "缩进有误：清单中的这一行没有以“- ”开头", _INDENT),
    _Wording("block collection", "D-YML-06", "缩进有误：清单中的这一行没有以“- ”开头", _INDENT),
    _Wording("block mapping", "D-YML-06", "缩进有误，或引号后面还有文字", f"{_INDENT}；引号应括住整个值"),
    _Wording("document start", "D-YML-15", "文件在前面已经结束（“...”），这里又有内容", "请删去“...”，只保留一份"),
    _Wording("YAML document", "D-YML-01", "文件开头的“%YAML”版本不受支持", "请删去这一行"),
)


def syntax_fault(error: yaml.YAMLError, text: str, file: str) -> Diagnostic:
    """The fault that a parser's error stands for."""
    problem = str(getattr(error, "problem", None) or error)
    context = str(getattr(error, "context", None) or "")
    wording = next((w for w in _WORDINGS if w.sign in problem), None) or next(
        (w for w in _WORDINGS if w.sign in context), None
    )
    mark = getattr(error, "problem_mark", None)
    if wording is None:
        place = _place(mark, file)
        return Diagnostic("D-YML-01", "这一处的写法无法识别", place=place, hint=f"{_INDENT}；{_QUOTES}")
    if wording.at_context:
        mark = getattr(error, "context_mark", None) or mark
    place = _place(mark, file)
    return _with_a_closer_look(Diagnostic(wording.code, wording.message, place=place, hint=wording.hint), text)


def _place(mark: yaml.Mark | None, file: str) -> Place:
    return Place(file, mark.line + 1, mark.column + 1) if mark else Place(file)


_FULL_WIDTH_KEY = patterns.compiled(r"[ \-]*([^\s:：#'\"\[\]{}]{1,20})：")


_CLOSERS = {"{": "}", "[": "]"}
_WIDE_BRACE = patterns.compiled(r"[ ]*(?:- +|[^\s:]{1,30}: +)*(?P<brace>[｛［])")


def _with_a_closer_look(fault: Diagnostic, text: str) -> Diagnostic:
    """The likeliest cause, as the line itself shows it."""
    lines = text.split("\n")
    if fault.code == "D-YML-09":
        return _closer_look_at_brackets(fault, lines)
    if fault.code not in {"D-YML-04", "D-YML-06"} or fault.place.line is None:
        return fault
    wide = _WIDE_BRACE.match(lines[fault.place.line - 1]) if fault.place.line <= len(lines) else None
    if wide:
        place = Place(fault.place.file, fault.place.line, wide.start("brace") + 1)
        return Diagnostic(
            "D-YML-09", f"“{wide.group('brace')}”是全角括号", place=place, hint="请改成半角花括号 { } 或方括号 [ ]"
        )
    for number in (fault.place.line, fault.place.line - 1):
        found = _FULL_WIDTH_KEY.match(lines[number - 1]) if 0 < number <= len(lines) else None
        if found:
            place = Place(fault.place.file, number, found.end(1) + 1)
            return _full_width_colon(found.group(1), place)
    return fault


def _closer_look_at_brackets(fault: Diagnostic, lines: list[str]) -> Diagnostic:
    """A bracket that is closed on its line was written in pairs: what is amiss stands between the two."""
    line, column = fault.place.line, fault.place.column
    if line is None or column is None or line > len(lines):
        return fault
    inside = lines[line - 1][column - 1 :]
    closer = _CLOSERS.get(inside[:1], "")
    if not closer or closer not in inside:
        return fault
    between = inside[: inside.index(closer)]
    wide = between.find("，")
    if wide >= 0 and re.match(r"，\s*[^\s:：，,]{1,30}[:：]", between[wide:]):
        place = Place(fault.place.file, line, column + wide)
        return fault._replace(message="括号里的各项之间是全角逗号“，”", place=place, hint="请改成半角逗号加一个空格")
    name = "花括号" if closer == "}" else "方括号"
    hint = "各项用半角逗号加一个空格隔开；值里有冒号、逗号或引号时，请给整个值加上引号"
    return fault._replace(message=f"{name}里的内容写法有误", hint=hint)


def _full_width_colon(key: str, place: Place) -> Diagnostic:
    return Diagnostic(
        "D-YML-03", f"“{key}”后面是全角冒号“：”", place=place, hint="请改成半角冒号加一个空格，例如 名称: 甲"
    )


@dataclass(frozen=True)
class Slips:
    """The usual slips of a text, and the text without them (None when mending would be guessing)."""

    found: tuple[Diagnostic, ...]
    mended: str | None


def slips_in(text: str, file: str) -> Slips:
    """The usual slips in a text that is not YAML: tabs, wide spaces, and what is amiss around known fields."""
    found: list[Diagnostic] = []
    lines = text.split("\n")
    mendable = True
    for index in _structural_lines(lines):
        line = lines[index]
        indent = line[: len(line) - len(line.lstrip())]
        bad = re.search(r"[^ ]", indent)
        if bad and line.strip():
            mendable = False
            found.append(_bad_indent(bad.group(), Place(file, index + 1, bad.start() + 1)))
            continue
        if slip := _dash_slip().match(line):
            found.append(_dash_fault(slip.group("dash"), Place(file, index + 1, slip.start("dash") + 1)))
            lines[index] = line = f"{line[: slip.start('dash')]}- {line[slip.end() :]}"
        if slip := _colon_slip().match(line):
            place = Place(file, index + 1, slip.start("colon") + 1)
            found.append(_colon_fault(slip, place))
            lines[index] = f"{line[: slip.start('colon')]}: {line[slip.end() :].lstrip()}"
    return Slips(tuple(found), "\n".join(lines) if mendable else None)


def _bad_indent(character: str, place: Place) -> Diagnostic:
    if character == "\t":
        return Diagnostic("D-YML-02", "缩进用了制表符（Tab）", place=place, hint="请改用半角空格缩进")
    return Diagnostic("D-YML-07", "缩进中有全角空格或不间断空格", place=place, hint="请改用半角空格缩进")


def _dash_fault(dash: str, place: Place) -> Diagnostic:
    message = "清单的“-”后面缺少空格" if dash == "-" else f"清单应以半角“-”开头，这里是“{dash}”"
    return Diagnostic("D-YML-06", message, place=place, hint="请改成半角减号加一个空格，例如 - 名称: 甲")


def _colon_fault(slip: re.Match[str], place: Place) -> Diagnostic:
    key = slip.group("key")
    if slip.group("colon") == "：":
        return _full_width_colon(key, place)
    if slip.group("wide"):
        message = f"“{key}”的冒号后面是全角空格或不间断空格"
        return Diagnostic("D-YML-07", message, place=place, hint="请改用半角空格，例如 名称: 甲")
    return Diagnostic("D-YML-04", f"“{key}”的冒号后面缺少空格", place=place, hint="请在冒号后空一格，例如 名称: 甲")


_BLOCK_HEADER = patterns.compiled(r"(?:^|.*[:\-]) +[|>][0-9+\-]{0,2} *(?:#.*)?$")


def _structural_lines(lines: list[str]) -> Iterator[int]:
    """The numbers of the lines that are not inside a text of several lines (| or >) and not comments."""
    text_below: int | None = None
    for index, line in enumerate(lines):
        if not line.strip():
            continue
        indent = len(line) - len(line.lstrip(" "))
        if text_below is not None and indent > text_below:
            continue
        text_below = indent if _BLOCK_HEADER.match(line) else None
        if not line.lstrip().startswith("#"):
            yield index


@cache
def _known_keys() -> str:
    names = {field.label for field in every_field()} | {field.name for field in every_field()}
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))


@cache
def _colon_slip() -> re.Pattern[str]:
    """A known field whose colon is full-width or is not followed by a plain space."""
    return patterns.compiled(
        rf"[ ]*(?:- +)*(?P<key>{_known_keys()})(?P<colon>：|:(?=(?P<wide>[\u3000\u00a0]+)|[^\s:]))"
    )


@cache
def _dash_slip() -> re.Pattern[str]:
    """A known field behind a dash that lacks its space or is another character than the hyphen."""
    return patterns.compiled(rf"[ ]*(?P<dash>-(?! )|[－–—−])[ \u3000]*(?=(?:{_known_keys()})[:：])")
