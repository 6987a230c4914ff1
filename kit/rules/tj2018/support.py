"""Grants: how much, for what, at which stage, and nothing paid twice (articles 13, 14, 18)."""

from __future__ import annotations

from collections.abc import Iterator

from kit.diagnostics import Severity
from kit.model.alliance import Alliance
from kit.model.filing import SubsidyKind, SubsidyPurpose
from kit.model.funds import FundSource
from kit.model.money import Money, total
from kit.model.tasks import FundingKind, TaskFamily
from kit.rules.comparing import folded
from kit.rules.general.teamwork import called
from kit.rules.rule import Finding, Sureness, rule

_WAN = 1_000_000  # 分
CAPS = {
    SubsidyKind.FILING: Money(50 * _WAN),
    SubsidyKind.NATIONAL_PILOT: Money(50 * _WAN),
    SubsidyKind.EVALUATION: Money(30 * _WAN),
}
_SUBSIDY = "备案.补贴申请"


@rule("C-FIL-56", "申请的补贴超过上限", basis=("MEASURE 13,18",))
def above_the_cap(alliance: Alliance) -> Iterator[Finding]:
    """比较申请的补贴金额和办法的上限：备案补贴不超过50万元，国家试点补贴50万元，评估补贴不超过30万元。

    超过上限的是错误；国家试点补贴是定额，申请的少于50万元时请核对。
    """
    subsidy = alliance.filing.subsidy
    if subsidy is None or subsidy.amount is None or subsidy.kind is None:
        return
    cap = CAPS[subsidy.kind]
    if subsidy.amount > cap:
        yield Finding(
            f"{_SUBSIDY}.金额",
            f"申请{subsidy.kind} {subsidy.amount}，不应超过 {cap}",
            "请核对金额和单位，把申请额降到上限以内",
        )
    elif subsidy.kind is SubsidyKind.NATIONAL_PILOT and subsidy.amount < cap:
        yield Finding(
            f"{_SUBSIDY}.金额",
            f"申请{subsidy.kind} {subsidy.amount}，办法写的是定额 {cap}",
            "请核对金额",
            milder=Severity.WARNING,
        )


@rule("C-FIL-57", "补贴用于三项用途以外", severity=Severity.WARNING, basis=("MEASURE 13",))
def used_for_something_else(alliance: Alliance) -> Iterator[Finding]:
    """看补贴的用途有没有“其他”。

    办法第十三条写明补贴主要用于行业交流、解决共性技术问题和搭建公共服务平台；
    用于别处的，请改列，或与受理机关沟通并说明理由。
    """
    subsidy = alliance.filing.subsidy
    for number, use in enumerate(subsidy.uses if subsidy else (), 1):
        if use.purpose is SubsidyPurpose.OTHER:
            yield Finding(
                f"{_SUBSIDY}.用途[{number}].用途",
                f"“{use.description or use.purpose}”不在行业交流、解决共性技术问题、搭建公共服务平台三项用途之内",
                "请改列三项用途之一，或说明理由并事先与受理机关沟通",
            )


@rule("C-FIL-58", "补贴各项用途之和不等于申请金额", basis=("MEASURE 13",), sure=Sureness.LOGIC)
def uses_do_not_add_up(alliance: Alliance) -> Iterator[Finding]:
    """比较补贴各项用途的金额之和与申请金额，两者应当相等。有一项没有金额时不比较。请核对各项金额。"""
    subsidy = alliance.filing.subsidy
    if subsidy is None or subsidy.amount is None or not subsidy.uses:
        return
    amounts = [use.amount for use in subsidy.uses]
    if None not in amounts and total(amounts) != subsidy.amount:
        yield Finding(
            f"{_SUBSIDY}.用途",
            f"各项用途合计 {total(amounts)}，申请金额 {subsidy.amount}，两者应当相等",
            "请核对各项用途的金额",
        )


@rule("C-FIL-59", "补贴申请没有写金额或用途", severity=Severity.WARNING, basis=("MEASURE 13",))
def asked_for_without_saying(alliance: Alliance) -> Iterator[Finding]:
    """填写了补贴申请的，看有没有金额、有没有逐项用途、每项用途有没有金额。

    补贴按具体活动择优支持，没有金额或用途的申请无法审核。请补填；不申请补贴的，删去整组。
    """
    subsidy = alliance.filing.subsidy
    if subsidy is None:
        return
    missing = ["金额"] if subsidy.amount is None else []
    missing += ["用途"] if not subsidy.uses else []
    missing += ["各项用途的金额"] if any(use.amount is None for use in subsidy.uses) else []
    missing += ["各项用途的类别"] if any(use.purpose is None for use in subsidy.uses) else []
    if missing:
        yield Finding(_SUBSIDY, f"补贴申请没有写明{'、'.join(missing)}", "请补填；不申请补贴的请删去“补贴申请”")


