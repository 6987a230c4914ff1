"""Waivers: somebody answers, by name and with a reason, for going on although a rule speaks against it.

A waived finding stays in the report, with who waived it and why; it only stops nothing any more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from difflib import get_close_matches

from kit.diagnostics import Diagnostic, Severity
from kit.model.alliance import Alliance
from kit.model.settings import Waiver
from kit.rules.catalogue import rules_by_code

_FIELD = "设置.豁免"


def waived(alliance: Alliance, found: Sequence[Diagnostic]) -> list[Diagnostic]:
    """The findings with those marked that somebody waived."""
    in_force = granted(alliance)
    return [_marked(diagnostic, in_force) for diagnostic in found]


def granted(alliance: Alliance) -> list[Waiver]:
    """The waivers that count: complete, and of a rule that may be waived."""
    return [waiver for waiver in alliance.settings.waivers if not list(_lacking(waiver)) and _allowed(waiver)]


def faults_of_waivers(alliance: Alliance, found: Sequence[Diagnostic]) -> list[Diagnostic]:
    """What is wrong with the waivers themselves.

    found  all findings, against which a waiver for nothing shows.
    """
    codes = {diagnostic.code for diagnostic in found}
    return [
        fault
        for number, waiver in enumerate(alliance.settings.waivers, 1)
        for fault in _faults(waiver, f"{_FIELD}[{number}]", codes)
    ]


def waiver_of(diagnostic: Diagnostic, waivers: Iterable[Waiver]) -> Waiver | None:
    """The first of the waivers that speaks of a finding, or None."""
    return next((w for w in waivers if w.code == diagnostic.code and w.field in (None, diagnostic.field)), None)


def _marked(diagnostic: Diagnostic, in_force: Sequence[Waiver]) -> Diagnostic:
    waiver = waiver_of(diagnostic, in_force)
    if waiver is None:
        return diagnostic
    return replace(diagnostic, waiver=f"{waiver.granted_by}于 {waiver.granted_on} 豁免：{waiver.reason}")


def _allowed(waiver: Waiver) -> bool:
    known = rules_by_code().get(waiver.code or "")
    return known is not None and known[1].waivable


def _lacking(waiver: Waiver) -> Iterator[str]:
    parts = {"代码": waiver.code, "理由": waiver.reason, "批准人": waiver.granted_by, "日期": waiver.granted_on}
    return (label for label, value in parts.items() if not value)


def _faults(waiver: Waiver, field: str, found: set[str]) -> Iterator[Diagnostic]:
    lacking = "、".join(_lacking(waiver))
    if lacking:
        yield Diagnostic(
            "C-WAI-01", f"豁免没有写明{lacking}，不起作用", field=field, hint="请写明代码、理由、批准人和日期"
        )
    if not waiver.code:
        return
    known = rules_by_code().get(waiver.code)
    if known is None:
        near = get_close_matches(waiver.code, list(rules_by_code()), n=1)
        hint = f"是否为 {near[0]}？" if near else "用 kit rules 查看全部规则"
        yield Diagnostic("C-WAI-02", f"没有代码为“{waiver.code}”的规则", field=f"{field}.代码", hint=hint)
    elif not known[1].waivable:
        yield Diagnostic(
            "C-WAI-03",
            f"规则 {waiver.code}（{known[1].title}）不得豁免",
            field=f"{field}.代码",
            law=known[1].law,
            hint="请消除问题，并删去这项豁免",
        )
    elif waiver.code not in found:
        yield Diagnostic(
            "C-WAI-04",
            f"豁免的规则 {waiver.code} 没有发现问题",
            Severity.INFO,
            field=field,
            hint="不再需要的豁免请删去",
        )
