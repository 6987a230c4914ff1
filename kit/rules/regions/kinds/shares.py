"""At least such a part of the whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, Decimal
from enum import Enum

from kit.model.alliance import Alliance
from kit.model.funds import FundSource
from kit.model.members import MemberKind
from kit.model.money import Money, total
from kit.model.percent import Percent
from kit.rules.regions.kinds.condition import Condition
from kit.rules.regions.place import Place
from kit.rules.rule import Finding


class Part(Enum):
    """A part of a whole."""

    ENTERPRISES = "enterprises"
    LOCAL = "local-members"
    OWN_MONEY = "members-money"


@dataclass(frozen=True)
class _Parted:
    """How a part is measured: names of part and whole, the field, both numbers with their words, what to do."""

    name: str
    whole: str
    field: str
    measure: Callable[[Alliance, Place], tuple[int, int]]
    words: Callable[[int], str]
    hint: str


@dataclass(frozen=True, kw_only=True)
class Share(Condition):
    """A part is at least so many per cent of the whole; exact, the limit included."""

    of: Part
    least: Percent

    @property
    def _parted(self) -> _Parted:
        return _PARTED[self.of]

    @property
    def title(self) -> str:
        return f"{self._parted.name}占{self._parted.whole}的比例低于 {self.least}"

    @property
    def demand(self) -> str:
        return f"{self._parted.name}{'原则上' if self.principle else ''}占{self._parted.whole}的 {self.least} 以上"

    def find(self, alliance: Alliance, today: date) -> Iterator[Finding]:
        parted = self._parted
        part, whole = parted.measure(alliance, self.place)
        if part * 100 < self.least.value * whole:
            share = (Decimal(part) * 100 / whole).quantize(Decimal("0.1"), ROUND_DOWN)  # never looks like the limit
            yield Finding(
                parted.field,
                f"{parted.name} {parted.words(part)}，占{parted.whole} {parted.words(whole)}的 {share}%，"
                f"{self.should}不低于 {self.least}",
                parted.hint,
            )


def _enterprises(alliance: Alliance, place: Place) -> tuple[int, int]:
    parties = alliance.parties
    return sum(1 for m in parties if m.kind in (None, MemberKind.ENTERPRISE)), len(parties)


def _local(alliance: Alliance, place: Place) -> tuple[int, int]:
    parties = alliance.parties
    return sum(1 for m in parties if place.holds(m.region, m.city) is not False), len(parties)


def _own_money(alliance: Alliance, place: Place) -> tuple[int, int]:
    sources = alliance.funds.sources
    own = total(source.amount for source in sources if source.kind in (None, FundSource.MEMBERS))
    return own.fen, alliance.funds.sources_total.fen


def _houses(number: int) -> str:
    return f"{number} 家"


def _money(fen: int) -> str:
    return str(Money(fen))


_PARTED = {
    Part.ENTERPRISES: _Parted(
        "企业", "成员单位", "成员单位", _enterprises, _houses, "请增加企业成员，或核对各单位的“单位性质”"
    ),
    Part.LOCAL: _Parted(
        "当地单位", "成员单位", "成员单位", _local, _houses, "请增加当地的成员单位，或核对各单位的注册地"
    ),
    Part.OWN_MONEY: _Parted(
        "成员投入", "经费来源合计", "经费.来源", _own_money, _money, "请增加成员自主投入，或核对各项来源"
    ),
}
