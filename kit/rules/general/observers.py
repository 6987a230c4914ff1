"""Observers: they are no party, so nothing that binds a party may hang on them."""

from __future__ import annotations

from collections.abc import Iterator

from kit.diagnostics import Severity
from kit.model.alliance import Alliance
from kit.rules.rule import Finding, rule


@rule("C-OBS-01", "选择不设观察员而名单中有观察员单位")
def observers_against_the_choice(alliance: Alliance) -> Iterator[Finding]:
    """“设观察员”选了否，协议中就没有观察员的条款，名单里却有观察员单位，两处矛盾。
    请改变该单位的联盟职务，或把“设观察员”改为是。
    """
    if alliance.openness.observers is not False:
        return
    for number, member in enumerate(alliance.members, 1):
        if member.is_observer:
            yield Finding(
                f"成员单位[{number}].联盟职务",
                f"“开放发展.设观察员”为 否，“{member.name or member.short_name or ''}”却是观察员单位",
                "请改变该单位的联盟职务，或把“设观察员”改为 是",
            )


@rule("C-OBS-02", "观察员单位承担了缔约单位的工作")
def observer_bound_to_work(alliance: Alliance) -> Iterator[Finding]:
    """观察员单位不签署协议，不受协议约束，因此不能委派理事、管理或监督经费、承办秘书处，也不能牵头或参加任务。
    请改由签署协议的成员单位担任，或改变该单位的联盟职务。
    """
    for field, name, work in _work(alliance):
        member = alliance.member(name)
        if member and member.is_observer:
            yield Finding(
                field,
                f"“{name}”是观察员单位，不签署协议，不能{work}",
                "请改由签署协议的成员单位担任，或改变该单位的联盟职务",
            )


@rule("C-OBS-03", "观察员单位填写了投入", severity=Severity.WARNING)
def observer_contributes(alliance: Alliance) -> Iterator[Finding]:
    """观察员单位不承担投入义务，填写的投入不会印到任何文书，也不计入合计。
    请删去投入；该单位确实投入的，应当作为成员单位签署协议。
    """
    for number, member in enumerate(alliance.members, 1):
        if member.is_observer and member.contributions:
            yield Finding(
                f"成员单位[{number}].投入",
                "观察员单位不签署协议，不承担投入义务，这些投入不计入各项合计",
                "请删去投入，或改变该单位的联盟职务",
            )


def _work(alliance: Alliance) -> Iterator[tuple[str, str | None, str]]:
    """Every place that gives a party's work to a unit: the field, the unit, the work."""
    for number, director in enumerate(alliance.governance.council.directors, 1):
        yield f"组织机构.理事会.理事[{number}].单位", director.member, "委派理事"
    yield "组织机构.秘书处.依托单位", alliance.governance.secretariat.host, "作秘书处依托单位"
    yield "经费.托管单位", alliance.funds.host, "托管经费"
    yield "经费.监督单位", alliance.funds.supervisor, "监督经费"
    for number, task in enumerate(alliance.tasks, 1):
        yield f"任务分工[{number}].牵头单位", task.lead, "牵头任务"
        for position, participant in enumerate(task.participants, 1):
            yield f"任务分工[{number}].参加单位[{position}].单位", participant.member, "参加任务"


RULES = (observers_against_the_choice, observer_bound_to_work, observer_contributes)
