"""The kit on one page: open a project, check it, make its documents. Whatever the command can do stands here.

report = examine(open_project(Path("津氢联盟")), today=date.today()).report
rendering = render(open_project(Path("津氢联盟")), today=date.today(), draft=True)
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kit import __version__
from kit.diagnostics import Diagnostic, Fault, Place, Report
from kit.files import write_all
from kit.intake.build import Intake, build
from kit.intake.build import load as load_file
from kit.model.alliance import Alliance
from kit.model.fields import json_schema
from kit.render.documents import Made, Maker
from kit.render.manifest import MANIFEST_FILE, manifest
from kit.render.overview import Overview
from kit.resources import samples_root
from kit.rules.case import Case, Sheet
from kit.rules.catalogue import packs_of
from kit.rules.judging import judge
from kit.rules.pack import Pack
from kit.rules.rule import Reads
from kit.rules.waivers import faults_of_waivers, waived
from kit.templates.catalogue import (
    DocumentType,
    Layer,
    all_types,
    document_types,
    layers,
    pick,
    report_types,
    winning_template,
)
from kit.templates.template import Template

DATA_FILE = "alliance.yaml"
SCHEMA_FILE = "alliance.schema.json"
FORMS_FOLDER = "成员填报表"
_FOR_EDITORS = f"# yaml-language-server: $schema={SCHEMA_FILE}\n"
SAMPLE = "hydrogen"
_STOP_A_DRAFT = ("T-", "W-", "S-")  # faults of templates and files; those of the data a draft may have


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


@dataclass(frozen=True)
class Examination:
    """What is wrong with a project, and what was looked at to know it.

    data   the data file.
    today  the day the judgement is for.
    case   the facts, the day and the documents that were judged; None when the data file could not be read at all.
    packs  the rule packs that judged.
    made   the documents, finished but for their page numbers.
    """

    report: Report
    data: Path
    today: date
    case: Case | None = None
    packs: tuple[Pack, ...] = ()
    made: tuple[Made, ...] = ()


def check(intake: Intake, today: date) -> Report:
    """Everything that is wrong with the data: its form, its values, how they fit each other and the rules.

    today  the day the judgement is for.
    """
    if intake.alliance is None:
        return intake.report
    found = judge(Case(intake.alliance, today), {Reads.FACTS})
    return intake.report + intake.located(_with_waivers(intake.alliance, found))


def examine_facts(project: Project, *, today: date) -> Examination:
    """Everything that is wrong with the data alone: no document is made."""
    intake = load(project)
    report = check(intake, today)
    if intake.alliance is None:
        return Examination(report, project.data, today)
    return Examination(report, project.data, today, Case(intake.alliance, today), packs_of(intake.alliance))


def examine(
    project: Project, documents: Iterable[str] = (), *, today: date, organisation: Path | None = None
) -> Examination:
    """Everything that is wrong: with the data, with each document made from them, and between the documents.

    The documents are made in memory; nothing is written.
    """
    catalogue = document_types()
    wanted = frozenset(kind.id for kind in pick(documents, catalogue))
    return _examined(project, _Making(catalogue, wanted, _layers(project, organisation), draft=True), today)


def overview_of(examination: Examination) -> Overview:
    """What a report of the examination says, for whoever shows it: in which order, with which packs, what to do first."""
    one = examination
    return Overview(one.report, str(one.data), one.today, one.case, one.packs)


def self_check_report(
    examination: Examination, project: Project | None = None, *, organisation: Path | None = None
) -> bytes:
    """The 自查报告 of an examination as a .docx; the same bytes each time.

    project, organisation  where templates of the report may stand that win over the built-in one.
    Raises Fault where its template is at fault, or the data file could not be read at all.
    """
    from kit.render.selfcheck import make_report

    return make_report(
        overview_of(examination), layers(organisation=organisation, project=project.templates if project else None)
    )


def write_self_check_report(
    examination: Examination, file: Path, project: Project | None = None, *, organisation: Path | None = None
) -> Path:
    """Put the 自查报告 into a file, whole or not at all."""
    data = self_check_report(examination, project, organisation=organisation)
    (written,) = write_all(file.parent, {file.name: data})
    return written


@dataclass(frozen=True)
class _Making:
    """Which documents to make, and from what."""

    catalogue: tuple[DocumentType, ...]
    wanted: frozenset[str]
    in_force: tuple[Layer, ...]
    draft: bool


def _examined(project: Project, making: _Making, today: date) -> Examination:
    intake = load(project)
    alliance = intake.alliance
    if alliance is None:
        return Examination(intake.report, project.data, today)
    made, faults = _make(alliance, making)
    sheets = {one.kind.id: Sheet(one.kind.id, one.kind.title, one.kind.file, one.outline) for one in made if one.wanted}
    case = Case(alliance, today, sheets)
    missing = _missing_facts(made, intake)
    judged = intake.located(_with_waivers(alliance, judge(case)))
    report = _without(intake.report + judged, missing) + missing + Report.of(faults)
    kept = tuple(one for one in made if one.wanted)
    return Examination(report, project.data, today, case, packs_of(alliance), kept)


def _with_waivers(alliance: Alliance, found: Sequence[Diagnostic]) -> list[Diagnostic]:
    if not alliance.settings.waivers:
        return list(found)
    return [*waived(alliance, found), *faults_of_waivers(alliance, found)]


@dataclass(frozen=True)
class Rendering:
    """What a run made, and what it has to say."""

    examination: Examination
    files: tuple[Path, ...] = ()
    layout: str = ""  # the program page numbers come from; empty where there are none

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
    """Make documents and put them in place, all or none.

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
    catalogue = document_types()
    wanted = frozenset(kind.id for kind in pick(documents, catalogue))
    progress("正在生成文书")
    examined = _examined(project, _Making(catalogue, wanted, _layers(project, organisation), draft), today)
    kept = list(examined.made)
    if examined.case is None or not _may_write(examined.report, draft):
        return Rendering(examined)
    program = _layout_program() if with_pages or with_pdf else ""
    if program and with_pages:
        progress("正在排版，取目录页码")
        kept = _paged(kept)
    files = {one.kind.file: one.package.to_bytes() for one in kept}
    if with_pdf:
        from kit.render.pagination import printed

        progress("正在转换为 PDF")
        files |= printed(files)
    about = {"kit": __version__, "draft": draft, "layout": program}
    files[MANIFEST_FILE] = manifest(kept, files, project.data.read_bytes(), about)
    return Rendering(examined, tuple(write_all(out or project.output, files)), program)


