"""A project: a folder with the data file, its own templates, and what is made."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from kit.diagnostics import Diagnostic, Fault, Place
from kit.files import write_all
from kit.intake.build import Intake
from kit.intake.build import load as load_file
from kit.model.fields import json_schema
from kit.records import Record
from kit.resources import samples_root
from kit.templates.catalogue import Layer, layers

DATA_FILE = "alliance.yaml"
SCHEMA_FILE = "alliance.schema.json"
SAMPLE = "hydrogen"
_FOR_EDITORS = f"# yaml-language-server: $schema={SCHEMA_FILE}\n"


class Project(Record):
    """A project folder: the data file, its templates, its output."""

    data: Path

    @property
    def folder(self) -> Path:
        """The folder the data file stands in."""
        return self.data.parent

    @property
    def templates(self) -> Path:
        """The project's own templates, which win."""
        return self.folder / "templates"

    @property
    def output(self) -> Path:
        """Where documents go unless told otherwise."""
        return self.folder / "output"


def open_project(path: Path) -> Project:
    """The project that a path means: its folder, or its data file."""
    return Project(path / DATA_FILE if path.is_dir() else path)


def load(project: Project) -> Intake:
    """What the data file says, with the place of every fact and the faults of the file."""
    return load_file(project.data)


def layers_of(project: Project | None, organisation: Path | None) -> tuple[Layer, ...]:
    """Where templates are looked for: the project's own, the organisation's, the built-in ones."""
    return layers(organisation=organisation, project=project.templates if project else None)


def refuse_standing(paths: Iterable[Path], code: str, what: str, hint: str) -> None:
    """Raise Fault where one of the files stands already: it may hold what somebody filled in.

    code, what, hint  of the fault: 已有同名的“what”.
    """
    standing = [path for path in paths if path.exists()]
    if standing:
        more = f"等 {len(standing)} 份文件" if len(standing) > 1 else ""
        raise Fault(Diagnostic(code, f"已有同名的{what}{more}，未覆盖", place=Place(str(standing[0])), hint=hint))


def create_project(folder: Path, *, sample: bool = False) -> Project:
    """A new project folder: the data file (a commented skeleton, or the complete sample), templates/, output/.

    Beside the data file lies its JSON Schema, by which editors complete and check while one types.
    An existing data file is never touched: that is a Fault.
    """
    project = Project(folder / DATA_FILE)
    if project.data.exists():
        raise Fault(
            Diagnostic(
                "S-NEW-01", "文件夹里已有数据文件，未作改动", place=Place(str(project.data)), hint="请换一个文件夹名"
            )
        )
    from kit.intake.skeleton import skeleton

    text = (samples_root() / SAMPLE / DATA_FILE).read_text(encoding="utf-8") if sample else skeleton()
    schema = json.dumps(json_schema(), ensure_ascii=False, separators=(",", ":")) + "\n"
    write_all(folder, {SCHEMA_FILE: schema.encode(), DATA_FILE: (_FOR_EDITORS + text).encode()})
    project.templates.mkdir(exist_ok=True)
    project.output.mkdir(exist_ok=True)
    return project
