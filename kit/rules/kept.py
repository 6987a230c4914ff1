"""Clauses that must be kept when lawyers change a template, and the rules that notice when they are not.

A clause counts as there when its bookmark is, or a heading that reads as its title. A document without any bookmark
is somebody's own text: nothing is said about single clauses of it.
"""

from __future__ import annotations

from collections.abc import Iterator

from kit.diagnostics import Severity
from kit.records import Record
from kit.rules.case import Case, Sheet
from kit.rules.marks import Titles, absence, quoted
from kit.rules.rule import Finding, Rule, Sureness, set_rule

_HINT = "请从内置模板恢复这一条；内容已写在别处的，给该处加上同样的标题，或由负责人豁免并写明位置"


class Clause(Record):
    """A clause of a built-in template: the document, its id and titles there, and what it is about."""

    document: str
    id: str
    titles: Titles
    says: str


class Kept(Record):
    """What a rule wants to be there, and why; see `Rule` for the rest."""

    code: str
    title: str
    clauses: tuple[Clause, ...]
    basis: tuple[str, ...]
    explanation: str
    severity: Severity = Severity.WARNING
    sure: Sureness = Sureness.VERIFIED

    def rule(self) -> Rule:
        """The rule that the clauses are there."""

        def find(case: Case) -> Iterator[Finding]:
            said = {(clause.says, clause.document) for clause in self.clauses if _stands(case, clause)}
            for clause in self.clauses:
                sheet = case.sheets.get(clause.document)
                if sheet and sheet.marks.are_any and (clause.says, clause.document) not in said:
                    elsewhere = any(says == clause.says for says, _ in said)
                    yield lost(
                        sheet, clause.titles, f"缺少关于{clause.says}的约定", Severity.WARNING if elsewhere else None
                    )

        return set_rule(
            self.code,
            self.title,
            severity=self.severity,
            basis=self.basis,
            sure=self.sure,
            explanation=self.explanation,
        )(find)


def _stands(case: Case, clause: Clause) -> bool:
    sheet = case.sheets.get(clause.document)
    return sheet is not None and sheet.marks.place_of(clause.id, clause.titles) is not None


def lost(sheet: Sheet, titles: Titles, why: str, milder: Severity | None = None) -> Finding:
    """The finding that a clause is not in a document."""
    message = f"{sheet.title}中没有{quoted(titles)}，{why}"
    return Finding("", message, _HINT, sheet=sheet, where=absence(titles), milder=milder)
