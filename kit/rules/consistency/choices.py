"""Facts that one choice makes necessary: who chooses arbitration must name the institution."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from kit.model.alliance import Alliance
from kit.model.covenants import Damages, DisputeMode, Withdrawal
from kit.model.fact import Choice
from kit.model.ip import InternalLicence, RevenueSplit
from kit.model.signing import Effect
from kit.model.tasks import FundingKind
from kit.rules.consistency.sources import measure
from kit.rules.rule import Finding, Rule, rule

_ARBITRATION = "《中华人民共和国仲裁法》第二十七条、第二十九条"
_PROJECTS = "《中华人民共和国科学技术进步法》第三十二条"


def _need(
    code: str,
    chosen_field: str,
    chosen: Choice,
    choice_of: Callable[[Alliance], Any],
    needed_field: str,
    value_of: Callable[[Alliance], Any],
    law: str = "",
) -> Rule:
    """A rule that asks for a field when another has a certain answer."""
    label, asked = chosen_field.rpartition(".")[2], needed_field.rpartition(".")[2]

    def find(alliance: Alliance) -> Iterator[Finding]:
        if choice_of(alliance) is chosen and value_of(alliance) in (None, ()):
            message = f"“{chosen_field}”为“{chosen}”时应填写“{asked}”"
            yield Finding(needed_field, message, f"请填写“{asked}”，或改变“{label}”")

    return Rule(code, f"{chosen_field}为“{chosen}”而没有填写{asked}", find, law=law)


@rule("M-CON-01", "政府计划项目没有填写项目承担单位", law=_PROJECTS)
def no_bearer(alliance: Alliance) -> Iterator[Finding]:
    """Results of a public project belong to its bearer by law: somebody must be it."""
    for number, task in enumerate(alliance.tasks, 1):
        if task.funding is FundingKind.GOVERNMENT_PROJECT and not task.bearer:
            yield Finding(
                f"任务分工[{number}].项目承担单位",
                f"“经费来源”为“{task.funding}”时应填写“项目承担单位”",
                "请填写一家成员单位的简称",
            )


RULES = (
    no_bearer,
    _need(
        "M-CON-02",
        "争议解决.方式",
        DisputeMode.ARBITRATION,
        lambda a: a.disputes.mode,
        "争议解决.仲裁机构",
        lambda a: a.disputes.institution,
        _ARBITRATION,
    ),
    _need(
        "M-CON-03",
        "违约责任.违约金方案",
        Damages.FIXED,
        lambda a: a.breach.damages,
        "违约责任.违约金数额",
        lambda a: a.breach.fixed_amount,
    ),
    _need(
        "M-CON-04",
        "开放发展.退出方案",
        Withdrawal.LOCK_IN,
        lambda a: a.openness.withdrawal,
        "开放发展.锁定期届满日",
        lambda a: a.openness.lock_in_until,
    ),
    _need(
        "M-CON-05",
        "签署.生效方式",
        Effect.THRESHOLD,
        lambda a: a.signing.effect,
        "签署.生效家数",
        lambda a: a.signing.threshold,
    ),
    _need(
        "M-CON-06",
        "签署.生效方式",
        Effect.ON_DATE,
        lambda a: a.signing.effect,
        "签署.生效日期",
        lambda a: a.signing.effective_on,
    ),
    _need(
        "M-CON-07",
        "知识产权.内部许可",
        InternalLicence.PREFERENTIAL,
        lambda a: a.ip.internal_licence,
        "知识产权.优惠幅度",
        lambda a: a.ip.discount,
    ),
    _need(
        "M-CON-08",
        "知识产权.收益分配",
        RevenueSplit.FIXED,
        lambda a: a.ip.revenue,
        "知识产权.收益比例",
        lambda a: a.ip.revenue_shares,
        measure("第九条第（五）项"),
    ),
    _need(
        "M-CON-09",
        "知识产权.收益分配",
        RevenueSplit.ROYALTY,
        lambda a: a.ip.revenue,
        "知识产权.提成比例",
        lambda a: a.ip.royalty_rate,
    ),
)
