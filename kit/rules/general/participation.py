"""Who takes part in a task, and as what."""

from __future__ import annotations

from collections.abc import Iterator

from kit.diagnostics import Severity
from kit.model.alliance import Alliance
from kit.model.tasks import ParticipationKind, Task, TaskFamily
from kit.rules.general.teamwork import called
from kit.rules.rule import Finding, Sureness, rule

_NOT_NEW = ("改型", "型号变更", "工艺变更", "工艺调整", "配方调整", "常规检测")


def _kinds(task: Task) -> set[ParticipationKind | None]:
    return {participant.kind for participant in task.participants}


def _nobody_else_researches(task: Task) -> bool:
    """Whether the lead of a research task is the only one who does research; unknown ways of taking part are no proof."""
    kinds = _kinds(task)
    return bool(kinds) and task.family is TaskFamily.RESEARCH and not kinds & {ParticipationKind.RESEARCH, None}


@rule(
    "C-TSK-01",
    "只出资金的单位被约定共有成果",
    severity=Severity.WARNING,
    basis=("SPC-TECH 19", "CC 859"),
    sure=Sureness.JUDGEMENT,
)
def joint_results_without_partners(alliance: Alliance) -> Iterator[Finding]:
    """任务另行约定了共同成果归属，但牵头单位以外的参加单位都不承担研发。
    只提供资金、设备或辅助工作的，法律上是委托开发，没有约定时专利权属于研发的一方，谈不上共同成果。
    请核对参与方式，或在任务书中单独约定出资单位的权利。"""
    for number, task in enumerate(alliance.tasks, 1):
        if task.ip_option is not None and _nobody_else_researches(task):
            yield Finding(
                f"任务分工[{number}].共同成果归属",
                f"{called(task)}除牵头单位外无人承担研发，却约定共同成果“{task.ip_option}”",
                "请核对参与方式；出资单位要取得成果权利的，请在任务书中单独约定",
            )


@rule(
    "C-TSK-02",
    "研发任务只有一家承担研发",
    severity=Severity.WARNING,
    basis=("CC 855", "SPC-TECH 19"),
    sure=Sureness.JUDGEMENT,
)
def research_by_one(alliance: Alliance) -> Iterator[Finding]:
    """关键技术研发类任务的参加单位都是仅提供经费或配套支持，只有牵头单位在研发。
    合作开发要求各方分工参与研究开发；否则是委托开发，成果归属的法定规则不同。
    请核对参与方式，或把任务改按委托开发约定。"""
    for number, task in enumerate(alliance.tasks, 1):
        if task.ip_option is None and _nobody_else_researches(task):
            yield Finding(
                f"任务分工[{number}].参加单位",
                f"{called(task)}的参加单位都不承担研发，不构成合作开发",
                "请核对参与方式，或按委托开发约定",
            )


@rule("C-TSK-03", "研发任务的创新点不是研究开发", severity=Severity.WARNING, basis=("SPC-TECH 17",))
def nothing_new(alliance: Alliance) -> Iterator[Finding]:
    """技术开发合同的标的须是新技术、新产品、新工艺等；单纯改型、调整工艺参数或常规检测不算。
    创新点里出现这类说法时提示。请写明与现有技术相比新在哪里，或把任务改为技术服务。"""
    for number, task in enumerate(alliance.tasks, 1):
        words = [word for word in _NOT_NEW if word in (task.novelty or "")]
        if words and task.family is TaskFamily.RESEARCH:
            yield Finding(
                f"任务分工[{number}].创新点",
                f"{called(task)}的创新点写有“{words[0]}”，单纯的改型、调整和检测不属于研究开发",
                "请写明与现有技术相比新在哪里，或改为技术服务类任务",
            )


@rule("C-TSK-41", "同一单位在一项任务中列了两次", severity=Severity.WARNING)
def participant_twice(alliance: Alliance) -> Iterator[Finding]:
    """一项任务的参加单位中同一单位出现两次，参与方式和分工会互相矛盾。请合并成一行。"""
    for number, task in enumerate(alliance.tasks, 1):
        seen: dict[int, int] = {}
        for position, participant in enumerate(task.participants, 1):
            member = alliance.member(participant.member)
            if member is None:
                continue
            first = seen.setdefault(id(member), position)
            if first != position:
                yield Finding(
                    f"任务分工[{number}].参加单位[{position}].单位",
                    f"{called(task)}的参加单位“{participant.member}”已列在第 {first} 行",
                    "请合并成一行",
                )


@rule("C-TSK-42", "任务牵头单位又列为参加单位", severity=Severity.WARNING)
def lead_takes_part_too(alliance: Alliance) -> Iterator[Finding]:
    """牵头单位自然参加任务，再列入参加单位会在分工表中重复计算，参与方式也可能矛盾。
    请从参加单位中删去，其分工写在任务内容里。"""
    for number, task in enumerate(alliance.tasks, 1):
        lead = alliance.member(task.lead)
        for position, participant in enumerate(task.participants, 1):
            if lead and alliance.member(participant.member) is lead:
                yield Finding(
                    f"任务分工[{number}].参加单位[{position}].单位",
                    f"“{participant.member}”是{called(task)}的牵头单位，不必再列为参加单位",
                    "请从参加单位中删去",
                )


RULES = (
    joint_results_without_partners,
    research_by_one,
    nothing_new,
    participant_twice,
    lead_takes_part_too,
)
