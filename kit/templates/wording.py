"""How values read in Chinese: capitals for money, numerals, days, lists."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from kit.model.money import Money

MAX_IN_WORDS = 10**14 - 1  # 分: below 万亿元

_CAPITALS = "零壹贰叁肆伍陆柒捌玖"
_SMALL = ("", "拾", "佰", "仟")
_LARGE = ("", "万", "亿")
_DIGITS = "零一二三四五六七八九"
_PLACES = ("", "十", "百", "千")


class AmountOutOfRange(ValueError):
    """An amount that has no form in capitals here."""


def rmb_in_words(fen: int) -> str:
    """Write an amount in capital numerals: 140950 → 人民币壹仟肆佰零玖元伍角.

    fen     the amount in 分 (100 分 = 1 元), from 0 to 10**14 − 1; never a float.
    Returns the words, prefixed 人民币 without a gap; whole 元 and 角 end in 整, 分 never does.
    Raises AmountOutOfRange outside that range.
    Source: 《正确填写票据和结算凭证的基本规定》二至四.
    """
    if not 0 <= fen <= MAX_IN_WORDS:
        raise AmountOutOfRange(f"金额超出可书写的范围：{fen} 分")
    yuan, cents = divmod(fen, 100)
    jiao, rest = divmod(cents, 10)
    words = f"{_integer(yuan, _CAPITALS, _SMALL)}元" if yuan else ""
    if not cents:
        return f"人民币{words or '零元'}整"
    if jiao:
        words += f"{_CAPITALS[jiao]}角"
    elif words:
        words += "零"
    return f"人民币{words}{_CAPITALS[rest]}分" if rest else f"人民币{words}整"


def _integer(number: int, digits: str, places: tuple[str, ...]) -> str:
    """A positive whole number by groups of four, with one 零 for every run of inner zeros."""
    groups: list[int] = []
    while number:
        number, group = divmod(number, 10_000)
        groups.append(group)
    words, gap = "", False
    for index in range(len(groups) - 1, -1, -1):
        group = groups[index]
        if group == 0:
            gap = bool(words)
            continue
        if words and (gap or group < 1000):
            words += digits[0]
        words += _group(group, digits, places) + _LARGE[index]
        gap = False
    return words


def _group(group: int, digits: str, places: tuple[str, ...]) -> str:
    words, gap = "", False
    for place in range(3, -1, -1):
        digit = group // 10**place % 10
        if digit == 0:
            gap = bool(words)
            continue
        words += (digits[0] if gap else "") + digits[digit] + places[place]
        gap = False
    return words


def in_chinese(number: int) -> str:
    """A whole number from 0 to 10**12 − 1 in Chinese numerals: 14 → 十四, 105 → 一百零五."""
    if number == 0:
        return "零"
    words = _integer(number, _DIGITS, _PLACES)
    return words.removeprefix("一") if words.startswith("一十") else words


def day_in_words(day: date) -> str:
    """A day as formal papers write it: 2026年3月18日."""
    return f"{day.year}年{day.month}月{day.day}日"


def amount_in(money: Money, unit: str) -> str:
    """The number of an amount in 元 or 万元, with thousands commas, exact, without the unit."""
    number: Decimal = money.wan if unit == "万元" else money.yuan
    text = f"{number:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
