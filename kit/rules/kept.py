"""Clauses that must be kept when lawyers change a template, and the rules that notice when they are not.

A clause counts as there when its bookmark is, or a heading that reads as its title. A document without any bookmark
is somebody's own text: nothing is said about single clauses of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kit.diagnostics import Severity
from kit.rules.case import Case, Sheet
from kit.rules.marks import absence
from kit.rules.rule import Finding, Rule, Sureness, set_rule

_HINT = "请从内置模板恢复这一条；内容已写在别处的，给该处加上同样的标题，或由负责人豁免并写明位置"


@dataclass(frozen=True)
class Clause:
    """A clause of a built-in template: the document, its id and title there, and what it is about."""

    document: str
    id: str
    title: str
    says: str


@dataclass(frozen=True)
class Kept:
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
            for clause in self.clauses:
                sheet = case.sheets.get(clause.document)
                if sheet and sheet.marks.are_any and sheet.marks.place_of(clause.id, clause.title) is None:
                    yield lost(sheet, clause.title, f"缺少{clause.says}的约定")

        return set_rule(
            self.code,
            self.title,
            severity=self.severity,
            basis=self.basis,
            sure=self.sure,
            explanation=self.explanation,
        )(find)


def lost(sheet: Sheet, title: str, why: str, milder: Severity | None = None) -> Finding:
    """The finding that a clause is not in a document."""
    message = f"{sheet.title}中没有“{title}”，{why}"
    return Finding("", message, _HINT, sheet=sheet, where=absence(title), milder=milder)
