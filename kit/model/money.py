"""Money: exact amounts in 分, written with their unit."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from kit import patterns
from kit.model.reading import NotReadable, plain
from kit.records import Ordered

MAX_FEN = 10**15  # ten thousand 亿 in 分: beyond it a unit has surely been mistaken


class Money(Ordered):
    """An amount of Renminbi, in 分 (100 分 = 1 元); exact, never a float."""

    fen: int

    @property
    def yuan(self) -> Decimal:
        """The amount in 元, exact."""
        return Decimal(self.fen) / 100

    @property
    def wan(self) -> Decimal:
        """The amount in 万元, exact."""
        return Decimal(self.fen) / 1_000_000

    def __add__(self, other: object) -> Money:
        return Money(self.fen + other.fen) if isinstance(other, Money) else NotImplemented

    @staticmethod
    def read(written: Any) -> Money:
        """What was written; see read_money."""
        return read_money(written)

    def __str__(self) -> str:
        if self.fen and self.fen % 10_000 == 0:  # whole hundreds of 元: at most two decimals of 万元
            return f"{plain(self.wan)}万元"
        return f"{plain(self.yuan)}元"


def total(amounts: Iterable[Money | None]) -> Money:
    """The sum of the amounts that are known."""
    return Money(sum(amount.fen for amount in amounts if amount is not None))


_MONEY = patterns.compiled(
    r"(?:人民币|¥|￥)?([0-9][0-9,]{0,30}(?:\.[0-9]{1,12})?)\s*(亿元|万元|千元|元|角|分)(?:整|正)?"
)
_FEN_OF = {
    "亿元": 10**10,
    "万元": 10**6,
    "千元": 10**5,
    "元": 100,
    "角": 10,
    "分": 1,
}


def read_money(value: Any) -> Money:
    """An amount written with its unit: 300万元, 12,500.50元. A bare number is refused."""
    if isinstance(value, Money):
        return value
    if not isinstance(value, str):
        raise NotReadable("金额应写成数字加单位", "例如 300万元 或 12500元")
    text = unicodedata.normalize("NFKC", value).replace(" ", "")
    found = _MONEY.fullmatch(text)
    if not found:
        if re.fullmatch(r"[0-9][0-9,.]*", text):
            raise NotReadable(f"金额“{value}”没有写单位", f"请写明单位，例如 {value}万元 或 {value}元")
        if re.fullmatch(r"[0-9][0-9,.]*[万亿]", text):
            raise NotReadable(f"金额“{value}”没有写“元”", f"请写成 {text}元")
        if text.startswith("-"):
            raise NotReadable(f"金额“{value}”不能为负数", "请填写不小于零的金额")
        raise NotReadable(f"金额“{value}”无法识别", "请写成阿拉伯数字加单位，例如 300万元 或 12500元")
    number, unit = found.groups()
    if "," in number and not re.fullmatch(r"[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?", number):
        raise NotReadable(f"金额“{value}”中的千分位逗号位置不对", "例如 1,250,000元")
    fen = Decimal(number.replace(",", "")) * _FEN_OF[unit]
    if fen != fen.to_integral_value():
        raise NotReadable(f"金额“{value}”不足一分", "金额最多精确到分")
    if fen > MAX_FEN:
        raise NotReadable(f"金额“{value}”过大", "请核对单位是元还是万元")
    return Money(int(fen))
