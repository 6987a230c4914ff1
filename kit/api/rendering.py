"""Making the documents of a project and putting them in place."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

from kit import __version__
from kit.api.checking import Examination, examined, order_of
from kit.api.project import Project
from kit.diagnostics import Report
from kit.files import write_all
from kit.records import Record
from kit.render.earlier import Earlier, earlier_in
from kit.render.judged import paged
from kit.render.manifest import MANIFEST_FILE, manifest
from kit.word.archive import FAST

_STOP_A_DRAFT = ("T-", "W-", "S-")  # faults of templates and files; those of the data a draft may have


class Rendering(Record):
    """What a run made, and what it has to say."""

    examination: Examination
    files: tuple[Path, ...] = ()
    layout: str = ""  # the program page numbers come from; empty where there are none
    earlier: Earlier = Earlier()  # what stood in the folder; its superseded files are gone

    @property
    def report(self) -> Report:
        """What was found on the way."""
        return self.examination.report


def render(
    project: Project,
    documents: Iterable[str] = (),
    *,
    today: date,
    out: Path | None = None,
    draft: bool = False,
    with_pdf: bool = False,
    with_pages: bool = True,
    organisation: Path | None = None,
    progress: Callable[[str], None] = lambda _message: None,
) -> Rendering:
    """Make documents and put them in place, all or none. A PDF of a text that is replaced goes with it.

    documents     identifiers or titles; none means all.
    today         the day the rules judge for; no document prints it.
    draft         make them although facts are missing: gaps are marked, pages say 草案.
    with_pdf      also as PDF, through LibreOffice.
    with_pages    page numbers in the table of contents, through LibreOffice where it is installed.
    organisation  a folder of templates that win over the built-in ones.
    progress      told, in words, what is being done.

    Without `draft` nothing is written while an error stands. With it, nothing is written only where a
    template is at fault or the data file could not be read at all.
    """
    order = order_of(project, documents, organisation, draft=draft)
    progress("正在生成文书")
    examination = examined(project, order, today)
    kept = list(examination.made)
    if examination.case is None or not _may_write(examination.report, draft):
        return Rendering(examination)
    program = _layout_program() if with_pages or with_pdf else ""
    if program and with_pages:
        progress("正在排版，取目录页码")
        kept = paged(kept)
    files = {one.kind.file: one.package.to_bytes(FAST) for one in kept}
    if with_pdf:
        from kit.render.pagination import printed

        progress("正在转换为 PDF")
        files |= printed(files)
    about = {"kit": __version__, "draft": draft, "layout": program}
    folder, data = out or project.output, project.data.read_bytes()
    earlier = earlier_in(folder, files, [one.kind.id for one in kept if one.wanted], data)
    files[MANIFEST_FILE] = manifest(kept, files, data, about, earlier)
    written = write_all(folder, files, without=earlier.superseded)
    return Rendering(examination, tuple(written), program, earlier)


def _may_write(report: Report, draft: bool) -> bool:
    """Whether documents may be put in place: a draft may have faults of the data, but none of a template."""
    if not draft:
        return report.is_clean
    return not any(error.code.startswith(_STOP_A_DRAFT) for error in report.errors)


def _layout_program() -> str:
    from kit.render.pagination import layout_program

    return layout_program()
