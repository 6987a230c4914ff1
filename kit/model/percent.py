"""Percentages, exact."""

from __future__ import annotations

import unicodedata
from decimal import Decimal
from typing import Any

from kit import patterns
from kit.model.money import Money
from kit.model.reading import NotReadable, plain
from kit.records import Ordered


class Percent(Ordered):
    """A percentage, exact: Percent(Decimal("12.5")) is 12.5%."""

    value: Decimal

    @staticmethod
    def read(written: Any) -> Percent:
        """What was written; see read_percent."""
        return read_percent(written)

    def __str__(self) -> str:
        return f"{plain(self.value)}%"

    def of(self, amount: Money) -> Money:
        """This percentage of an amount, rounded to 分, halves up."""
        return Money(int((amount.fen * self.value / 100).to_integral_value("ROUND_HALF_UP")))


_NUMBER = patterns.compiled(r"-?[0-9]{1,12}(?:\.[0-9]{1,12})?")


def read_percent(value: Any) -> Percent:
    """A percentage written with its sign: 30%, 0.5%, 5‰. A bare number is refused."""
    if isinstance(value, Percent):
        return value
    text = unicodedata.normalize("NFKC", str(value)).replace(" ", "")
    per = {"%": Decimal(1), "‰": Decimal("0.1")}.get(text[-1:])
    if per is None:
        raise NotReadable(f"比例“{value}”没有写百分号", f"请写成 {value}% 的形式")
    if not _NUMBER.fullmatch(text[:-1]):
        raise NotReadable(f"比例“{value}”无法识别", "请写成 30% 的形式")
    number = Decimal(text[:-1]) * per
    if not 0 <= number <= 100:
        raise NotReadable(f"比例“{value}”超出 0 至 100%", "请核对")
    return Percent(number.normalize() if number else Decimal(0))
