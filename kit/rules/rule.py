"""What a rule is: a code, a title, its sources, how sure they are, and a function that finds."""

from __future__ import annotations

import inspect
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from enum import Enum
from functools import cached_property
from typing import Generic, TypeVar

from kit import patterns
from kit.diagnostics import Diagnostic, Place, Severity
from kit.law.sources import cite
from kit.model.alliance import Alliance
from kit.records import Record
from kit.rules.case import Case, Sheet


class Sureness(Enum):
    """What a rule rests on; its severity follows. Memory is at most a hint, judgement at most a warning."""

    VERIFIED = "已核对原文"
    LOGIC = "事实自相矛盾"
    REPORTED = "依据转述"
    JUDGEMENT = "起草判断"
    MEMORY = "凭记忆，待核"

    @property
    def is_firm(self) -> bool:
        """Whether a rule that rests on this may say that something is wrong, not only that it may be."""
        return GRAVEST[self] is Severity.ERROR


GRAVEST: dict[Sureness, Severity] = {
    Sureness.VERIFIED: Severity.ERROR,
    Sureness.LOGIC: Severity.ERROR,
    Sureness.REPORTED: Severity.WARNING,
    Sureness.JUDGEMENT: Severity.WARNING,
    Sureness.MEMORY: Severity.INFO,
}
_GRAVITY = (Severity.INFO, Severity.WARNING, Severity.ERROR)


class Reads(Enum):
    """What a rule looks at."""

    FACTS = "事实"
    TEXT = "文书文字"
    SET = "各份文书之间"


class Finding(Record):
    """What a rule found: the field by its path in labels, the fact and the limit, what to do.

    sheet, where  for findings in a document: the document, and words that lead to the spot in it.
    milder        a lighter severity than the rule's, where this finding deserves it.
    """

    field: str
    message: str
    hint: str = ""
    sheet: Sheet | None = None
    where: str = ""
    milder: Severity | None = None


class Rule(Record):
    """One rule.

    title        the fault it finds, in Chinese, as `kit rules` lists it.
    find         a pure function of the case.
    basis        citations as `kit.law.sources.cite` reads them; empty where it follows from the facts themselves.
    sure         how sure the basis is.
    told         the explanation as it stands in the source.
    waivable     whether somebody may answer for going on all the same.
    """

    code: str
    title: str
    find: Callable[[Case], Iterable[Finding]]
    severity: Severity = Severity.ERROR
    basis: tuple[str, ...] = ()
    sure: Sureness = Sureness.LOGIC
    told: str = ""
    reads: Reads = Reads.FACTS
    waivable: bool = True

    @cached_property
    def explanation(self) -> str:
        """What `kit explain` prints, in Chinese: what is looked at, why, and what to do."""
        return _flowing(inspect.cleandoc(self.told))

    @cached_property
    def law(self) -> str:
        """The sources in words."""
        return cite(*self.basis)

    def check(self, case: Case) -> Iterator[Diagnostic]:
        """Everything this rule finds; places in the data file are for the caller to add."""
        for found in self.find(case):
            yield Diagnostic(
                self.code,
                found.message,
                found.milder or self.severity,
                field=found.field,
                place=Place(found.sheet.file, where=found.where) if found.sheet else Place(),
                law=self.law,
                hint=found.hint,
                documents=(found.sheet.title,) if found.sheet else (),
            )


_BROKEN = patterns.compiled(r"(?<=[^\x00-\x7f])\n(?=\S)|(?<=\S)\n(?=[^\x00-\x7f])")


def _flowing(text: str) -> str:
    """A docstring without the line breaks that only fit it into the source; Chinese takes no space for them."""
    return _BROKEN.sub("", text)


Find = Callable[[Case], Iterable[Finding]]
F = TypeVar("F", bound=Callable[..., Iterable[Finding]])


class Declaring(Generic[F]):
    """A decorator that makes a rule of the function below it; the functions of one kind look at the same things."""

    def __init__(self, reads: Reads, over: Callable[[F], Find]) -> None:
        self._reads = reads
        self._over = over

    def __call__(
        self,
        code: str,
        title: str,
        *,
        severity: Severity = Severity.ERROR,
        basis: tuple[str, ...] = (),
        sure: Sureness | None = None,
        waivable: bool = True,
        explanation: str = "",
    ) -> Callable[[F], Rule]:
        """Declare a rule; see `Rule`.

        sure         without it: verified where a basis is given, else a contradiction between facts.
        explanation  without it: the docstring of the function, which is in Chinese for that reason.
        """
        known = sure or (Sureness.VERIFIED if basis else Sureness.LOGIC)

        def made(find: F) -> Rule:
            told = explanation or find.__doc__ or ""
            return Rule(code, title, self._over(find), severity, basis, known, told, self._reads, waivable)

        return made


def _over_facts(find: Callable[[Alliance], Iterable[Finding]]) -> Find:
    return lambda case: find(case.alliance)


def _on_a_day(find: Callable[[Alliance, date], Iterable[Finding]]) -> Find:
    return lambda case: find(case.alliance, case.today)


def _in_each_sheet(find: Callable[[Sheet], Iterable[Finding]]) -> Find:
    return lambda case: (found for sheet in case.sheets.values() for found in find(sheet))


def _as_it_is(find: Find) -> Find:
    return find


rule = Declaring(Reads.FACTS, _over_facts)
"""Over the facts: `find(alliance)`."""
dated_rule = Declaring(Reads.FACTS, _on_a_day)
"""Over the facts and the day of the judgement: `find(alliance, today)`."""
text_rule = Declaring(Reads.TEXT, _in_each_sheet)
"""Over the text of each document by itself: `find(sheet)`."""
set_rule = Declaring(Reads.SET, _as_it_is)
"""Over documents and facts together: `find(case)`."""


def group(*topics: tuple[Rule, ...]) -> tuple[Rule, ...]:
    """The rules of several topics as one.

    Raises ValueError when a code is taken twice, or a rule is graver than what its basis is known from allows.
    """
    rules = tuple(one for topic in topics for one in topic)
    twice = {code for code, times in Counter(one.code for one in rules).items() if times > 1}
    if twice:
        raise ValueError(f"rule codes taken twice: {', '.join(sorted(twice))}")
    for one in rules:
        if _GRAVITY.index(one.severity) > _GRAVITY.index(GRAVEST[one.sure]):
            raise ValueError(f"{one.code}: {one.sure.name} allows {GRAVEST[one.sure].name} at most")
    return rules
