"""Joint results divided by fields of use: no field twice, and owners that did the work."""

from __future__ import annotations

from collections.abc import Iterator

from kit.diagnostics import Severity
from kit.model.alliance import Alliance
from kit.model.ip import JointOwnership
from kit.model.tasks import ParticipationKind, Task
from kit.rules.comparing import repeats
from kit.rules.general.teamwork import called, joint_rule, named, team
from kit.rules.rule import Finding, rule


@rule("C-IP-58", "同一任务的应用领域写了两次")
def field_twice(alliance: Alliance) -> Iterator[Finding]:
    """协议约定各应用领域不得重叠。同一项任务的“应用领域归属”中，一个领域写了两次，这一领域归谁就说不清。
    请以技术特征和使用场合把两个领域区分开，或删去其中一行。
    """
    for number, task in _divided(alliance):
        for first, later in repeats(use.scope for use in task.fields_of_use):
            yield Finding(
                f"任务分工[{number}].应用领域归属[{later + 1}].领域",
                f"{called(task)}的应用领域“{task.fields_of_use[later].scope}”与第 {first + 1} 项相同，"
                "各应用领域不得重叠",
                "请以技术特征和使用场合区分开，或删去其中一项",
            )


@rule("C-IP-59", "应用领域的权利人没有承担任务的研发", severity=Severity.WARNING)
def owner_did_not_work(alliance: Alliance) -> Iterator[Finding]:
    """按应用领域划分的是共同成果，权利人应当是共同完成单位，也就是任务的牵头单位或承担研发的参加单位。
    没有参加任务、仅提供经费或只做配套支持的单位，依协议不是完成单位。请核对权利人，或在“参加单位”中写明它承担的研发。
    """
    for number, task in _divided(alliance):
        for position, use in enumerate(task.fields_of_use, 1):
            owner = alliance.member(use.owner)
            part = _part(alliance, task, use.owner)
            if owner and part:
                yield Finding(
                    f"任务分工[{number}].应用领域归属[{position}].权利人",
                    f"{called(task)}的应用领域“{use.scope or position}”归“{named(owner)}”，这家单位{part}",
                    "请改为牵头单位或承担研发的参加单位，或改正该单位的参与方式",
                )


def _divided(alliance: Alliance) -> Iterator[tuple[int, Task]]:
    """The tasks whose joint results are divided by fields, counted from 1."""
    for number, task in enumerate(alliance.tasks, 1):
        if joint_rule(alliance, task) is JointOwnership.BY_FIELD:
            yield number, task


def _part(alliance: Alliance, task: Task, name: str | None) -> str:
    """Why a unit is none of those that complete the results, or nothing where it is one of them."""
    owner = alliance.member(name)
    if not any(member is owner for member in team(alliance, task)):
        return "既不牵头也不参加这项任务"
    if owner is alliance.member(task.lead):
        return ""
    kinds = {one.kind for one in task.participants if alliance.member(one.member) is owner}
    if kinds & {ParticipationKind.RESEARCH, None}:
        return ""
    return "在任务中" + "、".join(sorted(str(kind) for kind in kinds)) + "，没有承担研发"


RULES = (field_twice, owner_did_not_work)
