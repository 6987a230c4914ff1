"""Workbooks and forms for the units, taking in what they send, and chasing what they owe."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kit.api.checking import examine
from kit.api.project import Project, layers_of, load, refuse_standing
from kit.chasing.days import refuse_past, still_ahead
from kit.diagnostics import Diagnostic, Fault, Place, Report, Severity
from kit.files import write_all
from kit.records import Record
from kit.rules.comparing import folded

if TYPE_CHECKING:
    from kit.chasing.status import Status
    from kit.intake.merging.backups import Kept
    from kit.intake.merging.carrying import Outcome
    from kit.intake.merging.outcomes import Offer, Plan
    from kit.intake.merging.sources import Handed
    from kit.intake.origins import FieldPath
    from kit.model.alliance import Alliance

FORMS_FOLDER = "成员填报表"
_LISTED = 6


class Exported(Record):
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
        _refuse_unclear_tasks(project, alliance)
        folder = out or project.output / FORMS_FOLDER
        names = export.file_names(alliance.members)
        forms = zip(names, alliance.members, strict=True)
        files = {name: export.member_workbook(alliance, member) for name, member in forms}
    else:
        if out is not None and out.suffix.lower() == ".xlsx":
            folder, name = out.parent, out.name
        files = {name: export.alliance_workbook(alliance)}
    if not replace_existing:
        hint = "里面可能有已经填好的内容；请改名或移走，或换一个位置，确要覆盖的加 --force"
        refuse_standing((folder / name for name in files), "X-OUT-02", "工作簿", hint)
    return _handed_out(project, folder, files, intake.report)


def write_forms(
    project: Project,
    units: Sequence[str] = (),
    *,
    today: date,
    blank: bool = False,
    until: date | None = None,
    out: Path | None = None,
    replace_existing: bool = False,
) -> Exported:
    """Write the Word form in which a unit hands in its facts, with what is known filled in: one for each unit.

    units  short names, full names or codes; none means all.
    blank  a single blank form instead.
    until  the day by which it is wanted back; the day on which applications close unless told otherwise or it is over.
    out    the folder; one in the project's output folder unless told otherwise.
    Raises Fault, with nothing written, where a file would be overwritten, a unit is unknown or the day is over.
    """
    from kit.intake.form import writing

    refuse_past(until, today)
    intake = load(project)
    alliance = intake.alliance
    if alliance is None:
        raise Fault(*intake.report)
    if unknown := [name for name in units if alliance.member(name) is None]:
        known = "、".join(member.short_name or member.name or "" for member in alliance.members)
        place, hint = Place(str(project.data)), f"请写简称、全称或代码：{known}" if known else "请先填写“成员单位”"
        raise Fault(
            *(Diagnostic("F-OUT-01", f"没有名为“{name}”的成员单位", place=place, hint=hint) for name in unknown)
        )
    _refuse_unclear_tasks(project, alliance)
    until = until or still_ahead(alliance.filing.deadline, today)
    named = {id(alliance.member(name)) for name in units}
    members = [member for member in alliance.members if not units or id(member) in named]
    if blank or not members:
        files = {writing.BLANK_FILE: writing.member_form(alliance, until=until)}
    else:
        names = writing.form_names(members)
        files = {name: writing.member_form(alliance, m, until=until) for name, m in zip(names, members, strict=True)}
    folder = out or project.output / FORMS_FOLDER
    if not replace_existing:
        hint = "里面可能有已经填好的内容；请改名或移走，或换一个文件夹，确要覆盖的加 --force"
        refuse_standing((folder / name for name in files), "F-OUT-02", "登记表", hint)
    return _handed_out(project, folder, files, intake.report)


def _refuse_unclear_tasks(project: Project, alliance: Alliance) -> None:
    """Raise Fault where a unit's form could not say which task it means: one without a number, another of its title."""
    titled: dict[str, list[str]] = {}
    for task in alliance.tasks:
        if task.title:
            titled.setdefault(folded(task.title), []).append(task.number or "")
    faults = [
        Diagnostic(
            "X-OUT-04",
            f"有 {len(numbers)} 项任务都叫“{task.title}”，其中有没有编号的，单位的填报表里分不清是哪一项",
            place=Place(str(project.data)),
            field="任务分工",
            hint="请先给这几项任务写上不同的编号，或改成不同的名称",
        )
        for task in alliance.tasks
        if task.title and (numbers := titled.pop(folded(task.title), [])) and len(numbers) > 1 and not all(numbers)
    ]
    if faults:
        raise Fault(*faults)


def _handed_out(project: Project, folder: Path, files: Mapping[str, bytes], report: Report) -> Exported:
    """Put files for the units in place, and record what they say, for telling later what the units changed.

    Where only the record cannot be written, the files stand all the same and the report tells of it.
    """
    from kit.intake.merging import handing_out

    record = handing_out.file_for(project.data)
    content = handing_out.text_with(project.data, files)
    written = tuple(write_all(folder, files))
    try:
        write_all(project.folder, {f"{record.parent.name}/{record.name}": content})
    except Fault as fault:
        (reason,) = fault.report
        why = reason.message.removesuffix("，未作任何改动")
        message = f"没有记下发出的内容（{why}）；导入时分不清哪些是单位改的、哪些是您后来改的"
        hint = "文件已经生成，可以照常发出；请让项目文件夹可以写入，再导出一次"
        report += Report((Diagnostic("I-PRV-03", message, Severity.WARNING, place=Place(str(record)), hint=hint),))
    return Exported(written, report)


