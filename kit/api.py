"""The kit on one page: open a project, check it, make its documents. Whatever the command can do stands here.

report = check(load(open_project(Path("津氢联盟"))))
rendering = render(open_project(Path("津氢联盟")), draft=True)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kit import __version__
from kit.diagnostics import Diagnostic, Fault, Place, Report
from kit.intake.build import Intake
from kit.intake.build import load as load_file
from kit.intake.skeleton import skeleton
from kit.model.alliance import Alliance
from kit.render.documents import Made, Maker
from kit.render.manifest import MANIFEST_FILE, manifest
from kit.render.output import write_all
from kit.render.pagination import layout_program, pages_of, printed
from kit.resources import samples_root
from kit.rules.consistency import check as consistency
from kit.templates.catalogue import DocumentType, Layer, document_types, layers, pick, winning_template
from kit.templates.template import Template

DATA_FILE = "alliance.yaml"
SAMPLE = "hydrogen"


@dataclass(frozen=True)
class Project:
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


def check(intake: Intake) -> Report:
    """Everything that is wrong with the data: its form, its values, and how they fit each other."""
    if intake.alliance is None:
        return intake.report
    return intake.report + intake.located(consistency(intake.alliance))


@dataclass(frozen=True)
class Rendering:
    """What a run made, and what it has to say."""

    report: Report
    files: tuple[Path, ...] = ()
    layout: str = ""  # the program page numbers come from; empty where there are none


def render(
    project: Project,
    documents: Iterable[str] = (),
    *,
    out: Path | None = None,
    draft: bool = False,
    with_pdf: bool = False,
    with_pages: bool = True,
    organisation: Path | None = None,
    progress: Callable[[str], None] = lambda _message: None,
) -> Rendering:
    """Make documents and put them in place, all or none.

    documents     identifiers or titles; none means all.
    draft         make them although facts are missing: gaps are marked, pages say 草案.
    with_pdf      also as PDF, through LibreOffice.
    with_pages    page numbers in the table of contents, through LibreOffice where it is installed.
    organisation  a folder of templates that win over the built-in ones.
    progress      told, in words, what is being done.

    Without `draft` nothing is written while an error stands. With it, nothing is written only where a
    template is at fault or the data file could not be read at all.
    """
    catalogue = document_types()
    wanted = frozenset(kind.id for kind in pick(documents, catalogue))
    intake = load(project)
    report = check(intake)
    if intake.alliance is None:
        return Rendering(report)
    progress("正在生成文书")
    in_force = layers(organisation=organisation, project=project.templates)
    made, faults = _make(intake.alliance, catalogue, wanted, in_force, draft)
    missing = _missing_facts(made, intake)
    of_documents = Report.of(faults)
    report = _without(report, missing) + missing + of_documents
    if not of_documents.is_clean or (not draft and not report.is_clean):
        return Rendering(report)
    kept = [one for one in made if one.wanted]
    program = layout_program() if with_pages or with_pdf else ""
    if program and with_pages:
        progress("正在排版，取目录页码")
        kept = _paged(kept)
    files = {one.kind.file: one.package.to_bytes() for one in kept}
    if with_pdf:
        progress("正在转换为 PDF")
        files |= printed(files)
    about = {"kit": __version__, "draft": draft, "layout": program}
    files[MANIFEST_FILE] = manifest(kept, files, project.data.read_bytes(), about)
    return Rendering(report, tuple(write_all(out or project.output, files)), program)


def _make(
    alliance: Alliance,
    catalogue: tuple[DocumentType, ...],
    wanted: frozenset[str],
    in_force: tuple[Layer, ...],
    draft: bool,
) -> tuple[list[Made], list[Diagnostic]]:
    maker = Maker(alliance, in_force, draft)
    made, faults = maker.make(_closure(catalogue, wanted), wanted)
    return made, [*faults, *(fault for one in made for fault in one.faults)]


def _closure(catalogue: tuple[DocumentType, ...], wanted: frozenset[str]) -> list[DocumentType]:
    """The wanted documents and those they cite, in the catalogue's order."""
    needed = set(wanted)
    for kind in reversed(catalogue):
        if kind.id in needed:
            needed |= set(kind.cites)
    return [kind for kind in catalogue if kind.id in needed]


def _missing_facts(made: Sequence[Made], intake: Intake) -> Report:
    """One finding for each missing fact, naming every document that prints it."""
    needing: dict[str, list[str]] = {}
    labels: dict[str, str] = {}
    for one in made:
        for missing in one.missing:
            labels[missing.path] = missing.label
            if one.wanted:
                needing.setdefault(missing.path, []).append(one.kind.title)
    findings = [
        Diagnostic(
            "M-FCT-01",
            f"缺少“{labels[path]}”",
            field=path,
            hint="请补填；急用时可加 --draft 先出草案",
            documents=tuple(titles),
        )
        for path, titles in needing.items()
    ]
    return intake.located(findings)


def _without(report: Report, told: Report) -> Report:
    """A report without the missing facts that another one tells in full."""
    fields = {diagnostic.field for diagnostic in told}
    return Report(tuple(d for d in report if not (d.code.startswith("M-") and d.field in fields)))


def _paged(made: Sequence[Made]) -> list[Made]:
    """The documents with page numbers in their tables of contents."""
    with_contents = {one.kind.file: one.package for one in made if one.has_contents}
    pdfs = printed({name: package.to_bytes() for name, package in with_contents.items()})
    pages = {name: pages_of(package, pdfs[f"{Path(name).stem}.pdf"]) for name, package in with_contents.items()}
    return [one.with_pages(pages[one.kind.file]) if one.kind.file in pages else one for one in made]


def templates_in_force(
    project: Project, organisation: Path | None = None
) -> tuple[tuple[DocumentType, Layer, Path], ...]:
    """Every document with the template that is used for it, and the layer that comes from."""
    in_force = layers(organisation=organisation, project=project.templates)
    return tuple((kind, *winning_template(kind, in_force)) for kind in document_types())


def check_templates(paths: Iterable[Path]) -> Report:
    """Every fault of .docx templates that can be told without data, each with its place."""
    found: list[Diagnostic] = []
    for path in paths:
        if path.name.startswith("~$"):
            continue  # what Word leaves beside a file while it is open
        try:
            found += Template.load(path).faults()
        except Fault as fault:
            found += [d if d.place.file else d.at(Place(str(path))) for d in fault.report]
    return Report(tuple(found))


def create_project(folder: Path, *, sample: bool = False) -> Project:
    """A new project folder: the data file (a commented skeleton, or the complete sample), templates/, output/.

    An existing data file is never touched: that is a Fault.
    """
    project = Project(folder / DATA_FILE)
    if project.data.exists():
        raise Fault(
            Diagnostic(
                "S-NEW-01", "文件夹里已有数据文件，未作改动", place=Place(str(project.data)), hint="请换一个文件夹名"
            )
        )
    text = (samples_root() / SAMPLE / DATA_FILE).read_text(encoding="utf-8") if sample else skeleton()
    write_all(folder, {DATA_FILE: text.encode()})
    project.templates.mkdir(exist_ok=True)
    project.output.mkdir(exist_ok=True)
    return project


def eject(project: Project, document: str, *, replace_existing: bool = False) -> Path:
    """Copy a built-in template into the project, where it wins from then on. Returns its new place."""
    (kind,) = pick([document], document_types())
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
