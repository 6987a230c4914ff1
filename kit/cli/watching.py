"""Checking again whenever the data file or a template changes."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kit.cli.printing import echo
from kit.diagnostics import Fault

if TYPE_CHECKING:
    from kit.api import Project

_PAUSE = 0.4  # seconds between two looks

State = dict[Path, tuple[int, int]]


def watch_project(
    project: Project, organisation: Path | None, check: Callable[[], object], tell: Callable[[Fault], None]
) -> int:
    """Check at once, and again after every change, until the user presses Ctrl-C. Returns the exit code, 0.

    A file is looked at when it has stood still between two looks, so that one that is being saved is not read by half.
    """
    folders = [project.templates, *([organisation] if organisation else [])]
    checked: State | None = None
    before = _state(project.data, folders)
    try:
        while True:
            now = _state(project.data, folders)
            if now != checked and now == before:
                _begin(again=checked is not None)
                checked = now
                try:
                    check()
                except Fault as fault:
                    tell(fault)
                echo("正在等待改动，按 Ctrl-C 结束。", err=True)
            before = now
            time.sleep(_PAUSE)
    except KeyboardInterrupt:
        echo("已结束。", err=True)
        return 0


def _begin(again: bool) -> None:
    """Let the new report stand apart from the one before it."""
    if again:
        click.clear()  # does nothing where no terminal is
        echo(f"{'─' * 20} {datetime.now():%H:%M:%S} 重新检查 {'─' * 20}", err=True)


def _state(data: Path, folders: list[Path]) -> State:
    """When each watched file was written, and its size; files that are gone are left out."""
    return {path: stamp for path in (data, *_templates(folders)) if (stamp := _stamp(path))}


def _templates(folders: list[Path]) -> Iterator[Path]:
    for folder in folders:
        yield from (path for path in folder.glob("*.docx") if not path.name.startswith("~$"))


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:  # it has just been deleted, or is being replaced
        return None
    return found.st_mtime_ns, found.st_size
