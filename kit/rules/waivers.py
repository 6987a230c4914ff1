"""Waivers: somebody answers, by name and with a reason, for going on although a rule speaks against it.

A waived finding stays in the report, with who waived it and why; it only stops nothing any more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from kit import patterns
from kit.diagnostics import Diagnostic, Severity
from kit.likeness import most_like
from kit.model.alliance import Alliance
from kit.model.settings import Waiver
from kit.rules.catalogue import rules_by_code
from kit.rules.comparing import folded

_FIELD = "设置.豁免"
_FILLERS = frozenset(
    (
        "无",
        "没有",
        "暂无",
        "待定",
        "待补",
        "待填",
        "不详",
        "某某",
        "同意",
        "豁免",
        "可以豁免",
        "略",
        "x",
        "xx",
        "xxx",
        "n/a",
        "na",
        "none",
    )
)
_SEVERAL = patterns.compiled(r"[*?、，,;；\s]|(?i:^(?:all|全部|所有))")
_NO_RULE = patterns.compiled(r"(?:[DFITWXS]-|M-FCT|C-WAI-0[1-46])")
_MANY = 3


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
    told = Counter((diagnostic.code, diagnostic.field) for diagnostic in found)
    return [
        fault
        for number, waiver in enumerate(alliance.settings.waivers, 1)
        for fault in _faults(waiver, f"{_FIELD}[{number}]", told)
    ]


def waiver_of(diagnostic: Diagnostic, waivers: Iterable[Waiver]) -> Waiver | None:
    """The first of the waivers that speaks of a finding, or None."""
    return next((w for w in waivers if w.code == diagnostic.code and w.field in (None, diagnostic.field)), None)


def _marked(diagnostic: Diagnostic, in_force: Sequence[Waiver]) -> Diagnostic:
    waiver = waiver_of(diagnostic, in_force)
    if waiver is None:
        return diagnostic
    return diagnostic._replace(waiver=f"{waiver.granted_by}于 {waiver.granted_on} 豁免：{waiver.reason}")


def _allowed(waiver: Waiver) -> bool:
    known = rules_by_code().get(waiver.code or "")
    return known is not None and known[1].waivable


def _lacking(waiver: Waiver) -> Iterator[str]:
    parts = {"代码": waiver.code, "理由": waiver.reason, "批准人": waiver.granted_by, "日期": waiver.granted_on}
    told = {"理由": waiver.reason, "批准人": waiver.granted_by}
    return (label for label, value in parts.items() if not value or _says_nothing(told.get(label)))


def _says_nothing(text: str | None) -> bool:
    """Whether words only fill the place: a dash, 无, 待定; nobody answers for anything with them."""
    if not text:
        return False
    plain = folded(text).strip("。.、，,！!")
    return plain in _FILLERS or not any(letter.isalnum() for letter in plain)


def _faults(waiver: Waiver, field: str, found: Counter[tuple[str, str]]) -> Iterator[Diagnostic]:
    lacking = "、".join(_lacking(waiver))
    if lacking:
        yield Diagnostic(
            "C-WAI-01", f"豁免没有写明{lacking}，不起作用", field=field, hint="请写明代码、理由、批准人和日期"
        )
    if not waiver.code:
        return
    known = rules_by_code().get(waiver.code)
    if known is None:
        yield _no_such_rule(waiver.code, f"{field}.代码")
    elif not known[1].waivable:
        yield Diagnostic(
            "C-WAI-03",
            f"规则 {waiver.code}（{known[1].title}）不得豁免",
            field=f"{field}.代码",
            law=known[1].law,
            hint="请消除问题，并删去这项豁免",
        )
    elif waiver.code not in {code for code, _ in found}:
        yield Diagnostic(
            "C-WAI-04",
            f"豁免的规则 {waiver.code} 没有发现问题",
            Severity.INFO,
            field=field,
            hint="不再需要的豁免请删去",
        )
    elif waiver.field and (waiver.code, waiver.field) not in found:
        there = "、".join(list(dict.fromkeys(at for code, at in found if code == waiver.code and at))[:3])
        yield Diagnostic(
            "C-WAI-04",
            f"规则 {waiver.code} 在“{waiver.field}”上没有发现问题，这项豁免不起作用",
            Severity.WARNING,
            field=f"{field}.字段",
            hint=f"请照报告中的字段填写，例如 {there}" if there else "这条规则的问题不在字段上，请把“字段”留空",
        )
    elif not waiver.field:
        yield from _of_many(waiver, field, found)


def _no_such_rule(code: str, field: str) -> Diagnostic:
    if _SEVERAL.search(code):
        message, hint = f"“{code}”不是一条规则的代码，一项豁免只豁免一条规则", "请逐条写明代码、理由和批准人"
    elif _NO_RULE.match(code):
        message, hint = f"“{code}”不是规则，不得豁免", "请补填缺少的事实，改正数据文件、模板或文书，并删去这项豁免"
    else:
        near = most_like(code, rules_by_code())
        message, hint = f"没有代码为“{code}”的规则", f"是否为 {near}？" if near else "用 kit rules 查看全部规则"
    return Diagnostic("C-WAI-02", message, field=field, hint=hint)


def _of_many(waiver: Waiver, field: str, found: Counter[tuple[str, str]]) -> Iterator[Diagnostic]:
    """The notice that a waiver without a field covers several findings, and all that come after."""
    count = sum(number for (code, at), number in found.items() if code == waiver.code and at)
    if count >= _MANY:
        yield Diagnostic(
            "C-WAI-06",
            f"豁免 {waiver.code} 没有写明字段，一并豁免了 {count} 处问题",
            Severity.INFO,
            field=field,
            hint="只想豁免其中几处的，请逐处写明“字段”",
        )
