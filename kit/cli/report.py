"""Reports for people and for programs."""

from __future__ import annotations

import json
from typing import Any

import click

from kit.diagnostics import Diagnostic, Report, Severity

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}


def show(report: Report, form: str = "text") -> None:
    """Print a report: text on standard error, JSON on standard output."""
    if form == "json":
        click.echo(json.dumps(as_data(report), ensure_ascii=False, indent=2))
        return
    for diagnostic in report:
        _show_one(diagnostic)
    if len(report):
        click.echo(summary(report), err=True)


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
