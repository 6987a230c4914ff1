"""State owners and public money: decisions, valuations, who bears a public project."""

from __future__ import annotations

from collections.abc import Iterator

from kit import patterns
from kit.diagnostics import Severity
from kit.model.alliance import Alliance
from kit.model.ip import InternalLicence, JointOwnership
from kit.model.members import Contribution, ContributionKind, Member, StateOwnership
from kit.model.tasks import FundingKind
from kit.rules.general.teamwork import called, joint_rule, named, team
from kit.rules.rule import Finding, Sureness, rule

_STATE_FIRMS = (StateOwnership.WHOLLY, StateOwnership.CONTROLLED)
_STATE = (*_STATE_FIRMS, StateOwnership.PUBLIC_INSTITUTION)
_TITLE = (ContributionKind.EQUIPMENT_TITLE, ContributionKind.IP_TITLE)
_LENT = (ContributionKind.EQUIPMENT_USE, ContributionKind.PREMISES)
_SOLE_USE = patterns.compiled(r"(?<![非不])(?:独占使用|排他使用|专供|独家使用|仅供)")


def _parties(alliance: Alliance) -> Iterator[tuple[int, Member]]:
    return ((number, member) for number, member in enumerate(alliance.members, 1) if not member.is_observer)


def _items(member: Member) -> Iterator[tuple[int, Contribution]]:
    return enumerate(member.contributions, 1)


@rule("C-SOE-01", "国有企业没有写明内部决策", severity=Severity.WARNING, basis=("SOA 30,32,33",))
def undecided(alliance: Alliance) -> Iterator[Finding]:
    """国有独资、国有控股企业的重大投资、转让重大财产等要经集体研究或董事会、股东会决定。
    一般的研发合作多半不到这条线，但应由该单位自己说明：请在“内部决策”中填是否需要，需要的填文号。
    其他单位填了需要内部决策的，也要有文号。"""
    for number, member in _parties(alliance):
        approval = member.approval
        state = member.state_ownership in _STATE_FIRMS
        if approval is not None and approval.needed and not approval.number:
            yield Finding(
                f"成员单位[{number}].内部决策.文号",
                f"“{named(member)}”须经内部决策或上级批准，没有填写文号",
                "请在作出决定后填写文号和日期",
            )
        elif state and (approval is None or approval.needed is None):
            yield Finding(
                f"成员单位[{number}].内部决策",
                f"“{named(member)}”是{member.state_ownership}企业，没有写明是否须经内部决策",
                "请填写是否需要；需要的填写文号和日期",
            )


@rule("C-SOE-41", "内部决策晚于签署", severity=Severity.WARNING)
def decided_after_signing(alliance: Alliance) -> Iterator[Finding]:
    """内部决策或上级批准应在签署之前作出，日期却晚于签署日期。请核对日期；确实后补的，请由该单位追认。"""
    for number, member in _parties(alliance):
        signed = (member.signature.on if member.signature else None) or alliance.signing.signed_on
        if member.approval and member.approval.on and signed and member.approval.on > signed:
            yield Finding(
                f"成员单位[{number}].内部决策.日期",
                f"“{named(member)}”的内部决策于 {member.approval.on} 作出，晚于签署日期 {signed}",
                "请核对日期；后补的请出具追认文件",
            )


@rule("C-SOE-03", "国有单位转让财产没有评估", severity=Severity.WARNING, basis=("SOA 47", "P-100"))
def no_valuation(alliance: Alliance) -> Iterator[Finding]:
    """国有企业以非货币财产投资、转让重大财产的，应当评估；事业单位转让国有资产也有评估和批准的规定（依据转述）。
    投入形式是设备所有权或知识产权转让而没有评估文件的，请补填报告或备案编号；依规定不必评估的，写明依据。"""
    for number, member in _parties(alliance):
        if member.state_ownership not in _STATE:
            continue
        for item, contribution in _items(member):
            if contribution.kind in _TITLE and not contribution.valuation:
                yield Finding(
                    f"成员单位[{number}].投入[{item}].评估文件",
                    f"“{named(member)}”（{member.state_ownership}）以{contribution.kind}投入，没有填写评估文件",
                    "请填写评估报告或备案编号；依规定不必评估的写明依据",
                )


@rule(
    "C-SOE-42",
    "事业单位出借资产没有写明批准",
    severity=Severity.WARNING,
    basis=("P-100",),
    sure=Sureness.REPORTED,
)
def lent_without_approval(alliance: Alliance) -> Iterator[Finding]:
    """事业单位以国有资产对外出租、出借，要经主管部门审批或按权限决定（依据转述）。
    以设备使用、场地使用作投入的事业单位，请在“内部决策”中填写是否需要批准，需要的填文号。"""
    for number, member in _parties(alliance):
        unsaid = member.approval is None or member.approval.needed is None
        if member.state_ownership is not StateOwnership.PUBLIC_INSTITUTION or not unsaid:
            continue
        lent = next((c for c in member.contributions if c.kind in _LENT), None)
        if lent:
            yield Finding(
                f"成员单位[{number}].内部决策",
                f"“{named(member)}”是事业单位，以{lent.kind}投入，没有写明是否须经批准",
                "请填写是否需要；需要的填写文号和日期",
            )


