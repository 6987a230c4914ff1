"""Who supervises the money: not the office that spends it."""

from __future__ import annotations

from collections.abc import Iterator

from kit.diagnostics import Severity
from kit.model.alliance import Alliance
from kit.rules.general.teamwork import named
from kit.rules.rule import Finding, Sureness, rule


@rule(
    "C-GOV-41",
    "经费监督单位就是秘书处依托单位",
    severity=Severity.WARNING,
    sure=Sureness.JUDGEMENT,
)
def office_supervises_itself(alliance: Alliance) -> Iterator[Finding]:
    """经费的日常支出由秘书处经办，监督单位再由秘书处依托单位担任，就是自己监督自己。宜由另一家成员单位监督。"""
    supervisor, host = alliance.member(alliance.funds.supervisor), alliance.member(alliance.funds.host)
    office = alliance.member(alliance.governance.secretariat.host)
    if supervisor and supervisor is office and supervisor is not host:
        yield Finding("经费.监督单位", f"监督单位与秘书处依托单位同为“{named(supervisor)}”", "宜由另一家成员单位监督")


RULES = (office_supervises_itself,)
