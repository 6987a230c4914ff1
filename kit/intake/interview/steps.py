"""The way of an interview through the model: every question there is for some data, in the order of the declarations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from kit.intake.interview.data import Data, filled, is_blank
from kit.intake.origins import FieldPath
from kit.model.alliance import Alliance
from kit.model.fact import Fact
from kit.model.fields import Field, Kind, asked_of, fields_of


class Ask(Enum):
    """What a step asks for."""

    VALUE = auto()  # one value
    ITEM = auto()  # one value of a list; the last step of a list has none yet, and no answer ends the list
    GROUP = auto()  # whether to fill in an optional group
    MORE = auto()  # whether to add one more item to a list of groups


@dataclass(frozen=True)
class Step:
    """One question in its place.

    path      of the field, of the item, of the group, or of the item that would be next.
    noun      the noun the field belongs to.
    value     what stands there: a text; for GROUP whether something does; for MORE how many items there are.
    is_none   for MORE and ITEM, whether it was said that the list has no items, where that is an answer.
    home      the path of the innermost item of a list of groups around it; empty where there is none.
    optional  how long the paths of the optional fields on the way to it are, itself included.
    """

    path: FieldPath
    ask: Ask
    field: Field
    noun: type[Fact]
    value: Any
    home: FieldPath = ()
    optional: tuple[int, ...] = ()
    is_none: bool = False

    @property
    def owner(self) -> FieldPath:
        """The path of the group that the field belongs to."""
        return self.path[: -2 if self.ask in (Ask.ITEM, Ask.MORE) else -1]

    @property
    def way(self) -> FieldPath:
        """The path of the field, without the position in its list."""
        return self.path[: len(self.owner) + 1]

    @property
    def is_gate(self) -> bool:
        """Whether it asks for yes or no, about what is below it."""
        return self.ask in (Ask.GROUP, Ask.MORE)

    @property
    def is_optional_below(self) -> bool:
        """Whether its own field is optional."""
        return bool(self.optional) and self.optional[-1] == len(self.way)


def lies_in(path: FieldPath, whole: FieldPath) -> bool:
    """Whether a path leads to something or into it."""
    return path[: len(whole)] == whole


def steps(data: Data, entered: FieldPath, within: FieldPath = ()) -> Iterator[Step]:
    """Every step. Optional groups and new items count as there when `entered` leads into them.

    within  only the steps at a path or below it.
    """
    return (step for step in _Way(entered, within).group(Alliance, data, (), (), ()) if lies_in(step.path, within))


@dataclass(frozen=True)
class _Way:
    """One way through the data; what does not lie within is passed by."""

    entered: FieldPath
    within: FieldPath

    def group(
        self, noun: type[Fact], data: Mapping[str, Any], path: FieldPath, home: FieldPath, optional: tuple[int, ...]
    ) -> Iterator[Step]:
        for declared in fields_of(noun):
            here = (*path, declared.name)
            if not self._leads_to(here):
                continue
            value = data.get(declared.name)
            field = asked_of(noun, declared, data.get) or (declared if value is not None else None)
            if field is None:
                continue
            passed = optional if field.needed else (*optional, len(here))
            is_none = field.may_be_empty and value == []
            if field.kind is Kind.LIST and field.group:
                count = filled(field.group, value or [])
                yield from self._items(field.group, value or [], count, here, passed)
                yield Step((*here, count), Ask.MORE, field, noun, count, home, passed, is_none)
            elif field.kind is Kind.LIST:
                for number, text in enumerate([*(value or []), None]):
                    yield Step((*here, number), Ask.ITEM, field, noun, text, home, passed, is_none)
            elif field.group:
                there = not is_blank(field.group, value or {})
                if not field.needed:
                    yield Step(here, Ask.GROUP, field, noun, there, home, passed)
                if field.needed or there or self._is_entered(here):
                    yield from self.group(field.group, value or {}, here, home, passed)
            else:
                yield Step(here, Ask.VALUE, field, noun, value, home, passed)

    def _items(
        self, noun: type[Fact], items: Sequence[Data], count: int, here: FieldPath, optional: tuple[int, ...]
    ) -> Iterator[Step]:
        for number in range(count + self._is_entered((*here, count))):
            place = (*here, number)
            if self._leads_to(place):
                yield from self.group(noun, items[number] if number < len(items) else {}, place, place, optional)

    def _is_entered(self, path: FieldPath) -> bool:
        return len(self.entered) > len(path) and lies_in(self.entered, path)

    def _leads_to(self, path: FieldPath) -> bool:
        return lies_in(self.within, path) if len(path) < len(self.within) else lies_in(path, self.within)
