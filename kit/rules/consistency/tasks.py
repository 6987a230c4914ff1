"""The tasks: told apart, in time, and nothing secret."""

from __future__ import annotations

from collections.abc import Iterator

from kit.diagnostics import Severity
from kit.model.alliance import Alliance
from kit.rules.consistency.comparing import repeats
from kit.rules.rule import Finding, rule


@rule("C-WRK-01", "任务编号重复")
def same_number(alliance: Alliance) -> Iterator[Finding]:
    """Documents name tasks by their number."""
    for first, later in repeats(t.number for t in alliance.tasks):
        yield Finding(
            f"任务分工[{later + 1}].编号",
            f"任务编号“{alliance.tasks[later].number}”与任务分工[{first + 1}]相同",
            "请给每项任务不同的编号",
        )


@rule("C-WRK-02", "任务的完成日期早于开始日期")
def dates_reversed(alliance: Alliance) -> Iterator[Finding]:
    """A task ends after it begins."""
    for number, task in enumerate(alliance.tasks, 1):
        if task.start and task.due and task.due < task.start:
            yield Finding(
                f"任务分工[{number}].完成日期",
                f"完成日期 {task.due} 早于开始日期 {task.start}",
                "请核对两个日期",
            )


@rule("C-WRK-03", "任务日期超出协议期限", severity=Severity.WARNING)
def outside_the_term(alliance: Alliance) -> Iterator[Finding]:
    """Work outside the term has no contract to rest on."""
    signing = alliance.signing
    for number, task in enumerate(alliance.tasks, 1):
        if task.start and signing.term_start and task.start < signing.term_start:
            yield Finding(
                f"任务分工[{number}].开始日期",
                f"开始日期 {task.start} 早于协议期限起始日 {signing.term_start}",
                "请调整任务日期或协议期限",
            )
        if task.due and signing.term_end and task.due > signing.term_end:
            yield Finding(
                f"任务分工[{number}].完成日期",
                f"完成日期 {task.due} 晚于协议期限届满日 {signing.term_end}",
                "请调整任务日期或协议期限",
            )


@rule("C-SEC-01", "任务涉及国家秘密", law="《中华人民共和国保守国家秘密法》第二十九条、第三十一条")
def classified(alliance: Alliance) -> Iterator[Finding]:
    """Classified content must not be processed here at all."""
    for number, task in enumerate(alliance.tasks, 1):
        if task.classified:
            yield Finding(
                f"任务分工[{number}].涉密",
                "任务涉及国家秘密，涉密内容不得用本工具处理",
                "请立即停止，按规定处置本文件并报告本单位保密工作机构",
            )


RULES = (same_number, dates_reversed, outside_the_term, classified)
