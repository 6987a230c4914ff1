"""The patterns of the schema: nothing that a reader takes is refused, and clear nonsense is."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from kit.model.fields import json_schema
from kit.model.majority import Majority, read_majority
from kit.model.money import Money, read_money
from kit.model.percent import Percent, read_percent
from kit.model.reading import NotReadable
from kit.model.spellings import PATTERNS, UNITS

_ALL: list[tuple[Callable[[Any], Any], str]] = [
    *PATTERNS.items(),
    (read_money, UNITS[Money]),
    (read_percent, UNITS[Percent]),
    (read_majority, UNITS[Majority]),
]
_GOOD = (
    "300万元", "人民币1,250,000.50元整", "￥５００元", "12 元 ", "5‰", "３０％", "0.5 %", "三分之二以上", "2/3以上", "过半数",
    "全体一致(含本数)", "2026-3-8", "２０２６年１１月２３日", "2026 / 1 / 2", "1900.1.1", "30日", "1,000", "12", "５年",
    "91120116MA05XY0012", "91120116-ma05xy001-2", "022-88880001", "(022) 88880001", "+86 13800000000", "400-800-8888",
    "022-88880001转801", "a.b@example.com", "300308", "2026", "2026年", "", "  ",
)  # fmt: skip
_DRESSED = st.sampled_from(["{}", " {}", "{} ", "{}\u3000"])
_NEAR = st.text("0123456789０１９,，.．-－–/／年月日元万亿角分%％‰以上过半数之二三()（） 转Aa@bＭ√", max_size=18)


@given(st.one_of(st.sampled_from(_GOOD), _NEAR, st.dates(date(1900, 1, 1), date(2200, 12, 31)).map(str)), _DRESSED)
def test_what_a_reader_takes_keeps_its_pattern(text: str, dress: str) -> None:
    written = dress.format(text)
    for read, pattern in _ALL:
        try:
            read(written)
        except NotReadable:
            continue
        assert re.search(pattern, written), (read, written)


@given(st.dates(date(1900, 1, 1), date(2200, 12, 31) - timedelta(1)), st.sampled_from(["-", "/", "."]), st.booleans())
def test_every_day_keeps_it(day: date, sign: str, padded: bool) -> None:
    parts = [f"{part:02}" if padded else str(part) for part in (day.year, day.month, day.day)]
    assert re.search(PATTERNS[next(read for read in PATTERNS if read.__name__ == "read_date")], sign.join(parts))


@pytest.mark.parametrize(
    "place, value",
    [
        (("成员单位", "注册资本"), "400"),
        (("成员单位", "注册资本"), "400 yuan"),
        (("成员单位", "统一社会信用代码"), "911"),
        (("成员单位", "统一社会信用代码"), 911),
        (("签署", "签署日期"), "2026-13-45"),
        (("签署", "签署日期"), 2026),
        (("签署", "正本份数"), "abc"),
        (("组织机构", "秘书处"), {"电话": "abc"}),
        (("组织机构", "秘书处"), {"电子邮箱": "abc"}),
        (("设置", "豁免"), {"代码": "C-FND-01", "批准人": "甲", "日期": "2026-03-10"}),
    ],
)
def test_clear_nonsense_is_refused_while_one_types(place: tuple[str, str], value: Any) -> None:
    group, field = place
    inner = [value] if field == "豁免" else value
    holder: Any = [{field: inner}] if group == "成员单位" else {field: inner}
    (error,) = Draft7Validator(json_schema()).iter_errors({group: holder})
    assert error.validator in {"pattern", "type", "minimum", "anyOf"}


def test_a_whole_waiver_is_taken_in_either_spelling() -> None:
    waivers = [
        {"代码": "C-FND-01", "理由": "已确认", "批准人": "甲", "日期": "2026-03-10"},
        {"code": "C-FND-01", "reason": "已确认", "granted_by": "甲", "granted_on": "2026-03-10"},
    ]
    assert not list(Draft7Validator(json_schema()).iter_errors({"设置": {"豁免": waivers}}))
