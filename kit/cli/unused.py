"""Telling of templates that lie in the folders for templates and are used for nothing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kit.cli.printing import echo

if TYPE_CHECKING:
    from kit.api import Project

_LOCK = "~$"


def tell_unused(project: Project, organisation: Path | None) -> None:
    """Say which Word files beside the templates are not used, because their names are no document's."""
    unused = _unused_in((project.templates, *([organisation] if organisation else [])))
    if not unused:
        return
    echo("下列文件没有采用，文件名应与文书名完全相同，例如 联盟协议.docx：", err=True)
    for path in unused:
        echo(f"    {path}", err=True)


def _unused_in(folders: tuple[Path, ...]) -> list[Path]:
    from kit.templates.catalogue import all_types

    known = {kind.file for kind in all_types()}
    found = (path for folder in folders if folder.is_dir() for path in sorted(folder.iterdir()))
    return [
        path
        for path in found
        if path.suffix.lower() in {".docx", ".doc", ".wps"}
        and not path.name.startswith(_LOCK)
        and not (path.name in known and path.is_file())
    ]
