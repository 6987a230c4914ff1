"""What the lead is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kit.diagnostics import Severity
from kit.model.alliance import Alliance
from kit.model.filing import LeadStanding
from kit.model.members import Member, MemberKind
from kit.rules.regions.kinds.condition import Condition
from kit.rules.rule import Finding

_STANDINGS = "备案.牵头单位情况.企业类型"


def lead_field(alliance: Alliance, label: str) -> str:
    """The path of a fact of the lead among the members."""
    lead = alliance.lead
    number = next(number for number, member in enumerate(alliance.members, 1) if member is lead)
    return f"成员单位[{number}].{label}"


def called(member: Member) -> str:
    """What a member is called, as far as it says."""
    return member.name or member.short_name or member.uscc or "未填名称的单位"


@dataclass(frozen=True, kw_only=True)
class LeadKind(Condition):
    """The lead is of one of the kinds, or has one of the standings.

    more  whether the instrument names its standings as examples: then another one is only a hint.
    """

    kinds: tuple[MemberKind, ...] = ()
    standings: tuple[LeadStanding, ...] = ()
    more: bool = False

    @property
    def _named(self) -> str:
        named = [str(one) for one in (*self.kinds, *self.standings)]
        return "、".join(named) + ("等" if self.more else "之一" if len(named) > 1 else "")

    @property
    def severity(self) -> Severity:
        return Severity.INFO if self.more else Severity.WARNING

    @property
    def title(self) -> str:
        return "牵头单位不属于申报文件点名的类型" if self.standings else f"牵头单位不是{self._named}"

    @property
    def demand(self) -> str:
        return f"牵头单位{'原则上' if self.principle else ''}为{self._named}"

    def find(self, alliance: Alliance, today: date) -> Iterator[Finding]:
        lead, stated = alliance.lead, alliance.filing.lead_profile.standings
        if lead is None or lead.kind in self.kinds or set(stated) & set(self.standings):
            return
        if not self.standings:
            if lead.kind is not None:
                yield Finding(
                    lead_field(alliance, "单位性质"),
                    f"牵头单位“{called(lead)}”是{lead.kind}，{self.should}为{self._named}",
                    "请改由符合条件的单位牵头，或核对“单位性质”",
                )
            return
        told = "、".join(map(str, stated))
        yield Finding(
            _STANDINGS,
            f"牵头单位的企业类型{f'为{told}' if told else '没有填写'}，{self.should}为{self._named}",
            "请核对并填写牵头单位的企业类型，或改由符合条件的单位牵头",
        )


@dataclass(frozen=True, kw_only=True)
class LeadIsChair(Condition):
    """The lead is the chair unit, whatever reason the agreement gives for another."""

    @property
    def title(self) -> str:
        return "申请单位不是理事长单位"

    @property
    def demand(self) -> str:
        return "由理事长单位提出申请"

    def find(self, alliance: Alliance, today: date) -> Iterator[Finding]:
        lead, chair = alliance.lead, alliance.chair
        if lead and chair and lead is not chair:
            yield Finding(
                "联盟.对外责任主体单位",
                f"对外责任主体单位“{called(lead)}”不是理事长单位“{called(chair)}”，备案应由理事长单位申请",
                "请改由理事长单位申请，或向受理机关核对能否由对外责任主体单位申请",
            )
