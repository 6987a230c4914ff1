"""Who works on which task: the questions several rules ask."""

from __future__ import annotations

from collections.abc import Iterator

from kit.model.alliance import Alliance
from kit.model.ip import JointOwnership
from kit.model.members import Member
from kit.model.tasks import ParticipationKind, Task


def team(alliance: Alliance, task: Task) -> list[Member]:
    """The members that lead a task or take part in it, each once; names that lead to no member are passed over."""
    named = (task.lead, *(participant.member for participant in task.participants))
    found = (alliance.member(name) for name in named)
    return list({id(member): member for member in found if member}.values())


def teams(alliance: Alliance) -> Iterator[tuple[int, Task, list[Member]]]:
    """Every task with its number, counted from 1, and its team."""
    for number, task in enumerate(alliance.tasks, 1):
        yield number, task, team(alliance, task)


def joint_rule(alliance: Alliance, task: Task) -> JointOwnership | None:
    """What holds for the joint results of a task: its own arrangement, else the agreement's."""
    return task.ip_option or alliance.ip.joint


def others_research(task: Task) -> bool:
    """Whether somebody beside the lead does research, so that there can be joint results; who does not say so may."""
    return any(participant.kind in (ParticipationKind.RESEARCH, None) for participant in task.participants)


def called(task: Task) -> str:
    """A task as a message names it."""
    name = task.number or task.title
    return f"任务“{name}”" if name else "一项没有编号的任务"


def named(member: Member) -> str:
    """A member as a message names it."""
    return member.name or member.short_name or "没有写名称的单位"
