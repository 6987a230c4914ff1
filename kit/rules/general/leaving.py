"""Leaving, expulsion and the end: periods and majorities that cannot work."""

from __future__ import annotations

from collections.abc import Iterator

from kit.diagnostics import Severity
from kit.model.alliance import Alliance
from kit.model.covenants import Dissolution, Withdrawal
from kit.rules.general.completeness import MIN_PARTIES
from kit.rules.rule import Finding, Sureness, rule


@rule(
    "C-EXT-03",
    "除名没有改正或申辩的时间",
    severity=Severity.WARNING,
    basis=("CC 564,565",),
    sure=Sureness.JUDGEMENT,
)
def expelled_unheard(alliance: Alliance) -> Iterator[Finding]:
    """除名就是解除与一家成员单位的合同，要经催告、通知，也应让它说明。
    改正期或申辩期为零，程序形同虚设，除名决定容易被推翻。请留出合理的日数。"""
    for field, days, what in (
        ("违约责任.改正期", alliance.breach.cure_days, "改正"),
        ("开放发展.申辩期", alliance.openness.hearing_days, "陈述申辩"),
    ):
        if days == 0:
            yield Finding(
                field, f"{field.rpartition('.')[2]}为 0 日，违约单位没有{what}的时间", "请填写合理的日数，例如 15日"
            )


@rule("C-EXT-41", "退出不需要提前通知", severity=Severity.WARNING, sure=Sureness.JUDGEMENT)
def leaving_at_once(alliance: Alliance) -> Iterator[Finding]:
    """退出通知期为零，成员单位当天通知当天就走，任务和经费来不及交接。请留出合理的日数。"""
    if alliance.openness.withdrawal_days == 0:
        yield Finding("开放发展.退出通知期", "退出通知期为 0 日，来不及交接任务和经费", "请填写合理的日数，例如 90日")


@rule("C-EXT-42", "退出通知期长于协议期限", severity=Severity.WARNING)
def notice_outlasts_the_term(alliance: Alliance) -> Iterator[Finding]:
    """退出通知期比整个协议期限还长，等于不能退出。请核对日数和期限。"""
    signing, days = alliance.signing, alliance.openness.withdrawal_days
    if alliance.openness.withdrawal is Withdrawal.CONSENT or days is None:
        return
    if signing.term_start and signing.term_end and signing.term_start < signing.term_end:
        length = (signing.term_end - signing.term_start).days + 1
        if days > length:
            yield Finding(
                "开放发展.退出通知期", f"退出通知期 {days} 日，长于协议期限的 {length} 日", "请核对日数和协议期限"
            )


@rule("C-EXT-43", "解散比修改协议还容易", severity=Severity.WARNING, sure=Sureness.JUDGEMENT)
def ending_is_easier_than_changing(alliance: Alliance) -> Iterator[Finding]:
    """提前解散由理事会表决时，所需票数不应少于特别决议：否则修改章程要特别多数，解散联盟反而更容易。
    请提高解散表决比例。"""
    council, openness = alliance.governance.council, alliance.openness
    majority, special = openness.dissolution_majority, council.special_count
    if openness.dissolution is not Dissolution.COUNCIL or majority is None or special is None or not council.seats:
        return
    needed = majority.needed_of(council.seats)
    if needed < special:
        yield Finding(
            "开放发展.解散表决比例",
            f"提前解散只需 {needed} 票，比特别决议的 {special} 票还少",
            "请把解散表决比例提高到不低于特别决议",
        )


@rule("C-EXT-44", "最低成员数不足两家", severity=Severity.WARNING, basis=("CC 464",), sure=Sureness.JUDGEMENT)
def alliance_of_one(alliance: Alliance) -> Iterator[Finding]:
    """合同至少要有两方，一家不成联盟。最低成员数填一或零，补足和解散的约定永远用不上。请核对家数。"""
    minimum = alliance.openness.minimum_members
    if minimum is not None and minimum < MIN_PARTIES:
        yield Finding("开放发展.最低成员数", f"最低成员数 {minimum} 家，一家不成联盟", "请填写不少于 2家 的家数")


@rule("C-EXT-45", "补足成员或替换责任单位的期限为零", severity=Severity.WARNING, sure=Sureness.JUDGEMENT)
def no_time_to_mend(alliance: Alliance) -> Iterator[Finding]:
    """成员不足或对外责任主体单位退出后，协议给一段补足期。补足期为零，一有单位退出联盟就进入解散。请留出合理的日数。"""
    if alliance.openness.substitute_days == 0:
        yield Finding("开放发展.补足期", "补足期为 0 日，一有单位退出就来不及补足", "请填写合理的日数，例如 180日")


RULES = (
    expelled_unheard,
    leaving_at_once,
    notice_outlasts_the_term,
    ending_is_easier_than_changing,
    alliance_of_one,
    no_time_to_mend,
)
