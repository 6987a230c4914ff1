"""Values in Chinese words."""

from datetime import date

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.model.money import Money
from kit.numerals import in_chinese
from kit.templates.wording import AmountOutOfRange, amount_in, day_in_words, rmb_in_words


@pytest.mark.parametrize(
    ("fen", "words"),
    [
        (0, "人民币零元整"),
        (5, "人民币伍分"),
        (50, "人民币伍角整"),
        (140950, "人民币壹仟肆佰零玖元伍角整"),
        (1640902, "人民币壹万陆仟肆佰零玖元零贰分"),
        (32504, "人民币叁佰贰拾伍元零肆分"),
        (100000, "人民币壹仟元整"),
        (300_0000_00, "人民币叁佰万元整"),
        (10_0000_0000_0000, "人民币壹仟亿元整"),
        (4853_0000_8728_23, "人民币肆仟捌佰伍拾叁亿零捌仟柒佰贰拾捌元贰角叁分"),
    ],
)
def test_amounts_in_capitals(fen: int, words: str) -> None:
    assert rmb_in_words(fen) == words


@pytest.mark.parametrize("fen", [-1, 10**14])
def test_an_amount_without_a_form_is_refused(fen: int) -> None:
    with pytest.raises(AmountOutOfRange):
        rmb_in_words(fen)


@given(st.integers(1, 10**14 - 1))
def test_capitals_read_back_as_the_amount(fen: int) -> None:
    """cn2an reads what we write; it is the other way round that it loses a 零."""
    words = rmb_in_words(fen).removeprefix("人民币").removesuffix("整")
    read = cn2an.cn2an(_as_number(words), "normal") if "元" in words else 0
    assert read == fen // 100
    jiao, rest = fen % 100 // 10, fen % 10
    assert words.endswith("分") == bool(rest)
    assert ("角" in words) == bool(jiao)


def _as_number(words: str) -> str:
    plain = str.maketrans("零壹贰叁肆伍陆柒捌玖拾佰仟", "零一二三四五六七八九十百千")
    return words.partition("元")[0].translate(plain)


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "零"), (10, "十"), (14, "十四"), (20, "二十"), (101, "一百零一"), (110, "一百一十"), (10010, "一万零一十")],
)
def test_numerals(number: int, words: str) -> None:
    assert in_chinese(number) == words


def test_days_and_amounts() -> None:
    assert day_in_words(date(2026, 3, 8)) == "2026年3月8日"
    assert amount_in(Money(123_456_700), "万元") == "123.4567"
    assert amount_in(Money(123_456_700), "元") == "1,234,567"
    assert str(Money(300_0000_00)) == "300万元"
    assert str(Money(1_250_050)) == "12,500.5元"
