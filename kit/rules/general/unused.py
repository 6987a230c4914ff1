"""Facts that belong to a choice which was not made: which of the two was meant?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from kit.diagnostics import Severity
from kit.model.alliance import Alliance
from kit.model.covenants import Damages, DisputeMode, Withdrawal
from kit.model.fact import Choice
from kit.model.ip import InternalLicence, JointOwnership, RevenueSplit
from kit.model.signing import Effect
from kit.rules.general.teamwork import called, joint_rule
from kit.rules.rule import Finding, Rule, rule


def _idle(
    code: str,
    chosen_field: str,
    wanted: Choice,
    choice_of: Callable[[Alliance], Any],
    idle_field: str,
    value_of: Callable[[Alliance], Any],
) -> Rule:
    """A rule that tells of a fact that only another choice would print."""
    label, idle = chosen_field.rpartition(".")[2], idle_field.rpartition(".")[2]

    def find(alliance: Alliance) -> Iterator[Finding]:
        chosen = choice_of(alliance)
        if chosen is not None and chosen is not wanted and value_of(alliance) is not None:
            yield Finding(
                idle_field,
                f"“{chosen_field}”为“{chosen}”，填写的“{idle}”用不上，不会印到文书上",
                f"请删去“{idle}”，或把“{label}”改为“{wanted}”",
            )

    explanation = (
        f"“{idle}”只在“{chosen_field}”选定“{wanted}”时才印到文书上；选了别的方案又填写了它，不知道本意是哪一种。\n"
        f"请删去“{idle}”，或改选“{wanted}”。"
    )
    title = f"填写了{idle}而{chosen_field}不是“{wanted}”"
    return rule(code, title, severity=Severity.INFO, explanation=explanation)(find)


@rule("C-CHO-08", "对外责任主体就是理事长单位却填写了例外理由", severity=Severity.WARNING)
def exception_without_need(alliance: Alliance) -> Iterator[Finding]:
    """“对外责任例外”只在对外责任主体不是理事长单位时填写。两者是同一家而又填写了理由，多半是更换单位以后没有删去。
    请核对对外责任主体单位和理事长单位，或删去理由。
    """
    lead = alliance.lead
    if lead is not None and lead is alliance.chair and alliance.governance.lead_exception:
        yield Finding(
            "组织机构.对外责任例外",
            f"对外责任主体“{lead.short_name or lead.name or ''}”就是理事长单位，不需要例外理由",
            "请核对两家单位，或删去理由",
        )


@rule("C-CHO-09", "以法定代表人身份签署却填写了授权委托书", severity=Severity.WARNING)
def power_of_a_representative(alliance: Alliance) -> Iterator[Finding]:
    """法定代表人自己签署不需要授权委托书。填写了授权委托书而身份仍是法定代表人，签署页就不会按代理人印，授权也不检查。
    请把身份改为“授权代理人”，或删去授权委托书。
    """
    for number, member in enumerate(alliance.members, 1):
        if member.signatory and member.signatory.power and not member.signed_by_agent:
            yield Finding(
                f"成员单位[{number}].签署代表.授权委托书",
                "签署人的身份是法定代表人，却填写了授权委托书",
                "请把身份改为“授权代理人”，或删去授权委托书",
            )


@rule("C-CHO-11", "填写的注册登记号或代码不会印到文书上", severity=Severity.WARNING)
def number_of_no_use(alliance: Alliance) -> Iterator[Finding]:
    """境外机构以注册登记号和注册地区识别，其他单位以统一社会信用代码识别，文书只印其中一种。
    不是境外机构而填写了注册登记号，或者两种都填写了，不知道本意是哪一种；请删去一种，或改正“境外因素”。
    """
    for number, member in enumerate(alliance.members, 1):
        if member.registration is None:
            continue
        called = member.short_name or member.name or ""
        if not member.is_from_abroad:
            yield Finding(
                f"成员单位[{number}].注册登记号",
                f"“{called}”的境外因素不是境外机构，填写的注册登记号不会印到文书上",
                "请删去注册登记号，或把“境外因素”改为 境外机构",
            )
        elif member.uscc:
            yield Finding(
                f"成员单位[{number}].统一社会信用代码",
                f"境外机构“{called}”同时填写了注册登记号和统一社会信用代码，文书只印注册登记号",
                "请删去其中一种",
            )


@rule("C-CHO-10", "填写了任务的成果归属细节而归属方式用不上它", severity=Severity.INFO)
def ownership_without_use(alliance: Alliance) -> Iterator[Finding]:
    """“应用领域归属”只在共同成果“按应用领域划分”时、“归属约定”只在“按任务约定”时印到任务书上。
    请改选相应的归属方式，或删去用不上的内容。
    """
    for number, task in enumerate(alliance.tasks, 1):
        details = (
            ("应用领域归属", task.fields_of_use, JointOwnership.BY_FIELD),
            ("归属约定", task.agreed_ownership, JointOwnership.BY_TASK),
        )
        for label, value, wanted in details:
            chosen = joint_rule(alliance, task)
            if value and chosen is not None and chosen is not wanted:
                yield Finding(
                    f"任务分工[{number}].{label}",
                    f"{called(task)}的共同成果“{chosen}”，填写的“{label}”用不上，不会印到文书上",
                    f"请删去“{label}”，或把任务的“共同成果归属”改为“{wanted}”",
                )


RULES = (
    number_of_no_use,
    _idle(
        "C-CHO-01",
        "争议解决.方式",
        DisputeMode.ARBITRATION,
        lambda a: a.disputes.mode,
        "争议解决.仲裁机构",
        lambda a: a.disputes.institution,
    ),
    _idle(
        "C-CHO-02",
        "违约责任.违约金方案",
        Damages.FIXED,
        lambda a: a.breach.damages,
        "违约责任.违约金数额",
        lambda a: a.breach.fixed_amount,
    ),
    _idle(
        "C-CHO-03",
        "开放发展.退出方案",
        Withdrawal.LOCK_IN,
        lambda a: a.openness.withdrawal,
        "开放发展.锁定期届满日",
        lambda a: a.openness.lock_in_until,
    ),
    _idle(
        "C-CHO-04",
        "签署.生效方式",
        Effect.THRESHOLD,
        lambda a: a.signing.effect,
        "签署.生效家数",
        lambda a: a.signing.threshold,
    ),
    _idle(
        "C-CHO-05",
        "签署.生效方式",
        Effect.ON_DATE,
        lambda a: a.signing.effect,
        "签署.生效日期",
        lambda a: a.signing.effective_on,
    ),
    _idle(
        "C-CHO-06",
        "知识产权.内部许可",
        InternalLicence.PREFERENTIAL,
        lambda a: a.ip.internal_licence,
        "知识产权.优惠幅度",
        lambda a: a.ip.discount,
    ),
    _idle(
        "C-CHO-07",
        "知识产权.收益分配",
        RevenueSplit.ROYALTY,
        lambda a: a.ip.revenue,
        "知识产权.提成比例",
        lambda a: a.ip.royalty_rate,
    ),
    exception_without_need,
    power_of_a_representative,
    ownership_without_use,
)
