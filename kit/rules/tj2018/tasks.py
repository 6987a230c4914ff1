"""Tasks and goals: five families, a split between members, figures one can check (articles 3, 9(2))."""

from __future__ import annotations

from collections.abc import Iterator

from kit import patterns
from kit.diagnostics import Severity
from kit.model.alliance import Alliance
from kit.model.tasks import Task, TaskFamily
from kit.rules.general.teamwork import called
from kit.rules.rule import Finding, Sureness, rule
from kit.rules.saying import listed
from kit.rules.tj2018.tianjin import is_nothing

_FIGURE = patterns.compiled(r"[0-9０-９一二三四五六七八九十百千万亿两]")
_NEIGHBOURS = ("北京", "河北")
_OUGHT = frozenset({TaskFamily.PLATFORM, TaskFamily.TRANSFER})  # where the measure says 应


@rule("C-FIL-11", "任务没有参加单位", severity=Severity.WARNING, basis=("MEASURE 9(2)",))
def nobody_takes_part(alliance: Alliance) -> Iterator[Finding]:
    """看每项任务除牵头单位外有没有参加单位。

    办法第九条第（二）项要求把任务分工落实在成员单位之间；只有一家承担的任务不是联合工作。
    请填写参加单位和分工，或把这项工作并入别的任务。
    """
    alone = [(number, task) for number, task in enumerate(alliance.tasks, 1) if task.lead and not task.participants]
    if alone:
        yield Finding(
            f"任务分工[{alone[0][0]}].参加单位",
            f"{listed(called(task) for _, task in alone)}只有牵头单位，没有参加单位",
            "请填写参加单位及其分工，落实成员之间的任务分工",
        )


@rule(
    "C-FIL-29",
    "技术创新指标的目标值不可考核",
    severity=Severity.WARNING,
    basis=("MEASURE 9(2)",),
    sure=Sureness.JUDGEMENT,
)
def target_without_figure(alliance: Alliance) -> Iterator[Finding]:
    """看每项技术创新指标的目标值里有没有数字。

    办法第九条第（二）项要求协议有明确的技术创新目标；“国内领先”一类的说法无法考核，
    三年后的评估也没有对照。请写成数值，例如 ≥5.5。
    """
    for number, indicator in enumerate(alliance.goals.indicators, 1):
        if indicator.target and not _FIGURE.search(indicator.target):
            yield Finding(
                f"技术创新目标.指标[{number}].目标值",
                f"目标值“{indicator.target}”没有数值，无法考核",
                "请写成可以测量的数值，并写明计量单位",
            )


@rule(
    "C-FIL-31",
    "任务的交付成果和验收标准都没有数量",
    severity=Severity.WARNING,
    basis=("MEASURE 9(2)",),
    sure=Sureness.JUDGEMENT,
)
def deliverable_without_figure(alliance: Alliance) -> Iterator[Finding]:
    """看每项任务的交付成果和验收标准里有没有一个数字。

    两处都没有数量的任务，到期时说不清是否完成；评审和验收都会要求量化。请写明件数、次数或技术数值。
    """
    for number, task in enumerate(alliance.tasks, 1):
        if task.deliverable and task.acceptance and not _FIGURE.search(task.deliverable + task.acceptance):
            yield Finding(
                f"任务分工[{number}].交付成果",
                f"任务“{_name(task)}”的交付成果和验收标准都没有数量",
                "请写明交付多少、验收达到什么数值",
            )


@rule(
    "C-FIL-32", "任务没有覆盖办法列举的五类", severity=Severity.WARNING, basis=("MEASURE 3",), sure=Sureness.JUDGEMENT
)
def family_missing(alliance: Alliance) -> Iterator[Finding]:
    """看任务类别有没有覆盖办法第三条列举的五类主要任务。

    其中搭建公共服务平台、开展成果转化两类，办法用的是“应”，缺少时提醒核实；其余三类缺少时只作提示。
    请补充任务，或在申请书中说明安排。
    """
    families = {task.family for task in alliance.tasks}
    if not alliance.tasks or None in families:
        return
    for family in TaskFamily:
        if family not in families:
            yield Finding(
                "任务分工",
                f"没有“{family}”类的任务，办法第三条列举的主要任务有五类",
                "请补充这一类任务，或在申请书中说明安排",
                milder=None if family in _OUGHT else Severity.INFO,
            )


@rule(
    "C-FIL-33",
    "京津冀协同任务没有北京、河北的单位参加",
    severity=Severity.WARNING,
    basis=("MEASURE 3(3)",),
    sure=Sureness.JUDGEMENT,
)
def region_without_neighbours(alliance: Alliance) -> Iterator[Finding]:
    """看“服务京津冀协同发展”类任务的牵头、参加单位中有没有注册在北京市或河北省的成员。

    办法第三条第（三）项鼓励对接北京市、河北省的创新资源；这一类任务里一家也没有的，任务与成员对不上。
    请让有关成员参加，或改变任务类别。承担单位的注册地区没有填全时不查。
    """
    tasks = [(number, task) for number, task in enumerate(alliance.tasks, 1) if task.family is TaskFamily.REGION]
    names = [name for _, task in tasks for name in (task.lead, *(part.member for part in task.participants)) if name]
    regions = [unit.region or "" for unit in map(alliance.member, names) if unit]
    if regions and all(regions) and not any(region.startswith(_NEIGHBOURS) for region in regions):
        number, task = tasks[0]
        yield Finding(
            f"任务分工[{number}].参加单位",
            f"任务“{_name(task)}”等 {len(tasks)} 项服务京津冀协同发展的任务，没有注册在北京市、河北省的成员承担",
            "请让有关成员参加，或改变任务类别",
        )


@rule(
    "C-FIL-34",
    "任务已经开始而申请书的叙述填“无”",
    severity=Severity.WARNING,
    basis=("MEASURE 3(2),3(3),3(5)",),
    sure=Sureness.LOGIC,
)
def begun_but_nothing_told(alliance: Alliance) -> Iterator[Finding]:
    """看公共服务平台、京津冀协同、人才培训三类任务在填报日期前已经开始的，申请书相应一栏是不是填“无”。

    任务表说已经开始，叙述却说没有，审查时会被当作前后不一致。请写明进展，或核对任务的开始日期。
    """
    filing = alliance.filing
    told = {
        TaskFamily.PLATFORM: ("公共服务平台", filing.platform),
        TaskFamily.REGION: ("京津冀协同", filing.region_work),
        TaskFamily.TALENT: ("人才培训", filing.training),
    }
    if filing.filled_on is None:
        return
    for family, (label, text) in told.items():
        begun = [task for task in alliance.tasks if task.family is family and task.start]
        first = min((task.start for task in begun if task.start), default=None)
        if is_nothing(text) and first and first <= filing.filled_on:
            yield Finding(
                f"备案.{label}",
                f"“{label}”填“{text}”，而“{family}”类任务已自 {first} 开始",
                "请写明已经开展的工作，或核对任务的开始日期",
            )


def _name(task: Task) -> str:
    return task.number or task.title or ""


RULES = (
    nobody_takes_part,
    target_without_figure,
    deliverable_without_figure,
    family_missing,
    region_without_neighbours,
    begun_but_nothing_told,
)