def plan_import(project: Project, paths: Iterable[Path], *, take: Sequence[Path] = ()) -> Plan:
    """What taking over the facts of these files would do; nothing is written.

    paths  workbooks, forms, CSV, JSON and YAML files; of a folder all files in it.
    take   files among them that win where values are in conflict; a bare name will do where only one is called so.
    Raises Fault where the data file cannot be changed safely. Faults of the files are in the plan's report.
    """
    from kit.intake.merging.plan import plan, read_target
    from kit.intake.merging.sources import files_in, read_file

    target = read_target(project.data)
    files, passed = files_in(paths, project.data)
    handed = [read_file(path) for path in files]
    planned = plan(target, handed, [_handed_as(path, handed) for path in take])
    return replace(planned, report=planned.report + passed)


def _handed_as(path: Path, handed: Sequence[Handed]) -> Handed:
    """The file that was handed in as this path, or the only one of this name. Raises Fault where there is none."""
    for one in handed:
        if one.path.resolve() == path.resolve():
            return one
    alike = [one for one in handed if path.name == str(path) == one.path.name]
    if len(alike) == 1:
        return alike[0]
    message, hint = "没有交来这份文件", "请同时写在要导入的文件里"
    if alike:
        message = f"交来的有 {len(alike)} 份文件都叫这个名字"
        hint = f"请连同文件夹一起写：{'、'.join(str(one.path) for one in alike[:_LISTED])}"
    raise Fault(Diagnostic("I-IMP-02", message, place=Place(str(path)), hint=hint))


def carry_out_import(plan: Plan, answers: Mapping[FieldPath, Offer | None], *, at: datetime) -> Outcome:
    """Change the data file as planned, in place; its last state is kept, and where each fact came from.

    answers  the conflicts that were decided, by path: the value to take, None to keep what stands. Others stay open.
    at       the moment, for the backup's name and the record of origins.
    """
    from kit.intake.merging.carrying import carry_out, decisions_of

    return carry_out(plan, decisions_of(plan, answers), at)


def kept_states(project: Project) -> list[Kept]:
    """The states of the data file that one can go back to, last one first."""
    from kit.intake.merging import backups

    return backups.kept_states(project.data)


def undo_import(project: Project, *, at: datetime, to: int = 1, force: bool = False) -> tuple[Path, Path]:
    """Put the data file back to its last backup. Returns that backup, and the one of what stood there until now.

    to     an earlier one: its number among the kept states.
    force  although the data file was edited since; else that is a Fault.
    """
    from kit.intake.merging.backups import undo

    return undo(project.data, at, to=to, force=force)


def status(project: Project, *, today: date, until: date | None = None, organisation: Path | None = None) -> Status:
    """Who still owes which facts, and how far each document is.

    until  the day by which answers are wanted; the day on which applications close unless told otherwise.
    Raises Fault where the data file could not be read at all, or that day is over.
    """
    from kit.chasing.status import DocumentStatus, status_of

    refuse_past(until, today)
    examination = examine(project, today=today, organisation=organisation)
    if examination.case is None:
        raise Fault(*examination.report)
    documents = [DocumentStatus(one.kind.title, len(set(one.printed)), len(one.missing)) for one in examination.made]
    return status_of(examination.case.alliance, examination.report, today, documents, until)


def write_chasing(
    about: Status,
    project: Project | None = None,
    *,
    list_file: Path | None = None,
    letters: Path | None = None,
    organisation: Path | None = None,
    replace_existing: bool = False,
) -> list[Path]:
    """Write the list of whom to call about what, the letters to each unit that owes something, or both.

    list_file              where the list goes, an .xlsx file.
    letters                the folder the letters go to.
    project, organisation  where templates of the letter may stand that win over the built-in one.
    Raises Fault, with nothing written, where the template is at fault or a file would be overwritten.
    """
    places: dict[Path, dict[str, bytes]] = {}
    if letters is not None:
        from kit.chasing.letters import letter_names, letter_to

        in_force = layers_of(project, organisation)
        names = zip(letter_names(about.owing), about.owing, strict=True)
        places[letters] = {name: letter_to(unit, about, in_force) for name, unit in names}
    if list_file is not None:
        from kit.chasing.listing import chase_list

        places.setdefault(list_file.parent, {})[list_file.name] = chase_list(about)
    if not replace_existing:
        hint = "里面可能有已经写好的内容；请改名或移走，或换一个位置，确要覆盖的加 --force"
        paths = (folder / name for folder, files in places.items() for name in files)
        refuse_standing(paths, "S-OUT-02", "文件", hint)
    return [path for folder, files in places.items() for path in write_all(folder, files)]
