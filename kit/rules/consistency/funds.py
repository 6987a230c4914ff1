"""The money: sums that agree, limits in order, a supervisor who is not the host."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from kit.diagnostics import Severity
from kit.model.alliance import Alliance
from kit.model.ip import RevenueSplit
from kit.model.money import Money, total
from kit.rules.consistency.sources import measure
from kit.rules.rule import Finding, rule


def _sum_of(amounts: Iterable[Money | None]) -> Money | None:
    """The sum, or None when there is nothing to add or an amount is still unknown."""
    known = list(amounts)
    return total(known) if known and None not in known else None


@rule("C-FND-01", "经费来源合计与用途合计不等", severity=Severity.WARNING)
def sources_differ_from_uses(alliance: Alliance) -> Iterator[Finding]:
    """What comes in is what goes out."""
    sources = _sum_of(s.amount for s in alliance.funds.sources)
    uses = _sum_of(u.amount for u in alliance.funds.uses)
    if sources is not None and uses is not None and sources != uses:
        yield Finding("经费.用途", f"经费来源合计 {sources}，用途合计 {uses}，两者不等", "请核对各项金额")


@rule("C-FND-02", "任务经费合计超过经费用途合计", severity=Severity.WARNING)
def budgets_exceed_uses(alliance: Alliance) -> Iterator[Finding]:
    """The tasks cannot spend more than the plan of uses has."""
    budgets = _sum_of(t.budget for t in alliance.tasks)
    uses = _sum_of(u.amount for u in alliance.funds.uses)
    if budgets is not None and uses is not None and budgets > uses:
        yield Finding("任务分工", f"各任务经费合计 {budgets}，超过经费用途合计 {uses}", "请核对任务经费和经费用途")


@rule("C-FIL-15", "经费监督单位就是托管单位", severity=Severity.WARNING, law=measure("第九条第（四）项"))
def host_supervises_itself(alliance: Alliance) -> Iterator[Finding]:
    """Supervision by the one who holds the money is none."""
    host, supervisor = alliance.member(alliance.funds.host), alliance.member(alliance.funds.supervisor)
    if host and supervisor is host:
        yield Finding("经费.监督单位", f"监督单位与托管单位同为“{host.name}”", "宜由另一家成员单位监督")


@rule("C-FND-03", "秘书长审批限额高于理事会审批限额")
def secretary_above_council(alliance: Alliance) -> Iterator[Finding]:
    """What the secretary-general may approve alone lies below what the council must approve."""
    secretary, council = alliance.funds.secretary_limit, alliance.funds.approval_limit
    if secretary and council and secretary > council:
        yield Finding(
            "经费.秘书长审批限额",
            f"秘书长审批限额 {secretary} 高于理事会审批限额 {council}",
            "请核对两个限额",
        )


@rule("C-REV-01", "固定收益比例之和不是 100%", law=measure("第九条第（五）项"))
def shares_do_not_add_up(alliance: Alliance) -> Iterator[Finding]:
    """Fixed shares are shares of one whole."""
    shares = [s.share for s in alliance.ip.revenue_shares]
    known = [share.value for share in shares if share is not None]
    if alliance.ip.revenue is not RevenueSplit.FIXED or not shares or len(known) < len(shares):
        return
    if sum(known) != Decimal(100):
        yield Finding(
            "知识产权.收益比例", f"各单位收益比例之和为 {alliance.ip.revenue_total}，应为 100%", "请核对各单位的比例"
        )


RULES = (
    sources_differ_from_uses,
    budgets_exceed_uses,
    host_supervises_itself,
    secretary_above_council,
    shares_do_not_add_up,
)
