"""Reading what people write: exactly, or with a message; nothing in between."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.model import reading
from kit.model.majority import Majority, read_majority
from kit.model.members import MemberKind
from kit.model.money import Money, read_money
from kit.model.percent import Percent, read_percent
from kit.model.reading import NotReadable

_READERS: list[Callable[[Any], Any]] = [
    reading.read_text,
    reading.read_long_text,
    reading.read_date,
    reading.read_flag,
    reading.read_count,
    reading.read_uscc,
    reading.read_phone,
    reading.read_email,
    reading.read_postcode,
    reading.read_year,
    read_money,
    read_percent,
    read_majority,
]

READ = [
    (reading.read_text, "  甲公司 ", "甲公司"),
    (reading.read_text, "", None),
    (reading.read_long_text, "甲 \n\n 乙\n", "甲\n乙"),
    (reading.read_date, "2026年3月8日", date(2026, 3, 8)),
    (reading.read_date, "２０２６-０３-０８", date(2026, 3, 8)),
    (reading.read_date, "2026.3.8", date(2026, 3, 8)),
    (reading.read_flag, "是", True),
    (reading.read_flag, "No", False),
    (reading.read_count, "1,200人", 1200),
    (reading.read_count, "３０ 日", 30),
    (reading.read_uscc, "91120116ma00000001", "91120116MA00000001"),
    (reading.read_uscc, "9111-0000 6000–37341L", "91110000600037341L"),
    (reading.read_phone, "022-88880001", "022-88880001"),
    (reading.read_phone, "（022）8888 0001", "(022)8888 0001"),
    (reading.read_phone, "022 88880001转801", "022 88880001转801"),
    (reading.read_phone, "138 0000 0000", "138 0000 0000"),
    (reading.read_flag, "Ｙ", True),
    (reading.read_postcode, "300450", "300450"),
    (reading.read_postcode, "DE-50931", "DE-50931"),
    (reading.read_postcode, "GB-SW1A 1AA", "GB-SW1A 1AA"),
    (reading.read_phone, "022-88880001", "022-88880001"),
    (reading.read_phone, "+49 221 5550100", "+49 221 5550100"),
    (reading.read_phone, "0049-221-5550100", "0049-221-5550100"),
    (reading.read_phone, "00852-2123 4567", "00852-2123 4567"),
    (reading.read_phone, "+1 (650) 555-0100", "+1 (650) 555-0100"),
    (reading.read_phone, "+86-22-88880001", "+86-22-88880001"),
    (reading.read_phone, "＋86 22 88880001", "+86 22 88880001"),
    (reading.read_registration, " HRB 84512 ", "HRB 84512"),
    (read_money, "300万元", Money(300 * 10**6)),
    (read_money, "人民币12,500.50元整", Money(1250050)),
    (read_money, "0.01元", Money(1)),
    (read_percent, "12.50%", Percent(Decimal("12.5"))),
    (read_percent, "５‰", Percent(Decimal("0.5"))),
    (read_percent, "0%", Percent(Decimal(0))),
    (read_percent, "100%", Percent(Decimal(100))),
    (read_majority, "三分之二以上（含本数）", Majority(Fraction(2, 3), True)),
    (read_majority, "超过2/3", Majority(Fraction(2, 3), False)),
    (read_majority, "过半数", Majority(Fraction(1, 2), False)),
    (read_majority, "全体一致", Majority(Fraction(1), True)),
]

REFUSED = [
    (reading.read_text, "甲\n乙", "一行文字"),
    (reading.read_text, "甲\u200b公司", "U+200B"),
    (reading.read_text, "甲\u202e公司", "U+202E"),
    (reading.read_text, "甲\x07", "U+0007"),
    (reading.read_date, "2026-02-29", "不存在"),
    (reading.read_date, "1026-02-20", "年份"),
    (reading.read_date, "03/08/2026", "无法识别"),
    (reading.read_flag, "或许", "是 或 否"),
    (reading.read_count, "三十", "不是整数"),
    (reading.read_count, "-3", "不是整数"),
    (reading.read_count, "12,,3日", "不是整数"),
    (reading.read_count, "1,2日", "不是整数"),
    (reading.read_count, "9" * 5000, "不是整数"),
    (reading.read_count, "9" * 12, "过大"),
    (reading.read_uscc, "91120116MA0000000X", "校验码"),
    (reading.read_uscc, "91120116MA000", "不是 18 位"),
    (reading.read_phone, "+49 221", "格式不对"),
    (reading.read_phone, "+49 221 5550100 5550101", "格式不对"),
    (reading.read_phone, "+1 (650 555-0100", "格式不对"),
    (reading.read_phone, "+86-22-888800", "格式不对"),
    (reading.read_phone, "22-888800", "格式不对"),
    (reading.read_postcode, "30O400", "格式不对"),
    (reading.read_postcode, "50931", "格式不对"),
    (reading.read_registration, "——", "没有号码"),
    (reading.read_registration, "H" * 61, "上限"),
    (reading.read_uscc, "91120116MI00000001", "不应出现的字符"),
    (reading.read_uscc, "A1120116MA00000001", "不应出现的字符"),
    (reading.read_email, "甲@example", "格式不对"),
    (read_money, "300", "没有写单位"),
    (read_money, "-3元", "负数"),
    (read_money, "1,25,000元", "逗号"),
    (read_money, "0.001元", "不足一分"),
    (read_money, "99999亿亿元", "无法识别"),
    (read_money, "99999999亿元", "过大"),
    (read_money, "9" * 5000 + "元", "无法识别"),
    (read_money, "1." + "0" * 40 + "1元", "无法识别"),
    (read_percent, "30", "百分号"),
    (read_percent, "NaN%", "无法识别"),
    (read_percent, "Infinity%", "无法识别"),
    (read_percent, "1e1%", "无法识别"),
    (read_percent, "1_0%", "无法识别"),
    (read_percent, "101%", "超出"),
    (read_percent, "-1%", "超出"),
    (read_majority, "超过三分之二以上", "含义不明"),
    (read_majority, "三分之二", "无法识别"),
    (read_majority, "3/2以上", "大于零且小于一"),
    (read_majority, "0/3以上", "大于零且小于一"),
    (read_majority, "1/0以上", "无法识别"),
    (read_majority, "1/" + "9" * 5000 + "以上", "无法识别"),
]


@pytest.mark.parametrize("read,written,value", READ)
def test_read(read: Callable[[Any], Any], written: str, value: object) -> None:
    assert read(written) == value


@pytest.mark.parametrize("read,written,words", REFUSED)
def test_refused(read: Callable[[Any], Any], written: str, words: str) -> None:
    with pytest.raises(NotReadable, match=re.escape(words)):
        read(written)


@given(st.one_of(st.text(max_size=30), st.text("0123456789.,%年月日万元以上过半分之三/²½٣", max_size=12)))
def test_any_text_is_read_or_refused(written: str) -> None:
    for read in _READERS:
        with suppress(NotReadable):
            read(written)


@given(st.integers(0, 10**12))
def test_money_reads_back_what_it_prints(fen: int) -> None:
    assert read_money(str(Money(fen))) == Money(fen)


@given(st.fractions(0, 1, max_denominator=10).filter(lambda f: 0 < f < 1), st.booleans())
def test_majority_reads_back_what_it_prints(share: Fraction, inclusive: bool) -> None:
    assert read_majority(str(Majority(share, inclusive))) == Majority(share, inclusive)


@pytest.mark.parametrize(
    "majority,total,needed",
    [
        ("三分之二以上", 21, 14),
        ("三分之二以上", 20, 14),
        ("超过三分之二", 21, 15),
        ("过半数", 20, 11),
        ("过半数", 21, 11),
        ("全体一致", 7, 7),
    ],
)
def test_votes_a_majority_takes(majority: str, total: int, needed: int) -> None:
    assert read_majority(majority).needed_of(total) == needed


def test_choices_by_label_and_identifier() -> None:
    assert MemberKind.of("企业") is MemberKind.of("enterprise") is MemberKind.ENTERPRISE
    assert MemberKind.of("企鹅") is None
