"""How values read in Chinese: capitals for money, days, amounts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from kit.model.money import Money
from kit.numerals import spelled

MAX_IN_WORDS = 10**14 - 1  # 分: below 万亿元

_CAPITALS = "零壹贰叁肆伍陆柒捌玖"
_SMALL = ("", "拾", "佰", "仟")


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
    words = f"{spelled(yuan, _CAPITALS, _SMALL)}元" if yuan else ""
    if not cents:
        return f"人民币{words or '零元'}整"
    if jiao:
        words += f"{_CAPITALS[jiao]}角"
    elif words:
        words += "零"
    return f"人民币{words}{_CAPITALS[rest]}分" if rest else f"人民币{words}整"


def day_in_words(day: date) -> str:
    """A day as formal papers write it: 2026年3月18日."""
    return f"{day.year}年{day.month}月{day.day}日"


def amount_in(money: Money, unit: str) -> str:
    """The number of an amount in 元 or 万元, with thousands commas, exact, without the unit."""
    number: Decimal = money.wan if unit == "万元" else money.yuan
    text = f"{number:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