@rule("C-SOE-02", "国有单位无偿许可", severity=Severity.WARNING, basis=("SOA 36", "P-100"), sure=Sureness.JUDGEMENT)
def licence_for_nothing(alliance: Alliance) -> Iterator[Finding]:
    """国有资产的使用应当公平有偿。成员优惠许可的幅度填到百分之百，就是无偿，国有单位难以履行。
    请降低优惠幅度，或写明对价。"""
    discount = alliance.ip.discount
    if alliance.ip.internal_licence is not InternalLicence.PREFERENTIAL or discount is None or discount.value < 100:
        return
    owners = [member for _, member in _parties(alliance) if member.state_ownership in _STATE]
    if owners:
        yield Finding(
            "知识产权.优惠幅度",
            f"优惠幅度 {discount} 即无偿许可，成员中有 {len(owners)} 家国有单位，例如“{named(owners[0])}”",
            "请降低优惠幅度，或写明对价",
        )


@rule(
    "C-SOE-05",
    "公立单位的设备约定独占使用",
    severity=Severity.WARNING,
    basis=("STP 54,102",),
    sure=Sureness.JUDGEMENT,
)
def sole_use_of_public_equipment(alliance: Alliance) -> Iterator[Finding]:
    """利用财政性资金购置的大型仪器设备有开放共享的义务。公立单位以设备使用投入，内容或附带条件里却写独占、仅供某家使用。
    按文字判断。请核对资金来源，改为按约定机时使用。"""
    for number, member in _parties(alliance):
        if member.state_ownership is not StateOwnership.PUBLIC_INSTITUTION:
            continue
        for item, contribution in _items(member):
            for label, text in (("内容", contribution.description), ("附带条件", contribution.condition)):
                found = _SOLE_USE.search(text or "")
                if found and contribution.kind is ContributionKind.EQUIPMENT_USE:
                    yield Finding(
                        f"成员单位[{number}].投入[{item}].{label}",
                        f"“{named(member)}”的设备写有“{found[0]}”，财政资金购置的设备应开放共享",
                        "请核对设备的资金来源，改为按约定机时使用",
                    )


@rule("C-PUB-01", "政府计划项目的承担单位不签署协议", basis=("STP 32",))
def bearer_does_not_sign(alliance: Alliance) -> Iterator[Finding]:
    """科技计划项目形成的知识产权依法授权项目承担单位取得。承担单位只是观察员、不签署协议，协议关于成果的约定就约束不了它。
    请改由签署协议的成员单位承担，或改变该单位的联盟职务。"""
    for number, task in enumerate(alliance.tasks, 1):
        bearer = alliance.member(task.bearer)
        if task.funding is FundingKind.GOVERNMENT_PROJECT and bearer and bearer.is_observer:
            yield Finding(
                f"任务分工[{number}].项目承担单位",
                f"{called(task)}的项目承担单位“{named(bearer)}”是观察员单位，不签署协议",
                "请改由签署协议的成员单位承担，或改变其联盟职务",
            )


@rule("C-PUB-41", "项目承担单位不在任务之列", severity=Severity.WARNING, basis=("STP 32",), sure=Sureness.JUDGEMENT)
def bearer_is_not_in_the_team(alliance: Alliance) -> Iterator[Finding]:
    """项目承担单位依法取得成果，又对项目经费负责，却既不牵头也不参加这项任务，任务书管不到它。
    请把它列入参加单位，或核对承担单位。"""
    for number, task in enumerate(alliance.tasks, 1):
        bearer = alliance.member(task.bearer)
        if task.funding is not FundingKind.GOVERNMENT_PROJECT or bearer is None or bearer.is_observer:
            continue
        if not any(member is bearer for member in team(alliance, task)):
            yield Finding(
                f"任务分工[{number}].项目承担单位",
                f"{called(task)}的项目承担单位“{named(bearer)}”既不牵头也不参加该任务",
                "请列入参加单位，或核对承担单位",
            )


@rule("C-PUB-42", "不是政府计划项目而填了承担单位", severity=Severity.WARNING)
def bearer_of_no_project(alliance: Alliance) -> Iterator[Finding]:
    """项目承担单位只对政府计划项目有意义。经费来源是别的却填了承担单位，两处必有一处写错。请核对经费来源。"""
    for number, task in enumerate(alliance.tasks, 1):
        if task.bearer and task.funding not in (None, FundingKind.GOVERNMENT_PROJECT):
            yield Finding(
                f"任务分工[{number}].项目承担单位",
                f"{called(task)}的经费来源是“{task.funding}”，却填写了项目承担单位“{task.bearer}”",
                "请核对经费来源，或删去承担单位",
            )


@rule(
    "C-PUB-43",
    "项目承担单位与取得成果的单位不同",
    severity=Severity.WARNING,
    basis=("STP 32",),
    sure=Sureness.JUDGEMENT,
)
def results_pass_the_bearer(alliance: Alliance) -> Iterator[Finding]:
    """政府计划项目的知识产权依法由项目承担单位取得；任务却约定共同成果归牵头单位，而牵头单位不是承担单位。
    要另有承担单位同意的约定，还可能须经项目管理机构同意。请核对归属，或由承担单位书面同意。"""
    for number, task in enumerate(alliance.tasks, 1):
        bearer, lead = alliance.member(task.bearer), alliance.member(task.lead)
        if task.funding is not FundingKind.GOVERNMENT_PROJECT or bearer is None or lead is None or bearer is lead:
            continue
        if joint_rule(alliance, task) is JointOwnership.TASK_LEAD and any(m is bearer for m in team(alliance, task)):
            yield Finding(
                f"任务分工[{number}].共同成果归属",
                f"{called(task)}由“{named(bearer)}”承担政府计划项目，共同成果却归牵头单位“{named(lead)}”",
                "请核对归属，或由承担单位书面同意",
            )


RULES = (
    undecided,
    decided_after_signing,
    no_valuation,
    lent_without_approval,
    licence_for_nothing,
    sole_use_of_public_equipment,
    bearer_does_not_sign,
    bearer_is_not_in_the_team,
    bearer_of_no_project,
    results_pass_the_bearer,
)
