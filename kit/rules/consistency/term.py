"""The term, and what must lie inside it."""

from __future__ import annotations

from collections.abc import Iterator

from kit.diagnostics import Severity
from kit.model.alliance import Alliance
from kit.model.covenants import Withdrawal
from kit.rules.rule import Finding, rule


@rule("C-NAT-14", "协议期限届满日不晚于起始日")
def term_ends_before_it_begins(alliance: Alliance) -> Iterator[Finding]:
    """A term has a length."""
    signing = alliance.signing
    if signing.term_start and signing.term_end and signing.term_end <= signing.term_start:
        yield Finding(
            "签署.期限届满日",
            f"期限届满日 {signing.term_end} 不晚于起始日 {signing.term_start}",
            "请核对两个日期",
        )


@rule("C-TRM-01", "签署日期晚于期限起始日", severity=Severity.WARNING)
def signed_after_the_start(alliance: Alliance) -> Iterator[Finding]:
    """Between the start and the signature nothing binds."""
    signing = alliance.signing
    if signing.signed_on and signing.term_start and signing.signed_on > signing.term_start:
        yield Finding(
            "签署.签署日期",
            f"签署日期 {signing.signed_on} 晚于期限起始日 {signing.term_start}",
            "请核对日期；如需追溯，请由律师约定",
        )


@rule("C-TRM-02", "投入的到位日期超出协议期限", severity=Severity.WARNING)
def contribution_outside_the_term(alliance: Alliance) -> Iterator[Finding]:
    """A contribution falls due while the agreement runs."""
    start, end = alliance.signing.term_start, alliance.signing.term_end
    for number, member in enumerate(alliance.members, 1):
        for item, contribution in enumerate(member.contributions, 1):
            due, field = contribution.due, f"成员单位[{number}].投入[{item}].到位日期"
            if due and start and due < start:
                yield Finding(field, f"到位日期 {due} 早于协议期限起始日 {start}", "请核对日期")
            elif due and end and due > end:
                yield Finding(field, f"到位日期 {due} 晚于协议期限届满日 {end}", "请核对日期")


@rule("C-TRM-03", "退出锁定期长于协议期限")
def lock_in_outlasts_the_term(alliance: Alliance) -> Iterator[Finding]:
    """A lock-in beyond the end would forbid leaving altogether."""
    openness, end = alliance.openness, alliance.signing.term_end
    if openness.withdrawal is not Withdrawal.LOCK_IN or not openness.lock_in_until or not end:
        return
    if openness.lock_in_until > end:
        yield Finding(
            "开放发展.锁定期届满日",
            f"锁定期届满日 {openness.lock_in_until} 晚于协议期限届满日 {end}",
            "请核对两个日期",
        )


RULES = (
    term_ends_before_it_begins,
    signed_after_the_start,
    contribution_outside_the_term,
    lock_in_outlasts_the_term,
)
