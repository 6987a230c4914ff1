"""Words that were made to hang or to drown: patterns stay quick, long documents too, and one slip is told a few times."""

from __future__ import annotations

import gc
import importlib
import pkgutil
import re
import time

import pytest

import kit.rules
from kit.outline import Line, Outline, Part
from kit.rules.case import Case, Sheet
from kit.rules.judging import judge
from kit.rules.rule import Reads
from kit.rules.texts.wording import Wording, compiled
from tests.rules.sample import TODAY, sample_sheets, sample_with

_LENGTH = 20_000
_LIMIT = 0.2  # seconds of one processor; what grows with the square takes far longer
_ALIKE = (
    "的",
    "（",
    "1",
    "一二三",
    " ",
    "第1条",
    "成员单位",
    "联盟",
    "仲裁",
    "向法院",
    "不得",
    "a",
    "1,",
    "附件1",
    "大学",
)
_MIXED = "成员单位不得统一产品价格研究退出专利许可仲裁法院违约金"


def _patterns() -> dict[str, re.Pattern[str]]:
    modules = [importlib.import_module(one.name) for one in pkgutil.walk_packages(kit.rules.__path__, "kit.rules.")]
    found = [value for module in modules for value in vars(module).values() if isinstance(value, re.Pattern)]
    for look in gc.get_objects():
        if isinstance(look, Wording):
            found += [compiled(pattern) for pattern in (look.pattern, look.unless) if pattern]
    return {one.pattern: one for one in found}


def _seconds(pattern: re.Pattern[str], text: str) -> float:
    best = 60.0
    for _ in range(3):
        began = time.process_time()
        sum(1 for _ in pattern.finditer(text))
        best = min(best, time.process_time() - began)
        if best < _LIMIT:
            break
    return best


@pytest.mark.parametrize("word", [*_ALIKE, _MIXED])
def test_no_pattern_takes_long_over_a_line_made_for_it(word: str) -> None:
    text = (word * _LENGTH)[:_LENGTH]
    assert {source: took for source, one in _patterns().items() if (took := _seconds(one, text)) > _LIMIT} == {}


def _with(sheets: dict[str, Sheet], lines: list[str]) -> dict[str, Sheet]:
    added = tuple(Line(Part.PARAGRAPH, words) for words in lines)
    return {name: one.replace(outline=Outline((*one.outline.lines, *added))) for name, one in sheets.items()}


def _judged(lines: list[str], **changes: str) -> tuple[list[str], float]:
    case = Case(sample_with(changes), TODAY, _with(sample_sheets(), lines))
    began = time.process_time()
    found = judge(case, (Reads.TEXT, Reads.SET))
    return [one.message for one in found], time.process_time() - began


def test_five_thousand_lines_are_judged_in_seconds() -> None:
    _, took = _judged([f"第{n}项，成员单位应当按照任务书完成任务，并报送进展情况，经费300万元。" for n in range(5000)])
    assert took < 8


def test_a_slip_in_every_line_is_told_a_few_times_and_counted() -> None:
    messages, took = _judged([f"成员单位{n}提出的修改，签字、盖章后生效。" for n in range(5000)])
    told = [message for message in messages if "签字、盖章后生效" in message]
    assert len(told) == 15, "five for each of the three documents"
    assert sum("还有 4995 处" in message for message in messages) == 3
    assert took < 20


def test_a_line_full_of_references_is_read_in_seconds() -> None:
    messages, took = _judged(["依据合同法第三百四十条及仲裁法第十六条，见第九百条，附件99，" * 700])
    assert messages
    assert took < 8


@pytest.mark.parametrize("name", ["（）", "（", "()", "〔〕"])
def test_a_name_of_nothing_but_brackets_does_not_hang(name: str) -> None:
    messages, took = _judged(["甲方：津海氢能"], **{"成员单位[13].名称": name})
    assert len(messages) < 100
    assert took < 8
