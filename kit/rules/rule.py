"""What a rule is: a code, a title, a source, and a function that finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kit.diagnostics import Diagnostic, Severity
from kit.model.alliance import Alliance


@dataclass(frozen=True)
class Finding:
    """What a rule found: the field by its path in labels, the fact and the limit, what to do."""

    field: str
    message: str
    hint: str = ""


Find = Callable[[Alliance], Iterator[Finding]]


@dataclass(frozen=True)
class Rule:
    """One rule.

    title  the fault it finds, in Chinese, as `kit rules` lists it.
    law    the source in words; empty where the rule follows from the facts themselves.
    find   a pure function of the alliance.
    """

    code: str
    title: str
    find: Find
    severity: Severity = Severity.ERROR
    law: str = ""

    def check(self, alliance: Alliance) -> Iterator[Diagnostic]:
        """Everything this rule finds; places are for the caller to add."""
        for finding in self.find(alliance):
            yield Diagnostic(
                self.code, finding.message, self.severity, field=finding.field, law=self.law, hint=finding.hint
            )


def rule(code: str, title: str, *, severity: Severity = Severity.ERROR, law: str = "") -> Callable[[Find], Rule]:
    """Make a rule of the function below."""

    def made(find: Find) -> Rule:
        return Rule(code, title, find, severity, law)

    return made


def pack(*groups: tuple[Rule, ...]) -> tuple[Rule, ...]:
    """The rules of several topics as one pack. Raises ValueError when a code is taken twice."""
    rules = tuple(one for group in groups for one in group)
    codes = [one.code for one in rules]
    twice = {code for code in codes if codes.count(code) > 1}
    if twice:
        raise ValueError(f"rule codes taken twice: {', '.join(sorted(twice))}")
    return rules
