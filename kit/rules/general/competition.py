"""Competitors at one table, and standards in the alliance's own name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kit.diagnostics import Severity
from kit.model.alliance import Alliance
from kit.model.alliance_info import LegalForm
from kit.model.covenants import SecrecyModel
from kit.model.ip import JointOwnership
from kit.model.members import Member
from kit.rules.comparing import folded
from kit.rules.general.teamwork import called, joint_rule, named, teams
from kit.rules.rule import Finding, Sureness, rule
from kit.rules.saying import listed


def _rivals(members: Sequence[Member]) -> list[Member]:
    """The members marked as competitors that are not all under one control; else none."""
    rivals = [member for member in members if member.competes]
    return rivals if len(rivals) > 1 and not _one_control(rivals) else []


def _one_control(members: Sequence[Member]) -> bool:
    controllers = {folded(member.controller or "") for member in members}
    return len(controllers) == 1 and "" not in controllers


def _names(members: Sequence[Member]) -> str:
    return "、".join(f"“{named(member)}”" for member in members[:3]) + ("等" if len(members) > 3 else "")


@rule(
    "C-AML-42",
    "竞争者同在一项任务而保密没有分级",
    severity=Severity.WARNING,
    basis=("AML 17,20", "P-79"),
    sure=Sureness.JUDGEMENT,
)
def rivals_share_everything(alliance: Alliance) -> Iterator[Finding]:
    """有竞争关系的单位在同一任务中交换价格、产量、客户等信息，可能被认定为垄断协议。
    保密方案选“分级管理”，可以把竞争性敏感信息限在隔离的人员之内。请改选分级管理，或在任务书中写明隔离办法。"""
    if alliance.secrecy.model is SecrecyModel.GRADED or alliance.secrecy.model is None:
        return
    met = [(number, task, rivals) for number, task, members in teams(alliance) if (rivals := _rivals(members))]
    if met:
        number, _, rivals = met[0]
        yield Finding(
            f"任务分工[{number}].参加单位",
            f"有竞争关系的{_names(rivals)}同在{listed(called(task) for _, task, _ in met)}，"
            f"保密方案却是“{alliance.secrecy.model}”",
            "请把“保密.方案”改为 分级管理，或写明信息隔离的办法",
        )


@rule("C-AML-41", "只有一家单位标为有竞争关系", severity=Severity.WARNING)
def rival_of_nobody(alliance: Alliance) -> Iterator[Finding]:
    """竞争关系至少在两家成员单位之间。只有一家标了“有竞争关系”，另一家漏填了。请把对方也标上，或改为否。"""
    rivals = [(number, member) for number, member in enumerate(alliance.members, 1) if member.competes]
    if len(rivals) == 1:
        number, member = rivals[0]
        yield Finding(
            f"成员单位[{number}].有竞争关系",
            f"只有“{named(member)}”标为与其他成员单位有竞争关系，没有与之竞争的一家",
            "请把与之竞争的成员单位也标为 是，或改为 否",
        )


@rule(
    "C-AML-43",
    "竞争者之间按应用领域划分成果",
    severity=Severity.WARNING,
    basis=("AML 17(3)", "CC 864"),
    sure=Sureness.JUDGEMENT,
)
def rivals_divide_fields(alliance: Alliance) -> Iterator[Finding]:
    """有竞争关系的单位按应用领域划分共同成果，若实际划的是产品市场、地域或客户，就是分割市场。
    请只以技术特征划分，并记载必要性；或改为共有。"""
    for number, task, members in teams(alliance):
        rivals = _rivals(members)
        if rivals and joint_rule(alliance, task) is JointOwnership.BY_FIELD:
            yield Finding(
                f"任务分工[{number}].共同成果归属",
                f"有竞争关系的{_names(rivals)}在{called(task)}中按应用领域划分成果，可能被看作分割市场",
                "请只以技术特征划分并记载必要性，或改为共有",
            )


@rule(
    "C-STD-01",
    "未登记的联盟以自己的名义发布团体标准",
    severity=Severity.WARNING,
    basis=("STD 18", "P-TB"),
    sure=Sureness.REPORTED,
)
def publishes_standards(alliance: Alliance) -> Iterator[Finding]:
    """团体标准由依法成立的社会团体制定发布，产业技术联盟要先登记为社会团体。契约型联盟不能以自己的名义发布。
    请经已登记的协会、学会发布，或由成员单位联合制定企业标准。"""
    if alliance.info.legal_form is LegalForm.CONTRACT and alliance.info.publishes_standards:
        yield Finding(
            "联盟.发布团体标准",
            "契约型联盟未经登记，却以自己的名义发布团体标准",
            "请经已登记的社会团体发布，或由成员单位联合制定企业标准",
        )


RULES = (
    rivals_share_everything,
    rival_of_nobody,
    rivals_divide_fields,
    publishes_standards,
)
