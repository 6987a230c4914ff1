"""Arguments and options that several commands share, and how commands end."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from kit.cli.report import FORMS, show
from kit.diagnostics import Diagnostic, Fault, Place, Report

if TYPE_CHECKING:
    from kit.api import Project

_SUFFIXES = frozenset(
    [
        ".xlsx",
        ".xls",
        ".xlsm",
        ".et",
        ".ods",
        ".csv",
        ".docx",
        ".doc",
        ".docm",
        ".wps",
        ".odt",
        ".pdf",
        ".txt",
        ".yaml",
        ".json",
    ]
)
F = TypeVar("F", bound=Callable[..., Any])

project_argument = click.argument("project", metavar="[项目]", default=".", type=click.Path(path_type=Path))
format_option = click.option(
    "--format",
    "form",
    type=click.Choice(FORMS),
    default="text",
    help="输出形式：text、json 或 sarif",
    metavar="形式",
)


def read_day(_context: click.Context, parameter: click.Parameter, written: str | None) -> date | None:
    """A day typed at the command line; for an option's callback."""
    if written is None:
        return None
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise click.UsageError(f"{parameter.opts[0]} 应写成 2026-03-18 这样的日期，写的是 {written}") from error


def folder_only(_context: click.Context, parameter: click.Parameter, path: Path | None) -> Path | None:
    """A folder typed at the command line, not the name of a file; for an option's callback."""
    if path is not None and path.suffix.lower() in _SUFFIXES and not path.is_dir():
        raise click.UsageError(f"{parameter.opts[0]} 应写文件夹名，写的是 {path}，像是文件名")
    return path


def folder_or_workbook(_context: click.Context, parameter: click.Parameter, path: Path | None) -> Path | None:
    """A folder or the name of a workbook; for an option's callback."""
    if path is not None and path.suffix.lower() in _SUFFIXES - {".xlsx"} and not path.is_dir():
        raise click.UsageError(f"{parameter.opts[0]} 应写文件夹名，或以 .xlsx 结尾的文件名，写的是 {path}")
    return path


def organisation_templates() -> Path | None:
    """The organisation's folder of templates, named by KIT_TEMPLATES. Raises Fault where there is no such folder."""
    named = os.environ.get("KIT_TEMPLATES")
    if not named:
        return None
    folder = Path(named)
    if not folder.is_dir():
        raise Fault(
            Diagnostic(
                "S-TPL-01",
                "环境变量 KIT_TEMPLATES 写明的单位模板文件夹不存在",
                place=Place(named),
                hint="请核对这个文件夹名，不要带引号；不用单位模板的，删去这个环境变量",
            )
        )
    return folder


def existing_project(path: Path) -> Project:
    """The project that a path means. Raises Fault where there is no data file, so that nothing is put elsewhere."""
    from kit.api import DATA_FILE, open_project

    project = open_project(path)
    if not project.data.is_file():
        raise Fault(
            Diagnostic(
                "S-PRJ-01",
                f"这里没有项目：找不到数据文件 {DATA_FILE}",
                place=Place(str(path)),
                hint="请核对项目文件夹名，或先进入项目文件夹再运行；新建项目可用 kit new",
            )
        )
    return project


def quoted(path: Path) -> str:
    """A path as it is typed at a command line: in quotes where it has spaces."""
    words = str(path)
    return f'"{words}"' if any(character.isspace() for character in words) else words


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