def _may_write(report: Report, draft: bool) -> bool:
    """Whether documents may be put in place: a draft may have faults of the data, but none of a template."""
    if not draft:
        return report.is_clean
    return not any(error.code.startswith(_STOP_A_DRAFT) for error in report.errors)


def _layers(project: Project, organisation: Path | None) -> tuple[Layer, ...]:
    return layers(organisation=organisation, project=project.templates)


def _make(alliance: Alliance, making: _Making) -> tuple[list[Made], list[Diagnostic]]:
    maker = Maker(alliance, making.in_force, making.draft)
    made, faults = maker.make(_closure(making.catalogue, making.wanted), making.wanted)
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


def _layout_program() -> str:
    from kit.render.pagination import layout_program

    return layout_program()


def _paged(made: Sequence[Made]) -> list[Made]:
    """The documents with page numbers in their tables of contents."""
    from kit.render.pagination import pages_of, printed

    with_contents = {one.kind.file: one.package for one in made if one.has_contents}
    pdfs = printed({name: package.to_bytes() for name, package in with_contents.items()})
    pages = {name: pages_of(package, pdfs[f"{Path(name).stem}.pdf"]) for name, package in with_contents.items()}
    return [one.with_pages(pages[one.kind.file]) if one.kind.file in pages else one for one in made]


