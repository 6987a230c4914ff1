"""Facts that one choice makes necessary: who chooses arbitration must name the institution."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from kit.model.alliance import Alliance
from kit.model.covenants import Damages, DisputeMode, Withdrawal
from kit.model.fact import Choice
from kit.model.ip import InternalLicence, JointOwnership, RevenueSplit
from kit.model.signing import Effect
from kit.model.tasks import FundingKind
from kit.rules.general.teamwork import called, joint_rule, others_research
from kit.rules.rule import Finding, Rule, rule

_ARBITRATION = "ARB 27,29"
_PROJECTS = "STP 32"


def _need(
    code: str,
    chosen_field: str,
    chosen: Choice,
    choice_of: Callable[[Alliance], Any],
    needed_field: str,
    value_of: Callable[[Alliance], Any],
    basis: str = "",
) -> Rule:
    """A rule that asks for a field when another has a certain answer."""
    label, asked = chosen_field.rpartition(".")[2], needed_field.rpartition(".")[2]

    def find(alliance: Alliance) -> Iterator[Finding]:
        if choice_of(alliance) is chosen and value_of(alliance) in (None, ()):
            message = f"“{chosen_field}”为“{chosen}”时应填写“{asked}”"
            yield Finding(needed_field, message, f"请填写“{asked}”，或改变“{label}”")

    title = f"{chosen_field}为“{chosen}”而没有填写{asked}"
    explanation = (
        f"“{chosen_field}”选定“{chosen}”后，文书要印出“{asked}”，缺了它这一方案就不完整。\n"
        f"请填写“{asked}”，或改选别的方案。"
    )
    return rule(code, title, basis=(basis,) if basis else (), waivable=False, explanation=explanation)(find)


@rule("M-CON-01", "政府计划项目没有填写项目承担单位", basis=(_PROJECTS,), waivable=False)
def no_bearer(alliance: Alliance) -> Iterator[Finding]:
    """政府计划项目形成的知识产权，依法由项目承担者取得，因此每项政府计划项目都应写明由哪一家成员单位承担。
    请填写“项目承担单位”；并非政府计划项目的，请改正“经费来源”。
    """
    for number, task in enumerate(alliance.tasks, 1):
        if task.funding is FundingKind.GOVERNMENT_PROJECT and not task.bearer:
            yield Finding(
                f"任务分工[{number}].项目承担单位",
                f"“经费来源”为“{task.funding}”时应填写“项目承担单位”",
                "请填写一家成员单位的简称",
            )


@rule("M-CON-10", "共同成果按应用领域划分而任务没有列明领域和权利人", basis=("TTP 26(2)",), waivable=False)
def no_fields_of_use(alliance: Alliance) -> Iterator[Finding]:
    """选定“按应用领域划分”后，协议让任务书载明各应用领域的权利人；任务书没有载明，就没有人知道成果归谁。
    牵头单位以外另有单位承担研发的任务，请在“应用领域归属”中逐个领域写明权利人，或改选别的归属方式。
    """
    for number, task in enumerate(alliance.tasks, 1):
        by_field = joint_rule(alliance, task) is JointOwnership.BY_FIELD
        if by_field and not task.fields_of_use and others_research(task):
            yield Finding(
                f"任务分工[{number}].应用领域归属",
                f"{called(task)}的共同成果“{JointOwnership.BY_FIELD}”，没有列明各应用领域的权利人",
                "请逐个领域写明“领域”和“权利人”，或改选别的共同成果归属",
            )


RULES = (
    no_bearer,
    no_fields_of_use,
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
