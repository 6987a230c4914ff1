"""The tasks: told apart, in time, and nothing secret."""

from __future__ import annotations

from collections.abc import Iterator

from kit.diagnostics import Severity
from kit.model.alliance import Alliance
from kit.rules.comparing import repeats
from kit.rules.general.term import term_of
from kit.rules.rule import Finding, rule


@rule("C-WRK-01", "任务编号重复")
def same_number(alliance: Alliance) -> Iterator[Finding]:
    """各份文书用编号指称任务，编号重复就不知道指的是哪一项。
    请给每项任务不同的编号。
    """
    for first, later in repeats(t.number for t in alliance.tasks):
        yield Finding(
            f"任务分工[{later + 1}].编号",
            f"任务编号“{alliance.tasks[later].number}”与任务分工[{first + 1}]相同",
            "请给每项任务不同的编号",
        )


@rule("C-WRK-02", "任务的完成日期早于开始日期")
def dates_reversed(alliance: Alliance) -> Iterator[Finding]:
    """每项任务的完成日期不能早于开始日期。
    请核对两个日期。
    """
    for number, task in enumerate(alliance.tasks, 1):
        if task.start and task.due and task.due < task.start:
            yield Finding(
                f"任务分工[{number}].完成日期",
                f"完成日期 {task.due} 早于开始日期 {task.start}",
                "请核对两个日期",
            )


@rule("C-WRK-03", "任务日期超出协议期限", severity=Severity.WARNING)
def outside_the_term(alliance: Alliance) -> Iterator[Finding]:
    """任务应当在协议期限之内进行，期限以外的工作没有约定可依，成果归谁、费用谁出都会有争议。
    请调整任务的日期，或延长协议期限。
    """
    first, last = term_of(alliance)
    for number, task in enumerate(alliance.tasks, 1):
        if task.start and first and task.start < first:
            yield Finding(
                f"任务分工[{number}].开始日期",
                f"开始日期 {task.start} 早于协议期限起始日 {first}",
                "请调整任务日期或协议期限",
            )
        if task.due and last and task.due > last:
            yield Finding(
                f"任务分工[{number}].完成日期",
                f"完成日期 {task.due} 晚于协议期限届满日 {last}",
                "请调整任务日期或协议期限",
            )


@rule("C-SEC-01", "任务涉及国家秘密", basis=("SSL 29,31",), waivable=False)
def classified(alliance: Alliance) -> Iterator[Finding]:
    """涉及国家秘密的内容不得在没有保密措施的设备和工具中处理，也不得写入申报文书。
    请立即停止，按规定处置本文件，并报告本单位的保密工作机构；本项不得豁免。
    """
    for number, task in enumerate(alliance.tasks, 1):
        if task.classified:
            yield Finding(
                f"任务分工[{number}].涉密",
                "任务涉及国家秘密，涉密内容不得用本工具处理",
                "请立即停止，按规定处置本文件并报告本单位保密工作机构",
            )


@rule("C-WRK-04", "两项任务的名称相同", severity=Severity.WARNING)
def same_title(alliance: Alliance) -> Iterator[Finding]:
    """两项任务编号不同而名称相同，多半是同一任务填写了两次，任务数和任务经费合计就会重复计算。
    请删去一项，或给两项任务不同的名称。
    """
    for first, later in repeats(task.title for task in alliance.tasks):
        yield Finding(
            f"任务分工[{later + 1}].名称",
            f"任务名称“{alliance.tasks[later].title}”与任务分工[{first + 1}]相同",
            "请删去重复的一项，或给两项任务不同的名称",
        )


RULES = (same_number, dates_reversed, outside_the_term, classified, same_title)
