"""Who signs, with what power, how many originals, how many signatures."""

from __future__ import annotations

from collections.abc import Iterator

from kit import patterns
from kit.diagnostics import Severity
from kit.model.alliance import Alliance
from kit.model.members import PowerOfAttorney, Signatory, SignatoryCapacity
from kit.model.signing import Effect
from kit.rules.comparing import folded, repeats
from kit.rules.rule import Finding, Sureness, rule

_SIGNATORY = "签署代表"
_BETWEEN_OFFICES = patterns.compiled(r"[、，,/／兼和及]")
_POWER = f"{_SIGNATORY}.授权委托书"


def _powers(alliance: Alliance) -> Iterator[tuple[int, PowerOfAttorney]]:
    for number, signatory in _agents(alliance):
        if signatory.power:
            yield number, signatory.power


def _agents(alliance: Alliance) -> Iterator[tuple[int, Signatory]]:
    for number, member in enumerate(alliance.members, 1):
        if member.signed_by_agent and member.signatory:
            yield number, member.signatory


@rule("C-SIG-01", "代理人签署而没有授权委托书", basis=("CC 161,165",))
def agent_without_power(alliance: Alliance) -> Iterator[Finding]:
    """代理人代表单位签署，要有书面的授权委托书，否则签署对该单位可能不发生效力。
    请填写授权委托书的各项内容，或改由法定代表人签署。
    """
    for number, agent in _agents(alliance):
        if agent.power is None:
            yield Finding(
                f"成员单位[{number}].{_POWER}",
                "由授权代理人签署，没有填写授权委托书",
                "请填写授权委托书，或改由法定代表人签署",
            )


@rule("C-SIG-03", "授权委托书内容不全", basis=("CC 165",))
def power_is_incomplete(alliance: Alliance) -> Iterator[Finding]:
    """书面授权应当载明代理人的姓名、代理事项、权限和期限，缺一项就可能被认为授权不明。
    请对照授权委托书补填。
    """
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


@rule("C-SIG-04", "授权期限不包括签署日期", basis=("CC 165,171",))
def power_does_not_cover(alliance: Alliance) -> Iterator[Finding]:
    """签署那一天应当在授权期限之内，早于起始日或晚于截止日签署，都属于没有代理权的签署。
    请重新出具授权委托书，或核对签署日期。
    """
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


@rule("C-TRM-04", "授权的截止日期早于起始日期", basis=("CC 165",))
def power_ends_before_it_begins(alliance: Alliance) -> Iterator[Finding]:
    """授权委托书的截止日期不能早于起始日期，否则授权期限并不存在。
    请对照授权委托书核对两个日期。
    """
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
    basis=("CC 61,504",),
)
def another_signs_as_representative(alliance: Alliance) -> Iterator[Finding]:
    """以法定代表人身份签署的人，应当就是登记的法定代表人；姓名不同，可能是登记已变更，也可能其实是代理。
    请核对登记情况，属于代理的，把身份改为授权代理人并填写授权委托书。
    """
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


@rule("C-SIG-08", "生效家数不合理", basis=("CC 158,502",))
def unreachable_threshold(alliance: Alliance) -> Iterator[Finding]:
    """约定达到一定家数签署即生效的，家数不能少于两家，也不能多于签署的成员单位数，否则条件没有意义或永远不能成就。
    请核对“生效家数”。
    """
    signing, parties = alliance.signing, len(alliance.parties)
    threshold = signing.threshold
    if signing.effect is not Effect.THRESHOLD or threshold is None:
        return
    if threshold < 2:
        yield Finding("签署.生效家数", f"生效家数 {threshold} 家，应不少于 2 家", "请核对家数")
    elif threshold > parties:
        yield Finding("签署.生效家数", f"生效家数 {threshold} 家，签署的成员单位只有 {parties} 家", "请核对家数")


@rule("C-SIG-13", "正本份数不够", severity=Severity.WARNING, sure=Sureness.JUDGEMENT)
def too_few_originals(alliance: Alliance) -> Iterator[Finding]:
    """每家签署单位应各执一份正本，另加报送备案所需的份数，正本总数不应少于两者之和。
    请增加份数；空缺不填时，按成员数、报送份数加一自动计算。
    """
    signing, parties = alliance.signing, len(alliance.parties)
    filed = signing.filing_copies or 0
    originals = signing.planned_originals
    if originals is not None and originals < parties + filed:
        yield Finding(
            "签署.正本份数",
            f"正本 {originals} 份不够：{parties} 家签署单位各执一份，另报送 {filed} 份，至少要 {parties + filed} 份",
            "请增加份数，或空缺不填，由程序计算",
        )


@rule("C-POA-01", "一人代理两家成员单位签署", severity=Severity.WARNING, basis=("CC 168",))
def one_agent_for_two(alliance: Alliance) -> Iterator[Finding]:
    """同一人不得同时代理合同的双方，被代理的各方都同意或者追认的除外；联盟协议的成员单位互为相对方。
    这里比对各家授权代理人的姓名。请改由各家自己的人签署，或取得这几家单位的书面同意；只是同名的可以豁免。
    """
    agents = list(_agents(alliance))
    for first, later in repeats(agent.name for _, agent in agents):
        yield Finding(
            f"成员单位[{agents[later][0]}].{_SIGNATORY}.姓名",
            f"授权代理人“{agents[later][1].name}”与成员单位[{agents[first][0]}]的代理人同名，一人不得代理双方",
            "请改由各家自己的人签署，或取得这几家单位的书面同意",
        )


@rule("C-POA-02", "签署人的职务与登记的法定代表人职务不同", severity=Severity.WARNING)
def another_title(alliance: Alliance) -> Iterator[Finding]:
    """以法定代表人身份签署的人，“签署代表”中的职务应与“法定代表人职务”一致，两处会印在同一套文书里。
    职务与证照、授权不符是常见的退回原因；请核对后改正其中一处。
    """
    for number, member in enumerate(alliance.members, 1):
        signatory, title = member.signatory, member.legal_representative_title
        if not signatory or signatory.capacity is not SignatoryCapacity.LEGAL_REPRESENTATIVE:
            continue
        if signatory.title and title and not _offices(signatory.title) & _offices(title):
            yield Finding(
                f"成员单位[{number}].{_SIGNATORY}.职务",
                f"签署人的职务为“{signatory.title}”，法定代表人职务为“{title}”",
                "请核对后改正其中一处",
            )


def _offices(title: str) -> set[str]:
    """The offices a title names: 党委书记、董事长 names two."""
    return {folded(part) for part in _BETWEEN_OFFICES.split(title) if part.strip()}


@rule("C-POA-03", "法定代表人以授权代理人的身份签署", severity=Severity.WARNING)
def representative_as_agent(alliance: Alliance) -> Iterator[Finding]:
    """授权代理人的姓名就是登记的法定代表人。法定代表人自己签署不需要授权，两处必有一处写错。
    请把身份改为“法定代表人”，或核对法定代表人是否已经变更。
    """
    for number, agent in _agents(alliance):
        representative = alliance.members[number - 1].legal_representative
        if agent.name and representative and folded(agent.name) == folded(representative):
            yield Finding(
                f"成员单位[{number}].{_SIGNATORY}.身份",
                f"授权代理人“{agent.name}”就是法定代表人，不需要授权",
                "请把身份改为“法定代表人”，或核对法定代表人",
            )


RULES = (
    agent_without_power,
    power_is_incomplete,
    power_does_not_cover,
    power_ends_before_it_begins,
    another_signs_as_representative,
    unreachable_threshold,
    too_few_originals,
    one_agent_for_two,
    another_title,
    representative_as_agent,
)
