"""Where the alliance files, and where its lead is registered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum

from kit.model.alliance import Alliance
from kit.rules.regions.kinds.condition import Condition
from kit.rules.regions.kinds.lead import called, lead_field
from kit.rules.rule import Finding


class Who(Enum):
    """Whose place is looked at."""

    ALLIANCE = "alliance"
    LEAD = "lead"


@dataclass(frozen=True, kw_only=True)
class Location(Condition):
    """The alliance, or its lead, is of the place where the instrument applies."""

    who: Who

    @property
    def title(self) -> str:
        return f"{'联盟所在地' if self.who is Who.ALLIANCE else '牵头单位注册地'}不在{self.place}"

    @property
    def demand(self) -> str:
        if self.who is Who.ALLIANCE:
            return f"适用于在{self.place}申报的联盟"
        return f"牵头单位{'原则上' if self.principle else ''}在{self.place}注册"

    def find(self, alliance: Alliance, today: date) -> Iterator[Finding]:
        if self.who is Who.ALLIANCE:
            yield from self._alliance_elsewhere(alliance)
        else:
            yield from self._lead_elsewhere(alliance)

    def _alliance_elsewhere(self, alliance: Alliance) -> Iterator[Finding]:
        region, city = alliance.info.region, alliance.info.city
        if self.place.holds(region, city) is False:
            other_region = self.place.holds(region, self.place.city) is False
            yield Finding(
                "联盟.所在地区" if other_region else "联盟.所在城市",
                f"联盟在{region if other_region else city}，本规则包适用于{self.place}",
                "请核对联盟的所在地，或在“设置.规则包”中改用当地的规则包",
            )

    def _lead_elsewhere(self, alliance: Alliance) -> Iterator[Finding]:
        lead = alliance.lead
        if lead is not None and self.place.holds(lead.region, lead.city) is False:
            other_region = self.place.holds(lead.region, self.place.city) is False
            yield Finding(
                lead_field(alliance, "注册地区" if other_region else "注册城市"),
                f"牵头单位“{called(lead)}”注册在{lead.region if other_region else lead.city}，{self.should}在{self.place}注册",
                "请核对注册地，或改由当地单位牵头",
            )
