"""The term, and what must lie inside it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from kit.diagnostics import Severity
from kit.model.alliance import Alliance
from kit.model.covenants import Withdrawal
from kit.model.signing import Effect
from kit.rules.rule import Finding, rule


def term_of(alliance: Alliance) -> tuple[date | None, date | None]:
    """First and last day of the term as far as they are known; neither where they are reversed, which is told once."""
    start, end = alliance.signing.term_start, alliance.signing.term_end
    return (None, None) if start and end and end <= start else (start, end)


@rule("C-NAT-14", "协议期限届满日不晚于起始日")
def term_ends_before_it_begins(alliance: Alliance) -> Iterator[Finding]:
    """协议期限的届满日应当晚于起始日，否则协议没有期限可言。
    请核对两个日期。
    """
    signing = alliance.signing
    if signing.term_start and signing.term_end and signing.term_end <= signing.term_start:
        yield Finding(
            "签署.期限届满日",
            f"期限届满日 {signing.term_end} 不晚于起始日 {signing.term_start}",
            "请核对两个日期",
        )


@rule("C-TRM-01", "签署日期晚于期限起始日", severity=Severity.WARNING)
def signed_after_the_start(alliance: Alliance) -> Iterator[Finding]:
    """签署以前协议尚未成立，期限从更早的日期算起，其间的义务就没有依据。
    请核对日期；确实要追溯的，请由律师专门约定。
    """
    signing = alliance.signing
    if signing.signed_on and signing.term_start and signing.signed_on > signing.term_start:
        yield Finding(
            "签署.签署日期",
            f"签署日期 {signing.signed_on} 晚于期限起始日 {signing.term_start}",
            "请核对日期；如需追溯，请由律师约定",
        )


@rule("C-TRM-02", "投入的到位日期超出协议期限", severity=Severity.WARNING)
def contribution_outside_the_term(alliance: Alliance) -> Iterator[Finding]:
    """成员单位的投入应当在协议期限之内到位，期限以外的到位日期没有约束力。
    请核对到位日期和协议期限。
    """
    start, end = term_of(alliance)
    for number, member in enumerate(alliance.members, 1):
        for item, contribution in enumerate(member.contributions, 1):
            due, field = contribution.due, f"成员单位[{number}].投入[{item}].到位日期"
            if due and start and due < start:
                yield Finding(field, f"到位日期 {due} 早于协议期限起始日 {start}", "请核对日期")
            elif due and end and due > end:
                yield Finding(field, f"到位日期 {due} 晚于协议期限届满日 {end}", "请核对日期")


@rule("C-TRM-03", "退出锁定期长于协议期限")
def lock_in_outlasts_the_term(alliance: Alliance) -> Iterator[Finding]:
    """锁定期届满以前不得退出，锁定期长于协议期限，等于始终不得退出。
    请核对锁定期届满日和协议期限届满日。
    """
    openness, end = alliance.openness, term_of(alliance)[1]
    if openness.withdrawal is not Withdrawal.LOCK_IN or not openness.lock_in_until or not end:
        return
    if openness.lock_in_until > end:
        yield Finding(
            "开放发展.锁定期届满日",
            f"锁定期届满日 {openness.lock_in_until} 晚于协议期限届满日 {end}",
            "请核对两个日期",
        )


@rule("C-TRM-05", "技术创新指标的完成日期超出协议期限", severity=Severity.WARNING)
def indicator_outside_the_term(alliance: Alliance) -> Iterator[Finding]:
    """技术创新目标要在联盟期限内达到，指标的完成日期早于协议起始或晚于协议届满，到时没有协议可以考核。
    请调整指标的完成日期，或延长协议期限。
    """
    start, end = term_of(alliance)
    for number, indicator in enumerate(alliance.goals.indicators, 1):
        due, field = indicator.due, f"技术创新目标.指标[{number}].完成日期"
        if due and start and due < start:
            yield Finding(field, f"完成日期 {due} 早于协议期限起始日 {start}", "请核对日期")
        elif due and end and due > end:
            yield Finding(field, f"完成日期 {due} 晚于协议期限届满日 {end}", "请调整指标的日期，或延长协议期限")


@rule("C-TRM-06", "续期提议期不短于协议期限", severity=Severity.WARNING)
def renewal_notice_as_long_as_the_term(alliance: Alliance) -> Iterator[Finding]:
    """续期要在期限届满前若干日提出，续期提议期与协议期限一样长或更长，协议一生效就错过了提出的时间。
    请缩短续期提议期，或核对协议期限的两个日期。
    """
    start, end = term_of(alliance)
    notice = alliance.signing.renewal_notice_days
    if start and end and notice is not None and notice >= (end - start).days:
        yield Finding(
            "签署.续期提议期",
            f"续期提议期 {notice} 日，协议期限自 {start} 至 {end}，协议一开始就已错过提出续期的时间",
            "请缩短续期提议期，或核对协议期限",
        )


@rule("C-TRM-07", "投入在该单位的任务全部完成之后才到位", severity=Severity.WARNING)
def contribution_after_all_work(alliance: Alliance) -> Iterator[Finding]:
    """成员单位的投入是供任务使用的，到位日期却晚于该单位牵头和参加的全部任务的完成日期，投入就用不上。
    该单位有任务没有填写完成日期时不作判断；请提前到位日期，或核对任务的日期。
    """
    last = _last_work(alliance)
    for number, member in enumerate(alliance.members, 1):
        done = last.get(id(member))
        for item, contribution in enumerate(member.contributions, 1):
            if done and contribution.due and contribution.due > done:
                yield Finding(
                    f"成员单位[{number}].投入[{item}].到位日期",
                    f"到位日期 {contribution.due} 晚于该单位全部任务的最后完成日期 {done}",
                    "请提前到位日期，或核对任务的日期",
                )


def _last_work(alliance: Alliance) -> dict[int, date]:
    """By member (its id), the last day on which a task of it ends; only where all its tasks have an end."""
    ends: dict[int, list[date | None]] = {}
    for task in alliance.tasks:
        for name in (task.lead, *(participant.member for participant in task.participants)):
            ends.setdefault(id(alliance.member(name)), []).append(task.due)
    return {unit: max(known) for unit, days in ends.items() if len(known := [day for day in days if day]) == len(days)}


@rule("C-TRM-08", "退出锁定期在协议期限开始之前就已届满", severity=Severity.WARNING)
def lock_in_without_effect(alliance: Alliance) -> Iterator[Finding]:
    """选定“锁定期后通知”的退出方案，锁定期届满日却不晚于协议期限起始日，锁定期没有任何作用。
    请核对锁定期届满日，或改选“提前通知”。
    """
    openness, start = alliance.openness, term_of(alliance)[0]
    if (
        openness.withdrawal is Withdrawal.LOCK_IN
        and openness.lock_in_until
        and start
        and openness.lock_in_until <= start
    ):
        yield Finding(
            "开放发展.锁定期届满日",
            f"锁定期届满日 {openness.lock_in_until} 不晚于协议期限起始日 {start}，锁定期没有作用",
            "请核对锁定期届满日，或把退出方案改为“提前通知”",
        )


@rule("C-TRM-09", "指定的生效日期与签署、期限的日期不合", severity=Severity.WARNING)
def effect_out_of_order(alliance: Alliance) -> Iterator[Finding]:
    """选定“指定日期生效”时，生效日期应当不早于签署日期，不晚于协议期限的起始日，否则有一段时间签了没有约束力，
    或者期限已经开始而协议还没有生效。请核对生效日期、签署日期和期限起始日。
    """
    signing = alliance.signing
    day, filled = signing.effective_on, alliance.filing.filled_on  # what is filed before it has effect is told there
    if signing.effect is not Effect.ON_DATE or day is None:
        return
    if signing.signed_on and day < signing.signed_on:
        yield Finding("签署.生效日期", f"生效日期 {day} 早于签署日期 {signing.signed_on}", "请核对两个日期")
    elif signing.term_start and day > signing.term_start and not (filled and day > filled):
        yield Finding("签署.生效日期", f"生效日期 {day} 晚于期限起始日 {signing.term_start}", "请核对两个日期")


RULES = (
    term_ends_before_it_begins,
    signed_after_the_start,
    contribution_outside_the_term,
    lock_in_outlasts_the_term,
    indicator_outside_the_term,
    renewal_notice_as_long_as_the_term,
    contribution_after_all_work,
    lock_in_without_effect,
    effect_out_of_order,
)
