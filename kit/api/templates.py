"""The templates in force, their faults, and taking one out to change it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from kit.api.project import Project, layers_of
from kit.diagnostics import Diagnostic, Fault, Place, Report
from kit.files import write_all
from kit.templates.catalogue import (
    DocumentType,
    Layer,
    all_types,
    letter_types,
    pick,
    report_types,
    winning_template,
)
from kit.templates.template import Template


def templates_in_force(
    project: Project, organisation: Path | None = None
) -> tuple[tuple[DocumentType, Layer, Path], ...]:
    """Every document with the template that is used for it, and the layer that comes from."""
    in_force = layers_of(project, organisation)
    return tuple((kind, *winning_template(kind, in_force)) for kind in all_types())


def check_templates(paths: Iterable[Path]) -> Report:
    """Every fault of .docx templates that can be told without data, quoted clauses that may not exist, and blanks left
    over, each with its place."""
    from kit.templates.citing import citation_faults

    found: list[Diagnostic] = []
    for path in paths:
        if path.name.startswith("~$"):
            continue  # what Word leaves beside a file while it is open
        try:
            template = Template.load(path)
            found += _faults_without_data(template)
            found += citation_faults(template, path.parent)
            found += template.left_overs()
        except Fault as fault:
            found += [d if d.place.file else d.at(Place(str(path))) for d in fault.report]
    return Report(tuple(found))


def _faults_without_data(template: Template) -> list[Diagnostic]:
    """The faults of a template: those of reports and letters by filling them with something of everything."""
    manifest = template.manifest()
    names = {template.name, manifest.get("document") if manifest is not None else None}
    faults: Callable[[bytes], list[Diagnostic]]
    if any(names & {kind.id, kind.file} for kind in report_types()):
        from kit.render.selfcheck import template_faults as faults
    elif any(names & {kind.id, kind.file} for kind in letter_types()):
        from kit.chasing.letters import template_faults as faults
    else:
        return list(template.faults())
    return [d.at(Place(template.name, where=d.place.where)) for d in faults(template.data)]


def eject(project: Project, document: str, *, replace_existing: bool = False) -> Path:
    """Copy a built-in template into the project, where it wins from then on. Returns its new place."""
    (kind,) = pick([document], all_types())
    target = project.templates / kind.file
    if target.exists() and not replace_existing:
        raise Fault(
            Diagnostic(
                "S-EJE-01",
                "项目里已有这份模板，未覆盖",
                place=Place(str(target)),
                hint="如确要换回内置模板，请先将它改名保存，或加 --force",
            )
        )
    write_all(project.templates, {kind.file: kind.built_in.read_bytes()})
    return target
