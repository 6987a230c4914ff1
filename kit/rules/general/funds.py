"""The money: sums that agree, limits in order, a supervisor who is not the host."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from kit.diagnostics import Severity
from kit.model.alliance import Alliance
from kit.model.funds import FundSource
from kit.model.ip import RevenueSplit
from kit.model.members import ContributionKind
from kit.model.money import Money, total
from kit.model.tasks import FundingKind, ParticipationKind
from kit.rules.comparing import repeats
from kit.rules.rule import Finding, Sureness, rule

_SOURCE_OF: dict[FundingKind, FundSource] = {
    FundingKind.OWN: FundSource.MEMBERS,
    FundingKind.GOVERNMENT_PROJECT: FundSource.GOVERNMENT_PROJECT,
    FundingKind.GOVERNMENT_SUBSIDY: FundSource.GOVERNMENT_SUBSIDY,
}


def _sum_of(amounts: Iterable[Money | None]) -> Money | None:
    """The sum, or None when there is nothing to add or an amount is still unknown."""
    known = list(amounts)
    return total(known) if known and None not in known else None


@rule("C-FND-01", "经费来源合计与用途合计不等", severity=Severity.WARNING)
def sources_differ_from_uses(alliance: Alliance) -> Iterator[Finding]:
    """各项金额都已填写时，经费来源合计应等于用途合计，申请书和经费附件会把两个合计并排印出。
    不等时请逐项核对金额和单位。
    """
    sources = _sum_of(s.amount for s in alliance.funds.sources)
    uses = _sum_of(u.amount for u in alliance.funds.uses)
    if sources is not None and uses is not None and sources != uses:
        yield Finding("经费.用途", f"经费来源合计 {sources}，用途合计 {uses}，两者不等", "请核对各项金额")


@rule("C-FND-02", "任务经费合计超过经费用途合计", severity=Severity.WARNING)
def budgets_exceed_uses(alliance: Alliance) -> Iterator[Finding]:
    """各任务的经费要从经费用途中支出，任务经费合计超过用途合计，就有任务没有经费来源。
    请核对各任务的经费和经费用途表。
    """
    budgets = _sum_of(t.budget for t in alliance.tasks)
    uses = _sum_of(u.amount for u in alliance.funds.uses)
    if budgets is not None and uses is not None and budgets > uses:
        yield Finding("任务分工", f"各任务经费合计 {budgets}，超过经费用途合计 {uses}", "请核对任务经费和经费用途")


@rule(
    "C-FIL-15",
    "经费监督单位就是托管单位",
    severity=Severity.WARNING,
    sure=Sureness.JUDGEMENT,
)
def host_supervises_itself(alliance: Alliance) -> Iterator[Finding]:
    """监督单位与管钱的托管单位是同一家，等于自己监督自己，内部监督也就落空了。
    没有规定写明监督单位应是哪一家，这是起草上的判断；请改由另一家成员单位牵头监督。
    """
    host, supervisor = alliance.member(alliance.funds.host), alliance.member(alliance.funds.supervisor)
    if host and supervisor is host:
        yield Finding("经费.监督单位", f"监督单位与托管单位同为“{host.name}”", "宜由另一家成员单位监督")


@rule("C-FND-03", "秘书长审批限额不低于理事会审批限额")
def secretary_not_below_council(alliance: Alliance) -> Iterator[Finding]:
    """协议约定不超过前一限额的由秘书长批准，两个限额之间的由理事长批准，达到后一限额的由理事会批准。
    两个限额相等或颠倒时，同一笔支出落在两档里，中间一档又落空，由谁批准就说不清；请核对两个数额。
    """
    secretary, council = alliance.funds.secretary_limit, alliance.funds.approval_limit
    if secretary and council and secretary >= council:
        relation = "高于" if secretary > council else "等于"
        yield Finding(
            "经费.秘书长审批限额",
            f"秘书长审批限额 {secretary} {relation}理事会审批限额 {council}",
            "请核对两个限额，秘书长的应低于理事会的",
        )


@rule("C-REV-01", "固定收益比例之和不是 100%")
def shares_do_not_add_up(alliance: Alliance) -> Iterator[Finding]:
    """选定“固定比例”分配收益时，各单位的比例是同一整体的份额，相加应为 100%。
    请核对各单位的比例；有一家的比例尚未填写时不作判断。
    """
    shares = [s.share for s in alliance.ip.revenue_shares]
    known = [share.value for share in shares if share is not None]
    if alliance.ip.revenue is not RevenueSplit.FIXED or not shares or len(known) < len(shares):
        return
    if sum(known) != Decimal(100):
        yield Finding(
            "知识产权.收益比例", f"各单位收益比例之和为 {alliance.ip.revenue_total}，应为 100%", "请核对各单位的比例"
        )


@rule("C-FND-04", "成员货币投入合计与“成员投入”来源不等", severity=Severity.WARNING)
def cash_differs_from_source(alliance: Alliance) -> Iterator[Finding]:
    """经费来源表中的“成员投入”，应当就是各成员单位承诺的货币投入之和，两个数会印在同一套文书里。
    货币投入都写明金额时才比较；请核对各家的货币投入和经费来源表。
    """
    source = _sum_of(s.amount for s in alliance.funds.sources if s.kind is FundSource.MEMBERS)
    cash = _sum_of(
        c.value for member in alliance.parties for c in member.contributions if c.kind is ContributionKind.CASH
    )
    if source is not None and cash is not None and source != cash:
        yield Finding(
            "经费.来源",
            f"成员单位的货币投入合计 {cash}，经费来源中的“{FundSource.MEMBERS}”为 {source}，两者不等",
            "请核对各家的货币投入和经费来源",
        )


@rule("C-TSK-07", "政府计划项目经费来源超过政府计划项目的任务经费", severity=Severity.WARNING)
def project_money_without_project(alliance: Alliance) -> Iterator[Finding]:
    """政府计划项目经费只能用于对应的项目，经费来源表中的这一项不能多于经费来源为“政府计划项目”的各任务经费之和。
    多出的部分没有项目可用；请核对任务的经费、任务的经费来源和经费来源表。
    """
    source = _sum_of(s.amount for s in alliance.funds.sources if s.kind is FundSource.GOVERNMENT_PROJECT)
    budgets = [task.budget for task in alliance.tasks if task.funding is FundingKind.GOVERNMENT_PROJECT]
    if source is None or None in budgets:
        return
    if source > total(budgets):
        yield Finding(
            "经费.来源",
            f"“{FundSource.GOVERNMENT_PROJECT}”为 {source}，超过政府计划项目任务经费合计 {total(budgets)}",
            "请核对任务的经费和经费来源",
        )


@rule("C-FND-05", "任务的经费来源不在经费来源表中", severity=Severity.WARNING)
def task_without_source(alliance: Alliance) -> Iterator[Finding]:
    """任务写明由政府计划项目、政府活动补贴或成员自筹出钱，经费来源表中却没有对应的一项，这笔钱就没有着落。
    请在“经费.来源”中补列，或改正任务的经费来源。
    """
    listed = {source.kind for source in alliance.funds.sources}
    if not _promised(alliance) or not listed or None in listed:
        return
    for funding, needed in _SOURCE_OF.items():
        tasks = [number for number, task in enumerate(alliance.tasks, 1) if task.funding is funding]
        if tasks and needed not in listed:
            which = f"{len(tasks)} 项任务" if len(tasks) > 1 else "任务"
            yield Finding(
                f"任务分工[{tasks[0]}].经费来源",
                f"{which}的经费来源为“{funding}”，经费来源表中没有“{needed}”",
                "请在“经费.来源”中补列，或改正任务的经费来源",
            )


@rule("C-FND-06", "同一项经费用途填写了两次", severity=Severity.WARNING)
def same_use(alliance: Alliance) -> Iterator[Finding]:
    """经费用途表中有两行的用途相同，多半是同一笔支出填写了两次。
    请合并为一行，或写明两行各是什么用途。
    """
    uses = alliance.funds.uses
    for first, later in repeats(use.purpose for use in uses):
        yield Finding(
            f"经费.用途[{later + 1}].用途",
            f"用途“{uses[later].purpose}”与经费.用途[{first + 1}]相同",
            "请合并为一行，或写明各自的用途",
        )


@rule("C-FND-07", "仅提供经费的参加单位没有货币投入", severity=Severity.WARNING)
def payer_without_money(alliance: Alliance) -> Iterator[Finding]:
    """任务中写明某家单位“仅提供经费”，该单位的投入清单里却没有货币资金，它的承诺就没有落实为投入义务。
    请在该单位的“投入”中填写货币资金，或改变它的参与方式。
    """
    if not _promised(alliance):
        return
    for number, task in enumerate(alliance.tasks, 1):
        for position, participant in enumerate(task.participants, 1):
            member = alliance.member(participant.member)
            if participant.kind is not ParticipationKind.FUNDS_ONLY or member is None or member.is_observer:
                continue
            if not any(c.kind is ContributionKind.CASH for c in member.contributions):
                yield Finding(
                    f"任务分工[{number}].参加单位[{position}].参与方式",
                    f"“{participant.member}”仅提供经费，它的投入中却没有货币资金",
                    "请在该单位的“投入”中填写货币资金，或改变参与方式",
                )


def _promised(alliance: Alliance) -> bool:
    """Whether anybody puts in anything yet: where nobody does, single tasks have nothing to be measured by."""
    return any(member.contributions for member in alliance.parties)


@rule("C-FND-08", "理事会审批限额高于经费总额", severity=Severity.WARNING)
def limit_above_everything(alliance: Alliance) -> Iterator[Finding]:
    """单笔支出达到“理事会审批限额”才须经理事会批准；限额比全部经费还高，理事会就一笔支出也管不到。
    多半是元与万元写错；请核对限额和经费来源。
    """
    limit, sources = alliance.funds.approval_limit, _sum_of(s.amount for s in alliance.funds.sources)
    if limit and sources and limit > sources:
        yield Finding(
            "经费.理事会审批限额", f"理事会审批限额 {limit}，经费来源合计只有 {sources}", "请核对限额的单位和数额"
        )


RULES = (
    sources_differ_from_uses,
    budgets_exceed_uses,
    host_supervises_itself,
    secretary_not_below_council,
    shares_do_not_add_up,
    cash_differs_from_source,
    project_money_without_project,
    task_without_source,
    same_use,
    payer_without_money,
    limit_above_everything,
)
