"""Traceability: every demand of an instrument, where it is answered in these documents and facts, and whether it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from kit.diagnostics import Diagnostic, Severity
from kit.law.sources import cite
from kit.model.alliance import Alliance
from kit.model.fact import Choice, Fact, WrittenEmpty
from kit.model.fields import derived_fields_of, fields_of
from kit.model.members import Member
from kit.rules.answers import Answer, field_of
from kit.rules.case import Case
from kit.rules.marks import ABSENT, absence
from kit.rules.pack import Pack

__all__ = ["Answer", "Traced", "Verdict", "trace"]

NOTHING = "未填"
_LONGEST = 30  # characters of a text that a cell of a table can show


class Verdict(Enum):
    """How a demand stands, as far as facts and documents show it; 符合 only where they show all of it."""

    MEETS = "符合"
    CONFIRM = "待确认"
    FAILS = "不符合"
    WAIVED = "已豁免"
    NOT_OURS = "不由文书回答"
    INCOMPLETE = "资料不全"


@dataclass(frozen=True)
class Traced:
    """One demand, followed to where it is answered.

    citation  the article in words.
    places    numbers of the answering clauses as printed, by title of the document.
    values    the facts that answer, by label path, each in a few words or 未填.
    findings  what the rules of this demand found, waived ones among them.
    """

    answer: Answer
    citation: str
    places: Mapping[str, tuple[str, ...]]
    values: tuple[tuple[str, str], ...]
    findings: tuple[Diagnostic, ...]
    verdict: Verdict


def trace(pack: Pack, case: Case, found: Sequence[Diagnostic]) -> tuple[Traced, ...]:
    """Every demand of the pack's instrument in the order of its articles; nothing where the pack declares none.

    found  all findings of the case, with waivers applied.
    """
    return tuple(_traced(answer, pack, case, found) for answer in pack.answers)


def _traced(answer: Answer, pack: Pack, case: Case, found: Sequence[Diagnostic]) -> Traced:
    places: dict[str, tuple[str, ...]] = {}
    absent: set[tuple[str, str]] = set()
    for document, clauses in answer.clauses.items():
        sheet, titles = case.sheets.get(document), pack.titles[document]
        if sheet is None:
            continue
        numbers = {clause: sheet.marks.place_of(clause, titles[clause]) for clause in clauses}
        absent |= {(sheet.title, absence(titles[clause])) for clause, place in numbers.items() if place is None}
        if printed := tuple(dict.fromkeys(place for place in numbers.values() if place)):
            places[sheet.title] = printed
    findings = tuple(diagnostic for diagnostic in found if _concerns(diagnostic, answer, absent))
    reached = {path: list(_reached(case.alliance, path)) for path in answer.fields}
    return Traced(
        answer,
        cite(f"{pack.source.code} {answer.article}") if pack.source else answer.article,
        places,
        tuple((path, _in_words(values)) for path, values in reached.items()),
        findings,
        _verdict(answer, case, findings, absent=bool(absent), gaps=any(_is_gap(p, v) for p, v in reached.items())),
    )


def _concerns(diagnostic: Diagnostic, answer: Answer, absent: set[tuple[str, str]]) -> bool:
    """Whether a finding is about this demand; that a clause is absent concerns those whom the clause would answer."""
    if diagnostic.place.where.startswith(ABSENT):
        return any((title, diagnostic.place.where) in absent for title in diagnostic.documents)
    return diagnostic.code in answer.rules


def _verdict(answer: Answer, case: Case, findings: Sequence[Diagnostic], *, absent: bool, gaps: bool) -> Verdict:
    if not answer.is_ours:
        return Verdict.NOT_OURS
    standing = [found for found in findings if not found.waiver]
    errors = [found for found in standing if found.severity is Severity.ERROR]
    missing = [found for found in errors if _is_about_a_gap(found, case.alliance)]
    if len(errors) > len(missing):
        return Verdict.FAILS
    if missing or gaps:
        return Verdict.INCOMPLETE
    unseen = any(document not in case.sheets for document in answer.clauses)
    if unseen or any(found.severity is Severity.WARNING for found in standing):
        return Verdict.CONFIRM
    if any(found.waiver for found in findings):
        return Verdict.WAIVED
    return Verdict.CONFIRM if absent or answer.reason else Verdict.MEETS


def _is_about_a_gap(diagnostic: Diagnostic, alliance: Alliance) -> bool:
    """Whether a finding says only that something was not written."""
    return bool(diagnostic.field) and all(_is_empty(value) for value in _reached(alliance, diagnostic.field))


# --- facts in a few words -------------------------------------------------------------------


def _reached(alliance: Alliance, path: str) -> Iterator[Any]:
    """Every value that a label path leads to; only those of the parties, below 成员单位."""
    values: Iterable[Any] = (alliance,)
    for step in path.split("."):
        label, _, position = step.rstrip("]").partition("[")
        values = [_value(value, label) for value in values if isinstance(value, Fact)]
        if position:
            values = [value[int(position) - 1] for value in values if len(value) >= int(position)]
        elif "[" in step:
            values = [item for value in values for item in _items(value)]
    yield from values


def _value(noun: Fact, label: str) -> Any:
    named = {field.label: field.name for field in (*fields_of(type(noun)), *derived_fields_of(type(noun)))}
    return getattr(noun, named[label]) if label in named else None


def _items(value: Any) -> Iterator[Any]:
    return (item for item in value or () if not (isinstance(item, Member) and item.is_observer))


def _is_empty(value: Any) -> bool:
    return value is None or value == ()


def _is_gap(path: str, values: Sequence[Any]) -> bool:
    """Whether a fact that documents cannot do without is not there."""
    field = field_of(path)
    if field is None or not field.needed:
        return False
    return any(_is_empty(value) and not (field.may_be_empty and isinstance(value, WrittenEmpty)) for value in values)


def _in_words(values: Sequence[Any]) -> str:
    """One value, or how many there are of which."""
    if len(values) <= 1:
        return _short(values[0]) if values else NOTHING
    missing = sum(1 for value in values if _is_empty(value))
    if missing == len(values):
        return NOTHING
    if all(isinstance(value, bool | Choice | None) for value in values):
        counted = Counter(map(_short, values))
        return "，".join(f"{words}（{count} 项）" for words, count in counted.items())
    return f"{len(values)} 项均已填" if not missing else f"{len(values) - missing} 项已填，{missing} 项{NOTHING}"


def _short(value: Any) -> str:
    if _is_empty(value):
        return NOTHING
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, tuple):
        return f"{len(value)} 项"
    if isinstance(value, date):
        return value.isoformat()
    words = str(value.name if isinstance(value, Member) else "已填" if isinstance(value, Fact) else value)
    line = words.partition("\n")[0]
    return line if line == words and len(line) <= _LONGEST else f"{line[:_LONGEST]}……"
