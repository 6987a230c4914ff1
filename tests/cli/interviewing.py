"""Somebody at the terminal who knows all the facts of a sample."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from kit.api import create_project, load, open_project
from kit.cli.asking.words import COMMANDS, asked
from kit.intake.interview import Accepted, Interview, Question, Session
from kit.intake.origins import FieldPath, from_labels
from kit.model.alliance import Alliance
from tests.cli.terminals import DOWN, ENTER, Terminal
from tests.intake.interview.answers import SKIP, lines_for

COMPACT = Path(__file__).parents[1] / "intake/interview/compact.yaml"


def alliance_in(path: Path) -> Alliance:
    """The alliance of a project or a data file."""
    alliance = load(open_project(path)).alliance
    assert alliance
    return alliance


def answers_of(sample: Path, section: str = "") -> list[str]:
    """The answers that make the sample, or a section of it, out of a blank data file."""
    data = Session(sample, started=datetime(2026, 11, 23)).data
    if not section:
        return list(lines_for(data))
    (only,) = from_labels(section)
    return list(lines_for({only: data[str(only)]}, only=section))


def blank(folder: Path) -> Path:
    """A new project with nothing filled in."""
    return create_project(folder).folder


class Somebody:
    """Answers question after question, and knows without looking which one comes next."""

    def __init__(self, project: Path, answers: list[str], section: FieldPath = ()) -> None:
        data = Session(project / "alliance.yaml", started=datetime(2026, 11, 23)).data
        self._mind = Interview(data, section=section, today=date(2026, 11, 23))
        self._answers: Iterator[str] = iter(answers)

    @property
    def question(self) -> Question | None:
        """The question that must be on the screen now."""
        return self._mind.question

    def sees_question(self, terminal: Terminal) -> None:
        """Wait for the question."""
        assert self.question
        terminal.expect(f"› {asked(self.question)}")

    def answers(self, terminal: Terminal) -> None:
        """Give the next answer with the keys that give it; keep it where the rules have something against it."""
        question, answer = self.question, next(self._answers)
        assert question
        if answer == SKIP:
            taken = self._mind.skip()
        else:
            told = self._mind.answer(answer)
            assert isinstance(told, Accepted), f"{question.where} {question.label}: {told}"
            taken = told
        terminal.send(_keys(question, answer))
        if answer == SKIP and question.choices:
            terminal.expect("做什么？")
            terminal.send(DOWN * list(COMMANDS).index(SKIP) + ENTER)
        if any(finding.severity.name == "ERROR" for finding in taken.findings):
            terminal.expect("› 这个回答有上面的问题")
            terminal.send(DOWN + ENTER)


def _keys(question: Question, answer: str) -> str:
    """The keys that give an answer: typed, or gone to in the list; the last entry of a list leads to the commands."""
    if not question.choices:
        return answer + ENTER
    start = question.current or question.default
    entries = list(question.choices)
    if not question.is_gate and not question.required and not start:
        entries.insert(0, "")
    entries.append(SKIP)
    here = entries.index(start) if start in entries else 0
    there = entries.index(answer) if answer or not start else here
    return DOWN * ((there - here) % len(entries)) + ENTER
