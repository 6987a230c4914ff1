"""The complete sample, ways to spoil its facts and its documents, and the judgement of what comes out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from kit.diagnostics import Diagnostic
from kit.intake.build import build
from kit.intake.raw import Raw
from kit.intake.yaml_file import read
from kit.model.alliance import Alliance
from kit.outline import Line, Outline, Part
from kit.render.documents import Maker
from kit.resources import samples_root
from kit.rules.case import Case, Sheet
from kit.rules.judging import judge
from kit.rules.rule import Reads
from kit.templates.catalogue import document_types, layers

TODAY = date(2026, 11, 23)
NOTICE = "C-FIL-01"  # the measure has ended: said on every report
DELETE = object()


@dataclass(frozen=True)
class Fault:
    """One thing done wrong to the complete sample, and the one rule that must find it.

    code     the rule meant for it; nothing else may be found.
    changes  values by path in labels, lists counted from 1: 成员单位[2].名称; DELETE takes a fact away;
             one past the end of a list appends.
    at       the field the finding names. words: what its message says.
    write    words written into documents as a paragraph of their own, by document: agreement, charter, application.
    swap     words exchanged in documents, by document: (old, new), wherever old stands.
    drop     a clause that a lawyer overwrote, by document: its number stands, its mark and its title are gone.
    today    the day of the judgement.
    beside   codes of reminders that the fault's packs give on every report.
    """

    code: str
    changes: Mapping[str, Any] = field(default_factory=dict)
    at: str = ""
    words: str = ""
    write: Mapping[str, str] = field(default_factory=dict)
    swap: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    drop: Mapping[str, str] = field(default_factory=dict)
    today: date = TODAY
    beside: frozenset[str] = frozenset()

    @property
    def in_documents(self) -> bool:
        """Whether documents were changed, too or alone."""
        return bool(self.write or self.swap or self.drop)

    def __str__(self) -> str:
        return f"{self.code} {self.at or self.words}".strip()


@dataclass(frozen=True)
class Fine(Fault):
    """Something that looks like the fault and is none: the rule of this code stays silent."""


@cache
def _facts() -> dict[str, Any]:
    data = read(samples_root() / "hydrogen" / "alliance.yaml").data
    assert isinstance(data, dict)
    return data


def sample_with(changes: Mapping[str, Any]) -> Alliance:
    """The complete sample with some facts changed; every value must be readable."""
    data = deepcopy(_facts())
    for path, value in changes.items():
        *way, last = _steps(path)
        inner: Any = data
        for step in way:
            inner = inner[step] if isinstance(step, int) else inner.setdefault(step, {})
        if value is DELETE:
            del inner[last]
        elif isinstance(last, int) and last == len(inner):
            inner.append(value)
        else:
            inner[last] = value
    intake = build(Raw("样例", data))
    assert intake.report.is_clean, [d.message for d in intake.report]
    assert intake.alliance is not None
    return intake.alliance


def _steps(path: str) -> list[str | int]:
    found = re.findall(r"([^.\[\]]+)|\[(\d+)\]", path)
    return [label or int(position) - 1 for label, position in found]


@cache
def sample_sheets() -> dict[str, Sheet]:
    """The documents of the untouched sample."""
    return sheets_of(sample_with({}))


def sheets_of(alliance: Alliance) -> dict[str, Sheet]:
    """The documents of an alliance, made with the built-in templates."""
    kinds = document_types()
    made, faults = Maker(alliance, layers()).make(kinds, frozenset(kind.id for kind in kinds))
    assert not faults
    return {one.kind.id: Sheet(one.kind.id, one.kind.title, one.kind.file, one.outline) for one in made}


def spoiled(fault: Fault) -> Case:
    """The sample as the fault leaves it; documents are there only where the fault is in them."""
    sheets = dict(sample_sheets()) if fault.in_documents else {}
    for document, words in fault.write.items():
        lines = sheets[document].outline.lines
        middle = len(lines) // 2
        sheets[document] = _with_lines(sheets[document], [*lines[:middle], _paragraph(words), *lines[middle:]])
    for document, (old, new) in fault.swap.items():
        lines = sheets[document].outline.lines
        assert any(old in line.text for line in lines), old
        sheets[document] = _with_lines(sheets[document], [x._replace(text=x.text.replace(old, new)) for x in lines])
    for document, clause in fault.drop.items():
        lines = sheets[document].outline.lines
        kept = [_overwritten(line) if _is(line, clause) else line for line in lines]
        assert kept != list(lines), clause
        sheets[document] = _with_lines(sheets[document], kept)
    return Case(sample_with(fault.changes), fault.today, sheets)


def _is(line: Line, clause: str) -> bool:
    """Whether a line begins a clause, by id; in the application, which has no ids, by the words of the heading."""
    return line.clause == clause or (line.part is Part.HEADING and line.text.partition("、")[2] == clause)


def _overwritten(line: Line) -> Line:
    return line._replace(text="其他约定", clause="")


def _paragraph(words: str) -> Line:
    return Line(Part.PARAGRAPH, words)


def _with_lines(sheet: Sheet, lines: list[Line]) -> Sheet:
    return sheet.replace(outline=Outline(tuple(lines)))


def found_in(case: Case) -> list[Diagnostic]:
    """What is found, without the notice that the measure has ended."""
    reads = tuple(Reads) if case.sheets else (Reads.FACTS,)
    return [found for found in judge(case, reads) if found.code != NOTICE]