@rule(
    "C-FIL-60",
    "申请的补贴与经费来源中的数额不同",
    severity=Severity.WARNING,
    basis=("MEASURE 13",),
    sure=Sureness.LOGIC,
)
def asked_differs_from_planned(alliance: Alliance) -> Iterator[Finding]:
    """经费来源列有“政府活动补贴”的，比较其合计与申请的补贴金额。

    同一笔补贴在两处数额不同，会被看作前后不一致。请核对；包含往年补贴的，请在说明中写明后由负责人豁免。
    """
    subsidy = alliance.filing.subsidy
    planned = [source.amount for source in alliance.funds.sources if source.kind is FundSource.GOVERNMENT_SUBSIDY]
    if subsidy is None or subsidy.amount is None or not planned or None in planned:
        return
    if total(planned) != subsidy.amount:
        yield Finding(
            f"{_SUBSIDY}.金额",
            f"申请的补贴 {subsidy.amount}，经费来源中的政府活动补贴 {total(planned)}，两处不同",
            "请核对两处的金额",
        )


@rule("C-FIL-61", "补贴类型与联盟所处阶段不符", basis=("MEASURE 13,18",))
def grant_for_another_stage(alliance: Alliance) -> Iterator[Finding]:
    """看评估补贴是不是在备案并评估之后申请，备案补贴是不是在首次评估之前申请。

    办法第十三条的补贴给新备案的联盟；第十八条的补贴按每三年一次的评估结果给予，没有备案、没有评估就不能申请。
    """
    filing = alliance.filing
    if filing.subsidy is None:
        return
    kind = filing.subsidy.kind
    if kind is SubsidyKind.EVALUATION and (filing.filed_on is None or filing.evaluated_on is None):
        missing = "备案日期" if filing.filed_on is None else "评估日期"
        yield Finding(
            f"{_SUBSIDY}.类型",
            f"申请评估补贴而没有{missing}，评估补贴按备案后的评估结果给予",
            "请填写备案日期和评估日期，或改为备案补贴",
        )
    elif kind is SubsidyKind.FILING and filing.evaluated_on is not None:
        yield Finding(
            f"{_SUBSIDY}.类型",
            f"联盟已于 {filing.evaluated_on} 评估，备案补贴只给新备案的联盟",
            "请改为评估补贴，或核对评估日期",
            milder=Severity.WARNING,
        )


@rule(
    "C-FIL-62",
    "补贴用途与政府计划项目重复",
    severity=Severity.WARNING,
    basis=("MEASURE 13,14",),
    sure=Sureness.JUDGEMENT,
)
def paid_twice(alliance: Alliance) -> Iterator[Finding]:
    """看补贴用途的说明里有没有写到政府计划项目任务的编号或名称。

    活动补贴和科技计划项目经费是两笔财政资金，同一支出不得重复申请。请改列用途，或核对任务的经费来源。
    """
    subsidy = alliance.filing.subsidy
    funded = [task for task in alliance.tasks if task.funding is FundingKind.GOVERNMENT_PROJECT]
    for number, use in enumerate(subsidy.uses if subsidy else (), 1):
        told = folded(use.description or "")
        for task in funded:
            if any(name and folded(name) in told for name in (task.number, task.title)):
                yield Finding(
                    f"{_SUBSIDY}.用途[{number}].说明",
                    f"补贴用途“{use.description}”写到任务“{task.number or task.title}”，该任务已有政府计划项目经费",
                    "同一支出不得重复申请财政资金，请改列用途或核对任务的经费来源",
                )


@rule(
    "C-FIL-63", "申请补贴而没有填写收款账户", severity=Severity.WARNING, basis=("MEASURE 13",), sure=Sureness.JUDGEMENT
)
def no_account(alliance: Alliance) -> Iterator[Finding]:
    """申请补贴的，看牵头单位的开户银行和银行账号是不是都填了。

    补贴拨付给对外责任主体单位，联盟自己不开立账户；没有账户信息无法拨付。请填写并由财务部门核对。
    """
    profile = alliance.filing.lead_profile
    if alliance.filing.subsidy is None:
        return
    for label, value in (("开户银行", profile.bank), ("银行账号", profile.account)):
        if not value:
            yield Finding(
                f"备案.牵头单位情况.{label}", f"申请补贴而没有填写牵头单位的{label}", "请填写，并由财务部门核对"
            )


@rule("C-PUB-03", "活动补贴用作研发经费", severity=Severity.WARNING, basis=("MEASURE 13,14",))
def subsidy_pays_research(alliance: Alliance) -> Iterator[Finding]:
    """看关键技术研发类任务的经费来源是不是政府活动补贴。

    办法第十三条的补贴只用于行业交流、解决共性技术问题和搭建公共服务平台；研发项目的经费按第十四条另由科技计划支持，
    两种钱不能混用。请改正经费来源。
    """
    for number, task in enumerate(alliance.tasks, 1):
        if task.funding is FundingKind.GOVERNMENT_SUBSIDY and task.family is TaskFamily.RESEARCH:
            yield Finding(
                f"任务分工[{number}].经费来源",
                f"{called(task)}属于关键技术研发，经费来源却是政府活动补贴",
                "请改由成员自筹或科技计划项目经费支持",
            )


RULES = (
    above_the_cap,
    used_for_something_else,
    uses_do_not_add_up,
    asked_for_without_saying,
    asked_differs_from_planned,
    grant_for_another_stage,
    paid_twice,
    no_account,
    subsidy_pays_research,
)
