"""Majorities: a fraction and whether the fraction itself suffices."""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction
from typing import Any

from kit import patterns
from kit.model.reading import NotReadable
from kit.records import Record

_DIGITS = "零一二三四五六七八九十"


class Majority(Record):
    """A share of votes or heads: a fraction and whether the fraction itself suffices.

    民法典第一千二百五十九条: 以上 includes the figure, 超过 and 过半数 do not.
    """

    share: Fraction
    inclusive: bool

    @staticmethod
    def read(written: Any) -> Majority:
        """What was written; see read_majority."""
        return read_majority(written)

    def needed_of(self, total: int) -> int:
        """The least whole number out of `total` that satisfies this majority."""
        exact = self.share * total
        least = -(-exact.numerator // exact.denominator)
        return int(least) if self.inclusive or exact.denominator != 1 else int(least) + 1

    @property
    def fraction_in_words(self) -> str:
        """The fraction as Chinese words: 三分之二."""
        return f"{_DIGITS[self.share.denominator]}分之{_DIGITS[self.share.numerator]}"

    @property
    def is_unanimous(self) -> bool:
        """Whether everybody is needed."""
        return self.share == 1

    def among(self, base: str) -> str:
        """This majority of a base: 出席会议理事的三分之二以上, 超过…, …的过半数, 全部…."""
        if self.is_unanimous:
            return f"全部{base}"
        if self.inclusive:
            return f"{base}的{self.fraction_in_words}以上"
        if self.share == Fraction(1, 2):
            return f"{base}的过半数"
        return f"超过{base}的{self.fraction_in_words}"

    def __str__(self) -> str:
        if self.is_unanimous:
            return "全体一致"
        if self.inclusive:
            return f"{self.fraction_in_words}以上"
        return "过半数" if self.share == Fraction(1, 2) else f"超过{self.fraction_in_words}"


_MAJORITY_HINT = "请写成 三分之二以上（含本数）、超过三分之二（不含本数）、过半数 或 全体一致"
_ZH_FRACTION = patterns.compiled(r"([二三四五六七八九十])分之([一二三四五六七八九])")
_AR_FRACTION = patterns.compiled(r"([0-9]{1,3})/([0-9]{1,3})")


def read_majority(value: Any) -> Majority:
    """A majority: 三分之二以上, 2/3以上, 超过1/2, 过半数, 全体一致. 超过半数以上 is ambiguous and refused."""
    if isinstance(value, Majority):
        return value
    text = unicodedata.normalize("NFKC", str(value)).replace(" ", "")
    text = re.sub(r"\((?:含|包括)本数\)$", "", text)
    if text in {"全体一致", "全体", "一致同意", "全体同意"}:
        return Majority(Fraction(1), True)
    over, above = text.startswith(("超过", "过")), text.endswith(("以上", "及以上"))
    if over and above:
        raise NotReadable(f"“{value}”含义不明：“超过”不含本数，“以上”含本数", _MAJORITY_HINT)
    core = text.removeprefix("超过").removeprefix("过").removesuffix("以上").removesuffix("及").removeprefix("不少于")
    share = _fraction(core)
    if share is None or not (over or above or text.startswith("不少于")):
        raise NotReadable(f"表决比例“{value}”无法识别", _MAJORITY_HINT)
    if not 0 < share < 1:
        raise NotReadable(f"表决比例“{value}”应大于零且小于一", _MAJORITY_HINT)
    return Majority(share, not over)


def _fraction(text: str) -> Fraction | None:
    if text in {"半数", "二分之一"}:
        return Fraction(1, 2)
    if found := _ZH_FRACTION.fullmatch(text):
        under, upper = (_DIGITS.index(part) for part in found.groups())
        return Fraction(upper, under)
    if found := _AR_FRACTION.fullmatch(text):
        upper, under = (int(part) for part in found.groups())
        return Fraction(upper, under) if 0 < under <= 10 else None
    return None
