"""Thresholds of money: the lead's figures of the last years, and the grant asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, Decimal
from enum import Enum

from kit.model.alliance import Alliance
from kit.model.filing import YearFigures
from kit.model.money import Money
from kit.model.percent import Percent
from kit.rules.regions.kinds.condition import Condition
from kit.rules.rule import Finding

_FIGURES = "备案.牵头单位情况.近三年数据"
_HINT = "请核对各年数据，或改由符合条件的单位牵头"


class Figure(Enum):
    """A figure of the lead."""

    REVENUE = "revenue"
    RESEARCH = "research"


_NAMES = {Figure.REVENUE: "营业收入", Figure.RESEARCH: "研发投入"}
_AMOUNTS: dict[Figure, Callable[[YearFigures], Money | None]] = {
    Figure.REVENUE: lambda figures: figures.revenue,
    Figure.RESEARCH: lambda figures: figures.research,
}


def _last(alliance: Alliance, years: int) -> Sequence[YearFigures]:
    """The figures of the last years, oldest first; fewer where there are fewer."""
    known = (figures for figures in alliance.filing.lead_profile.figures if figures.year)
    return sorted(known, key=lambda figures: figures.year or "")[-years:]


def _years(figures: Sequence[YearFigures]) -> str:
    first, last = figures[0].year, figures[-1].year
    return f"{last} 年" if first == last else f"{first} 至 {last} 年"


@dataclass(frozen=True, kw_only=True)
class YearlyMoney(Condition):
    """A figure of the lead reaches an amount a year, on average over the last years."""

    of: Figure
    least: Money
    years: int = 1

    @property
    def _span(self) -> str:
        return "年" if self.years == 1 else f"近 {self.years} 年平均每年"

    @property
    def title(self) -> str:
        return f"牵头单位{self._span}{_NAMES[self.of]}低于 {self.least}"

    @property
    def demand(self) -> str:
        return f"牵头单位{self._span}{_NAMES[self.of]}{'原则上' if self.principle else ''}不低于 {self.least}"

    def find(self, alliance: Alliance, today: date) -> Iterator[Finding]:
        figures = _last(alliance, self.years)
        amounts = [amount for amount in map(_AMOUNTS[self.of], figures) if amount is not None]
        if not amounts or len(amounts) < len(figures):
            return
        average = Money(sum(amount.fen for amount in amounts) // len(amounts))
        if average < self.least:
            each = "平均每年" if len(figures) > 1 else ""
            yield Finding(
                _FIGURES,
                f"牵头单位 {_years(figures)}{each}{_NAMES[self.of]} {average}，{self.should}不低于 {self.least}",
                _HINT,
            )


@dataclass(frozen=True, kw_only=True)
class ResearchShare(Condition):
    """What the lead spent on research in the last years is so many per cent of its revenue of those years."""

    least: Percent
    years: int = 3

    @property
    def title(self) -> str:
        return f"牵头单位研发投入占营业收入的比例低于 {self.least}"

    @property
    def demand(self) -> str:
        return (
            f"牵头单位近 {self.years} 年研发投入占营业收入的比例{'原则上' if self.principle else ''}不低于 {self.least}"
        )

    def find(self, alliance: Alliance, today: date) -> Iterator[Finding]:
        figures = _last(alliance, self.years)
        spent = [f.research.fen for f in figures if f.research is not None]
        earned = [f.revenue.fen for f in figures if f.revenue is not None]
        if not figures or min(len(spent), len(earned)) < len(figures) or not sum(earned):
            return
        if sum(spent) * 100 < self.least.value * sum(earned):
            share = (Decimal(sum(spent)) * 100 / sum(earned)).quantize(Decimal("0.01"), ROUND_DOWN)
            yield Finding(
                _FIGURES,
                f"牵头单位 {_years(figures)}研发投入 {Money(sum(spent))}，"
                f"占营业收入 {Money(sum(earned))}的 {share}%，{self.should}不低于 {self.least}",
                _HINT,
            )


@dataclass(frozen=True, kw_only=True)
class ResearchSpent(Condition):
    """The lead spends something on research."""

    @property
    def title(self) -> str:
        return "牵头单位没有研发投入"

    @property
    def demand(self) -> str:
        return "牵头单位有研发经费投入"

    def find(self, alliance: Alliance, today: date) -> Iterator[Finding]:
        figures = _last(alliance, 1)
        if figures and figures[0].research == Money(0):
            yield Finding(_FIGURES, f"牵头单位 {_years(figures)}研发投入为 0，{self.should}有研发经费投入", _HINT)


@dataclass(frozen=True, kw_only=True)
class Cap(Condition):
    """The grant asked for is at most so much."""

    most: Money

    @property
    def title(self) -> str:
        return f"申请的补贴超过 {self.most}"

    @property
    def demand(self) -> str:
        return f"补贴不超过 {self.most}"

    def find(self, alliance: Alliance, today: date) -> Iterator[Finding]:
        subsidy = alliance.filing.subsidy
        if subsidy is not None and subsidy.amount is not None and subsidy.amount > self.most:
            yield Finding(
                "备案.补贴申请.金额",
                f"申请补贴 {subsidy.amount}，{self.should}不超过 {self.most}",
                "请核对申请的金额，并向受理机关核对当年的标准",
            )
