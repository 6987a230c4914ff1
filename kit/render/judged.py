"""The documents of one alliance in memory: made, looked over and judged. Nothing is written and no clock is read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from kit.diagnostics import Diagnostic, Report
from kit.intake.build import Intake
from kit.model.alliance import Alliance
from kit.records import Record
from kit.render.documents import Made, Maker
from kit.render.overview import FILL_IN, MISSING_FACT
from kit.rules.case import Case, Sheet
from kit.rules.judging import judge
from kit.rules.waivers import faults_of_waivers, waived
from kit.templates.catalogue import DocumentType, Layer
from kit.templates.facts import Missing
from kit.word.archive import FAST


class Order(Record):
    """Which documents to make, and from what.

    catalogue  every document there is, cited ones before those that cite them.
    wanted     identifiers of those that are asked for.
    """

    catalogue: tuple[DocumentType, ...]
    wanted: frozenset[str]
    in_force: tuple[Layer, ...]
    draft: bool = False

    @property
    def needed(self) -> list[DocumentType]:
        """The wanted documents and those they cite, in the catalogue's order."""
        needed = set(self.wanted)
        for kind in reversed(self.catalogue):
            if kind.id in needed:
                needed |= set(kind.cites)
        return [kind for kind in self.catalogue if kind.id in needed]


class Judged(Record):
    """The wanted documents, and everything that is wrong with the facts and with them; no case where nothing could be read."""

    made: tuple[Made, ...]
    report: Report
    case: Case | None = None


def judged(intake: Intake, order: Order, today: date) -> Judged:
    """Make the documents of an alliance and judge them together with its facts.

    today  the day the judgement is for.
    """
    alliance = intake.alliance
    if alliance is None:
        return Judged((), intake.report)
    made, faults = Maker(alliance, order.in_force, order.draft).make(order.needed, order.wanted)
    faults += [fault for one in made for fault in one.faults]
    sheets = {one.kind.id: Sheet(one.kind.id, one.kind.title, one.kind.file, one.outline) for one in made if one.wanted}
    case = Case(alliance, today, sheets)
    missing = _missing_facts(made, intake)
    found = intake.located(with_waivers(alliance, judge(case)))
    report = _without(intake.report + found, missing) + missing + Report.of(faults)
    return Judged(tuple(one for one in made if one.wanted), report, case)


def paged(made: Sequence[Made]) -> list[Made]:
    """The documents with page numbers in their tables of contents, through LibreOffice."""
    from kit.render.pagination import pages_of, printed

    with_contents = {one.kind.file: one.package for one in made if one.has_contents}
    pdfs = printed({name: package.to_bytes(FAST) for name, package in with_contents.items()})
    pages = {name: pages_of(package, pdfs[f"{Path(name).stem}.pdf"]) for name, package in with_contents.items()}
    return [one.with_pages(pages[one.kind.file]) if one.kind.file in pages else one for one in made]


def with_waivers(alliance: Alliance, found: Sequence[Diagnostic]) -> list[Diagnostic]:
    """The findings with those marked that somebody waived, and what is wrong with the waivers."""
    if not alliance.settings.waivers:
        return list(found)
    return [*waived(alliance, found), *faults_of_waivers(alliance, found)]


def _missing_facts(made: Sequence[Made], intake: Intake) -> Report:
    """One finding for each missing fact, naming every document that prints it."""
    needing: dict[str, list[str]] = {}
    known: dict[str, Missing] = {}
    for one in made:
        for missing in one.missing:
            known[missing.path] = missing
            if one.wanted:
                needing.setdefault(missing.path, []).append(one.kind.title)
    findings = [
        Diagnostic(
            MISSING_FACT,
            f"缺少“{known[path].label}”",
            field=path,
            hint=known[path].how or FILL_IN,
            documents=tuple(titles),
        )
        for path, titles in needing.items()
    ]
    return intake.located(findings)


def _without(report: Report, told: Report) -> Report:
    """A report without the missing facts that another one tells in full."""
    fields = {diagnostic.field for diagnostic in told}
    return Report(tuple(d for d in report if not (d.code.startswith("M-") and d.field in fields)))
