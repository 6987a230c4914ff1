"""Arguments and options that several commands share, and how commands end."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from kit.cli.report import show
from kit.diagnostics import Fault, Report

F = TypeVar("F", bound=Callable[..., Any])

project_argument = click.argument("project", metavar="[项目]", default=".", type=click.Path(path_type=Path))
format_option = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="输出形式：text 或 json",
    metavar="形式",
)


def organisation_templates() -> Path | None:
    """The organisation's folder of templates, named by KIT_TEMPLATES."""
    named = os.environ.get("KIT_TEMPLATES")
    return Path(named) if named else None


def exit_code(report: Report) -> int:
    """0 when nothing stops the work, else 1."""
    return 0 if report.is_clean else 1


def shows_faults(command: F) -> F:
    """Let a command end with its faults shown and exit code 1. Nothing but faults of the input is caught."""

    @functools.wraps(command)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        try:
            return command(*args, **kwargs)
        except Fault as fault:
            show(fault.report, kwargs.get("form", "text"))
            return 1

    return guarded  # type: ignore[return-value]
