"""What an expression of a template gives, as far as the model tells."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from kit.model.alliance import Alliance
from kit.model.fact import Choice, Fact
from kit.model.members import Member
from kit.model.tasks import Task
from kit.templates.environment import LOOP_NAMES, RESTART_NAME
from kit.templates.facts import FieldName, field_names


@dataclass(frozen=True)
class Shape:
    """What an expression gives.

    noun     a fact, or the elements of a list of facts.
    many     a list.
    choice   a closed list of answers.
    value    money, a majority, a count, a text.
    known    False where nothing can be said.
    element  of a list of lists or pairs, what each is.
    pair     of a pair, what its two halves are.
    names    what alone may stand behind the dot.
    """

    noun: type[Fact] | None = None
    many: bool = False
    choice: type[Choice] | None = None
    value: type[Any] | None = None
    known: bool = True
    words: str = ""
    element: Shape | None = None
    pair: tuple[Shape, ...] = ()
    names: frozenset[str] = frozenset()

    @property
    def each(self) -> Shape:
        """What an element of the list gives."""
        if self.element is not None or not self.many:
            return self.element or ANYTHING
        if self.noun is None and self.value is None and self.choice is None:
            return ANYTHING
        return Shape(self.noun, choice=self.choice, value=self.value, words=self.words)

    @property
    def all(self) -> Shape:
        """A list of what this is."""
        if not self.known:
            return Shape(many=True, words=self.words)
        if self.many or self.pair:
            return Shape(many=True, element=self, words=self.words)
        return Shape(self.noun, True, self.choice, self.value, words=self.words)


ANYTHING = Shape(known=False)
LOOP = Shape(names=LOOP_NAMES, words="loop")
_TASKS = Shape(Task, many=True, words="任务")
FUNCTIONS = {  # what each gives, and how much it takes
    "条款": (Shape(value=str), 2),
    RESTART_NAME: (Shape(value=str), 0),
    "牵头任务": (_TASKS, 1),
    "参加任务": (_TASKS, 1),
}
_GLOBALS = ("range", "namespace")


def field_shape(entry: FieldName, words: str) -> Shape:
    """What a field gives."""
    noun = Member if entry.names_member else entry.noun
    return Shape(noun, entry.many, entry.choice, entry.value, words=words)


def roots() -> dict[str, Shape]:
    """The names at the top of a template, with what they give."""
    found = {
        name: Shape(*entry.behind[:1], entry.many, entry.choice, entry.value, words=entry.label)
        for name, entry in field_names(Alliance).items()
    }
    return {**found, **{name: shape for name, (shape, _) in FUNCTIONS.items()}, **dict.fromkeys(_GLOBALS, ANYTHING)}


def common(shapes: Iterable[Shape]) -> Shape:
    """What can be said of a value that is one of these."""
    found = set(shapes)
    return found.pop() if len(found) == 1 else ANYTHING
