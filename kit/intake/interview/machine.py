"""The interview as a machine: data and a position make a question; an answer makes changes and the next position."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from kit.diagnostics import Diagnostic
from kit.intake.changes import Change
from kit.intake.interview.answers import faulty, findings_on, taken_in, written
from kit.intake.interview.data import Data, changed, value_at
from kit.intake.interview.position import Position
from kit.intake.interview.question import NO, YES, Question, question_of, words_of
from kit.intake.interview.steps import Ask, Step, lies_in, steps
from kit.intake.origins import FieldPath, in_labels
from kit.model.fields import NONE, Kind
from kit.model.reading import NotReadable, read_flag

_SKIP = "暂时没有的，请输入 跳过"
_SAY_NONE = "确实没有的，请输入 无；"


@dataclass(frozen=True)
class Accepted:
    """An answer that was taken; the interview stands at the next question.

    changes   what it changes in the data; empty where it left them as they were.
    findings  what is wrong with it all the same.
    """

    changes: tuple[Change, ...] = ()
    findings: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True)
class Refused:
    """An answer that was not taken; the interview stands where it stood."""

    message: str
    hint: str = ""


@dataclass(frozen=True)
class Answered:
    """A fact that stands in the data, for whoever wants to see or change it."""

    path: FieldPath
    words: str
    value: str


class Interview:
    """One interview about some data, or about a section of them.

    data      plain data by identifiers, as they stand in the data file.
    position  where to go on; where it is lost, at the first required fact that is missing.
    section   the path of the part to ask for; the whole by default.
    today     the day that rules judge for.
    """

    def __init__(self, data: Data, position: Position | None = None, section: FieldPath = (), *, today: date) -> None:
        self.data = data
        self.section = section
        self._today = today
        self._history: list[Position] = []
        self._return: Position | None = None
        self._faults: dict[FieldPath, str] = {}
        self._is_thorough = False
        self.take(data)
        self.position = position or Position()
        if self._current() is None:
            required = position.required if position else None
            self.position = Position(self._first(), required=required)

    def take(self, data: Data) -> None:
        """Go on with other data: somebody changed the data file meanwhile."""
        self.data = data
        self._faults = faulty(taken_in(data))

    # --- the question -----------------------------------------------------------------------

    @property
    def question(self) -> Question | None:
        """What to ask now; None when nothing is left to ask."""
        step = self._current()
        if step is None:
            return None
        return question_of(step, self.data, self.position.line, self._faults.get(step.path, ""))

    def _current(self) -> Step | None:
        return self._step_at(self.position.path)

    def _step_at(self, path: FieldPath) -> Step | None:
        """The step at a path, reckoned as entered; None where there is none."""
        if not path or not lies_in(path, self.section):
            return None
        return next((step for step in steps(self.data, path, path) if step.path == path), None)

    def _steps(self, entered: FieldPath) -> Iterator[Step]:
        return steps(self.data, entered or self.section, self.section)

    @property
    def has_questions(self) -> bool:
        """Whether there is anything to ask at all: a section may name an item that is not there."""
        return any(True for _step in self._steps(()))

    def _first(self) -> FieldPath:
        """Where to begin: the first required fact that is missing or cannot be read.

        Who names a section in which nothing is missing is asked for what is optional there, or for everything again.
        """
        found = self._found(self._is_lacking)
        if found is None and self.section:
            found = self._found(lambda step: self._is_open(step, self.section))
        if found is None and self.section:
            self._is_thorough = True
            found = self._found(lambda _step: True)
        return found or ()

    def _found(self, wanted: Callable[[Step], bool]) -> FieldPath | None:
        return next((step.path for step in self._steps(()) if wanted(step)), None)

    def _is_lacking(self, step: Step) -> bool:
        if step.path in self._faults:
            return True
        if step.ask is Ask.GROUP or step.value or step.is_none or step.is_optional_below:
            return False
        return not step.field.default and step.path[-1] in (0, step.field.name)

    def _is_open(self, step: Step, come_from: FieldPath) -> bool:
        """Whether to ask on the way forward.

        Facts that nobody gave are asked for, and defaults that nobody confirmed, but only in the item that one
        comes from: of the other items only what is required and missing. Another item is offered behind the last.
        """
        if self._is_lacking(step):
            return True
        is_near = lies_in(come_from, step.home)
        if step.ask is Ask.VALUE:
            return self._is_thorough or (is_near and (step.value is None or step.value == step.field.default))
        if step.ask is Ask.GROUP:
            return is_near and not step.value
        if step.ask is Ask.ITEM and step.value is not None:
            return False
        return (is_near and step.path[-1] == 0) or lies_in(come_from, step.way)

    def _is_left_out(self, step: Step, required: FieldPath | None) -> bool:
        """Whether only required facts are asked for here, and this is none."""
        if required is None or not lies_in(step.path, required):
            return False
        return any(length > len(required) for length in step.optional)

    # --- moving -----------------------------------------------------------------------------

    def _move(self, to: Position) -> None:
        self._history.append(self.position)
        self.position = to

    def _go_on(self, *, beyond: FieldPath | None = None) -> None:
        """Go to the next open question; `beyond` is a group to leave behind whole."""
        if self._return is not None:
            to, self._return = self._return, None
            is_there = not to.path or self._exists(to)
            self._move(to if is_there else to._replace(path=self._found(self._is_lacking) or (), line=0))
            return
        required = self.position.required
        self._move(Position(self._next(beyond), required=required))
        if required is not None and not lies_in(self.position.path, required):
            self.position = self.position._replace(required=None)

    def _exists(self, position: Position) -> bool:
        return self._step_at(position.path) is not None

    def _next(self, beyond: FieldPath | None) -> FieldPath:
        come_from, is_passed = self.position.path, False
        for step in self._steps(come_from):
            if not is_passed:
                is_passed = step.path == come_from
            elif beyond is not None and lies_in(step.path, beyond):
                continue
            elif self._is_open(step, come_from) and not self._is_left_out(step, self.position.required):
                return step.path
        return ()

    def _enter(self, path: FieldPath) -> None:
        """Go to the first question below a group or a new item."""
        inside = (*path, "")
        first = next(step for step in steps(self.data, inside, path) if step.path != path)
        if self._is_left_out(first, self.position.required):
            self.position = self.position._replace(path=first.path)
            self._go_on()
        else:
            self._move(self.position._replace(path=first.path, line=0))

    def back(self) -> bool:
        """Go to the question before; False where there is none."""
        self._return = None
        while self._history:
            before = self._history.pop()
            if before != self.position and self._exists(before):
                self.position = before._replace(line=0)
                return True
        path: FieldPath = ()
        for step in self._steps(self.position.path):
            if step.path == self.position.path:
                break
            if not step.is_gate:
                path = step.path
        if path:
            self.position = self.position._replace(path=path, line=0)
        return bool(path)

    def jump(self, path: FieldPath) -> bool:
        """Go to a question out of turn and come back after its answer; False where there is none at the path."""
        step = self._step_at(path)
        if step is None:
            return False
        if not step.is_gate and self._return is None:
            self._return = self.position
        self.position = Position(path, required=self.position.required)
        return True

    # --- answers ----------------------------------------------------------------------------

    def answer(self, text: str) -> Accepted | Refused:
        """Answer the question; no text keeps what stands there, takes the default, or leaves out what is optional."""
        step = self._current()
        assert step, "nothing is asked"
        question = question_of(step, self.data, self.position.line, "")
        text = text.strip()
        if step.is_gate:
            return self._answer_gate(step, text or question.default)
        if not text:
            if self.position.line or question.current is not None:
                return self._left_as_it_is(step)
            if not question.default:
                return self._left_empty(step, question)
            text = question.default
        return self._answer_value(step, question, text)

    def _answer_gate(self, step: Step, text: str) -> Accepted | Refused:
        number = {"1": YES, "2": NO}.get(text, text)
        try:
            wanted = read_flag(number)
        except NotReadable as reason:
            return Refused(str(reason), reason.hint)
        if wanted:
            self._enter(step.path)
            return Accepted()
        changes: tuple[Change, ...] = ()
        if step.ask is Ask.MORE and step.field.may_be_empty and not step.value:
            self._go_on(beyond=step.path)
            return Accepted(() if step.is_none else self._none_of(step))
        if step.ask is Ask.MORE:  # blank items that the data file was made with
            items = value_at(self.data, step.way) or []
            changes = tuple(Change((*step.way, place), None) for place in reversed(range(step.value, len(items))))
        self._go_on(beyond=step.path)
        self._apply(changes)
        return Accepted(changes)

    def _left_as_it_is(self, step: Step) -> Accepted:
        if step.ask is Ask.ITEM and self._return is None:
            self._move(self.position._replace(path=(*step.way, int(step.path[-1]) + 1)))
        else:
            self._go_on()
        return Accepted()

    def _left_empty(self, step: Step, question: Question) -> Accepted | Refused:
        if question.required:
            example = f"例如 {question.example}。" if question.example else ""
            none = _SAY_NONE if step.field.may_be_empty else ""
            return Refused(f"“{question.label}”是必填的", f"{example}{none}{_SKIP}")
        self._go_on()
        return Accepted()

    def _answer_value(self, step: Step, question: Question, text: str) -> Accepted | Refused:
        if step.ask is Ask.ITEM and step.path[-1] == 0 and step.field.says_none(text):
            self._go_on(beyond=step.way)
            return Accepted(self._none_of(step))
        line = self.position.line
        kept = str(step.value or "").splitlines()[:line]
        try:
            value = written(step, question, "\n".join([*kept, text]))
        except NotReadable as reason:
            return Refused(str(reason), reason.hint)
        if value is None:
            return self._left_empty(step, question)
        if step.ask is Ask.ITEM and value != step.value and value in (value_at(self.data, step.way) or []):
            return Refused(f"“{value}”已经填过", "填完的，请直接按回车")
        changes = (Change(step.path, value),) if value != step.value else ()
        findings = self._apply(changes, lambda: step) if changes else self._findings(step)
        if question.kind is Kind.LONG_TEXT:
            self._move(self.position._replace(line=value.count("\n") + 1))
        elif step.ask is Ask.ITEM and self._return is None:
            self._move(self.position._replace(path=(*step.way, int(step.path[-1]) + 1)))
        else:
            self._go_on()
        return Accepted(changes, findings)

    def _none_of(self, step: Step) -> tuple[Change, ...]:
        """Take down that a list has no items: the data file says 无."""
        self._apply((Change(step.way, []),))
        return (Change(step.way, NONE),)

    def _findings(self, step: Step) -> tuple[Diagnostic, ...]:
        return findings_on(step, taken_in(self.data), self._today)

    def _apply(self, changes: tuple[Change, ...], about: Callable[[], Step] | None = None) -> tuple[Diagnostic, ...]:
        if not changes:
            return ()
        self.data = changed(self.data, changes)
        intake = taken_in(self.data)
        self._faults = faulty(intake)
        return findings_on(about(), intake, self._today) if about else ()

    # --- other moves ------------------------------------------------------------------------

    def skip(self) -> Accepted:
        """Leave the question as it stands and go on; a list of values ends, a group is not filled in."""
        step = self._current()
        assert step, "nothing is asked"
        self._go_on(beyond=step.way if step.ask in (Ask.ITEM, Ask.GROUP) else None)
        return Accepted()

    def skip_optional(self) -> None:
        """From here on ask only for what is required in this group and below it."""
        step = self._current()
        assert step, "nothing is asked"
        wider = self.position.required
        self._require_only(wider if wider is not None and lies_in(step.path, wider) else step.owner)

    def require_only(self) -> None:
        """From here on ask only for what is required, everywhere."""
        self._require_only(())

    def _require_only(self, below: FieldPath) -> None:
        self.position = self.position._replace(required=below)
        step = self._current()
        if step and self._is_left_out(step, below):
            self._go_on(beyond=step.way)

    def clear(self) -> Accepted | Refused:
        """Take back what stands at the question; the interview stays at it."""
        step = self._current()
        assert step, "nothing is asked"
        if step.is_gate or step.value is None:
            return Refused("这里没有可以清空的内容")
        changes = (Change(step.path, None if step.ask is Ask.ITEM else ""),)
        self.position = self.position._replace(line=0)
        self._apply(changes)
        return Accepted(changes)

    @property
    def item(self) -> str:
        """What `remove` would take out: the item of a list that the question belongs to, in words; empty for none."""
        step = self._current()
        if step is None or not step.home or value_at(self.data, step.home) is None:
            return ""
        return words_of(step.home, self.data)

    def remove(self) -> Accepted | Refused:
        """Take the whole item out of its list, and offer another."""
        step = self._current()
        if step is None or not self.item:
            return Refused("这里没有可以删除的一项", "要清空一个字段，请输入 清空")
        way = step.home[:-1]
        changes = (Change(step.home, None),)
        self._apply(changes)
        self._history.clear()
        self._return = None
        gate = next(s.path for s in steps(self.data, way, way) if s.ask is Ask.MORE and s.way == way)
        self.position = self.position._replace(path=gate, line=0)
        return Accepted(changes)

    # --- looking back -----------------------------------------------------------------------

    def answered(self) -> list[Answered]:
        """Every fact that stands in the data, in the order of the questions."""
        return [
            Answered(step.path, in_labels(step.path), str(step.value))
            for step in self._steps(self.position.path)
            if step.ask in (Ask.VALUE, Ask.ITEM) and step.value is not None
        ]
