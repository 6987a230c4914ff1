"""Who signs, with what power, how many originals, how many signatures."""

from __future__ import annotations

from collections.abc import Iterator

from kit.diagnostics import Severity
from kit.model.alliance import Alliance
from kit.model.members import PowerOfAttorney, Signatory, SignatoryCapacity
from kit.model.signing import Effect
from kit.rules.consistency.comparing import folded
from kit.rules.consistency.sources import civil_code
from kit.rules.rule import Finding, rule

_SIGNATORY = "签署代表"
_POWER = f"{_SIGNATORY}.授权委托书"


def _powers(alliance: Alliance) -> Iterator[tuple[int, PowerOfAttorney]]:
    for number, signatory in _agents(alliance):
        if signatory.power:
            yield number, signatory.power


def _agents(alliance: Alliance) -> Iterator[tuple[int, Signatory]]:
    for number, member in enumerate(alliance.members, 1):
        if member.signed_by_agent and member.signatory:
            yield number, member.signatory


@rule("C-SIG-01", "代理人签署而没有授权委托书", law=civil_code("第一百六十一条", "第一百六十五条"))
def agent_without_power(alliance: Alliance) -> Iterator[Finding]:
    """An agent signs on a written power."""
    for number, agent in _agents(alliance):
        if agent.power is None:
            yield Finding(
                f"成员单位[{number}].{_POWER}",
                "由授权代理人签署，没有填写授权委托书",
                "请填写授权委托书，或改由法定代表人签署",
            )


@rule("C-SIG-03", "授权委托书内容不全", law=civil_code("第一百六十五条"))
def power_is_incomplete(alliance: Alliance) -> Iterator[Finding]:
    """A written power names the agent, the matter, the scope and the term."""
    for number, agent in _agents(alliance):
        power = agent.power
        if power is None:
            continue
        asked = {
            "代理人姓名": agent.name,
            "代理事项": power.matter,
            "权限": power.scope,
            "起始日期": power.valid_from,
            "截止日期": power.valid_to,
        }
        missing = [label for label, value in asked.items() if not value]
        if missing:
            yield Finding(
                f"成员单位[{number}].{_POWER}",
                f"授权委托书缺少{'、'.join(missing)}",
                "授权委托书应写明代理人、代理事项、权限和期限",
            )


@rule("C-SIG-04", "授权期限不包括签署日期", law=civil_code("第一百六十五条", "第一百七十一条"))
def power_does_not_cover(alliance: Alliance) -> Iterator[Finding]:
    """On the day of signing the power is in force."""
    signed_on = alliance.signing.signed_on
    for number, power in _powers(alliance):
        if signed_on and power.valid_from and power.valid_from > signed_on:
            yield Finding(
                f"成员单位[{number}].{_POWER}.起始日期",
                f"授权自 {power.valid_from} 起，晚于签署日期 {signed_on}",
                "请重新出具授权委托书，或核对日期",
            )
        if signed_on and power.valid_to and power.valid_to < signed_on:
            yield Finding(
                f"成员单位[{number}].{_POWER}.截止日期",
                f"授权至 {power.valid_to} 止，早于签署日期 {signed_on}",
                "请重新出具授权委托书，或核对日期",
            )


@rule("C-TRM-04", "授权的截止日期早于起始日期", law=civil_code("第一百六十五条"))
def power_ends_before_it_begins(alliance: Alliance) -> Iterator[Finding]:
    """A power has a term that exists."""
    for number, power in _powers(alliance):
        if power.valid_from and power.valid_to and power.valid_to < power.valid_from:
            yield Finding(
                f"成员单位[{number}].{_POWER}.截止日期",
                f"授权截止日期 {power.valid_to} 早于起始日期 {power.valid_from}",
                "请核对两个日期",
            )


@rule(
    "C-SIG-06",
    "以法定代表人身份签署的人不是法定代表人",
    severity=Severity.WARNING,
    law=civil_code("第六十一条", "第五百零四条"),
)
def another_signs_as_representative(alliance: Alliance) -> Iterator[Finding]:
    """Who signs as the legal representative is the legal representative."""
    for number, member in enumerate(alliance.members, 1):
        signatory, representative = member.signatory, member.legal_representative
        if not signatory or not signatory.name or not representative:
            continue
        same = folded(signatory.name) == folded(representative)
        if signatory.capacity is SignatoryCapacity.LEGAL_REPRESENTATIVE and not same:
            yield Finding(
                f"成员单位[{number}].{_SIGNATORY}.姓名",
                f"签署人“{signatory.name}”以法定代表人身份签署，登记的法定代表人是“{representative}”",
                "请核对姓名，或把身份改为授权代理人并填写授权委托书",
            )


@rule("C-SIG-08", "生效家数不合理", law=civil_code("第一百五十八条", "第五百零二条"))
def unreachable_threshold(alliance: Alliance) -> Iterator[Finding]:
    """A threshold can be reached, and takes at least two."""
    signing, parties = alliance.signing, len(alliance.parties)
    threshold = signing.threshold
    if signing.effect is not Effect.THRESHOLD or threshold is None:
        return
    if threshold < 2:
        yield Finding("签署.生效家数", f"生效家数 {threshold} 家，应不少于 2 家", "请核对家数")
    elif threshold > parties:
        yield Finding("签署.生效家数", f"生效家数 {threshold} 家，签署的成员单位只有 {parties} 家", "请核对家数")


@rule("C-SIG-13", "正本份数不够", severity=Severity.WARNING)
def too_few_originals(alliance: Alliance) -> Iterator[Finding]:
    """One original for each party and those to be filed."""
    signing, parties = alliance.signing, len(alliance.parties)
    filed = signing.filing_copies or 0
    originals = signing.planned_originals
    if originals is not None and originals < parties + filed:
        yield Finding(
            "签署.正本份数",
            f"正本 {originals} 份，少于签署的 {parties} 家单位各一份加报送 {filed} 份",
            "请增加份数；空缺时自动计算",
        )


RULES = (
    agent_without_power,
    power_is_incomplete,
    power_does_not_cover,
    power_ends_before_it_begins,
    another_signs_as_representative,
    unreachable_threshold,
    too_few_originals,
)
