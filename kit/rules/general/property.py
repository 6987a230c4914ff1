"""The rules chosen for results: periods that cannot work, tasks that settle nothing."""

from __future__ import annotations

from collections.abc import Iterator

from kit.diagnostics import Severity
from kit.model.alliance import Alliance
from kit.model.ip import JointOwnership
from kit.model.members import ContributionKind
from kit.rules.general.teamwork import called
from kit.rules.rule import Finding, Sureness, rule
from kit.rules.saying import listed


@rule("C-IP-03", "成果归属“按任务约定”而任务没有约定", severity=Severity.WARNING, basis=("TTP 26(2)",))
def nothing_settled(alliance: Alliance) -> Iterator[Finding]:
    """成果归属要事先约定。协议选“按任务约定”，任务却没有填“共同成果归属”，或又填“按任务约定”而没有写“归属约定”，
    等于没有约定；协议只能退到等额共有，多半不是各方想要的。请逐项任务填写。"""
    by_task = alliance.ip.joint is JointOwnership.BY_TASK
    unsettled = [
        (number, task)
        for number, task in enumerate(alliance.tasks, 1)
        if not task.agreed_ownership
        and ((by_task and task.ip_option is None) or task.ip_option is JointOwnership.BY_TASK)
    ]
    if unsettled:
        which = listed(called(task) for _, task in unsettled)
        yield Finding(
            f"任务分工[{unsettled[0][0]}].共同成果归属",
            f"{which}的共同成果归属留待“按任务约定”，任务本身没有约定",
            "请逐项填写任务的“共同成果归属”，或写明“归属约定”",
        )


@rule("C-IP-12", "以专利转让作投入须办理登记", severity=Severity.INFO, basis=("PAT 10",))
def assignment_needs_registration(alliance: Alliance) -> Iterator[Finding]:
    """专利权、专利申请权的转让要订立书面合同并登记，自登记之日起生效。
    以专利转让作投入的，提示约定由谁、在什么时候办理登记；内容里已写登记的不再提示。"""
    for number, member in enumerate(alliance.members, 1):
        for item, contribution in enumerate(member.contributions, 1):
            text = (contribution.description or "") + (contribution.condition or "")
            of_a_patent = "专利" in text and "著作权" not in text and "登记" not in text
            if contribution.kind is ContributionKind.IP_TITLE and of_a_patent:
                yield Finding(
                    f"成员单位[{number}].投入[{item}].内容",
                    "以专利转让作投入，转让自登记之日起生效，这里没有写登记事项",
                    "请在“附带条件”中写明由谁、何时办理登记",
                )


@rule(
    "C-IP-54",
    "申请专利的征询期为零",
    severity=Severity.WARNING,
    basis=("CC 860",),
    sure=Sureness.JUDGEMENT,
)
def no_time_to_object(alliance: Alliance) -> Iterator[Finding]:
    """合作开发的一方不同意申请专利的，其他各方不得申请。协议因此事先征得同意，并给共有人一段征询期提出异议。
    征询期为零，事先同意就失去基础。请留出合理的日数。"""
    if alliance.ip.filing_review_days == 0:
        yield Finding(
            "知识产权.申请专利征询期", "申请专利征询期为 0 日，共有人没有机会提出异议", "请填写合理的日数，例如 20日"
        )


@rule("C-IP-55", "论文发表的审查期为零", severity=Severity.WARNING, basis=("PAT 22,24",), sure=Sureness.JUDGEMENT)
def no_time_to_review(alliance: Alliance) -> Iterator[Finding]:
    """申请专利之前公开发表，会丧失新颖性，宽限只适用于少数情形。
    发表审查期为零，其他单位来不及在发表前申请专利。请留出合理的日数。"""
    if alliance.ip.review_days == 0:
        yield Finding("知识产权.发表审查期", "发表审查期为 0 日，来不及在发表前申请专利", "请填写合理的日数，例如 30日")


@rule("C-IP-56", "发表延后上限短于申请专利的征询期", severity=Severity.WARNING)
def publication_before_consultation_ends(alliance: Alliance) -> Iterator[Finding]:
    """为申请专利可以延后发表，延后的上限却短于共有人的征询期，征询还没结束论文就可以发表。
    请加长延后上限或缩短征询期。"""
    delay, review = alliance.ip.delay_days, alliance.ip.filing_review_days
    if delay is not None and review is not None and delay < review:
        yield Finding(
            "知识产权.发表延后上限",
            f"发表最多延后 {delay} 日，短于申请专利征询期 {review} 日",
            "请加长延后上限或缩短征询期",
        )


RULES = (
    nothing_settled,
    assignment_needs_registration,
    no_time_to_object,
    no_time_to_review,
    publication_before_consultation_ends,
)
