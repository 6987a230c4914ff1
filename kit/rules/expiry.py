"""The notice that a pack's instrument has ended: on every report, until somebody names what is in force now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from kit.diagnostics import Severity
from kit.law.sources import Force, Source
from kit.model.alliance import Alliance
from kit.model.filing import Authority
from kit.rules.rule import Finding, Rule, Sureness, dated_rule

_FIELD = "备案.现行依据"


def expiry_rule(code: str, source: Source) -> Rule:
    """A rule that says so on every report once the instrument has ended; a hint after it was acknowledged."""

    def find(alliance: Alliance, today: date) -> Iterator[Finding]:
        if source.force(today) is not Force.ENDED:
            return
        message = f"本规则包所依据的{source.name}已于 {source.until} 失效"
        authority = alliance.filing.authority
        if authority is not None and _is_complete(authority):
            by = f"{authority.confirmed_by}已于 {authority.confirmed_on} 核对现行文件"
            yield Finding(
                _FIELD,
                f"{message}；{by}“{authority.title}”（{authority.number}）",
                "核对结论只供参考，仍请以受理机关的要求为准",
                milder=Severity.INFO,
            )
        else:
            yield Finding(
                _FIELD,
                message,
                "请向受理机关核对现行文件，并在“备案.现行依据”中写明名称、文号、确认人和确认日期",
            )

    explanation = (
        f"{source.name}载明的有效期已过。规则包仍按它检查，只供参照；"
        "请向受理机关核对现行文件，写在“备案.现行依据”中。核对之后仍在每份报告上提示。"
    )
    return dated_rule(
        code,
        "规则包所依据的文件已失效",
        severity=Severity.WARNING,
        basis=(source.code,),
        sure=Sureness.VERIFIED,
        waivable=False,
        explanation=explanation,
    )(find)


def _is_complete(authority: Authority) -> bool:
    return all((authority.title, authority.number, authority.confirmed_by, authority.confirmed_on))
