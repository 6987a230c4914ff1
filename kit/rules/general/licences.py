"""Licences, diffusion and revenue, as chosen."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from kit.diagnostics import Severity
from kit.model.alliance import Alliance
from kit.model.covenants import OldResults
from kit.model.ip import Diffusion, InternalLicence, JointOwnership, RevenueSplit, SingleOwnership
from kit.model.members import ContributionKind, Foreign, MemberKind, StateOwnership
from kit.model.tasks import FundingKind
from kit.rules.general.teamwork import called, joint_rule, named
from kit.rules.rule import Finding, Sureness, rule

_LONGEST_HEAD_START = 24
_PRICED_IN_PUBLIC = ("公示", "挂牌", "拍卖")


@rule("C-LIC-06", "政府计划项目的成果将归境外机构", basis=("STP 34",))
def funded_results_go_abroad(alliance: Alliance) -> Iterator[Finding]:
    """财政性资金设立的科技计划项目，其知识产权向境外组织转让或独占许可，要经项目管理机构批准。
    任务由境外机构牵头、成果又约定归牵头单位，或者项目承担单位就是境外机构，都会落到这一条。
    请改变成果归属或牵头单位；已经批准的，请由负责人申请豁免并写明批准文号。"""
    by_lead = alliance.ip.single is SingleOwnership.TASK_LEAD
    for number, task in enumerate(alliance.tasks, 1):
        if task.funding is not FundingKind.GOVERNMENT_PROJECT:
            continue
        lead, bearer = alliance.member(task.lead), alliance.member(task.bearer)
        to_lead = by_lead or joint_rule(alliance, task) is JointOwnership.TASK_LEAD
        if bearer and bearer.foreign is Foreign.FOREIGN_ENTITY:
            field, who = f"任务分工[{number}].项目承担单位", named(bearer)
        elif lead and lead.foreign is Foreign.FOREIGN_ENTITY and to_lead:
            field, who = f"任务分工[{number}].牵头单位", named(lead)
        else:
            continue
        yield Finding(
            field,
            f"{called(task)}是政府计划项目，成果将归境外机构“{who}”，须经项目管理机构批准",
            "请改变成果归属或单位；已获批准的，请豁免并写明批准文号",
        )


@rule(
    "C-LIC-41",
    "成员先行使用的期间过长",
    severity=Severity.WARNING,
    basis=("STP 32",),
    sure=Sureness.JUDGEMENT,
)
def head_start_too_long(alliance: Alliance) -> Iterator[Finding]:
    """财政资金项目的成果，项目承担者应当依法实施和转化，成员先行使用的时间过长，成果就迟迟不能向联盟外推广。
    可以先行多久没有规定，这里以二十四个月为起草时的经验上限。请核对项目任务合同和当地文件的要求，或缩短延迟月数。"""
    months = alliance.ip.delay_months
    if alliance.ip.diffusion is Diffusion.DELAYED and months is not None and months > _LONGEST_HEAD_START:
        yield Finding(
            "知识产权.延迟月数",
            f"成员先行使用 {months} 个月，超过 {_LONGEST_HEAD_START} 个月，成果迟迟不能向联盟外推广",
            "请核对项目任务合同和当地文件的要求，或缩短延迟月数",
        )


@rule("C-LIC-42", "成员优惠许可的优惠幅度为零", severity=Severity.WARNING)
def no_discount(alliance: Alliance) -> Iterator[Finding]:
    """选择“成员优惠许可”，优惠幅度却是零，等于没有优惠。请填写幅度，或改选“公平合理协商”。"""
    discount = alliance.ip.discount
    if alliance.ip.internal_licence is InternalLicence.PREFERENTIAL and discount and discount.value == 0:
        yield Finding("知识产权.优惠幅度", "选择成员优惠许可，优惠幅度为 0%", "请填写幅度，或改选 公平合理协商")


@rule("C-LIC-43", "新成员有权使用其他成员无权使用的成果", severity=Severity.WARNING, sure=Sureness.JUDGEMENT)
def newcomer_may_more(alliance: Alliance) -> Iterator[Finding]:
    """内部许可选“限任务参加单位”的，没有参加任务的成员单位对该任务的成果没有许可；既有成果又选“有偿使用”的，
    后来加入的单位却可以请求许可，权利人应当给予。先来的不如后到的，加入时容易起争议。
    请把既有成果改为“不当然享有”，或改选别的内部许可方案；各方确实这样约定的，可以豁免。"""
    chosen = alliance.openness.old_results
    if alliance.ip.internal_licence is InternalLicence.TASK_ONLY and chosen is OldResults.PAID:
        yield Finding(
            "开放发展.既有成果",
            f"内部许可为“{InternalLicence.TASK_ONLY}”，未参加任务的成员单位没有许可，新加入的单位却可以{chosen}",
            f"请改为 {OldResults.NONE}，或改选别的内部许可方案",
        )


@rule("C-REV-05", "公立单位转让知识产权没有写定价和公示", severity=Severity.WARNING, basis=("TTP 18",))
def no_public_price(alliance: Alliance) -> Iterator[Finding]:
    """国家设立的高校、科研机构转让科技成果，要通过协议定价、挂牌交易或拍卖定价；协议定价的，要在本单位公示成果名称和拟交易价格。
    天津市的条例要求公示不少于十五日。内容、附带条件或评估文件里写了公示、挂牌、拍卖的不再提示。"""
    for number, member in enumerate(alliance.members, 1):
        public = member.state_ownership is StateOwnership.PUBLIC_INSTITUTION
        if not public or member.kind not in (MemberKind.UNIVERSITY, MemberKind.INSTITUTE):
            continue
        for item, contribution in enumerate(member.contributions, 1):
            text = "".join(filter(None, (contribution.description, contribution.condition, contribution.valuation)))
            priced = any(word in text for word in _PRICED_IN_PUBLIC)
            if contribution.kind is ContributionKind.IP_TITLE and contribution.valuation and not priced:
                yield Finding(
                    f"成员单位[{number}].投入[{item}].附带条件",
                    f"“{named(member)}”转让知识产权，没有写明协议定价的公示、挂牌或拍卖",
                    "请写明定价方式；协议定价的写明公示起止日期",
                )


@rule("C-REV-41", "填写了收益比例而没有选择固定比例", severity=Severity.INFO)
def shares_not_printed(alliance: Alliance) -> Iterator[Finding]:
    """收益分配没有选“固定比例”时，协议不印收益比例表，填写的比例不起作用。请改选固定比例，或删去比例。"""
    if alliance.ip.revenue_shares and alliance.ip.revenue not in (None, RevenueSplit.FIXED):
        yield Finding(
            "知识产权.收益比例",
            f"收益分配选择“{alliance.ip.revenue}”，填写的 {len(alliance.ip.revenue_shares)} 项收益比例不印入协议",
            "请改选 固定比例，或删去收益比例",
        )


@rule("C-REV-42", "提成比例为零", severity=Severity.WARNING)
def no_royalty(alliance: Alliance) -> Iterator[Finding]:
    """选择“入门费加提成”，提成比例上限却是零，等于没有提成。请填写比例，或改选别的分配方式。"""
    rate = alliance.ip.royalty_rate
    if alliance.ip.revenue is RevenueSplit.ROYALTY and rate and rate.value == Decimal(0):
        yield Finding("知识产权.提成比例", "选择入门费加提成，提成比例为 0%", "请填写比例，或改选别的分配方式")


RULES = (
    funded_results_go_abroad,
    head_start_too_long,
    no_discount,
    newcomer_may_more,
    no_public_price,
    shares_not_printed,
    no_royalty,
)