def templates_in_force(
    project: Project, organisation: Path | None = None
) -> tuple[tuple[DocumentType, Layer, Path], ...]:
    """Every document with the template that is used for it, and the layer that comes from."""
    in_force = _layers(project, organisation)
    return tuple((kind, *winning_template(kind, in_force)) for kind in all_types())


def check_templates(paths: Iterable[Path]) -> Report:
    """Every fault of .docx templates that can be told without data, and blanks left over, each with its place."""
    found: list[Diagnostic] = []
    for path in paths:
        if path.name.startswith("~$"):
            continue  # what Word leaves beside a file while it is open
        try:
            template = Template.load(path)
            found += _faults_of_report(template) if _is_report(template) else template.faults()
            found += template.left_overs()
        except Fault as fault:
            found += [d if d.place.file else d.at(Place(str(path))) for d in fault.report]
    return Report(tuple(found))


def _is_report(template: Template) -> bool:
    manifest = template.manifest()
    names = {template.name, manifest.get("document") if manifest is not None else None}
    return any(names & {kind.id, kind.file} for kind in report_types())


def _faults_of_report(template: Template) -> list[Diagnostic]:
    from kit.render.selfcheck import template_faults

    return [d.at(Place(template.name, where=d.place.where)) for d in template_faults(template.data)]


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


@dataclass(frozen=True)
class Exported:
    """The workbooks that were written, and what was wrong with the data file: what could not be read is not in them."""

    files: tuple[Path, ...]
    report: Report


def export_workbooks(
    project: Project, *, out: Path | None = None, each: bool = False, replace_existing: bool = False
) -> Exported:
    """Write the workbook in which units hand in their facts, with what is known filled in.

    out   the file, or the folder; the project's output folder unless told otherwise.
    each  one form for each unit instead of one workbook for all.
    Raises Fault, with nothing written, where a file would be overwritten or there is no unit to ask.
    """
    from kit.intake.workbook import export

    intake = load(project)
    alliance = intake.alliance
    if alliance is None:
        raise Fault(*intake.report)
    folder, name = (project.output, export.ALLIANCE_FILE) if out is None else (out, export.ALLIANCE_FILE)
    if each:
        if not alliance.members:
            hint = "请先在“成员单位”中写上各单位的名称和简称"
            raise Fault(Diagnostic("X-OUT-03", "数据文件里还没有成员单位", place=Place(str(project.data)), hint=hint))
        folder = out or project.output / FORMS_FOLDER
        names = export.file_names(alliance.members)
        forms = zip(names, alliance.members, strict=True)
        files = {name: export.member_workbook(alliance, member) for name, member in forms}
    else:
        if out is not None and out.suffix.lower() == ".xlsx":
            folder, name = out.parent, out.name
        files = {name: export.alliance_workbook(alliance)}
    standing = [folder / name for name in files if (folder / name).exists()]
    if standing and not replace_existing:
        more = f"等 {len(standing)} 份文件" if len(standing) > 1 else ""
        hint = "里面可能有已经填好的内容；请改名或移走，或换一个位置，确要覆盖的加 --force"
        raise Fault(Diagnostic("X-OUT-02", f"已有同名的工作簿{more}，未覆盖", place=Place(str(standing[0])), hint=hint))
    return Exported(tuple(write_all(folder, files)), intake.report)


def read_workbooks(paths: Iterable[Path]) -> Report:
    """Everything that is wrong with filled workbooks and their values, by sheet and cell; nothing is taken over.

    Whether the units exist that are named in a form of one unit shows only when it meets the others.
    """
    from kit.intake.workbook.reading import read_workbook

    found: list[Diagnostic] = []
    for path in paths:
        raw = read_workbook(path)
        found += (fault for fault in build(raw).report if not fault.code.startswith("D-REF"))
    return Report(tuple(found))


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
