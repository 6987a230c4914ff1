"""Reports for people and for programs."""

from __future__ import annotations

import json
from typing import Any

import click

from kit.diagnostics import Diagnostic, Report, Severity

MISSING_FACT = "M-FCT-01"
_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}


def show(report: Report, form: str = "text") -> None:
    """Print a report: text on standard error, JSON on standard output."""
    if form == "json":
        click.echo(json.dumps(as_data(report), ensure_ascii=False, indent=2))
        return
    missing = [diagnostic for diagnostic in report if diagnostic.code == MISSING_FACT]
    for diagnostic in report:
        if diagnostic.code != MISSING_FACT:
            _show_one(diagnostic)
    if missing:
        _show_missing(missing)
    if len(report):
        click.echo(summary(report), err=True)


def _show_missing(missing: list[Diagnostic]) -> None:
    """Missing facts are many at first: one line each, under one heading with what to do."""
    head = click.style(Severity.ERROR.value, fg="red", bold=True)
    click.echo(f"{head} {MISSING_FACT} 缺少 {len(missing)} 项事实。{missing[0].hint}", err=True)
    for diagnostic in missing:
        line = f"第 {diagnostic.place.line} 行" if diagnostic.place.line else ""
        click.echo(f"    {diagnostic.field}（{diagnostic.place.file}{line and ' '}{line}）", err=True)
        click.echo(f"        用于 {'、'.join(diagnostic.documents)}", err=True)


def summary(report: Report) -> str:
    """How many findings of each severity, in words."""
    counts = [(s, sum(1 for d in report if d.severity is s)) for s in Severity]
    words = "，".join(f"{severity.value} {count} 项" for severity, count in counts if count)
    return f"共{words}。" if words else "未发现问题。"


def _show_one(diagnostic: Diagnostic) -> None:
    head = click.style(diagnostic.severity.value, fg=_COLOURS[diagnostic.severity], bold=True)
    place = f"{diagnostic.place}：" if str(diagnostic.place) else ""
    click.echo(f"{place}{head} {diagnostic.code} {diagnostic.message}", err=True)
    details = {
        "字段": diagnostic.field,
        "文书": "、".join(diagnostic.documents),
        "依据": diagnostic.law,
        "建议": diagnostic.hint,
    }
    for label, words in details.items():
        if words:
            click.echo(f"    {label}  {words}", err=True)


def as_data(report: Report) -> dict[str, Any]:
    """A report as plain data, for `--format json`."""
    return {
        "errors": len(report.errors),
        "diagnostics": [_one_as_data(diagnostic) for diagnostic in report],
    }


def _one_as_data(diagnostic: Diagnostic) -> dict[str, Any]:
    place = diagnostic.place
    return {
        "code": diagnostic.code,
        "severity": diagnostic.severity.name.lower(),
        "message": diagnostic.message,
        "field": diagnostic.field,
        "place": {"file": place.file, "line": place.line, "column": place.column, "where": place.where},
        "law": diagnostic.law,
        "hint": diagnostic.hint,
        "documents": list(diagnostic.documents),
    }
