"""Reports in the form that was asked for: for people as text, for programs as JSON or SARIF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.cli.printing import echo, echo_json
from kit.diagnostics import Diagnostic, Report, Severity

if TYPE_CHECKING:
    from kit.render.overview import Overview

FORMS = ("text", "json", "sarif")
_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}


def show(report: Report, form: str = "text") -> None:
    """Print faults that stopped a command, or those of templates: text on standard error, data on standard output."""
    from kit.render.overview import Overview

    if form == "text":
        _show_lines(report)
    else:
        _show_data(Overview(report), form)


def show_overview(overview: Overview, form: str = "text", *, to_stderr: bool = False) -> None:
    """Print what a check found: data on standard output, text there too unless it is only told besides something else."""
    if form == "text":
        from kit.cli.report_text import print_overview

        print_overview(overview, to_stderr=to_stderr)
    else:
        _show_data(overview, form)


def _show_data(overview: Overview, form: str) -> None:
    if form == "sarif":
        from kit.cli.report_sarif import as_sarif

        data = as_sarif(overview)
    else:
        from kit.cli.report_json import as_data

        data = as_data(overview)
    echo_json(data)


def _show_lines(report: Report) -> None:
    for diagnostic in report:
        _show_one(diagnostic)
    counts = [(s, sum(1 for d in report if d.severity is s)) for s in Severity]
    words = "，".join(f"{severity.value} {count} 项" for severity, count in counts if count)
    if words:
        echo(f"共{words}。", err=True)


def _show_one(diagnostic: Diagnostic) -> None:
    head = (diagnostic.severity.value, f"bold {_COLOURS[diagnostic.severity]}")
    place = f"{diagnostic.place}：" if str(diagnostic.place) else ""
    echo(place, head, f" {diagnostic.code} {diagnostic.message}", err=True)
    details = {
        "字段": diagnostic.field,
        "文书": "、".join(diagnostic.documents),
        "依据": diagnostic.law,
        "建议": diagnostic.hint,
    }
    for label, words in details.items():
        if words:
            echo(f"    {label}  {words}", err=True)
