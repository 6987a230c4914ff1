"""Waivers that are written down before they were granted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from kit.model.alliance import Alliance
from kit.rules.rule import Finding, Rule, dated_rule


@dated_rule("C-WAI-05", "豁免的日期在将来", waivable=False)
def granted_tomorrow(alliance: Alliance, today: date) -> Iterator[Finding]:
    """豁免是已经作出的决定，日期不会晚于今天；预先写好的豁免，等于没有人看过问题就放行。
    请在作出决定之后，按实际的日期填写。
    """
    for number, waiver in enumerate(alliance.settings.waivers, 1):
        if waiver.granted_on and waiver.granted_on > today:
            yield Finding(
                f"设置.豁免[{number}].日期",
                f"豁免 {waiver.code or ''} 的日期 {waiver.granted_on} 还没有到（今天是 {today}）",
                "请在作出决定之后填写实际的日期",
            )


RULES: tuple[Rule, ...] = (granted_tomorrow,)
