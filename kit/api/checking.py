"""Everything that is wrong with a project, and the reports about it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from kit.api.project import Project, layers_of, load
from kit.diagnostics import Report
from kit.files import write_all
from kit.intake.build import Intake
from kit.records import Record
from kit.render.documents import Made
from kit.render.judged import Order, judged, with_waivers
from kit.render.overview import Overview
from kit.rules.case import Case
from kit.rules.catalogue import packs_of
from kit.rules.judging import judge
from kit.rules.pack import Pack
from kit.rules.rule import Reads
from kit.templates.catalogue import document_types, pick


class Examination(Record):
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
    return intake.report + intake.located(with_waivers(intake.alliance, found))


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
    return examined(project, order_of(project, documents, organisation, draft=True), today)


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

    return make_report(overview_of(examination), layers_of(project, organisation))


def write_self_check_report(
    examination: Examination, file: Path, project: Project | None = None, *, organisation: Path | None = None
) -> Path:
    """Put the 自查报告 into a file, whole or not at all."""
    data = self_check_report(examination, project, organisation=organisation)
    (written,) = write_all(file.parent, {file.name: data})
    return written


def order_of(project: Project, documents: Iterable[str], organisation: Path | None, *, draft: bool) -> Order:
    """The documents that are named by identifier or title, all where none is, from the templates in force."""
    catalogue = document_types()
    wanted = frozenset(kind.id for kind in pick(documents, catalogue))
    return Order(catalogue, wanted, layers_of(project, organisation), draft)


def examined(project: Project, order: Order, today: date) -> Examination:
    """Everything that is wrong, with the documents of an order."""
    one = judged(load(project), order, today)
    packs = packs_of(one.case.alliance) if one.case else ()
    return Examination(one.report, project.data, today, one.case, packs, one.made)
